"""One thing done to many events: a page first, each event on its own, refusals named, history left."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event
from crisis.events.review import reject
from crisis.events.vocabulary import Kind
from tests.colleagues import said, sign_in
from tests.events.versions import revisions
from tests.making import make_event, make_place, make_topic

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LIST = reverse("admin:events_event_changelist")


def act(client: Client, name: str, *events: Event, **sent: Any) -> Any:
    form = {"action": name, "_selected_action": [event.pk for event in events], **sent}
    return client.post(LIST, form, follow=True)


def test_the_page_says_to_which_it_would_be_done_and_to_which_not(client: Client) -> None:
    sign_in(client)
    draft, public = make_event(title_en="Draft"), make_event(title_en="Public", published=True)
    place = make_place()

    first = act(client, "set_place", draft, public)
    second = act(client, "set_place", draft, public, what=place.pk, _preview="1")

    done = second.context["done"]
    assert ({event.title for event in first.context["events"]}, first.context["done"]) == ({"Public", "Draft"}, None)
    assert [event.title for event in done.events] == ["Draft"]
    assert [(event.title, why) for event, why in done.refused] == [
        ("Public", "It is published: it is corrected on its own page, with a note to readers.")
    ]
    draft.refresh_from_db()
    assert (draft.place, draft.version, revisions(draft).count()) == (None, 1, 1)


@pytest.mark.parametrize("role", [DeskRole.CONTRIBUTOR, DeskRole.EDITOR])
def test_the_place_of_drafts_is_set_with_history_and_version(client: Client, role: DeskRole) -> None:
    user = sign_in(client, role)
    drafts = [make_event(Kind.MEETING), make_event(Kind.STATEMENT), make_event(Kind.TROOP_MOVEMENT)]
    public, place = make_event(title_en="Public", published=True), make_place()

    response = act(client, "set_place", *drafts, public, what=place.pk, _apply="1")

    for event in drafts:
        event.refresh_from_db()
        assert (event.place, event.version) == (place, 2)
        assert revisions(event).last().by == user
    assert said(response) == [
        "Done to 3 events.",
        "Not to “Public”: It is published: it is corrected on its own page, with a note to readers.",
    ]
    public.refresh_from_db()
    assert (public.place, public.version) == (None, 2)
    assert " geneve " in Event.objects.get(pk=drafts[0].pk).search_text


def test_topics_are_added_and_removed(client: Client) -> None:
    sign_in(client)
    otan, gaz = make_topic("otan"), make_topic("gaz", name_fr="Gaz")
    first, second = make_event(topics=(gaz,)), make_event(topics=(otan,), title_en="Second")

    added = act(client, "add_topic", first, second, what=otan.pk, _apply="1")
    act(client, "remove_topic", first, second, what=gaz.pk, _apply="1")

    first.refresh_from_db()
    assert said(added) == ["Done to 1 event.", "Not to “Second”: It is so already."]
    assert [tagging.topic for tagging in first.taggings.all()] == [otan]
    told = [[item["slug"] for item in made.content["topics"]] for made in revisions(first)]
    assert (first.version, told) == (3, [["gaz"], ["gaz", "otan"], ["otan"]])


def test_the_status_of_drafts_is_set(client: Client) -> None:
    sign_in(client)
    draft, gone = make_event(), make_event(title_en="Gone")
    reject(gone, by=None)

    response = act(client, "set_status", draft, gone, what="cancelled", _apply="1")

    draft.refresh_from_db()
    assert (draft.status, said(response)) == ("cancelled", ["Done to 1 event.", "Not to “Gone”: It is rejected."])


def test_what_the_machine_published_is_marked_as_reviewed(client: Client) -> None:
    user = sign_in(client)
    machine, draft = make_event(published=True), make_event(title_en="Draft")

    page = act(client, "mark_as_reviewed", machine, draft)
    response = act(client, "mark_as_reviewed", machine, draft, _apply="1")

    machine.refresh_from_db(), draft.refresh_from_db()
    assert len(page.context["done"].events) == 1
    assert (machine.reviewed_by, machine.review, draft.review) == (user, "published", "draft")
    assert said(response) == [
        f'Done to 1 event. <a href="/admin/events/event/undo/?event={machine.pk}">Undo</a>',
        "Not to “Draft”: It is not published: publish it, which reviews it.",
    ]


@pytest.mark.parametrize("reason", ["", "Deux fois le même"])
def test_drafts_are_rejected_with_a_reason_or_without(client: Client, reason: str) -> None:
    sign_in(client)
    draft = make_event()

    asked = act(client, "reject_events", draft)
    answer = act(client, "reject_events", draft, what=reason, _apply="1")

    draft.refresh_from_db()
    assert (asked.context["form"].errors, [event.pk for event in asked.context["done"].events]) == ({}, [draft.pk])
    assert (draft.review, draft.review_reason) == ("rejected", reason)
    assert said(answer) == [f'Done to 1 event. <a href="/admin/events/event/undo/?event={draft.pk}">Undo</a>']


@pytest.mark.parametrize("name", ["mark_as_reviewed", "reject_events"])
def test_a_contributor_neither_reviews_nor_rejects(client: Client, name: str) -> None:
    sign_in(client, DeskRole.CONTRIBUTOR)
    draft, public = make_event(), make_event(published=True)

    act(client, name, draft, public, what="x", _apply="1")

    draft.refresh_from_db(), public.refresh_from_db()
    assert (draft.review, public.reviewed_by) == ("draft", None)


def test_too_many_at_once_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    monkeypatch.setattr("crisis.desk.events.actions.MOST_AT_ONCE", 1)

    response = act(client, "set_status", make_event(), make_event(), what="denied", _apply="1")

    assert said(response) == ["Choose at most 1 events at once, or filter the list first."]
    assert Event.objects.filter(status="denied").count() == 0
