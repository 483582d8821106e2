"""What an editor may decide about an event, and what is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from crisis.events.models import Event, EventRevision, Evidence, Meeting
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Kind, LinkKind, Review
from crisis.events.writing import Record, link, record_event, refuse_unsupported, save_changed, uid_for
from tests.making import make_event, make_excerpt, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def reviews(*events: Event) -> list[str]:
    return [Event.objects.get(pk=event.pk).review for event in events]


def test_an_event_without_evidence_stays_a_draft(editor: User) -> None:
    event = make_event()
    Evidence.objects.filter(event_id=event.pk).delete()

    with pytest.raises(ValidationError) as refusal:
        publish(event, by=editor)

    assert refusal.value.code == "no-evidence"
    assert reviews(event) == [Review.DRAFT]


def test_an_event_without_evidence_is_not_even_recorded() -> None:
    with pytest.raises(ValidationError):
        record_event(Record(kind=Kind.MEETING, fields={"title_fr": "a", "title_en": "a"}, support=()))

    assert not Event.objects.exists()


def test_what_the_machine_publishes_is_not_called_reviewed(editor: User) -> None:
    event = make_event(published=True)
    before = Event.objects.get(pk=event.pk).is_reviewed

    publish(event, by=editor)

    assert (before, Event.objects.get(pk=event.pk).is_reviewed) == (False, True)


def test_a_published_event_keeps_its_last_evidence() -> None:
    event = make_event(published=True, support=(make_excerpt(), make_reference()))
    refuse_unsupported(event, left=1)

    with pytest.raises(ValidationError) as refusal:
        refuse_unsupported(event, left=0)

    assert refusal.value.code == "no-evidence"
    refuse_unsupported(make_event(), left=0)  # a draft may be left bare for a while


def test_a_draft_is_rejected_and_a_published_event_retracted(editor: User) -> None:
    draft, published = make_event(), make_event(published=True)

    reject(draft, by=editor)
    with pytest.raises(ValidationError):
        reject(published, by=editor)
    with pytest.raises(ValidationError):
        retract(published, by=editor, reason="  ")
    retract(published, by=editor, reason="L'agence a annulé sa dépêche.")

    assert reviews(draft, published) == [Review.REJECTED, Review.RETRACTED]


def test_a_merged_event_hands_over_its_evidence_and_its_links(editor: User) -> None:
    survivor, double, other = (make_event(published=True) for _number in range(3))
    link(other, double, LinkKind.ANSWERS)
    link(double, survivor, LinkKind.ANNOUNCES)

    merge(double, into=survivor, by=editor)

    assert reviews(double) == [Review.MERGED]
    assert survivor.evidence.count() == 2
    assert [(tie.from_event_id, tie.kind) for tie in survivor.backlinks.all()] == [
        (other.pk, LinkKind.ANSWERS),
        (double.pk, LinkKind.ANNOUNCES),
    ]


def test_merging_a_survivor_takes_along_those_merged_into_it(editor: User) -> None:
    first, second, third = (make_event(published=True) for _number in range(3))
    merge(first, into=second, by=editor)

    merge(Event.objects.get(pk=second.pk), into=third, by=editor)

    assert Event.objects.get(pk=first.pk).merged_into_id == third.pk


@pytest.mark.parametrize("kind", [Kind.TROOP_MOVEMENT, Kind.STATEMENT])
def test_only_events_of_one_kind_are_merged(kind: Kind, editor: User) -> None:
    meeting, other = make_event(published=True), make_event(kind, published=True)

    with pytest.raises(ValidationError):
        merge(other, into=meeting, by=editor)

    assert reviews(other) == [Review.PUBLISHED]


def test_a_decision_stands_in_the_past_of_its_event(editor: User) -> None:
    event = make_event()

    publish(Event.objects.get(pk=event.pk), by=editor)

    assert [made.review for made in EventRevision.objects.filter(event_id=event.pk)] == [Review.DRAFT, Review.PUBLISHED]


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(editor: User) -> None:
    pk = make_event(title_fr="avant").pk
    one, two = Meeting.objects.get(pk=pk), Meeting.objects.get(pk=pk)
    one.title_fr, two.title_fr = "le premier", "le second"
    save_changed(one)

    with pytest.raises(ValidationError) as refusal:
        save_changed(two)
    with pytest.raises(ValidationError):
        publish(two, by=editor)

    assert refusal.value.code == "conflict"
    assert Meeting.objects.get(pk=pk).title_fr == "le premier"
    assert reviews(two) == [Review.DRAFT]


def test_a_date_that_ends_before_it_starts_changes_nothing() -> None:
    event = make_event(when="2022-01-18")
    event.when = "2022-01-21/2022-01-19"

    with pytest.raises(ValidationError):
        save_changed(event)

    assert Meeting.objects.get(pk=event.pk).when == "2022-01-18"


def test_nothing_is_half_recorded() -> None:
    excerpt = make_excerpt()

    with pytest.raises(ValidationError):
        make_event(quotes=(excerpt,))  # a meeting has no quotations

    assert (Event.objects.count(), Evidence.objects.count()) == (0, 0)


def test_the_same_key_gives_the_same_permanent_name_once() -> None:
    first, second = make_event(key="seed:1"), make_event(key="seed:1")

    assert first.uid == uid_for("seed:1")
    assert second.uid != first.uid
    assert len(second.uid) == 10
