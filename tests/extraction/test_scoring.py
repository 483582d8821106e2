"""The scorer: what is a match, what is forgiven, which names are the same."""

from dataclasses import replace

import pytest

from tests.extraction.annotated import TABLE, TEXT, span, written
from tools.scoring.names import common_names, is_same, is_same_place
from tools.scoring.predictions import DraftQuotation, Event, Prediction, Temporal
from tools.scoring.scorer import score
from tools.scoring.spans import Pairs

IN_TITLE = (0, 29)


@pytest.fixture
def article(tmp_path):
    return written(tmp_path)


def meeting(**changes):
    default = Event(
        kind="meeting",
        date="2022-01-21",
        status="scheduled",
        actors=("Blinken", "Lavrov"),
        place="Genève",
        span=span("Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève"),
        speaker=None,
        strength=(None, None),
    )
    return replace(default, **changes)


def scored(article, *, events=(), quotations=(), temporals=(), strict=False):
    prediction = Prediction(events=tuple(events), quotations=tuple(quotations), temporals=tuple(temporals))
    return score([(article, prediction)], strict=strict)


def counted(report, name):
    """Right, false, missed, doubled."""
    count = report.counts[name]
    return count.right, count.false, count.missed, count.doubled


@pytest.mark.parametrize(
    ("events", "strict", "matched", "detected"),
    [
        pytest.param([meeting()], False, (1, 0, 0, 0), (1, 0, 0, 0), id="the same"),
        pytest.param([], False, (0, 0, 1, 0), (0, 0, 1, 0), id="nothing"),
        pytest.param([meeting(date="2022-01-14")], False, (0, 1, 1, 0), (1, 0, 0, 0), id="another day"),
        pytest.param([meeting(span=span("homologue"))], False, (0, 1, 1, 0), (0, 1, 1, 0), id="elsewhere"),
        pytest.param([meeting(), meeting()], False, (1, 0, 0, 1), (1, 0, 0, 1), id="twice is forgiven"),
        pytest.param([meeting(), meeting()], True, (1, 1, 0, 0), (1, 1, 0, 0), id="twice when strict"),
        pytest.param([meeting(span=IN_TITLE)], False, (1, 0, 0, 0), (1, 0, 0, 0), id="title, day and actor"),
        pytest.param(
            [meeting(span=IN_TITLE, actors=("Macron",))], False, (0, 0, 1, 0), (0, 0, 1, 0), id="title, another actor"
        ),
        pytest.param(
            [meeting(span=IN_TITLE, actors=("Macron",))], True, (0, 1, 1, 0), (0, 1, 1, 0), id="title when strict"
        ),
    ],
)
def test_an_event_counts_by_kind_day_and_place_in_the_text(article, events, strict, matched, detected):
    report = scored(article, events=events, strict=strict)

    assert counted(report, "event meeting") == matched
    assert counted(report, "detect meeting") == detected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, (1, 0, 1, 0)), ({"actors": ("Macron",)}, (0, 1, 2, 0)), ({"actors": ()}, (0, 1, 2, 0))],
)
def test_with_a_right_actor_counts_what_has_one(article, changes, expected):
    assert counted(scored(article, events=[meeting(**changes)]), "event ALL + a right actor") == expected


@pytest.mark.parametrize(("length", "found"), [(600, 1), (601, 0)])
def test_evidence_of_half_the_article_is_none(tmp_path, length, found):
    article = written(tmp_path, TABLE, TEXT + " Et voilà." * 80)
    start = span("Antony Blinken rencontrera")[0]

    report = scored(article, events=[meeting(span=(start, start + length))])

    assert report.counts["event meeting"].right == found


def test_of_two_drafts_the_one_with_the_right_day_is_matched(article):
    report = scored(article, events=[meeting(date="2022-01"), meeting()])

    assert report.shares["date exact"].value == 1


@pytest.mark.parametrize(
    ("changes", "share", "right"),
    [
        ({}, "status", 1),
        ({"status": "occurred"}, "status", 0),
        ({"place": "la ville de Genève"}, "place", 1),
        ({"place": None}, "place", 0),
        ({"date": "2022-01"}, "date exact", 0),
        ({"date": "2022-01"}, "date overlap", 1),
    ],
)
def test_details_are_measured_on_what_is_detected(article, changes, share, right):
    report = scored(article, events=[meeting(**changes)])

    assert (report.shares[share].right, report.shares[share].of) == (right, 1)


@pytest.mark.parametrize("actors", [(), ("Antony Blinken",)])
def test_a_speaker_is_the_actor_of_a_statement(article, actors):
    said = meeting(kind="statement", date="2021-05", actors=actors, speaker="Blinken", span=span("Une agression"))

    assert counted(scored(article, events=[said]), "actors") == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("words", "speaker", "exact", "overlap", "right"),
    [
        ("Une agression serait punie", "Blinken", (1, 0, 1, 0), (1, 0, 1, 0), (1, 0, 1, 0)),
        ("« Une agression serait punie »,", "Blinken", (1, 0, 1, 0), (1, 0, 1, 0), (1, 0, 1, 0)),
        ("agression serait punie", "Blinken", (0, 1, 2, 0), (1, 0, 1, 0), (1, 0, 1, 0)),
        ("Une agression serait punie", None, (1, 0, 1, 0), (1, 0, 1, 0), (0, 1, 2, 0)),
        ("a dit M. Blinken", "Blinken", (0, 1, 2, 0), (0, 1, 2, 0), (0, 1, 2, 0)),
    ],
)
def test_half_of_a_quotation_is_found_and_its_speaker_counts(article, words, speaker, exact, overlap, right):
    report = scored(article, quotations=[DraftQuotation(span=span(words), speaker=speaker, mode="direct")])

    assert counted(report, "quote exact") == exact
    assert counted(report, "quote overlap") == overlap
    assert counted(report, "quote overlap + right speaker") == right


def test_nothing_is_scored_inside_the_title(article):
    quotation = DraftQuotation(span=(0, 13), speaker=None, mode="direct")
    report = scored(article, quotations=[quotation], temporals=[Temporal(span=(21, 29), value="2022-01-21")])

    assert counted(report, "quote overlap") == (0, 0, 2, 0)
    assert counted(report, "temporal overlap") == (0, 0, 2, 0)


@pytest.mark.parametrize(("value", "expected"), [("2021-05", (1, 0, 1, 0)), ("2022-05", (0, 1, 2, 0))])
def test_a_date_needs_its_words_and_its_days(article, value, expected):
    report = scored(article, temporals=[Temporal(span=span("mai"), value=value)])

    assert counted(report, "temporal overlap + right value") == expected


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Volodymyr Zelensky", "President Zelenskyy", True),
        ("Emmanuel Macron", "un conseiller de Macron", False),
        ("Russie", "Moscou", True),
        ("Kremlin", "Russie", False),
        ("Élysée", "l’Élysée", True),
        ("Kremlin / Moscou", "Moscow", True),
        ("un haut responsable américain", "a senior US official", True),
        ("un haut responsable américain", "un diplomate", False),
        ("Russie", "", False),
    ],
)
def test_names_are_the_same_by_family_name_alias_or_description(gold, found, same):
    assert is_same(gold, found) is same


def test_a_name_is_used_once():
    assert common_names(["Russie", "Moscou"], ["Russie"]) == 1


def test_places_share_a_word_or_an_alias():
    pairs = [
        ("frontière ukrainienne", "la frontière russe"),
        ("Belarus", "Minsk"),
        ("Genève", None),
        ("Genève", "Berlin"),
    ]

    assert [is_same_place(gold, found) for gold, found in pairs] == [True, True, False, False]


def test_the_heaviest_pair_goes_first_and_of_equals_the_earlier():
    pairs = Pairs.best([(1.0, 0, 0), (2.0, 1, 0), (1.0, 0, 1), (1.0, 2, 1)])

    assert (pairs.predicted_of, pairs.gold_of) == ({1: 0, 0: 1}, {0: 1, 1: 0})
