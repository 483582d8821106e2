"""The desk: merging two events."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event
from crisis.events.review import reject
from crisis.events.vocabulary import Kind, Review
from crisis.events.writing import save_changed
from tests.colleagues import said, sign_in
from tests.desk.forms import reviews
from tests.making import make_event, make_reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def merging(client: Client, *events: Event, keep: Event | None = None, model: str = "event", **fields: Any) -> Any:
    """The action as sent from the list, or from its own page with the answer."""
    sent = {"action": "merge_events", "_selected_action": [event.pk for event in events], **fields}
    if keep:
        sent["survivor"] = keep.pk
    return client.post(reverse(f"admin:events_{model}_changelist"), sent, follow=True)


def test_a_chief_merges_two_published_events(client):
    sign_in(client, DeskRole.CHIEF)
    older, newer = make_event(published=True, title_en="Older"), make_event(published=True, title_en="Newer")

    asked = merging(client, older, newer)
    before = reviews(older, newer)
    done = merging(client, older, newer, keep=newer)

    assert asked.context["survivor"] == older.event_ptr
    assert before == [Review.PUBLISHED, Review.PUBLISHED]
    assert said(done) == ["“Older” is merged into “Newer”, which has its evidence now. Both permalinks lead there."]
    assert (reviews(older, newer), newer.evidence.count()) == ([Review.MERGED, Review.PUBLISHED], 2)
    assert client.get(f"/e/{older.uid}/", follow=True).redirect_chain[-1][0].split("/")[3] == newer.uid


def test_the_list_of_one_kind_merges_too(client):
    sign_in(client, DeskRole.CHIEF)
    older, newer = make_event(published=True), make_event(published=True)

    merging(client, older, newer, keep=older, model="meeting")

    assert reviews(older, newer) == [Review.PUBLISHED, Review.MERGED]


@pytest.mark.parametrize(
    ("older", "newer", "keeps_newer"),
    [
        ({}, {"published": True}, True),
        ({"published": True}, {"published": True}, False),
        ({}, {"support": 2}, True),
    ],
    ids=["the published one", "the older one", "the better supported one"],
)
def test_the_page_proposes_whom_to_keep(client, older, newer, keeps_newer):
    sign_in(client, DeskRole.CHIEF)
    events = []
    for given in (older, newer):
        support = tuple(make_reference() for _number in range(given.pop("support", 1)))
        events.append(make_event(support=support, **given))

    assert merging(client, *events).context["survivor"] == events[keeps_newer].event_ptr


def test_an_editor_attaches_a_draft_and_leaves_published_events_to_the_chief(client):
    sign_in(client)
    one, other, draft = make_event(published=True), make_event(published=True), make_event()

    refused = merging(client, one, other, keep=one)
    merging(client, draft, one, keep=one)

    assert said(refused) == ["Two published events are merged by a chief editor: ask one, or link the two."]
    assert reviews(one, other, draft) == [Review.PUBLISHED, Review.PUBLISHED, Review.MERGED]


def test_a_contributor_merges_nothing(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    one, other = make_event(published=True), make_event()

    merging(client, one, other, keep=one)

    assert reviews(one, other) == [Review.PUBLISHED, Review.DRAFT]


def test_an_editor_cannot_keep_the_draft_and_lose_the_published_one(client):
    sign_in(client)
    public, draft = make_event(published=True), make_event()

    response = merging(client, public, draft, keep=draft)

    assert reviews(public, draft) == [Review.PUBLISHED, Review.DRAFT]
    assert "is published and the other is a draft" in said(response)[0]
    assert "disabled" in response.content.decode()


def test_what_cannot_be_merged_is_refused_with_a_sentence(client):
    sign_in(client, DeskRole.CHIEF)
    one, other, third = (make_event(published=True) for _number in range(3))
    statement, gone = make_event(Kind.STATEMENT), make_event(title_en="Gone")
    reject(gone, by=None)

    sentences = [
        said(merging(client, *chosen))[0] for chosen in ([one], [one, other, third], [one, statement], [one, gone])
    ]

    assert sentences == [
        "Select exactly two events to merge; 1 are selected.",
        "Select exactly two events to merge; 3 are selected.",
        "Only events of one kind can be merged.",
        "“Gone” is rejected: that cannot be done to it now.",
    ]


def test_what_a_colleague_changed_since_it_was_shown_is_shown_again(client):
    sign_in(client, DeskRole.CHIEF)
    one, other = make_event(published=True), make_event(published=True)
    versions = {f"version_{event.pk}": event.version for event in (one, other)}
    other.title_en = "Changed meanwhile"
    save_changed(other)

    response = merging(client, one, other, keep=one, **versions)

    assert "Somebody else changed one of the two" in said(response)[0]
    assert "Changed meanwhile" in response.content.decode()
    assert reviews(one, other) == [Review.PUBLISHED, Review.PUBLISHED]
