"""The last decision taken back: what stood before stands again, nothing later is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventLink, EventRevision, Evidence, Meeting
from crisis.events.past.decisions import undo_last
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import LinkKind, Review, Stance
from crisis.events.writing import link, save_changed
from tests.colleagues import sign_in
from tests.desk.forms import page
from tests.making import add_evidence, make_event, make_excerpt, make_reference

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def stored(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def ties(*events: Event) -> list[tuple[Any, ...]]:
    """What hangs on the events, row by row."""
    evidence = Evidence.objects.filter(event__in=events).order_by("pk")
    links = EventLink.objects.order_by("pk")
    return [
        *evidence.values_list("pk", "event", "excerpt", "reference", "stance", "rank"),
        *sorted(links.values_list("from_event", "to_event", "kind")),
    ]


def decided(event: Event, what: Review, editor: User) -> None:
    match what:
        case Review.PUBLISHED:
            publish(event, by=editor)
        case Review.REJECTED:
            reject(event, by=editor)
        case Review.RETRACTED:
            publish(event, by=None)
            retract(event, by=editor, reason="Faux.")
        case Review.MERGED:
            merge(event, into=make_event(published=True), by=editor)


@pytest.mark.parametrize(
    ("what", "before"),
    [
        (Review.PUBLISHED, Review.DRAFT),
        (Review.REJECTED, Review.DRAFT),
        (Review.RETRACTED, Review.PUBLISHED),
        (Review.MERGED, Review.DRAFT),
    ],
)
def test_each_decision_is_undone_and_stays_in_the_history(editor: User, what: Review, before: Review) -> None:
    event = make_event()
    decided(event, what, editor)

    undo_last(stored(event), by=editor)

    undone = stored(event)
    assert (undone.review, undone.review_reason, undone.reviewed_by, undone.merged_into) == (before, "", None, None)
    last, undoing = [*EventRevision.objects.filter(event_id=event.pk)][-2:]
    assert (last.review, undoing.review, last.is_undone) == (what, before, True)
    assert undoing.why.endswith("undone")


def test_a_mark_of_review_is_taken_off_and_the_event_stays_public(editor: User) -> None:
    event = make_event(published=True)
    publish(event, by=editor)

    undo_last(stored(event), by=editor)

    assert (stored(event).review, stored(event).is_reviewed) == (Review.PUBLISHED, False)


def test_only_the_last_decision_is_undone(editor: User) -> None:
    event = make_event()
    publish(event, by=editor)
    retract(event, by=editor, reason="Faux.")
    undo_last(stored(event), by=editor)

    with pytest.raises(ValidationError) as refusal:
        undo_last(stored(event), by=editor)

    assert refusal.value.code == "nothing"
    assert stored(event).review == Review.PUBLISHED


def test_what_was_written_since_stays(editor: User) -> None:
    event = make_event()
    publish(event, by=editor)
    row = Meeting.objects.get(pk=event.pk)
    row.title_fr = "Réécrit"
    save_changed(row)

    undo_last(stored(event), by=editor)

    assert (stored(event).title_fr, stored(event).review) == ("Réécrit", Review.DRAFT)


def test_whoever_decided_on_another_version_is_told(editor: User) -> None:
    event = make_event()
    publish(event, by=editor)
    old = stored(event)
    Event.objects.filter(pk=event.pk).update(version=9)

    with pytest.raises(ValidationError) as refusal:
        undo_last(old, by=editor)

    assert refusal.value.code == "conflict"
    assert (stored(event).review, EventRevision.objects.exclude(decision="").get().is_undone) == (
        Review.PUBLISHED,
        False,
    )


def test_an_unmerged_event_gets_back_all_that_moved(editor: User) -> None:
    double, survivor, other = (make_event(published=True) for _number in range(3))
    shared = make_excerpt()
    for event in (double, survivor):
        add_evidence(event, shared)
    link(other, double, LinkKind.ANSWERS)
    link(double, other, LinkKind.CONTINUES)
    link(survivor, other, LinkKind.CONTINUES)
    before = ties(double, survivor)
    merge(stored(double), into=stored(survivor), by=editor)
    merged = ties(double, survivor)

    undo_last(stored(double), by=editor)

    assert merged != before
    assert ties(double, survivor) == before
    assert (stored(double).review, stored(survivor).review) == (Review.PUBLISHED, Review.PUBLISHED)


def test_events_that_had_followed_their_survivor_follow_it_back(editor: User) -> None:
    first, second, third = (make_event(published=True) for _number in range(3))
    merge(stored(first), into=stored(second), by=editor)
    merge(stored(second), into=stored(third), by=editor)

    undo_last(stored(second), by=editor)
    led = stored(first).merged_into
    undo_last(stored(first), by=editor)

    assert led == stored(second)
    assert [stored(event).review for event in (first, second, third)] == [Review.PUBLISHED] * 3


def test_an_event_whose_survivor_was_merged_since_is_not_undone_first(editor: User) -> None:
    first, second, third = (make_event(published=True) for _number in range(3))
    merge(stored(first), into=stored(second), by=editor)
    merge(stored(second), into=stored(third), by=editor)
    Event.objects.filter(pk=first.pk).update(merged_into=second.pk)

    with pytest.raises(ValidationError) as refusal:
        undo_last(stored(first), by=editor)

    assert refusal.value.code == "changed"


def test_a_merger_is_not_undone_over_what_somebody_changed_since(editor: User) -> None:
    double, survivor = make_event(published=True), make_event(published=True)
    merge(stored(double), into=stored(survivor), by=editor)
    moved = Evidence.objects.get(event_id=survivor.pk, rank=1)
    moved.stance = Stance.CONFIRMS
    moved.save()
    before = ties(double, survivor)

    with pytest.raises(ValidationError) as refusal:
        undo_last(stored(double), by=editor)

    assert refusal.value.code == "changed"
    assert (ties(double, survivor), stored(double).review) == (before, Review.MERGED)


def test_a_survivor_is_never_left_public_without_evidence(editor: User) -> None:
    double, survivor = make_event(published=True), make_event(published=True)
    [own] = survivor.evidence.all()
    merge(stored(double), into=stored(survivor), by=editor)
    own.delete()

    with pytest.raises(ValidationError) as refusal:
        undo_last(stored(double), by=editor)

    assert refusal.value.code == "no-evidence"
    assert Event.objects.public().filter(evidence=None).count() == 0


def test_a_retracted_event_without_evidence_is_not_brought_back(editor: User) -> None:
    event = make_event(published=True)
    retract(event, by=editor, reason="Faux.")
    event.evidence.all().delete()

    with pytest.raises(ValidationError) as refusal:
        undo_last(stored(event), by=editor)

    assert refusal.value.code == "no-evidence"
    assert stored(event).review == Review.RETRACTED


@pytest.mark.parametrize(
    ("what", "was_public", "may"),
    [
        (Review.PUBLISHED, False, {DeskRole.EDITOR, DeskRole.CHIEF}),
        (Review.REJECTED, False, {DeskRole.EDITOR, DeskRole.CHIEF}),
        (Review.RETRACTED, False, {DeskRole.CHIEF}),
        (Review.MERGED, False, {DeskRole.EDITOR, DeskRole.CHIEF}),  # a draft that was attached
        (Review.MERGED, True, {DeskRole.CHIEF}),
    ],
)
@pytest.mark.parametrize("role", list(DeskRole))
def test_who_may_decide_may_undo(
    client: Client, role: DeskRole, what: Review, was_public: bool, may: set[DeskRole]
) -> None:
    user = sign_in(client, role)
    event = make_event(support=(make_reference(),), published=was_public)
    decided(event, what, user)

    shown = client.get(page("meeting", event)).content.decode()
    answer = client.post(reverse("admin:events_undo"), {"event": event.pk})

    assert (stored(event).review != what) == (role in may)
    assert (answer.status_code, 'class="undo"' in shown) == ((302, True) if role in may else (403, False))


def test_a_list_offers_to_undo_what_it_did(client: Client) -> None:
    sign_in(client)
    client.cookies["django_language"] = "en"
    events = [make_event(), make_event()]
    listing = reverse("admin:events_event_changelist")
    chosen = {"action": "publish_events", "_selected_action": [event.pk for event in events]}

    answer = client.post(listing, chosen, follow=True)
    [offer] = [str(message) for message in answer.context["messages"]]
    address = f"{reverse('admin:events_undo')}?event={events[1].pk}&event={events[0].pk}"
    asked = client.get(address).content.decode()
    client.post(reverse("admin:events_undo"), {"event": [event.pk for event in events]})

    assert (offer.startswith("2 events published. <a href="), "Undo</a>" in offer) == (True, True)
    assert asked.count("published by editor") == 2
    assert [stored(event).review for event in events] == [Review.DRAFT, Review.DRAFT]


def test_undoing_asks_before_it_does(client: Client) -> None:
    user = sign_in(client)
    event = make_event()
    publish(event, by=user)

    client.get(f"{reverse('admin:events_undo')}?event={event.pk}")

    assert stored(event).review == Review.PUBLISHED
