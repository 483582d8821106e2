"""What leaves in a file comes back unchanged: the same bytes, no new version, no history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from crisis.desk.events.subjects import ActorSheet, PlaceSheet, TopicSheet
from crisis.desk.exchange.events import EventSheet
from crisis.desk.exchange.files import read_file
from crisis.desk.permissions import DeskRole
from crisis.events.models import Actor, Event, EventRevision, Place, Topic
from crisis.events.vocabulary import Kind, LinkKind, Role, Stance
from crisis.events.writing import Part, link
from crisis.public.columns import as_xml, cell_text, from_xml, guarded, items_of, unguarded
from tests.colleagues import make_colleague
from tests.desk.exchange.sheets import exported, faults, file_of, imported, new_row, rows_of
from tests.making import (
    add_evidence,
    make_actor,
    make_article,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
    quote_words,
)
from tests.sharing.exporting import body, make_statement

HARD = [
    "",
    "=1+1",
    "+33 1",
    "-1-1",
    "-77.0369",
    "@qui",
    "\ttab",
    "\rretour",
    "\nligne",
    "＝1",
    "'déjà",
    "''deux",
    "'=3",
    "'",
    "a\r\nb\nc\rd",
    'il dit "oui"; puis, non',
    "« mot », mot ; mot : mot ! mot",
    "un\u00a0deux\u202ftrois\u2009quatre",
    "émoji 😀 et Київ",
    " espaces autour ",
    "_x000D_ et _x0041_",
    "\x0b\x1f fin",
    "a | b || c \\ d",
    "\\",
    "“entre guillemets” ; rôle:“x”",
    "﻿marque",
]


@pytest.mark.parametrize("text", HARD)
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert from_xml(as_xml(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-1-1", "@qui", "\ttab", "\rretour", "\nligne", "＝1"])
def test_a_cell_does_not_begin_like_a_formula(text: str) -> None:
    assert guarded(text)[0] == "'"


def test_only_the_apostrophe_put_there_is_taken_off() -> None:
    assert [unguarded(cell) for cell in ["'tis", "''tis", "'=1", "''=1", "'"]] == ["'tis", "'tis", "=1", "'=1", "'"]


@pytest.mark.parametrize("text", HARD)
def test_the_items_of_a_list_come_back(text: str) -> None:
    for items in ([text, "lavrov", text], ["", text], [text, ""]):
        assert items_of(cell_text(items)) == items


def test_a_list_whose_spaces_a_spreadsheet_took_is_read() -> None:
    assert [items_of(cell) for cell in ("lavrov ||", "|| un garde", "a||b", "")] == [
        ["lavrov", ""],
        ["", "un garde"],
        ["a", "b"],
        [],
    ]


def everything() -> None:
    """Events of every kind, with all that may hang on them, in the hardest of words."""
    article = make_article()
    ministers, evening = make_excerpt(article), quote_words(article, "Le soir, ils sont repartis.")
    make_place("geneve"), make_place("kiev")
    meeting = make_event(
        Kind.MEETING,
        support=(ministers, make_reference("Un titre | barré \\ ; 'x'"), evening),
        parts=(
            Part(role=Role.PARTICIPANT, actor=make_actor("dupont")),
            Part(role=Role.HOST, description="la “Suisse” ; l'hôte"),
        ),
        topics=(make_topic("otan"), make_topic("gaz", name_fr="Gaz")),
        format="in_person",
        place=Place.objects.get(slug="geneve"),
        when="2022-01-19/2022-01-21",
        when_text="de mercredi à vendredi",
        summary_fr="Première ligne\r\nDeuxième ligne\n« fin »",
        published=True,
    )
    movement = make_event(
        Kind.TROOP_MOVEMENT,
        parts=(Part(role=Role.CLAIMED_BY, description="l'Otan"),),
        movement="build_up",
        strength_min=100_000,
        equipment="chars T-72; artillerie",
        origin_place=Place.objects.get(slug="kiev"),
        destination_text="=frontière",
        when="../2022-01-18",
    )
    statement = make_event(
        Kind.STATEMENT, support=(ministers,), quotes=(evening, ministers), medium="@radio", when="", status="denied"
    )
    add_evidence(statement, make_reference("Démenti"), stance=Stance.DENIES)
    link(meeting, movement, LinkKind.ANSWERS)
    link(meeting, statement, LinkKind.FULFILS)
    for text in HARD:
        if text.strip():
            make_event(title_fr=text, title_en=text, summary_en=text, when_text=text)


def facts(row: dict[str, str]) -> dict[str, str]:
    """What a row says of what happened, rather than of when that was stored."""
    return {name: cell for name, cell in row.items() if not name.endswith("_at")}


def as_rows(content: bytes) -> list[dict[str, str]]:
    return [row for _number, row in read_file(content).rows]


def histories() -> int:
    return EventRevision.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_events_of_every_kind_come_back_unchanged(form: str) -> None:
    everything()
    first, versions, history = exported(form), dict(Event.objects.values_list("uid", "version")), histories()

    result = imported(first, form)

    assert (result.faults, faults(result), result.counts["unchanged"]) == ([], [], Event.objects.count())
    assert as_rows(exported(form)) == as_rows(first)
    assert form == "xlsx" or exported(form) == first
    assert dict(Event.objects.values_list("uid", "version")) == versions
    assert histories() == history


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_drafts_in_the_hardest_words_are_made_from_a_file(form: str) -> None:
    everything()
    Event.objects.filter(review="published").update(review="draft", version=1)
    first = rows_of()
    rows = [{**row, "version": ""} for row in first]
    Event.objects.all().delete()

    result = imported(file_of(rows, form), form)

    assert (result.faults, faults(result), result.counts["new"]) == ([], [], len(rows))
    Event.objects.update(origin="editor", rule="")
    assert [facts(row) for row in rows_of()] == [facts(row) for row in first]


@pytest.mark.slow
@pytest.mark.django_db
def test_what_the_chronology_and_the_seeds_made_comes_back_unchanged(load_chronology: Callable[[], None]) -> None:
    load_chronology()
    call_command("load_seeds", "--publish", verbosity=0)
    sheets = [(EventSheet, Event), (ActorSheet, Actor), (PlaceSheet, Place), (TopicSheet, Topic)]
    before = {model: exported("csv", sheet, model.objects.order_by("pk")) for sheet, model in sheets}
    history = histories()

    for sheet, model in sheets:
        outcome = imported(before[model], "csv", sheet)
        assert (faults(outcome), outcome.counts["unchanged"]) == ([], model.objects.count())

    assert {model: exported("csv", sheet, model.objects.order_by("pk")) for sheet, model in sheets} == before
    assert histories() == history
    assert Event.objects.count() > 250


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_actors_and_places_come_back_unchanged(form: str) -> None:
    for number, text in enumerate(text for text in HARD if text):
        make_actor(f"acteur-{number}", name_fr=text, aliases=f"{text}\n{text}\r\nautre", role_fr=text, country="UA")
        make_place(f"lieu-{number}", name_en=text, latitude="-12.3", longitude="-77.0369", is_approximate=True)
    make_place("sans-point")
    first = exported(form, ActorSheet, Actor.objects.all()), exported(form, PlaceSheet, Place.objects.all())

    results = imported(first[0], form, ActorSheet), imported(first[1], form, PlaceSheet)

    assert [result.counts["unchanged"] for result in results] == [Actor.objects.count(), Place.objects.count()]
    assert as_rows(exported(form, ActorSheet, Actor.objects.all())) == as_rows(first[0])
    assert as_rows(exported(form, PlaceSheet, Place.objects.all())) == as_rows(first[1])


@pytest.mark.django_db
def test_subjects_are_made_from_a_file_as_they_were() -> None:
    make_place("lima", aliases="La cité\r\ndes rois", latitude="-12.0464", longitude="-77.0369", country="PE")
    first = exported("csv", PlaceSheet, Place.objects.all())
    Place.objects.all().delete()

    imported(first, "csv", PlaceSheet)

    assert exported("csv", PlaceSheet, Place.objects.all()) == first


@pytest.mark.django_db
def test_semicolons_and_ends_of_lines_of_a_spreadsheet_change_nothing() -> None:
    everything()
    table = read_file(exported())
    saved = "\r\n".join(
        ";".join('"' + guarded(cell).replace('"', '""').replace("\r\n", "\n") + '"' for cell in row)
        for row in [table.headers, *(row.values() for _number, row in table.rows)]
    ).replace('"true"', '"TRUE"')

    result = imported(saved.encode("utf-8"))

    assert (result.refused, result.counts["unchanged"]) == ([], Event.objects.count())


@pytest.mark.django_db
def test_a_missing_column_leaves_what_is_stored_and_an_empty_cell_empties_it() -> None:
    event = make_event(summary_fr="Résumé", when_text="mardi", place=make_place())
    [row] = rows_of()
    del row["summary_fr"]
    row["date_text"] = ""

    imported(file_of([row]))

    event.refresh_from_db()
    assert (event.summary_fr, event.when_text, event.place) == ("Résumé", "", make_place())


SITE_FILES = ["/export/events.csv", "/export/events.excel.csv", "/export/events.excel.csv?lang=en"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", SITE_FILES)
def test_a_file_that_readers_download_is_imported_as_it_is(client: Client, address: str) -> None:
    everything()
    draft, hidden = make_event(), make_event(published=True)
    link(hidden, draft, LinkKind.CONTINUES)  # of which readers are told nothing
    content, history = body(client, address).encode(), histories()

    result = imported(content, user=make_colleague(role=DeskRole.EDITOR))

    assert (result.faults, faults(result), result.touched) == ([], [], [])
    assert result.counts["unchanged"] == Event.objects.public().count() == 2
    assert histories() == history


@pytest.mark.django_db
def test_a_draft_is_corrected_in_the_file_that_readers_had(client: Client) -> None:
    event = make_statement()
    [row] = as_rows(body(client, "/export/events.csv").encode())
    Event.objects.filter(pk=event.pk).update(review="draft")

    result = imported(file_of([{**row, "actors_fr": "Sergueï Lavrov || une garde", "title_fr": "Corrigé"}]))

    event.refresh_from_db()
    assert faults(result) == []
    assert (event.title_fr, [part.name for part in event.participations.all()][-1]) == ("Corrigé", "une garde")


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("first_day", "2022-01-02"),
        ("place_fr", "Paris"),
        ("latitude", "1.5"),
        ("actors_en", "Sergey Lavrov || a guard"),
        ("actors_fr", "Serguei Lavrov || un \\| garde"),
        ("topics_fr", "Gaz"),
        ("evidence_words", "d'autres mots || "),
        ("evidence_titles", "Un autre titre || Un communiqué"),
        ("quotes", "d'autres mots"),
    ],
)
def test_what_is_told_for_information_is_refused_by_name_where_it_differs(column: str, cell: str) -> None:
    make_statement(published=False)
    [row] = rows_of()

    result = imported(file_of([{**row, column: cell}]))
    beside_a_change = imported(file_of([{**row, column: cell, "title_fr": "Corrigé"}]))

    assert [(number, name) for number, name, _sentence in faults(result)] == [(2, column)]
    assert faults(result)[0][2].startswith("This cannot be changed by a file: it is “")
    assert faults(beside_a_change) == faults(result)


@pytest.mark.django_db
def test_names_beside_a_short_name_that_changes_may_stay_or_follow() -> None:
    make_event(place=make_place("geneve", name_fr="Genève", name_en="Geneva"))
    make_place("kiev", name_fr="Kiev", name_en="Kyiv")
    [row] = rows_of()

    stayed = imported(file_of([{**row, "place": "kiev"}]), dry_run=True)
    followed = imported(file_of([{**row, "place": "kiev", "place_fr": "Kiev", "place_en": ""}]), dry_run=True)
    astray = imported(file_of([{**row, "place": "kiev", "place_fr": "Minsk"}]), dry_run=True)

    assert [faults(result) for result in (stayed, followed)] == [[], []]
    assert [column for _row, column, _sentence in faults(astray)] == ["place_fr"]


@pytest.mark.django_db
def test_the_site_that_a_file_comes_from_is_no_difference() -> None:
    make_event(support=(make_excerpt(),))
    [row] = rows_of()
    elsewhere = {name: cell.replace("/e/", "/ailleurs/e/") for name, cell in row.items()}
    elsewhere["evidence_articles"] = "https://example.org/fr/articles/999/"

    result = imported(file_of([elsewhere]))

    assert (faults(result), result.counts["unchanged"]) == ([], 1)


def test_a_file_for_excel_says_that_it_is_utf8() -> None:
    assert file_of([new_row()])[:3] == b"\xef\xbb\xbf"
