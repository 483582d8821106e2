"""Where the permalinks of merged events lead, what is refused, and what the audit says."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from crisis.events.audit import faults
from crisis.events.models import Event, EventRevision, Evidence
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Review, Stance
from crisis.events.writing import save_changed
from crisis.public.permalinks import public_or_retracted
from tests.making import (
    make_editor,
    make_event,
    make_excerpt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def again(event: Event) -> Any:
    """The event as it is stored now."""
    return Event.objects.get(pk=event.pk).as_kind


def leads_to(event: Event) -> str | None:
    found = public_or_retracted(event.uid)
    return found.uid if found else None


# Evidence, permalinks


def test_a_draft_is_attached_with_its_evidence_and_leads_to_the_survivor(editor):
    known, draft = make_event(published=True), make_event(support=(make_excerpt(),))
    [words] = draft.evidence.all()

    merge(draft, into=known, by=editor)

    assert [(e.excerpt, e.stance) for e in known.evidence.all()] == [(None, "reports"), (words.excerpt, words.stance)]
    assert (again(draft).review, again(draft).merged_into_id, again(draft).reviewed_by) == ("merged", known.pk, editor)
    assert leads_to(draft) == known.uid


def test_a_merged_event_goes_on_saying_what_it_rested_on(editor):
    known, draft = make_event(published=True), make_event(support=(make_excerpt(),))

    merge(draft, into=known, by=editor)

    assert draft.evidence.count() == 1


def test_the_stance_of_evidence_is_kept(editor):
    known, draft = make_event(published=True), make_event()
    Evidence.objects.filter(event_id=draft.pk).update(stance=Stance.DENIES)

    merge(draft, into=known, by=editor)

    assert known.evidence.last().stance == Stance.DENIES


def test_both_permalinks_of_two_published_events_lead_to_the_survivor(client, editor):
    survivor, double = make_event(published=True), make_event(published=True)

    merge(double, into=survivor, by=editor)

    for uid in (survivor.uid, double.uid):
        answer = client.get(f"/e/{uid}/", follow=True)
        assert (answer.status_code, answer.redirect_chain[-1][0].split("/")[3]) == (200, survivor.uid)


def test_a_draft_in_a_draft_is_found_nowhere_until_the_survivor_is_public(client, editor):
    first, second = make_event(), make_event()
    merge(second, into=first, by=editor)
    before = [client.get(f"/e/{event.uid}/").status_code for event in (first, second)]

    publish(again(first), by=editor)

    assert before == [404, 404]
    assert (leads_to(first), leads_to(second)) == (first.uid, first.uid)


def test_a_survivor_taken_back_takes_its_doubles_along(client, editor):
    survivor, double = make_event(published=True), make_event(published=True)
    merge(double, into=survivor, by=editor)

    retract(again(survivor), by=editor, reason="L'agence a annulé sa dépêche.")

    assert client.get(f"/e/{double.uid}/", follow=True).status_code == 410


# What is refused


@pytest.mark.parametrize(
    ("event", "into", "code"),
    [
        (Review.PUBLISHED, Review.DRAFT, "wrong-state"),
        (Review.DRAFT, Review.REJECTED, "wrong-state"),
        (Review.DRAFT, Review.RETRACTED, "wrong-state"),
        (Review.DRAFT, Review.MERGED, "wrong-state"),
        (Review.REJECTED, Review.PUBLISHED, "wrong-state"),
        (Review.RETRACTED, Review.PUBLISHED, "wrong-state"),
        (Review.MERGED, Review.PUBLISHED, "wrong-state"),
    ],
)
def test_states_that_do_not_go_together_are_refused_and_nothing_is_written(event, into, code, editor):
    merged, survivor = (in_state(review, editor) for review in (event, into))

    with pytest.raises(ValidationError) as refusal:
        merge(merged, into=survivor, by=editor)

    assert refusal.value.code == code
    assert (again(merged).review, survivor.evidence.count()) == (event, 1)


def in_state(review: Review, editor: User) -> Event:
    event = make_event(published=review.was_public)
    if review == Review.MERGED:
        merge(event, into=make_event(published=True), by=editor)
    elif review == Review.REJECTED:
        reject(event, by=editor)
    elif review == Review.RETRACTED:
        retract(event, by=editor, reason="Faux.")
    return Event.objects.get(pk=event.pk)


@pytest.mark.parametrize("changed", [0, 1])
def test_what_a_colleague_changed_meanwhile_is_not_merged_unseen(changed, editor):
    pair = [Event.objects.get(pk=make_event(published=True).pk) for _number in range(2)]
    theirs = again(pair[changed])
    theirs.title_fr = "Changé entre-temps"
    save_changed(theirs)

    with pytest.raises(ValidationError) as refusal:
        merge(pair[0], into=pair[1], by=editor)

    assert refusal.value.code == "conflict"
    assert again(pair[0]).review == Review.PUBLISHED


# The audit


def test_the_audit_says_nothing_of_a_draft_that_waits_in_a_draft(editor):
    first, second = make_event(), make_event()
    merge(second, into=first, by=editor)
    waiting = list(faults())

    reject(again(first), by=editor)

    assert (waiting, list(faults())) == ([], [])


def test_the_audit_names_a_public_event_that_leads_to_a_draft(editor):
    survivor, double = make_event(published=True), make_event(published=True)
    merge(double, into=survivor, by=editor)
    Event.objects.filter(pk=survivor.pk).update(review=Review.DRAFT)

    assert len(list(faults())) == 1


def test_what_has_no_history_counts_as_having_been_public(editor):
    survivor, double = make_event(), make_event()
    merge(double, into=survivor, by=editor)
    EventRevision.objects.filter(event_id=double.pk, review=Review.DRAFT).delete()

    assert len(list(faults())) == 1
