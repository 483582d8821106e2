"""What leaves in a file comes back unchanged: the same bytes, no new version, no history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command

from crisis.desk.exchange.formats import Csv
from crisis.desk.exchange.lists import (
    Cited,
    Passage,
    Supports,
    Who,
    read_actors,
    read_evidence,
    write_actors,
    write_evidence,
)
from crisis.desk.exchange.subjects import ActorSheet, PlaceSheet, TopicSheet
from crisis.events.models import Actor, Event, Meeting, Place, Statement, Topic, TroopMovement
from crisis.events.vocabulary import Kind, LinkKind, Role, Stance
from crisis.events.writing import Part, add_evidence, link
from crisis.public.escaping import as_xml, from_xml, guarded, unguarded
from tests.events.sheets import exported, file_of, imported, new_row, rows_of
from tests.making import (
    make_actor,
    make_article,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
    quote_words,
)

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


@pytest.mark.parametrize("text", [text for text in HARD if text])
def test_descriptions_of_actors_come_back(text: str) -> None:
    parts = [Who(Role.SPEAKER, "", text), Who(Role.CLAIMED_BY, "lavrov"), Who(Role.HOST, "", text)]

    assert read_actors(write_actors(parts)) == parts


@pytest.mark.parametrize("text", [text for text in HARD if text.strip()])
def test_titles_of_references_come_back(text: str) -> None:
    supports = [
        Supports(Cited(text, text, "https://example.org/?a=1"), Stance.DENIES),
        Supports(Passage("a" * 64, 400, 500), Stance.ANNOUNCES),
        Supports(Cited("Le Monde", text), Stance.REPORTS),
        Supports(Cited("denies: Le Monde", text), Stance.CONFIRMS),
    ]

    assert read_evidence(write_evidence(supports)) == supports


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


def histories() -> int:
    return sum(model.history.count() for model in (Meeting, TroopMovement, Statement))


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_events_of_every_kind_come_back_unchanged(form: str) -> None:
    everything()
    first, versions, history = exported(form), dict(Event.objects.values_list("uid", "version")), histories()

    result = imported(first, form)

    assert (list(result.faults), result.invalid_rows, result.totals["skip"]) == ([], [], Event.objects.count())
    assert exported(form) == first
    assert dict(Event.objects.values_list("uid", "version")) == versions
    assert histories() == history


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_drafts_in_the_hardest_words_are_made_from_a_file(form: str) -> None:
    everything()
    Event.objects.filter(review="published").update(review="draft", version=1)
    first = exported(form)
    rows = [{**row, "version": ""} for row in rows_of()]
    Event.objects.all().delete()

    result = imported(file_of(rows, form), form)

    assert (list(result.faults), result.invalid_rows, result.totals["new"]) == ([], [], len(rows))
    Event.objects.update(origin="editor", rule="")
    assert exported(form) == first


@pytest.mark.slow
@pytest.mark.django_db
def test_what_the_chronology_and_the_seeds_made_comes_back_unchanged(load_chronology: Callable[[], None]) -> None:
    load_chronology()
    call_command("load_seeds", "--publish", verbosity=0)
    sheets = [(ActorSheet, Actor), (PlaceSheet, Place), (TopicSheet, Topic)]
    before = {form: exported(form) for form in ("csv", "xlsx")}
    subjects = {model: exported("xlsx", sheet, model.objects.all()) for sheet, model in sheets}
    history = histories()

    events = {form: imported(before[form], form) for form in before}
    for sheet, model in sheets:
        assert imported(subjects[model], "xlsx", sheet).totals["skip"] == model.objects.count()

    assert {form: (result.invalid_rows, result.totals["skip"]) for form, result in events.items()} == {
        form: ([], Event.objects.count()) for form in before
    }
    assert {form: exported(form) for form in before} == before
    assert {model: exported("xlsx", sheet, model.objects.all()) for sheet, model in sheets} == subjects
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

    assert [result.totals["skip"] for result in results] == [Actor.objects.count(), Place.objects.count()]
    assert exported(form, ActorSheet, Actor.objects.all()) == first[0]
    assert exported(form, PlaceSheet, Place.objects.all()) == first[1]


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
    text = exported().decode("utf-8-sig")
    dataset = Csv().create_dataset(text.encode())
    saved = "\r\n".join(
        ";".join('"' + guarded(cell).replace('"', '""').replace("\r\n", "\n") + '"' for cell in row)
        for row in [dataset.headers, *dataset]
    )

    result = imported(saved.encode("utf-8"))

    assert (result.invalid_rows, result.totals["skip"]) == ([], Event.objects.count())


@pytest.mark.django_db
def test_a_missing_column_leaves_what_is_stored_and_an_empty_cell_empties_it() -> None:
    event = make_event(summary_fr="Résumé", when_text="mardi", place=make_place())
    [row] = rows_of()
    del row["summary_fr"]
    row["when_text"] = ""

    imported(file_of([row]))

    event.refresh_from_db()
    assert (event.summary_fr, event.when_text, event.place) == ("Résumé", "", make_place())


@pytest.mark.django_db
def test_the_same_rows_are_the_same_workbook_whenever_it_is_written(time_machine) -> None:
    make_event()
    time_machine.move_to("2022-01-18T10:00:00Z")
    first = exported("xlsx")

    time_machine.move_to("2026-02-24T04:00:00Z")

    assert exported("xlsx") == first


def test_a_file_for_excel_says_that_it_is_utf8() -> None:
    assert file_of([new_row()])[:3] == b"\xef\xbb\xbf"
