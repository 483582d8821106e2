"""What a merged event leaves to the one that survives it, and what history keeps of that."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from crisis.events.duplicates.pairs import keep_apart
from crisis.events.models import ErrorReport, Event, Participation, Statement, Tagging
from crisis.events.review import merge
from crisis.events.vocabulary import Kind, LinkKind, Role
from crisis.events.writing import Part, link
from tests.events.versions import revisions
from tests.making import (
    make_actor,
    make_article,
    make_editor,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_report,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def again(event: Event) -> Any:
    """The event as it is stored now."""
    return Event.objects.get(pk=event.pk).as_kind


def parts(event: Event) -> list[tuple[str, str]]:
    return [(part.role, part.name) for part in Participation.objects.filter(event_id=event.pk)]


def test_the_survivor_gains_what_it_lacks(editor):
    survivor = make_event(published=True, when="")
    double = make_event(
        place=make_place(),
        when="2022-01-21",
        when_text="vendredi",
        format="visit",
        topics=(make_topic(),),
        summary_fr="Bref.",
    )

    merge(double, into=survivor, by=editor)

    kept = again(survivor)
    assert (kept.when, kept.when_text, str(kept.starts_on), kept.precision) == (
        "2022-01-21",
        "vendredi",
        "2022-01-21",
        "day",
    )
    assert (kept.place, kept.format, kept.summary_fr) == (make_place(), "visit", "Bref.")
    assert [tagging.topic for tagging in Tagging.objects.filter(event_id=survivor.pk)] == [make_topic()]


def test_nothing_the_survivor_says_is_overwritten(editor):
    says = {
        "when": "2022-01-20",
        "place": make_place(),
        "format": "phone",
        "status": "occurred",
        "summary_fr": "Le sien.",
    }
    survivor = make_event(published=True, topics=(make_topic(),), **says)
    other = {
        "when": "2022-01-21",
        "place": make_place("vienna"),
        "format": "visit",
        "status": "scheduled",
        "summary_en": "Its.",
    }
    double = make_event(published=True, topics=(make_topic(),), when_text="vendredi", **other)
    before = [getattr(again(survivor), name) for name in (*says, "title_fr", "when_text")]

    merge(double, into=survivor, by=editor)

    kept = again(survivor)
    assert [getattr(kept, name) for name in (*says, "title_fr", "when_text")] == before
    assert kept.version == survivor.version == 3  # it moved on, with what hangs on it
    assert (kept.summary_en, Tagging.objects.filter(event_id=survivor.pk).count()) == ("", 1)


def test_figures_are_taken_over_together_or_not_at_all(editor):
    told = make_event(Kind.TROOP_MOVEMENT, published=True, strength_min=100_000)
    silent = make_event(Kind.TROOP_MOVEMENT, published=True)

    for survivor in (told, silent):
        merge(make_event(Kind.TROOP_MOVEMENT, strength_min=1000, strength_max=2000), into=survivor, by=editor)

    assert (again(told).strength_min, again(told).strength_max) == (100_000, None)
    assert (again(silent).strength_min, again(silent).strength_max) == (1000, 2000)


@pytest.mark.parametrize(
    ("there", "comes", "expected"),
    [
        ([(Role.PARTICIPANT, "kerry")], [(Role.PARTICIPANT, "lavrov")], ["participant Kerry", "participant Lavrov"]),
        ([(Role.PARTICIPANT, "blinken")], [(Role.HOST, "blinken")], ["participant Blinken"]),
        ([(Role.FORCE, "emd")], [(Role.FORCE, "ru"), (Role.CLAIMED_BY, "us")], ["force Emd", "claimed_by Us"]),
        ([(Role.SPEAKER, "price")], [(Role.SPEAKER, "une responsable")], ["speaker Price"]),
        ([(Role.PARTICIPANT, "blinken")], [(Role.HOST, "un hôte")], ["participant Blinken", "host un hôte"]),
        ([], [(Role.HOST, "un hôte"), (Role.HOST, "une hôte")], ["host un hôte", "host une hôte"]),
    ],
)  # fmt: skip
def test_actors_are_added_who_do_not_stand_there_yet(there, comes, expected, editor):
    def named(given):
        return tuple(
            Part(role=role, description=who) if " " in who else Part(role=role, actor=make_actor(who))
            for role, who in given
        )

    survivor, double = make_event(published=True, parts=named(there)), make_event(parts=named(comes))

    merge(double, into=survivor, by=editor)

    assert [f"{role} {name}" for role, name in parts(survivor)] == expected
    assert len(parts(double)) == len(comes)


def test_quotations_of_a_statement_are_carried_over_once(editor):
    article = make_article()
    mardi, soir = make_excerpt(article), make_excerpt(article, "Le soir, ils sont repartis.")
    survivor = make_event(Kind.STATEMENT, published=True, quotes=(mardi,))

    merge(make_event(Kind.STATEMENT, quotes=(mardi, soir)), into=survivor, by=editor)

    assert [one.excerpt for one in Statement.objects.get(pk=survivor.pk).quotations.all()] == [mardi, soir]


def test_open_reports_go_to_the_survivor_and_closed_ones_stay(editor):
    survivor, double = make_event(published=True), make_event(published=True)
    still_open, closed = make_report(double), make_report(double)
    ErrorReport.objects.filter(pk=closed.pk).update(handled_by=editor, handled_at="2022-02-01T00:00Z")

    merge(double, into=survivor, by=editor)

    assert list(ErrorReport.objects.order_by("pk").values_list("event_id", flat=True)) == [survivor.pk, double.pk]
    assert [was.event_id for was in still_open.history.all()] == [survivor.pk, double.pk]


def test_the_survivor_is_found_by_what_it_gained(editor):
    survivor = make_event(published=True)

    merge(make_event(parts=(Part(role=Role.HOST, actor=make_actor("parmelin")),)), into=survivor, by=editor)

    assert "parmelin" in again(survivor).search_text


def test_a_merger_is_one_revision_of_each_of_the_two(editor):
    survivor = make_event(Kind.STATEMENT, published=True)
    double = make_event(
        Kind.STATEMENT,
        published=True,
        place=make_place(),
        topics=(make_topic(),),
        quotes=(make_excerpt(),),
        support=(make_excerpt(), make_reference()),
        parts=(Part(role=Role.INVOLVED, actor=make_actor()),),
    )
    other = make_event(published=True)
    link(double, other, LinkKind.ANNOUNCES)
    keep_apart(double, other, by=editor)
    report = make_report(double)
    before = [revisions(event).count() for event in (survivor, double)]

    merge(double, into=survivor, by=editor)

    of_survivor, of_double = (revisions(event).last() for event in (survivor, double))
    counts = {name: len(items) for name, items in of_survivor.content.items() if name in NAMES}
    assert counts == {"evidence": 3, "quotations": 1, "parts": 2, "topics": 1, "links": 1, "place": 1}
    assert [revisions(event).count() for event in (survivor, double)] == [number + 1 for number in before]
    assert (of_survivor.by, of_double.by, of_double.decision) == (editor, editor, "merged")
    assert of_double.state["survivor_number"] == of_survivor.number
    assert (len(of_double.state["pairs"]), of_double.state["reports"]) == (1, [report.pk])
    assert [item["uid"] for item in revisions(other).last().content["backlinks"]] == [survivor.uid]


NAMES = {"evidence", "quotations", "parts", "topics", "links", "place"}
