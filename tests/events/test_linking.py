"""Meetings held are linked to meetings announced, whichever was loaded first."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.events.duplicates.likeness import link_fulfilments
from crisis.events.models import Event, EventLink
from crisis.events.vocabulary import Kind, Review, Role
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place

pytestmark = pytest.mark.django_db


def meeting(status: str, *, actor: str = "blinken", **fields: Any) -> Event:
    given = {"place": make_place(), "when": "2022-01-21", "support": (make_excerpt(),), **fields}
    part = Part(role=Role.PARTICIPANT, actor=make_actor(actor))
    return make_event(given.pop("kind", Kind.MEETING), status=status, parts=(part,), **given)


def links() -> list[tuple[int, int, str]]:
    return [(link.from_event_id, link.to_event_id, link.kind) for link in EventLink.objects.all()]


@pytest.mark.parametrize("planned_first", [True, False])
def test_the_meeting_held_fulfils_the_meeting_planned(planned_first):
    planned, held = meeting("scheduled"), meeting("occurred")

    made = link_fulfilments([planned] if planned_first else [held])

    assert made == 1
    assert links() == [(held.pk, planned.pk, "fulfils")]


def test_linking_again_links_nothing_new():
    events = [meeting("announced"), meeting("occurred")]
    link_fulfilments(events)

    assert link_fulfilments(events) == 0


def test_a_day_within_the_planned_days_is_enough():
    planned, held = meeting("scheduled", when="2022-01-19/2022-01-21"), meeting("occurred", when="2022-01-20")

    link_fulfilments([planned])

    assert links() == [(held.pk, planned.pk, "fulfils")]


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2022-01-22"},
        {"when": ""},
        {"actor": "lavrov"},
        {"place": None},
        {"kind": Kind.STATEMENT},
    ],
    ids=["another day", "no date", "nobody in common", "no place", "no meeting"],
)
def test_what_does_not_agree_is_left_apart(other):
    planned = meeting("scheduled")
    meeting("occurred", **other)

    assert link_fulfilments([planned]) == 0


def test_another_place_is_another_meeting():
    planned = meeting("scheduled")
    meeting("occurred", place=make_place("vienna", name_fr="Vienne"))

    assert link_fulfilments([planned]) == 0


def test_two_mentions_in_one_article_are_not_linked():
    article = make_article()
    planned = meeting("scheduled", support=(make_excerpt(article),))
    meeting("occurred", support=(make_excerpt(article, "Le soir, ils sont repartis."),))

    assert link_fulfilments([planned]) == 0


def test_what_was_rejected_fulfils_nothing():
    planned, held = meeting("scheduled"), meeting("occurred")
    Event.objects.filter(pk=held.pk).update(review=Review.REJECTED)

    assert link_fulfilments([planned]) == 0
