"""What a file may not do, and how that is said: by row as a spreadsheet counts them, and by column."""

from __future__ import annotations

import pytest
from django.utils import translation

from crisis.desk.events.subjects import PlaceSheet
from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, Place
from crisis.events.review import merge, publish, reject, retract
from tests.colleagues import make_colleague
from tests.desk.exchange.sheets import EMPTY, exported, faults, file_of, imported, new_row, passage, rows_of
from tests.events.versions import revisions
from tests.making import make_article, make_event, make_place
from tests.sizes import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

EVIDENCE = ["evidence_stances", "evidence_publishers", "evidence_titles", "evidence_urls"]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_one_bad_row_of_many_changes_nothing_and_names_row_and_column(form: str) -> None:
    event = make_event(title_fr="Avant")
    rows = [{**rows_of()[0], "title_fr": "Après"}]
    rows += [new_row(title_fr=f"Rencontre {number}") for number in range(ROWS - 1)]
    rows[ROWS // 2]["date"] = "le 21 janvier"

    result = imported(file_of(rows, form), form)

    event.refresh_from_db()
    [(row, column, sentence)] = faults(result)
    assert (row, column) == (ROWS // 2 + 2, "date")
    assert sentence.startswith("“le 21 janvier” is not a date this site can read.")
    assert (Event.objects.count(), event.title_fr, event.version, revisions(event).count()) == (1, "Avant", 1, 1)


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"kind": "party"}, "kind", "“party” is not one of: meeting, troop_movement, statement."),
        ({"kind": ""}, "kind", "“” is not one of: meeting, troop_movement, statement."),
        ({"title_en": " "}, "title_en", "Give the event a title in French and in English."),
        ({"status": ""}, "status", "“” is not one of: occurred, scheduled, announced, cancelled, denied."),
        (
            {"place": "atlantide"},
            "place",
            "“atlantide” is not stored here. Add it first, or import it before the events.",
        ),
        (
            {"actors": "nemo", "actor_roles": "speaker"},
            "actors",
            "“nemo” is not stored here. Add it first, or import it before the events.",
        ),
        (
            {"actors": "nemo"},
            "actors",
            "Items here: 1, in actor_roles: 0. Write as many in each.",
        ),
        (
            {"actor_roles": "speaker"},
            "actors",
            "Write a short name, or in actors_fr how the source describes them.",
        ),
        (
            {"actors_fr": "Nemo", "actor_roles": "boss"},
            "actor_roles",
            "“boss” is no role. Roles are: participant, host, force, speaker, on_behalf_of, claimed_by, involved.",
        ),
        (
            {"actors_fr": "l'un | l'autre", "actor_roles": "speaker"},
            "actors_fr",
            "“l'un | l'autre” is not read: a \\ stands before \\ or |.",
        ),
        ({"topics": "rien"}, "topics", "“rien” is not stored here. Add it first, or import it before the events."),
        ({"mode": "direct"}, "mode", "Only statements have this; the row is a meeting. Leave it empty."),
        (
            {"strength_min": "1"},
            "strength_min",
            "Only troop movements have this; the row is a meeting. Leave it empty.",
        ),
        (
            {"kind": "troop_movement", "strength_min": "100 000"},
            "strength_min",
            "“100 000” is no number: write 100000, without spaces or words.",
        ),
        (
            {"format": "tea"},
            "format",
            "“tea” is not one of: in_person, phone, video, visit, session, summit, multilateral.",
        ),
        (
            dict.fromkeys(EVIDENCE, ""),
            "evidence_stances",
            "An event needs at least one excerpt or one reference.",
        ),
        (
            {"evidence_titles": ""},
            "evidence_titles",
            "Write a publisher and a title, or the fingerprint of an article and where it says so.",
        ),
        (
            {"evidence_stances": "says"},
            "evidence_stances",
            "“says” is not one of: reports, announces, confirms, denies.",
        ),
        (
            {"evidence_titles": "Un || Deux"},
            "evidence_titles",
            "Items here: 2, in evidence_stances: 1. Write as many in each.",
        ),
        (
            passage("a" * 64, "0-5"),
            "evidence_fingerprints",
            "No article with the fingerprint aaaaaaaaaaaa… is held here.",
        ),
        ({"evidence_urls": "pas une adresse"}, "evidence_urls", "Enter a valid URL."),
        ({"links": "fulfils:zzzzzzzzzz"}, "links", "No event is called “zzzzzzzzzz”."),
        (
            {"links": "loves:zzzzzzzzzz"},
            "links",
            "“loves:zzzzzzzzzz” is no link: write fulfils:UID. "
            "Links are: announces, fulfils, cancels, answers, continues.",
        ),
        ({"review": "published"}, "review", "New events arrive as drafts: leave this empty, or write draft."),
        ({"uid": "?"}, "uid", "“?” is no permanent name. Leave it empty for a new event."),
        ({"version": "3"}, "version", "No such event is stored here. Leave the version empty to add it as new."),
        ({"title_fr": "x" * 301}, "title_fr", "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_a_fault_is_named_by_its_column(cells: dict[str, str], column: str, sentence: str) -> None:
    result = imported(file_of([new_row(**cells)]))

    assert faults(result) == [(2, column, sentence)]
    assert Event.objects.count() == 0


def test_every_fault_of_a_row_is_named_at_once() -> None:
    result = imported(file_of([new_row(place="nulle-part", date="hier", status="?")]))

    assert sorted(column for _row, column, _sentence in faults(result)) == ["date", "place", "status"]


def test_a_passage_outside_its_article_is_refused() -> None:
    article = make_article("Trois mots ici.")

    beyond = imported(file_of([new_row(**passage(article.sha256, "0-500"))]))
    nowhere = imported(file_of([new_row(**passage(article.sha256, "ici"))]))

    assert faults(nowhere) == [(2, "evidence_spans", "“ici” is no passage: write from where to where, 400-500.")]
    assert faults(beyond) == [(2, "evidence_spans", "The excerpt ends at 500, but the text has only 15 characters.")]


def test_faults_are_said_in_the_editors_language() -> None:
    with translation.override("fr"):
        result = imported(file_of([new_row(kind="")]))
        [(_row, _column, sentence)] = faults(result)

    assert sentence == "«\u00a0\u00a0» ne figure pas parmi\u00a0: meeting, troop_movement, statement."


def test_a_row_older_than_what_is_stored_is_refused() -> None:
    event = make_event()
    content = file_of([{**rows_of()[0], "title_fr": "De la file"}])
    [row] = rows_of()
    imported(file_of([{**row, "title_fr": "D'une collègue"}]))

    result = imported(content)

    event.refresh_from_db()
    assert faults(result) == [
        (2, "version", "This event was changed since the export: it is at version 2. Export it again.")
    ]
    assert event.title_fr == "D'une collègue"


@pytest.mark.parametrize("told", ["published", "rejected", "merged", "retracted", ""])
def test_a_file_decides_nothing(told: str) -> None:
    event = make_event()

    result = imported(file_of([{**rows_of()[0], "review": told}]))

    event.refresh_from_db()
    assert faults(result) == [
        (2, "review", f"An import decides nothing: the event is “draft”, the file says “{told}”.")
    ]
    assert (event.review, event.version) == ("draft", 1)


@pytest.mark.parametrize("column", ["kind", "made_by", "rule", "reviewed", "changed_at"])
def test_what_is_told_for_information_is_not_changed(column: str) -> None:
    make_event()

    result = imported(file_of([{**rows_of()[0], column: "statement"}]))

    assert [(row, name) for row, name, _sentence in faults(result)] == [(2, column)]


def test_a_published_event_is_not_changed_by_a_file() -> None:
    event = make_event(published=True)

    result = imported(file_of([{**rows_of()[0], "title_fr": "Autre"}]), user=make_colleague(role=DeskRole.CHIEF))

    event.refresh_from_db()
    assert faults(result) == [
        (
            2,
            "title_fr",
            "A published event is corrected on its own page, with a note to readers; a file changes nothing of it.",
        )
    ]
    assert event.title_fr != "Autre"


def test_events_in_every_state_go_round_as_long_as_nothing_differs() -> None:
    survivor, retracted, rejected = make_event(published=True), make_event(published=True), make_event()
    merge(make_event(), into=survivor, by=None)
    retract(retracted, by=None, reason="Faux.")
    reject(rejected, by=None)
    content = exported()

    result = imported(content, user=make_colleague(role=DeskRole.EDITOR))

    assert (faults(result), result.counts["unchanged"], exported()) == ([], 4, content)


def test_a_contributor_imports_drafts_only() -> None:
    draft, public = make_event(), make_event(published=True)
    rows = {row["uid"]: row for row in rows_of()}
    contributor = make_colleague(role=DeskRole.CONTRIBUTOR)

    both = imported(file_of(list(rows.values())), user=contributor)
    one = imported(file_of([{**rows[draft.uid], "title_fr": "Corrigé"}, new_row()]), user=contributor)

    assert [(column, sentence) for _row, column, sentence in faults(both)] == [
        ("review", "This event is published: only who may publish imports it. Leave it out of the file.")
    ]
    assert (one.counts["changed"], one.counts["new"]) == (1, 1)
    public.refresh_from_db()
    assert list(Event.objects.public()) == [public.event_ptr]


def test_nothing_is_public_by_a_file_even_of_who_may_publish() -> None:
    publish(make_event(), by=None)
    before = set(Event.objects.public())

    imported(file_of([new_row(review="draft")]), user=make_colleague(role=DeskRole.CHIEF))

    assert set(Event.objects.public()) == before


def test_an_event_stands_once_in_a_file() -> None:
    make_event()
    [row] = rows_of()

    result = imported(file_of([row, EMPTY, row]))

    assert faults(result) == [(4, "uid", f"“{row['uid']}” stands in row 2 already.")]


def test_missing_unknown_and_doubled_columns_are_named() -> None:
    result = imported(b"uid,kind,titre,title_en,title_en,version,date,actors,status\r\n" + b",".join([b"x"] * 9))

    assert [sentence.partition(" The file may")[0] for sentence in result.faults] == [
        "These columns are missing: title_fr, actor_roles, actors_fr, evidence_stances, evidence_publishers, "
        "evidence_titles, evidence_urls, evidence_fingerprints, evidence_spans.",
        "These columns are not known: titre.",
        "These columns stand there twice: title_en.",
    ]
    assert result.rows == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"latitude": "91"}, "–"),
        ({"latitude": "nord"}, "latitude"),
        ({"longitude": ""}, "–"),
        ({"is_approximate": "peut-être"}, "is_approximate"),
        ({"slug": "deux mots"}, "slug"),
        ({"name_fr": ""}, "name_fr"),
        ({"country": "URSS"}, "country"),
    ],
)
def test_a_bad_place_is_refused(cells: dict[str, str], column: str) -> None:
    make_place(latitude="46.2", longitude="6.15")
    [row] = rows_of(PlaceSheet, Place.objects.all())

    result = imported(file_of([row, {**row, "slug": "autre", **cells}]), "csv", PlaceSheet)

    assert {(number, name) for number, name, _sentence in faults(result)} == {(3, column)}
    assert Place.objects.count() == 1
