"""Undoing is for slips: what readers have had is retracted with a reason, and no permalink dies by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from crisis.events.models import Decision, Event
from crisis.events.review import merge, publish
from crisis.events.undoing import SLIP, undo_last
from crisis.events.vocabulary import Review
from crisis.ingest.people import DeskRole
from tests.colleagues import said, sign_in
from tests.events.desk import page
from tests.making import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("olena")


def published_before(by: User, age: timedelta) -> Event:
    event = make_event()
    publish(event, by=by)
    decision = Decision.objects.get(event=event.pk)
    Decision.objects.filter(pk=decision.pk).update(made_at=decision.made_at - age)
    return Event.objects.get(pk=event.pk)


def test_what_readers_have_had_for_a_day_is_not_undone(editor: User) -> None:
    event = published_before(editor, SLIP)

    with pytest.raises(ValidationError) as refusal:
        undo_last(event, by=editor)

    assert refusal.value.code == "retract"
    assert Event.objects.get(pk=event.pk).review == Review.PUBLISHED


def test_an_editor_does_not_take_back_by_undoing_what_only_a_chief_retracts(client: Client, editor: User) -> None:
    event = published_before(editor, SLIP)
    sign_in(client)

    response = client.post(reverse("admin:events_undo"), {"event": [event.pk]}, follow=True)

    assert len(said(response)) == 1
    assert client.get(reverse("permalink", args=[event.uid])).status_code == 302
    assert client.get(page("meeting", event)).context["undo"] is None


def test_an_event_to_which_other_permalinks_lead_is_not_unpublished(client: Client) -> None:
    chief = sign_in(client, DeskRole.CHIEF)
    survivor, double = published_before(chief, timedelta(0)), published_before(chief, timedelta(0))
    merge(double, into=survivor, by=chief)

    with pytest.raises(ValidationError) as refusal:
        undo_last(Event.objects.get(pk=survivor.pk), by=chief)

    answers = [client.get(reverse("permalink", args=[event.uid]), follow=True) for event in (survivor, double)]
    assert refusal.value.code == "retract"
    assert [answer.status_code for answer in answers] == [200, 200]


def test_it_is_unpublished_once_the_merger_is_undone(editor: User) -> None:
    survivor, double = published_before(editor, timedelta(0)), published_before(editor, timedelta(0))
    merge(double, into=survivor, by=editor)
    undo_last(Event.objects.get(pk=double.pk), by=editor)

    undo_last(Event.objects.get(pk=survivor.pk), by=editor)

    assert Event.objects.get(pk=survivor.pk).review == Review.DRAFT
