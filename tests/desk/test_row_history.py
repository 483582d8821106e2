"""The desk's histories: what differs, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Article
from crisis.desk.base import DeskAdmin
from crisis.desk.permissions import DeskRole
from crisis.desk.saved_filters import save_filter
from crisis.events.duplicates.pairs import keep_apart
from crisis.events.models import Actor, Event, EventRevision, Meeting
from crisis.events.review import publish
from crisis.events.vocabulary import Kind, Review, Role
from crisis.events.writing import Part, set_participants
from tests.colleagues import sign_in
from tests.events.versions import changed, first, version
from tests.making import (
    make_actor,
    make_article,
    make_editor,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_report,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def history(
    client: Client, row: Any, model: str = "events_meeting"
) -> list[tuple[str, str, list[tuple[str, Any, Any]]]]:
    response = client.get(reverse(f"admin:{model}_history", args=[row.pk]))
    return [
        (line.kind, line.what, [(change.label, change.before, change.after) for change in line.changes])
        for line, _address in response.context["lines"]
    ]


def test_a_history_says_what_differs_write_by_write(client: Client) -> None:
    sign_in(client)
    event = make_event(title_fr="Avant", title_en="Before")
    changed(event, title_fr="Après", status="denied")
    actor = make_actor("lavrov", name_en="Sergey Lavrov")
    set_participants(Event.objects.get(pk=event.pk), [Part(role=Role.HOST, actor=actor)])

    lines = history(client, event)

    assert lines[:2] == [
        ("meeting", "changed", [("Actors", ("–",), ("Sergey Lavrov (host)",))]),
        ("meeting", "changed", [("Title in French", ("Avant",), ("Après",)), ("Status", ("occurred",), ("denied",))]),
    ]
    [(kind, what, changes)] = lines[2:]
    assert (kind, what, changes[0]) == ("meeting", "added", ("Title in French", ("–",), ("Avant",)))


def test_a_decision_stands_in_the_list_with_its_reason(client: Client) -> None:
    user = sign_in(client, DeskRole.CHIEF)
    event = make_event()
    publish(event, by=user)
    address = reverse("admin:events_meeting_changelist")
    client.post(address, {"action": "retract_events", "_selected_action": [event.pk], "reason": "Faux."})

    [_kind, _what, changes] = history(client, event)[0]

    assert [change for change in changes if change[0] != "Reviewed at"] == [
        ("Review", ("published",), ("retracted",)),
        ("Reason", ("–",), ("Faux.",)),
    ]


def test_a_version_of_a_draft_is_restored_by_its_columns(client: Client) -> None:
    user = sign_in(client, DeskRole.CONTRIBUTOR)
    event = make_event(title_fr="Avant", when="2022-01-18")
    changed(event, title_fr="Après", when="2022-01-20")

    shown = client.get(version(event, first(event)))
    client.post(version(event, first(event)))

    restored = Meeting.objects.get(pk=event.pk)
    last = EventRevision.objects.filter(event_id=event.pk).last()
    assert [(change.name, change.before, change.after) for change in shown.context["changes"]] == [
        ("title_fr", ("Après",), ("Avant",)),
        ("when", ("2022-01-20",), ("2022-01-18",)),
    ]
    assert (restored.title_fr, str(restored.starts_on), restored.version) == ("Avant", "2022-01-18", 3)
    assert last is not None
    assert (last.by, last.why.startswith("restored: the version of ")) == (user, True)


def test_restoring_never_brings_back_a_decision(client: Client) -> None:
    user = sign_in(client)
    event = make_event(title_fr="Avant")
    publish(event, by=user)
    row = changed(event, title_fr="Après")

    client.post(version(event, first(event)), {"is_typing_only": "on"})

    row.refresh_from_db()
    assert (row.title_fr, row.review, row.reviewed_by) == ("Avant", Review.PUBLISHED, user)


@pytest.mark.parametrize(
    ("notice", "status", "when", "count"),
    [
        ({}, 200, "2022-01-20", 0),
        ({"is_typing_only": "on"}, 200, "2022-01-20", 0),
        ({"note_fr": "C'était juste."}, 302, "2022-01-18", 1),
    ],
)
def test_a_public_event_is_restored_with_a_word_to_readers(
    client: Client, notice: dict[str, str], status: int, when: str, count: int
) -> None:
    sign_in(client)
    event = make_event(published=True, when="2022-01-18")
    changed(event, when="2022-01-20")

    answer = client.post(version(event, first(event)), notice)

    assert (answer.status_code, Meeting.objects.get(pk=event.pk).when) == (status, when)
    assert EventRevision.objects.exclude(note_fr="", note_en="").count() == count


@pytest.mark.parametrize("role", list(DeskRole))
def test_who_may_change_may_restore(client: Client, role: DeskRole) -> None:
    sign_in(client, role)
    event = make_event(published=True)
    changed(event, title_fr="Autre")
    address = version(event, first(event))

    looked, restored = client.get(address), client.post(address, {"note_en": "Wrong."})

    may = role != DeskRole.CONTRIBUTOR
    assert (looked.status_code, "Restore this version" in looked.content.decode()) == (200, may)
    assert restored.status_code == (302 if may else 403)


def test_what_breaks_a_rule_by_now_is_refused_with_its_sentence(client: Client) -> None:
    sign_in(client)
    actor = make_actor("lavrov", name_fr="Lavrov")
    before = first(actor)
    actor.slug = "lavrov-s"
    actor.save()
    make_actor("lavrov", name_fr="Un autre")

    answer = client.post(version(actor, before, "events_actor"))

    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()
    assert Actor.objects.get(pk=actor.pk).slug == "lavrov-s"


def test_an_actors_old_name_is_restored_and_found(client: Client) -> None:
    sign_in(client)
    actor = make_actor("lavrov", name_fr="Lavrov")
    event = make_event(parts=(Part(role=Role.HOST, actor=actor),))
    before = first(actor)
    actor.name_fr = "Personne"
    actor.save()

    client.post(version(actor, before, "events_actor"))

    assert Actor.objects.get().name_fr == "Lavrov"
    assert " lavrov " in Event.objects.get(pk=event.pk).search_text


def test_an_articles_columns_are_restored_and_its_text_stays(client: Client) -> None:
    sign_in(client)
    article = make_article(published="2022-01-18")
    before, text = first(article), article.text
    article.published = "2022-01"
    article.save()

    client.post(version(article, before, "articles_article"))

    stored = Article.objects.get()
    assert (stored.published, str(stored.published_first), stored.text) == ("2022-01-18", "2022-01-18", text)


@pytest.mark.parametrize(
    "model",
    [model for model, page in admin.site._registry.items() if isinstance(page, DeskAdmin) and page.past],
    ids=lambda model: model._meta.model_name,
)
def test_every_model_of_the_desk_shows_its_past(client: Client, model: Any) -> None:
    chief = sign_in(client, DeskRole.CHIEF)
    make_report(make_event(published=True, support=(make_excerpt(), make_reference()), topics=(make_topic(),)))
    make_actor(), make_place()
    keep_apart(make_event(Kind.TROOP_MOVEMENT), make_event(Kind.STATEMENT), by=make_editor())
    save_filter(owner=chief, listed="event", name="brouillons", query="review__exact=draft")
    row = model._default_manager.order_by("pk").first()
    name = f"{model._meta.app_label}_{model._meta.model_name}"

    past = client.get(reverse(f"admin:{name}_history", args=[row.pk]))
    one = client.get(version(row, first(row), name))

    assert (past.status_code, one.status_code) == (200, 200)
    assert past.context["lines"][-1][0].what == "added"
