"""What was cited can be looked at again: an event as readers saw it in each of its versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crisis.events.models import Actor, EventRevision
from crisis.events.past.content import snapshot
from crisis.events.past.decisions import undo_last
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Kind, LinkKind, Role
from crisis.events.writing import (
    Part,
    Support,
    link,
    save_changed,
    set_evidence,
    set_links,
    set_participants,
    set_topics,
)
from crisis.public.event.versions import public_versions, version_of
from tests.making import (
    add_part,
    make_actor,
    make_editor,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def make_rich_event(**fields: Any) -> Any:
    """A published statement with one of everything."""
    excerpt = make_excerpt()
    event = make_event(
        Kind.STATEMENT,
        support=(excerpt, make_reference()),
        parts=(Part(role=Role.SPEAKER, actor=make_actor("lavrov")),),
        topics=(make_topic(),),
        quotes=(excerpt,),
        place=make_place(),
        published=True,
        **fields,
    )
    link(event, make_event(published=True), LinkKind.ANSWERS)
    return event


def change_its_columns(event: Any) -> None:
    event.title_fr, event.when, event.place = "Changé", "2022-01-20", None
    save_changed(event)


def change_its_evidence(event: Any) -> None:
    set_evidence(event, [Support(what=make_excerpt())])


def change_its_actors(event: Any) -> None:
    set_participants(event, [Part(role=Role.SPEAKER, description="un témoin")])
    set_topics(event, [])


def merge_another_into_it(event: Any) -> None:
    other = make_rich_event(title_fr="Un autre")
    add_part(other, Part(actor=make_actor("blinken"), role=Role.INVOLVED))
    merge(other, into=event, by=make_editor())


def rename_its_actor(event: Any) -> None:
    actor = Actor.objects.get(slug="lavrov")
    actor.name_fr = "Autrement nommé"
    actor.save()
    event.summary_fr = "Plus long."
    save_changed(event)
    actor.name_fr = "Encore autrement"
    actor.save()


def be_merged(event: Any) -> None:
    merge(event, into=make_event(Kind.STATEMENT, published=True), by=make_editor())


def lose_its_links(event: Any) -> None:
    set_links(event, [])


@pytest.mark.parametrize(
    "change",
    [
        change_its_columns,
        change_its_evidence,
        change_its_actors,
        merge_another_into_it,
        be_merged,
        lose_its_links,
    ],
    ids=lambda change: change.__name__,
)
def test_a_version_says_what_it_said_whatever_came_after(change: Callable[[Any], None]) -> None:
    event = make_rich_event()
    number, before = event.version, snapshot(event)

    change(event)

    version = version_of(event.uid, number)
    assert version is not None
    assert version.content == before
    assert version.span.until is not None


def test_an_actor_is_called_what_it_was_called_then() -> None:
    event = make_rich_event()

    rename_its_actor(event)

    [first, second] = public_versions(event)
    versions = [version_of(event.uid, span.number) for span in (first, second)]
    names = [version.event.participations.all()[0].name for version in versions if version]
    assert names == ["Lavrov", "Autrement nommé"]


def test_the_version_that_stands_says_what_the_event_says() -> None:
    event = make_rich_event()
    change_its_columns(event)
    change_its_evidence(event)

    version = version_of(event.uid, event.version)

    assert version is not None
    assert version.content == snapshot(event)
    assert version.span.until is None


def test_what_was_a_draft_is_no_version() -> None:
    event = make_event()
    change_its_columns(event)
    publish(event, by=make_editor())
    change_its_columns(event)

    assert [span.number for span in public_versions(event)] == [3, 4]
    assert [version_of(event.uid, number) for number in (0, 1, 2, 5)] == [None] * 4


def test_what_was_taken_back_to_a_draft_is_shown_no_more() -> None:
    event = make_event()
    publish(event, by=make_editor())
    undo_last(event, by=make_editor())
    assert version_of(event.uid, 2) is None
    event.refresh_from_db()
    publish(event, by=make_editor())

    assert [span.number for span in public_versions(event)] == [event.version]


def test_nothing_is_shown_of_what_was_retracted_or_rejected() -> None:
    retracted, rejected = make_event(published=True), make_event()
    number = retracted.version
    retract(retracted, by=make_editor(), reason="Faux.")
    reject(rejected, by=make_editor())

    assert version_of(retracted.uid, number) is None
    assert [version_of(rejected.uid, number) for number in (1, 2)] == [None, None]


def test_nothing_is_shown_of_what_was_merged_into_what_was_retracted() -> None:
    event, survivor = make_event(published=True), make_event(published=True)
    number = event.version
    merge(event, into=survivor, by=make_editor())
    survivor.refresh_from_db()
    retract(survivor, by=make_editor(), reason="Faux.")

    assert version_of(event.uid, number) is None


def test_a_version_is_linked_only_to_what_readers_may_see_now() -> None:
    event, other = make_event(published=True), make_event(published=True)
    link(event, other, LinkKind.ANSWERS)
    number = event.version
    retract(other, by=make_editor(), reason="Faux.")
    change_its_columns(event)

    version = version_of(event.uid, number)

    assert version is not None
    assert "links" not in version.content


def test_a_version_never_calls_another_event_what_it_was_called_as_a_draft() -> None:
    event, draft, slip = make_event(published=True), make_event(title_fr="Brouillon"), make_event(title_fr="Bévue")
    publish(slip, by=make_editor())
    for other in (draft, slip):
        link(event, other, LinkKind.ANSWERS)
    number = event.version
    change_its_columns(event)
    undo_last(slip, by=make_editor())
    for other in (draft, slip):
        other.refresh_from_db()
        other.title_fr = "Le bon titre"
        save_changed(other)
        publish(other, by=make_editor())

    version = version_of(event.uid, number)

    assert version is not None
    assert ("links" in version.content, len(snapshot(event)["links"])) == (False, 2)


def test_what_was_made_in_bulk_keeps_what_it_said_before_its_first_change() -> None:
    event = make_rich_event()
    EventRevision.objects.all().delete()  # as of an event that no write of ours made
    number, before = event.version, snapshot(event)

    change_its_columns(event)

    version = version_of(event.uid, number)
    assert version is not None
    assert version.content == before


def test_a_version_is_read_from_one_row() -> None:
    event = make_rich_event()
    number = event.version
    change_its_columns(event)
    Actor.objects.all().update(name_fr="Un autre nom", name_en="Another name")

    version = version_of(event.uid, number)

    assert version is not None
    assert [part.name for part in version.event.participations.all()] == ["Lavrov"]


def test_a_name_that_readers_may_hold_is_never_given_again() -> None:
    event = make_event(key="clé")
    uid = event.uid
    publish(event, by=make_editor())
    undo_last(event, by=make_editor())
    event.refresh_from_db()
    event.delete()

    assert make_event(key="clé").uid != uid


def test_a_draft_nobody_saw_leaves_its_name_to_the_next_reading() -> None:
    event = make_event(key="clé")
    uid = event.uid
    event.delete()

    assert make_event(key="clé").uid == uid
