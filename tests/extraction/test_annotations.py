"""Annotated articles: their words are found in the text, what does not fit is refused; the command that scores them."""

import pytest

from tests.extraction.annotated import TABLE, span, written
from tools.scoring import __main__ as command
from tools.scoring import corpus
from tools.scoring.annotations import checked
from tools.scoring.corpus import articles
from tools.scoring.finding import CorpusError

HEAD = 'language = "fr"\npublished = "2022-01"\n'
REFUSED = [
    ('kind = "meeting"', 'kind = "match"', "no such kind: match"),
    ('kind = "meeting"', 'kind = "statement"', "statement without speaker or quotes"),
    ('status = "scheduled"', 'status = "soon"', "no such status: soon"),
    ('date = "2022-01-21"', 'date = "2022-02-30"', "no EDTF date: 2022-02-30"),
    ('value = "2021-05"', 'value = "en mai"', "no EDTF date: en mai"),
    ('place = "Genève"', 'venue = "Genève"', "event with an unknown key: venue"),
    ('place = "Genève"', "strength_min = 3000", "strength of what is no troop movement"),
    ('place = "Genève"', "place = 3", "event: place is not of type str"),
    ('type = "direct"', 'type = "spoken"', "no such type of quotation: spoken"),
    ('speaker = "Sergueï Lavrov"', "", "quotation without speaker"),
    ('published = "2022-01-18"', 'published = "2022-01"\nday = "2022-02-18"', "day 2022-02-18 is no day of 2022-01"),
    ('language = "fr"', 'language = "de"', "no such language: de"),
    ('text = "mai"', 'text = "juin"', "not found, or out of order: “juin”"),
    ('text = "mai"', 'text = "Antony"', "not found, or out of order: “Antony”"),
    ("vendredi à Genève", "vendredi à Berlin", "not in the text: “Antony Blinken rencontrera"),
    ("[[events]]", "[[events]", ""),
]


@pytest.mark.parametrize(("old", "new", "complaint"), REFUSED)
def test_an_annotation_that_does_not_fit_says_why(tmp_path, old, new, complaint):
    with pytest.raises(CorpusError) as refusal:
        written(tmp_path, TABLE.replace(old, new))

    assert str(refusal.value).startswith(f"x: {complaint}")


def test_every_complaint_is_made_at_once():
    with pytest.raises(CorpusError) as refusal:
        checked("x", {"language": "de", "published": "hier"})

    assert len(str(refusal.value).splitlines()) == 2


def test_words_are_found_in_the_body_before_the_title(tmp_path):
    article = written(tmp_path)

    assert [item.span for item in article.temporals] == [span("vendredi"), span("mai")]


@pytest.mark.parametrize(
    ("text", "row", "start"),
    [
        ("Les maisons et les mais de mai.", '[[temporal]]\ntext = "mai"\nvalue = "2021-05"\n', 27),
        ("KIEV, 3 mai (AFP) — Le 3 mai.", 'ignore = ["3 mai (AFP)"]\n[[temporal]]\ntext = "3 mai"\n', 23),
        ("Un si. Elle a dit « si ».", '[[quotations]]\ntext = "si"\nspeaker = "elle"\ntype = "direct"\n', 20),
        ("Un si. Elle a dit si.", '[[quotations]]\ntext = "si"\nspeaker = "elle"\ntype = "indirect"\n', 3),
    ],
)
def test_words_are_whole_outside_datelines_and_between_their_marks(tmp_path, text, row, start):
    article = written(tmp_path, HEAD + row, text)

    assert [item.span[0] for item in (*article.temporals, *article.quotations)] == [start]


def test_the_command_fails_for_a_broken_corpus_only(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    empty = command.main(["--part", "open"])
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "lost.gold.toml").write_text(HEAD, encoding="utf-8")

    assert (empty, command.main(["--part", "open"])) == (0, 1)
    assert capsys.readouterr().err.startswith("lost: ")


def test_the_command_prints_the_floors_of_the_seed(capsys):
    assert command.main(["--part", "seed"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[-2:]] == ["met", "met"]


def test_all_means_both_halves():
    assert [item.name for item in articles("all")] == [
        item.name for part in ("open", "aside") for item in articles(part)
    ]
