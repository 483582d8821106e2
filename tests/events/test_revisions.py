"""One revision for each write of an event, whatever was written within."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crisis.events.models import Event, EventRevision
from crisis.events.past.revisions import revising
from crisis.events.review import publish
from crisis.events.vocabulary import Kind, LinkKind, Review, Role
from crisis.events.writing import Part, link, save_changed, set_participants, set_topics
from tests.events.versions import revisions
from tests.making import make_editor, make_event, make_excerpt, make_topic

pytestmark = pytest.mark.django_db


def told(event: Event) -> list[tuple[int, str, str]]:
    return [(made.number, made.review, made.why) for made in revisions(event)]


def test_what_is_written_within_is_one_revision() -> None:
    event, by = make_event(), make_editor()

    with revising(event, by=by, why="relu"):
        event.title_fr = "Autre"
        save_changed(event)
        set_topics(Event.objects.get(pk=event.pk), [make_topic()])
        set_participants(event, [Part(role=Role.HOST, description="la Suisse")])

    last = revisions(event).last()
    assert told(event) == [(1, "draft", ""), (2, "draft", "relu")]
    assert (last.by, last.content["title_fr"], len(last.content["topics"])) == (by, ["Autre"], 1)
    assert (event.version, " la suisse " in Event.objects.get(pk=event.pk).search_text) == (2, True)


def test_what_fails_within_leaves_nothing() -> None:
    event = make_event(title_fr="Avant")

    def write() -> None:
        with revising(event):
            for title in ("Autre", ""):
                event.title_fr = title
                save_changed(event)

    with pytest.raises(ValidationError):
        write()

    assert (event.version, Event.objects.get(pk=event.pk).title_fr, told(event)) == (1, "Avant", [(1, "draft", "")])


def test_whoever_read_another_version_is_told() -> None:
    event = make_event()
    stale = type(event).objects.get(pk=event.pk)
    save_changed(event)

    with pytest.raises(ValidationError) as refusal, revising(stale):
        pass

    assert (refusal.value.code, stale.version, revisions(event).count()) == ("conflict", 1, 2)


def test_a_link_is_a_revision_of_both_ends_and_moves_neither() -> None:
    one, other = make_event(published=True), make_event(published=True)

    link(one, other, LinkKind.ANSWERS)

    of_one, of_other = revisions(one).last(), revisions(other).last()
    assert ([made.number for made in revisions(one)], of_one.number, of_other.number) == ([1, 2, 2], 2, 2)
    assert [item["uid"] for item in of_one.content["links"]] == [other.uid]
    assert [item["uid"] for item in of_other.content["backlinks"]] == [one.uid]


def test_a_decision_on_what_was_just_stored_tells_the_same_facts() -> None:
    event, other = make_event(), make_event()
    link(other, event, LinkKind.ANSWERS)  # since `event` was stored

    publish(event, by=None)

    first, linked, published = revisions(event)
    assert (published.review, published.decision, published.state["was"]) == (Review.PUBLISHED, "published", "draft")
    assert (first.content.get("backlinks"), published.content["backlinks"]) == (None, linked.content["backlinks"])


@pytest.mark.parametrize("kind", list(Kind))
def test_an_event_is_recorded_and_published_in_some_twenty_statements(
    kind: Kind, django_assert_max_num_queries: Any
) -> None:
    excerpt, topics = make_excerpt(), (make_topic("a"), make_topic("b"))
    quotes = (excerpt,) if kind == Kind.STATEMENT else ()

    with django_assert_max_num_queries(26):
        event = make_event(kind, support=(excerpt,), topics=topics, quotes=quotes, published=True)

    assert EventRevision.objects.filter(event_id=event.pk).count() == 2
