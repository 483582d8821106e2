"""Every door of the desk, tried by every role: what readers see is moved by nobody who may not publish."""

from __future__ import annotations

from itertools import chain, groupby
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import serializers
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from crisis.articles.models import Article, Excerpt, Reference, Source
from crisis.desk.permissions import DeskRole
from crisis.events.models import (
    Actor,
    ErrorReport,
    Event,
    EventLink,
    Evidence,
    Meeting,
    Participation,
    Place,
    Quotation,
    SavedFilter,
    Statement,
    Tagging,
    Topic,
    TroopMovement,
)
from crisis.events.vocabulary import Review
from crisis.public.visibility import is_shown
from tests.colleagues import sign_in
from tests.desk.forms import sent
from tests.making import (
    make_event,
    make_whole_event,
)

pytestmark = pytest.mark.django_db

HELD = (Event, Meeting, TroopMovement, Statement, Evidence, Participation, Quotation, Tagging, EventLink)
RESTED_ON = (Article, Source, Reference, Excerpt, Actor, Place, Topic, ErrorReport)


def named(patterns: list[Any]) -> list[str]:
    """The names of all addresses below these patterns."""
    names = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            names += named(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.append(pattern.name)
    return sorted(set(names))


get_resolver().url_patterns  # noqa: B018  # so that every page of the desk is registered
NAMES = named(admin.site.get_urls())
SIGNING = {"logout", "login", "password_change", "password_change_done"}
ROOMS = {room: [*names] for room, names in groupby(sorted({*NAMES} - SIGNING), key=lambda name: name.rsplit("_", 1)[0])}
"""The names of the pages, those of one model together."""


@pytest.fixture
def published() -> Event:
    return make_whole_event()


def public_state() -> str:
    """All that readers could notice, and all accounts: as stored, in one text."""
    public = Event.objects.exclude(review__in=[Review.DRAFT, Review.REJECTED]).values("pk")
    rows: list[Any] = []
    for model in HELD:
        if issubclass(model, Event):
            rows += model.objects.filter(pk__in=public).order_by("pk")
        else:
            field = {Quotation: "statement", EventLink: "from_event"}.get(model, "event")
            rows += model.objects.filter(**{f"{field}__in": public}).order_by("pk")
    for model in RESTED_ON:
        rows += [row for row in model.objects.order_by("pk") if not hasattr(row, "slug") or is_shown(row)]
    rows += User.objects.order_by("pk")
    return serializers.serialize("json", rows)


def addresses(name: str) -> list[str]:
    """The page of that name for every row that might be meant by it."""
    found = []
    rows = Event.objects.order_by("pk").values_list("pk", flat=True)
    candidates: list[list[Any]] = [[], *([pk] for pk in rows), [1], [1, 1]]
    for arguments in candidates:
        try:
            found.append(reverse(f"admin:{name}", args=arguments))
        except NoReverseMatch:
            continue
    return sorted(set(found))


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_page_lets_a_contributor_move_what_readers_see(client, published, room):
    user = sign_in(client, DeskRole.CONTRIBUTOR)
    before = public_state()
    spoofed = {**sent(), "post": "yes", "_save": "1", "_publish": "1", "name_fr": "X", "name_en": "X", "name": "X"}

    statuses = set()
    for address in chain.from_iterable(map(addresses, ROOMS[room])):
        statuses |= {client.get(address).status_code, client.post(address, spoofed).status_code}

    assert public_state() == before
    assert statuses <= {200, 302, 400, 403, 404, 405}
    assert set(User.objects.values_list("pk", flat=True)) == {user.pk}


def test_no_page_is_open_to_whoever_is_not_signed_in(client, published):
    answers = {address: client.get(address) for address in chain.from_iterable(map(addresses, NAMES))}

    inside = {address for address, answer in answers.items() if answer.status_code == 200}
    assert inside == {reverse("admin:login")}


LISTS = {
    "event": "events_event",
    "meeting": "events_meeting",
    "troopmovement": "events_troopmovement",
    "statement": "events_statement",
    "source": "articles_source",
    "article": "articles_article",
    "reference": "articles_reference",
    "excerpt": "articles_excerpt",
    "actor": "events_actor",
    "place": "events_place",
    "topic": "events_topic",
    "errorreport": "events_errorreport",
    "user": "auth_user",
}
ACTIONS = [
    "publish_events",
    "reject_events",
    "retract_events",
    "merge_events",
    "delete_selected",
    "mark_as_reviewed",
    "mark_as_dealt_with",
    "switch_off",
]
BEYOND = {
    DeskRole.CONTRIBUTOR: {*ACTIONS},
    DeskRole.EDITOR: {"retract_events", "switch_off"},  # drafts they may merge
}


@pytest.mark.parametrize("role", sorted(BEYOND))
def test_a_role_is_offered_no_action_beyond_it(rf, role):
    request = rf.get("/")
    request.user = sign_in(Client(), role)

    desks = {model._meta.label: desk for model, desk in admin.site._registry.items() if model is not SavedFilter}
    offered = {name: {*desk.get_actions(request)} for name, desk in desks.items()}  # saved filters are one's own

    assert {name: actions & BEYOND[role] for name, actions in offered.items() if actions & BEYOND[role]} == {}
    assert "read_articles" in offered["articles.Article"]


@pytest.mark.parametrize("list_name", sorted(LISTS))
def test_an_action_sent_by_hand_does_nothing_for_a_contributor(client, published, list_name):
    sign_in(client, DeskRole.CONTRIBUTOR)
    draft = make_event()
    before = public_state()

    for action in ACTIONS:
        asked = {"action": action, "_selected_action": [published.pk, draft.pk, 1]}
        answers = {"post": "yes", "reason": "Oui.", "what": "Oui.", "_apply": "1"}
        client.post(reverse(f"admin:{LISTS[list_name]}_changelist"), {**asked, **answers})

    draft.refresh_from_db()
    assert public_state() == before
    assert draft.review == Review.DRAFT
