"""The desk: merging two events, and deciding about a draft and what it may be the same as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crisis.events.models import Apart, Event, EventLink
from crisis.events.pairing import keep_apart
from crisis.events.review import reject
from crisis.events.vocabulary import Kind, Review, Role, Status
from crisis.events.writing import Part, save_changed
from crisis.ingest.people import DeskRole
from tests.events.desk import page, sign_in
from tests.making import make_actor, make_event, make_place, make_reference

pytestmark = pytest.mark.django_db

PAIR = "/admin/events/event/pair/"


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> Iterator[None]:
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def meeting(**fields: Any) -> Event:
    part = Part(role=Role.PARTICIPANT, actor=make_actor())
    return make_event(**{"place": make_place(), "parts": (part,), **fields})


def merging(client: Client, *events: Event, keep: Event | None = None, model: str = "event", **fields: Any) -> Any:
    """The action as sent from the list, or from its own page with the answer."""
    sent = {"action": "merge_events", "_selected_action": [event.pk for event in events], **fields}
    if keep:
        sent["survivor"] = keep.pk
    return client.post(reverse(f"admin:events_{model}_changelist"), sent, follow=True)


def deciding(client: Client, event: Event, other: Event, what: str, **fields: Any) -> Any:
    return client.post(PAIR, {"event": event.pk, "other": other.pk, "what": what, **fields}, follow=True)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def reviews(*events: Event) -> list[str]:
    return [Event.objects.get(pk=event.pk).review for event in events]


# Merging


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


# A draft and what it may be the same as


def test_the_page_of_a_draft_offers_what_it_may_be_the_same_as(client):
    sign_in(client)
    known, draft = meeting(published=True, title_en="Known", status=Status.OCCURRED), meeting(status=Status.SCHEDULED)

    shown = client.get(page("meeting", draft)).content.decode()

    assert "Already known?" in shown
    assert page("meeting", known) in shown
    assert "same day · 1 actor in common: Dupont · same place: Geneva" in shown
    assert '<option value="fulfils:backwards" selected>fulfilled by</option>' in shown


def test_attaching_folds_the_draft_into_the_other_and_goes_back(client):
    editor = sign_in(client)
    known, draft = meeting(published=True, title_en="Known"), meeting(title_en="Draft")

    response = deciding(client, draft, known, "attach", next="/admin/events/event/")

    assert response.redirect_chain == [("/admin/events/event/", 302)]
    assert said(response) == ["“Draft” is merged into “Known”, which has its evidence now."]
    assert (reviews(draft), Event.objects.get(pk=draft.pk).reviewed_by) == ([Review.MERGED], editor)


def test_seen_from_the_published_event_it_is_still_the_draft_that_is_attached(client):
    sign_in(client)
    known, draft = meeting(published=True), meeting()

    deciding(client, known, draft, "attach")

    assert reviews(known, draft) == [Review.PUBLISHED, Review.MERGED]


@pytest.mark.parametrize(("value", "is_backwards"), [("fulfils", False), ("fulfils:backwards", True)])
def test_a_link_reads_the_way_it_was_chosen(client, value, is_backwards):
    sign_in(client)
    known, draft = meeting(published=True), meeting()

    deciding(client, draft, known, "link", link=value)

    [made] = EventLink.objects.all()
    assert (made.kind, made.from_event_id) == ("fulfils", known.pk if is_backwards else draft.pk)


def test_a_pair_kept_apart_is_offered_no_more_until_that_is_forgotten(client):
    editor = sign_in(client)
    known, draft = meeting(published=True), meeting()
    deciding(client, draft, known, "apart")
    [pair] = Apart.objects.all()
    shown = client.get(page("meeting", draft)).content.decode()

    deciding(client, known, draft, "forget")

    assert (pair.by, pair.history.earliest().history_user) == (editor, editor)
    assert "Already known?" not in shown
    assert "Already known?" in client.get(page("meeting", draft)).content.decode()
    assert [was.history_type for was in Apart.history.all()] == ["-", "+"]


def test_a_pair_is_forgotten_from_the_list_of_pairs(client):
    editor = sign_in(client)
    pair = keep_apart(meeting(), meeting(), by=editor)

    listed = client.get(reverse("admin:events_apart_changelist"))
    client.post(reverse("admin:events_apart_delete", args=[pair.pk]), {"post": "yes"})

    assert (listed.status_code, Apart.objects.count()) == (200, 0)


@pytest.mark.parametrize("what", ["attach", "apart", "forget"])
def test_a_contributor_decides_about_no_pair(client, what):
    sign_in(client, DeskRole.CONTRIBUTOR)
    known, draft = meeting(published=True), meeting()
    if what == "forget":
        keep_apart(known, draft, by=User.objects.create_user("autre"))

    response = deciding(client, draft, known, what)

    assert response.status_code == 403
    assert (reviews(known, draft), Apart.objects.count()) == ([Review.PUBLISHED, Review.DRAFT], int(what == "forget"))


@pytest.mark.parametrize(("value", "status"), [("announces", 200), ("fulfils:backwards", 403)])
def test_a_contributor_links_a_draft_and_does_not_touch_what_is_public(client, value, status):
    sign_in(client, DeskRole.CONTRIBUTOR)
    known, draft = meeting(published=True), meeting()

    response = deciding(client, draft, known, "link", link=value)

    assert (response.status_code, EventLink.objects.count()) == (status, int(status == 200))


def test_an_editor_does_not_fold_a_published_event_into_another(client):
    sign_in(client)
    one, other = meeting(published=True), meeting(published=True)

    assert deciding(client, one, other, "attach").status_code == 403
    assert reviews(one, other) == [Review.PUBLISHED, Review.PUBLISHED]


@pytest.mark.parametrize(
    ("what", "fields", "sentence"),
    [
        ("", {}, "Choose what to do with the two events."),
        ("link", {"link": "resembles"}, "Say how the two events are linked."),
        ("attach", {"event_version": "7"}, "Somebody else changed one of the two events meanwhile. "),
    ],
)
def test_a_decision_that_makes_no_sense_is_answered_with_a_sentence(client, what, fields, sentence):
    sign_in(client)
    known, draft = meeting(published=True), meeting()

    response = deciding(client, draft, known, what, **fields)

    assert said(response)[0].startswith(sentence)
    assert response.redirect_chain == [(page("meeting", draft), 302)]


def test_the_way_back_leads_to_no_other_site(client):
    sign_in(client)
    known, draft = meeting(published=True), meeting()

    response = client.post(
        PAIR, {"event": draft.pk, "other": known.pk, "what": "apart", "next": "https://example.org/"}
    )

    assert response["Location"] == page("meeting", draft)


@pytest.mark.parametrize(("event", "status"), [("0", 404), ("x", 404), ("9" * 30, 404)])
def test_an_event_that_is_none_is_not_found(client, event, status):
    sign_in(client)

    assert client.post(PAIR, {"event": event, "other": make_event().pk, "what": "apart"}).status_code == status


def test_strangers_decide_nothing_and_looking_decides_nothing(client):
    known, draft = meeting(published=True), meeting()
    outside = client.post(PAIR, {"event": draft.pk, "other": known.pk, "what": "attach"})
    sign_in(client)

    assert (outside.status_code, client.get(PAIR).status_code) == (302, 405)
    assert reviews(known, draft) == [Review.PUBLISHED, Review.DRAFT]
