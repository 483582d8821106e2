"""No way of changing something at the desk goes round the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, Meeting
from crisis.events.past.content import content_of, fetch_for_content
from crisis.events.review import merge, publish
from tests.colleagues import sign_in
from tests.desk.forms import page, sent
from tests.events.versions import changed, first, revisions, version
from tests.making import make_event

pytestmark = [pytest.mark.database, pytest.mark.django_db]

Way = Callable[[Client, User], Any]


def form(event: Meeting, **fields: Any) -> dict[str, Any]:
    [item] = event.evidence.all()
    assert item.reference
    row = {
        "id": item.pk,
        "event": event.pk,
        "publisher": item.reference.source.name,
        "reference_title": item.reference.title,
        "reference_url": item.reference.url,
    }
    titles = {"title_fr": event.title_fr, "title_en": event.title_en}
    return sent(rows={"evidence": [row]}, **{**titles, "read_version": event.version, **fields})


def saved(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(page("meeting", event), form(event, title_fr="Autre"))
    return event


def corrected(client: Client, _user: User) -> Any:
    event = make_event(published=True)
    client.post(page("meeting", event), form(event, when="2022-01-19", note_fr="Faux."))
    return event


def combined(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(page("meeting", event), form(event, title_fr="De l'une"))
    settled = {"settled_version": "2", "choice-title_fr": "mine"}
    client.post(page("meeting", event), form(event, title_fr="De l'autre", **settled))
    return event


def previewed(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(page("meeting", event), form(event, title_fr="Autre", _preview="1"))
    return event


def restored(client: Client, _user: User) -> Any:
    event = make_event()
    changed(event, title_fr="Autre")
    client.post(version(event, first(event)))
    return event


def brought_back(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(reverse("admin:events_meeting_delete", args=[event.pk]), {"post": "yes"})
    client.post(version(event, revisions(event).last()))
    return event


def undone(client: Client, user: User) -> Any:
    event = make_event()
    publish(event, by=user)
    client.post(reverse("admin:events_undo"), {"event": event.pk})
    return event


def unmerged(client: Client, user: User) -> Any:
    double, survivor = make_event(published=True), make_event(published=True)
    merge(Event.objects.get(pk=double.pk), into=Event.objects.get(pk=survivor.pk), by=user)
    client.post(reverse("admin:events_undo"), {"event": double.pk})
    return double


@pytest.mark.parametrize("way", [saved, corrected, combined, previewed, restored, brought_back, undone, unmerged])
def test_every_way_leaves_a_revision_of_who_did_what_it_is_now(client: Client, way: Way) -> None:
    user = sign_in(client, DeskRole.CHIEF)

    event = way(client, user)

    stored, last = fetch_for_content(event.pk), revisions(event).last()
    assert last.by == user
    assert (last.number, last.review, last.content) == (stored.version, stored.review, content_of(stored))
