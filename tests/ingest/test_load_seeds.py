"""`load_seeds`: what goes in, what is refused, and that nothing is written half or twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from crisis.articles.models import Article, Excerpt
from crisis.events.audit import faults
from crisis.events.models import Actor, Event, EventLink, EventRevision, Evidence, Meeting, Participation, Statement
from crisis.events.vocabulary import Kind, LinkKind, Origin, Review
from crisis.events.writing import save_changed
from tests.making import make_event, make_reference

pytestmark = pytest.mark.django_db

HEADER = " date 2022-01 Les ministres se rencontrent\n\n"
GOOD = HEADER + "Le chef de la diplomatie américaine Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève.\n"


def load(folder: Path, *arguments: str) -> int:
    """The exit status."""
    try:
        call_command("load_seeds", str(folder), *arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def outside(seeds: Path) -> None:
    secret = seeds.parent / "secret.txt"
    secret.write_text(GOOD)
    (seeds / "bad.txt").symlink_to("../secret.txt")


def sidecar_outside(seeds: Path) -> None:
    (seeds / "bad.txt").write_text(GOOD + "Autre.")
    (seeds.parent / "elsewhere.toml").write_text('publisher = "AFP"')
    (seeds / "bad.toml").symlink_to("../elsewhere.toml")


def pipe(seeds: Path) -> None:
    os.mkfifo(seeds / "bad.txt")


def folder_named_like_a_file(seeds: Path) -> None:
    (seeds / "bad.txt").mkdir()


def dangling(seeds: Path) -> None:
    (seeds / "bad.txt").symlink_to("nowhere.txt")


def with_sidecar(content: str):
    def write(seeds: Path) -> None:
        (seeds / "bad.txt").write_text(GOOD + "Autre.")
        (seeds / "bad.toml").write_text(content)

    return write


def holding(content: bytes):
    def write(seeds: Path) -> None:
        (seeds / "bad.txt").write_bytes(content)

    return write


BAD = {
    "empty": (holding(b""), "it is empty"),
    "blank": (holding(b" \n\t\n"), "it is empty"),
    "not UTF-8": (holding(b" date 2022-01 \xe9t\xe9\n"), "it is not UTF-8 (byte 14)"),
    "without a header": (holding(b"Des ministres.\n\nIls se sont vus.\n"), "it has no header"),
    "a month that is none": (holding(b" date 2022-13 Titre\n\nTexte.\n"), "not in the calendar: 2022-13"),
    "a day that is none": (holding(b" date 2022-02-30 Titre\n\nTexte.\n"), "not in the calendar: 2022-02-30"),
    "10 MB long": (holding(GOOD.encode() + b"a" * 10_000_000), "it is larger than"),
    "NUL characters": (holding(GOOD.encode() + b"\x00"), "cannot be stored"),
    "a link out of the folder": (outside, "it leads out of"),
    "a sidecar out of the folder": (sidecar_outside, "it leads out of"),
    "a pipe": (pipe, "it is not a file"),
    "a folder": (folder_named_like_a_file, "it is not a file"),
    "a link to nothing": (dangling, "it cannot be opened"),
    "a sidecar that is no TOML": (with_sidecar("publisher = "), "the sidecar beside it cannot be used"),
    "a sidecar with a key unknown": (with_sidecar('editor = "x"'), "unknown key editor"),
    "a sidecar with rights unknown": (with_sidecar('rights = "all"'), "must be one of: excerpts, full"),
    "a sidecar with a date that is none": (with_sidecar('published = "2022-13"'), "cannot be used"),
    "a sidecar with a web address that is none": (with_sidecar('url = "nowhere"'), "URL"),
}


@pytest.mark.parametrize(("write", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_seed_is_named_with_its_reason_and_stops_no_other(seeds, capsys, write, reason):
    (seeds / "a.txt").write_text(GOOD)
    write(seeds)
    (seeds / "z.txt").write_text(GOOD + "Une autre.")

    with translation.override("en"):
        status = load(seeds)

    [sentence] = capsys.readouterr().err.splitlines()
    assert status == 1
    assert sentence.startswith(f"{seeds / 'bad.txt'}: ")
    assert reason in sentence
    assert sorted(Article.objects.values_list("file_name", flat=True)) == ["a.txt", "z.txt"]
    assert not Evidence.objects.exclude(excerpt__article__file_name__in=["a.txt", "z.txt"]).exists()


def test_the_seed_gives_its_events_with_words_of_its_own(seed):
    call_command("load_gazetteer")

    assert load(seed.parent, "--publish") == 0

    [article] = Article.objects.all()
    events = Event.objects.public().filter(origin=Origin.EXTRACTED, reviewed_at=None)
    assert (article.published, article.source.name, article.agency.name) == ("2022-01-18", "AFP", "AFP")
    assert article.title == "Situation en Ukraine – Blinken et Lavrov se rencontreront à Genève vendredi"
    assert article.text.encode() == seed.read_bytes()
    assert events.count() >= 8
    assert {excerpt.words for excerpt in Excerpt.objects.all()} == {
        article.text[excerpt.start : excerpt.end] for excerpt in Excerpt.objects.all()
    }
    assert set(events.values_list("kind", flat=True)) == set(Kind.values)
    assert list(faults()) == []


def test_the_seeds_geneva_meeting_is_stored_whole(seed):
    call_command("load_gazetteer")
    load(seed.parent)

    meeting = Meeting.objects.get(when="2022-01-21")

    assert (meeting.status, meeting.place.slug, meeting.review) == ("scheduled", "geneva", Review.DRAFT)
    assert {part.actor.slug for part in meeting.participations.all()} == {"blinken", "lavrov"}
    assert meeting.rule
    assert 0 < meeting.confidence <= 1


def test_a_statement_keeps_its_speaker_and_quotations(seed):
    load(seed.parent)

    quoting = Statement.objects.filter(quotations__isnull=False).distinct()

    assert quoting.exists()
    for statement in quoting:
        assert statement.participations.filter(role="speaker").exists()


@pytest.mark.slow
@pytest.mark.parametrize("context_first", [True, False])
def test_what_the_seed_announces_is_linked_to_what_the_chronology_saw(seed, context_first, load_chronology):
    if context_first:
        load_chronology()
        load(seed.parent)
    else:
        call_command("load_gazetteer")
        load(seed.parent)
        call_command("load_context")

    fulfilled = EventLink.objects.filter(kind=LinkKind.FULFILS)

    assert sorted((link.from_event.when, link.to_event.when) for link in fulfilled) == [
        ("2022-01-19", "2022-01-19"),
        ("2022-01-20", "2022-01-19/2022-01-21"),
        ("2022-01-21", "2022-01-21"),
    ]
    assert {link.from_event.origin for link in fulfilled} == {Origin.IMPORTED}


def test_loading_again_changes_nothing(seed, django_assert_max_num_queries):
    load(seed.parent)
    before = [model.objects.count() for model in (Article, Excerpt, Event, Evidence, Participation)]

    with django_assert_max_num_queries(3):
        load(seed.parent)

    assert [model.objects.count() for model in (Article, Excerpt, Event, Evidence, Participation)] == before


def test_a_rebuilt_site_keeps_its_permalinks(seed):
    load(seed.parent)
    names = set(Event.objects.values_list("uid", flat=True))
    Event.objects.all().delete()
    Excerpt.objects.all().delete()
    Article.objects.all().delete()

    load(seed.parent)

    assert set(Event.objects.values_list("uid", flat=True)) == names


def test_a_changed_file_is_reported_and_the_stored_text_stays(seed, capsys):
    load(seed.parent)
    text = Article.objects.get().text
    seed.write_text(text + "\nUne ligne de plus.")

    with translation.override("en"):
        status = load(seed.parent)

    assert status == 1
    assert "it has changed since it was stored as article" in capsys.readouterr().err
    assert Article.objects.get().text == text


def test_publishing_later_publishes_what_nobody_touched(seed):
    load(seed.parent)
    kept = Meeting.objects.get(when="2022-01-21")
    kept.title_fr = "Titre d'une rédactrice"
    save_changed(kept)

    load(seed.parent, "--publish")

    assert list(Event.objects.drafts()) == [kept.event_ptr]


def test_a_rejected_draft_does_not_come_back(seed):
    load(seed.parent)
    Event.objects.update(review=Review.REJECTED)

    load(seed.parent, "--publish")

    assert set(Event.objects.values_list("review", flat=True)) == {Review.REJECTED}


def test_without_a_sidecar_no_publisher_is_invented(seeds):
    (seeds / "a.txt").write_text(GOOD)

    load(seeds)

    article = Article.objects.get()
    assert (article.source.name, article.agency, article.published) == ("Publisher not given", None, "2022-01")


def test_every_row_leaves_history(seed):
    load(seed.parent)

    for model in (Article, Excerpt):
        assert model.history.values("id").distinct().count() == model.objects.count()
    assert set(EventRevision.objects.values_list("event", flat=True)) == set(Event.objects.values_list("pk", flat=True))


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(CommandError):
        call_command("load_seeds", str(tmp_path / "nowhere"))


@pytest.mark.slow
def test_the_second_run_does_not_load_the_extractors_library(seed):
    load(seed.parent)
    script = (
        "import sys, runpy; sys.argv = ['manage.py', 'load_seeds', '--help']\n"
        "import django; django.setup()\n"
        "import crisis.ingest.management.commands.load_seeds, crisis.desk.articles.admin, crisis.desk.events\n"
        "sys.exit('spacy' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "crisis.settings"},
        cwd=Path(__file__).parents[2],
        check=False,
    )

    assert done.returncode == 0


def test_what_editors_added_is_known_to_the_extractor(seeds):
    call_command("load_gazetteer")
    Actor.objects.create(slug="dupont", kind="person", name_fr="Jeanne Dupont", name_en="Jeanne Dupont")
    (seeds / "a.txt").write_text(HEADER + "Jeanne Dupont rencontrera Antony Blinken vendredi à Genève.\n")

    load(seeds)

    assert Participation.objects.filter(actor__slug="dupont").exists()


def test_an_article_already_read_is_not_read_again(seed, capsys):
    load(seed.parent)
    [article] = Article.objects.all()
    before = Event.objects.count()
    make_event(support=(make_reference(),))

    call_command("extract", str(article.pk))

    assert Event.objects.count() == before + 1
