"""Two events that an editor said to keep apart."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from crisis.events.duplicates.pairs import apart, forget_apart, keep_apart
from crisis.events.models import Event, NotDuplicate
from crisis.events.review import merge
from tests.making import make_editor, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def test_a_pair_is_kept_apart_once_in_whatever_order(editor):
    older, newer = make_event(), make_event()

    made = [keep_apart(newer, older, by=editor), keep_apart(older, newer, by=make_editor("autre"))]

    assert (made[0], made[0].first_id, made[0].second_id, made[0].by) == (made[1], older.pk, newer.pk, editor)
    assert NotDuplicate.history.count() == 1


def test_an_event_is_not_kept_apart_from_itself(editor):
    event = make_event()

    with pytest.raises(ValidationError) as refusal:
        keep_apart(event, Event.objects.get(pk=event.pk), by=editor)

    assert refusal.value.code == "itself"


def test_whom_a_merged_event_was_kept_apart_from_its_survivor_is_too(editor):
    double, other, survivor = (make_event(published=True) for _number in range(3))
    keep_apart(double, other, by=editor)
    keep_apart(double, survivor, by=editor)

    merge(double, into=survivor, by=editor)

    assert [(pair.first_id, pair.second_id) for pair in NotDuplicate.objects.all()] == [(other.pk, survivor.pk)]
    assert apart(double, survivor) is None


def test_forgetting_a_pair_nobody_kept_apart_does_nothing():
    forget_apart(make_event(), make_event())

    assert NotDuplicate.history.count() == 0
