"""Undoing is for slips: what readers have had is retracted with a reason, and no permalink dies by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventRevision
from crisis.events.past.corrections import Notice
from crisis.events.past.decisions import SLIP, undo_last
from crisis.events.past.revisions import revising
from crisis.events.review import merge, publish
from crisis.events.vocabulary import LinkKind, Review
from crisis.events.writing import link
from crisis.public.event.versions import corrections_of
from tests.colleagues import said, sign_in
from tests.desk.forms import page
from tests.making import make_correction, make_event

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("olena")


def published_before(by: User, age: timedelta) -> Event:
    event = make_event()
    publish(event, by=by)
    decision = EventRevision.objects.filter(event_id=event.pk).exclude(decision="").get()
    EventRevision.objects.filter(pk=decision.pk).update(at=decision.at - age)
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


def test_what_was_said_before_goes_with_the_publication_it_was_said_in(editor: User) -> None:
    event = make_event(title_fr="Bévue")
    publish(event, by=editor)
    make_correction(event, title_fr="Le bon titre")
    undo_last(event, by=editor)

    publish(event, by=editor)

    kept = EventRevision.objects.filter(event_id=event.pk).exclude(note_fr="", note_en="").count()
    assert (corrections_of(Event.objects.get(pk=event.pk)), kept) == ([], 1)


def test_no_correction_names_a_linked_event_that_was_taken_back(editor: User) -> None:
    event, slip = published_before(editor, SLIP), published_before(editor, timedelta(0))
    with revising(event, by=editor, notice=Notice(note_fr="Il manquait un lien.")):
        link(event, slip, LinkKind.ANSWERS)

    named = [len(correction.changes) for correction in corrections_of(event)]
    undo_last(slip, by=editor)

    assert (named, [correction.changes for correction in corrections_of(event)]) == ([1], [()])
