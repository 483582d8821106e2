"""Every door of the desk, tried by every role: what readers see is moved by nobody who may not publish."""

from __future__ import annotations

from itertools import chain, groupby
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import serializers
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from crisis.articles.models import Article, Excerpt, Reference, Source
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
    Statement,
    Tagging,
    Topic,
    TroopMovement,
)
from crisis.events.review import reject
from crisis.events.shown import is_shown
from crisis.events.vocabulary import Kind, LinkKind, Review, Role
from crisis.events.writing import Part, link
from crisis.ingest.people import DeskRole
from tests.events.desk import WORDS, page, sent, sign_in
from tests.making import (
    make_actor,
    make_article,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_report,
    make_topic,
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
    """A published event, and one of everything that it rests on and that rests on it."""
    article, actor, place, topic = make_article(), make_actor(), make_place(), make_topic()
    excerpt = make_excerpt(article)
    event = make_event(
        Kind.STATEMENT,
        support=(excerpt, make_reference()),
        parts=(Part(role=Role.SPEAKER, actor=actor),),
        topics=(topic,),
        quotes=(excerpt,),
        place=place,
        published=True,
    )
    other = make_event(support=(excerpt,), published=True)
    link(event, other, LinkKind.CONTINUES)
    make_event(Kind.TROOP_MOVEMENT, support=(excerpt,), origin_place=place, published=True)
    make_report(event)
    return event


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

    offered = {model._meta.label: {*desk.get_actions(request)} for model, desk in admin.site._registry.items()}
    del offered["events.SavedFilter"]  # one's own, and nobody else's

    assert {name: actions & BEYOND[role] for name, actions in offered.items() if actions & BEYOND[role]} == {}
    assert "read_articles" in offered["articles.Article"]


@pytest.mark.parametrize("list_name", sorted(LISTS))
def test_an_action_sent_by_hand_does_nothing_for_a_contributor(client, published, list_name):
    sign_in(client, DeskRole.CONTRIBUTOR)
    draft = make_event()
    before = public_state()

    for action in ACTIONS:
        asked = {"action": action, "_selected_action": [published.pk, draft.pk, 1], "post": "yes", "reason": "Oui."}
        client.post(reverse(f"admin:{LISTS[list_name]}_changelist"), asked)

    draft.refresh_from_db()
    assert public_state() == before
    assert draft.review == Review.DRAFT


SHOWN_ROWS = {
    "articles_source": Source,
    "articles_article": Article,
    "articles_reference": Reference,
    "events_actor": Actor,
    "events_place": Place,
    "events_topic": Topic,
}


def answer_to(client: Client, name: str, verb: str, pk: int) -> int:
    return client.post(reverse(f"admin:{name}_{verb}", args=[pk]), {"post": "yes"}).status_code


@pytest.mark.parametrize("name", sorted(SHOWN_ROWS))
def test_what_a_published_event_rests_on_is_changed_by_those_who_publish(client, published, name):
    row = SHOWN_ROWS[name].objects.order_by("pk").first()
    sign_in(client, DeskRole.CONTRIBUTOR)
    by_contributor = [answer_to(client, name, "change", row.pk), answer_to(client, name, "delete", row.pk)]
    sign_in(client, DeskRole.EDITOR)
    by_editor = answer_to(client, name, "change", row.pk)

    assert is_shown(row)
    assert (by_contributor, by_editor) == ([403, 403], 200)


def test_what_only_a_draft_rests_on_is_still_a_contributors_to_correct(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    actor = make_actor()
    make_event(parts=(Part(role=Role.PARTICIPANT, actor=actor),))
    corrected = {"name_fr": "Martin", "name_en": "Martin", "slug": "martin", "kind": "person"}

    client.post(reverse("admin:events_actor_change", args=[actor.pk]), corrected)

    actor.refresh_from_db()
    assert actor.name_fr == "Martin"


def test_a_contributor_adds_what_a_draft_needs(client):
    sign_in(client, DeskRole.CONTRIBUTOR)

    client.post(
        reverse("admin:events_actor_add"), {"name_fr": "Martin", "name_en": "Martin", "slug": "m", "kind": "person"}
    )
    client.post(reverse("admin:events_place_add"), {"name_fr": "Riga", "name_en": "Riga", "slug": "riga"})
    client.post(reverse("admin:events_topic_add"), {"name_fr": "Gaz", "name_en": "Gas", "slug": "gaz"})
    client.post(reverse("admin:articles_source_add"), {"name": "AFP", "slug": "afp"})

    assert [model.objects.count() for model in (Actor, Place, Topic, Source)] == [1, 1, 1, 1]


def test_how_much_of_an_article_readers_see_is_not_a_contributors_to_say(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    source = make_reference().source
    form = {"title": "Titre", "source": source.pk, "language": "fr", "text": WORDS, "rights": "full"}

    client.post(reverse("admin:articles_article_add"), form)
    stored = Article.objects.get()
    client.post(reverse("admin:articles_article_change", args=[stored.pk]), {**form, "title": "Autre"})

    stored.refresh_from_db()
    assert (stored.title, stored.rights) == ("Autre", "excerpts")


def test_a_rejected_event_is_not_taken_up_again_by_a_contributor(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    event = make_event()
    reject(event, by=None)

    answer = client.post(page("meeting", event), sent(title_fr="Autre"))

    event.refresh_from_db()
    assert (answer.status_code, event.title_fr != "Autre") == (403, True)


def test_a_popup_is_no_way_round(client, published):
    sign_in(client, DeskRole.CONTRIBUTOR)
    actor = Actor.objects.get()
    form = {"name_fr": "X", "name_en": "X", "slug": "x", "kind": "person", "_popup": "1"}

    answer = client.post(reverse("admin:events_actor_change", args=[actor.pk]) + "?_popup=1&_to_field=id", form)

    actor.refresh_from_db()
    assert (answer.status_code, actor.slug) == (403, "dupont")


@pytest.mark.parametrize(("model", "field", "status"), [("participation", "actor", 200), ("event", "reviewed_by", 403)])
def test_autocompletion_tells_only_what_the_role_may_look_at(client, published, model, field, status):
    sign_in(client, DeskRole.CONTRIBUTOR)
    asked = {"app_label": "events", "model_name": model, "field_name": field, "term": ""}

    assert client.get(reverse("admin:autocomplete"), asked).status_code == status


def test_what_an_editor_does_stands_in_the_desks_log_too(client):
    user = sign_in(client)

    client.post(reverse("admin:events_topic_add"), {"name_fr": "Gaz", "name_en": "Gas", "slug": "gaz"})

    assert LogEntry.objects.get().user == user
