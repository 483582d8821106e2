"""The desk: deciding about a draft and what it may be the same as."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.duplicates.pairs import keep_apart
from crisis.events.models import Event, EventLink, NotDuplicate
from crisis.events.vocabulary import Review, Role, Status
from crisis.events.writing import Part
from tests.colleagues import said, sign_in
from tests.desk.forms import page, reviews
from tests.making import make_actor, make_event, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

PAIR = "/admin/events/event/pair/"


def meeting(**fields: Any) -> Event:
    part = Part(role=Role.PARTICIPANT, actor=make_actor())
    return make_event(**{"place": make_place(), "parts": (part,), **fields})


def deciding(client: Client, event: Event, other: Event, what: str, **fields: Any) -> Any:
    return client.post(PAIR, {"event": event.pk, "other": other.pk, "what": what, **fields}, follow=True)


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
    offered = client.get(page("meeting", draft)).content.decode()
    deciding(client, draft, known, "apart")
    [pair] = NotDuplicate.objects.all()
    shown = client.get(page("meeting", draft)).content.decode()

    deciding(client, known, draft, "forget")

    assert 'value="apart"' in offered
    assert (pair.by, pair.history.earliest().history_user) == (editor, editor)
    assert "Already known?" not in shown
    assert "Already known?" in client.get(page("meeting", draft)).content.decode()
    assert [was.history_type for was in NotDuplicate.history.all()] == ["-", "+"]


def test_a_pair_is_forgotten_from_the_list_of_pairs(client):
    editor = sign_in(client)
    pair = keep_apart(meeting(), meeting(), by=editor)

    listed = client.get(reverse("admin:events_notduplicate_changelist"))
    client.post(reverse("admin:events_notduplicate_delete", args=[pair.pk]), {"post": "yes"})

    assert (listed.status_code, NotDuplicate.objects.count()) == (200, 0)


@pytest.mark.parametrize("what", ["attach", "apart", "forget"])
def test_a_contributor_decides_about_no_pair(client, what):
    sign_in(client, DeskRole.CONTRIBUTOR)
    known, draft = meeting(published=True), meeting()
    if what == "forget":
        keep_apart(known, draft, by=User.objects.create_user("autre"))

    response = deciding(client, draft, known, what)

    assert response.status_code == 403
    assert (reviews(known, draft), NotDuplicate.objects.count()) == (
        [Review.PUBLISHED, Review.DRAFT],
        int(what == "forget"),
    )


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
