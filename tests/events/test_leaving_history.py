"""No way of changing something at the desk goes round the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Correction, Decision, Event, Evidence, Meeting
from crisis.events.review import merge, publish
from crisis.events.writing import add_evidence, save_changed
from tests.colleagues import sign_in
from tests.desk.forms import page, sent
from tests.making import make_event, make_reference

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
    return Meeting.objects.get(pk=event.pk)


def corrected(client: Client, _user: User) -> Any:
    event = make_event(published=True)
    client.post(page("meeting", event), form(event, when="2022-01-19", note_fr="Faux."))
    return Correction.objects.get()


def combined(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(page("meeting", event), form(event, title_fr="De l'une"))
    settled = {"settled_version": "2", "choice-title_fr": "mine"}
    client.post(page("meeting", event), form(event, title_fr="De l'autre", **settled))
    return Meeting.objects.get(pk=event.pk)


def previewed(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(page("meeting", event), form(event, title_fr="Autre", _preview="1"))
    return Meeting.objects.get(pk=event.pk)


def restored(client: Client, _user: User) -> Any:
    event = make_event()
    before = event.history.latest()
    event.title_fr = "Autre"
    save_changed(event)
    client.post(reverse("admin:events_meeting_simple_history", args=[event.pk, before.history_id]))
    return Meeting.objects.get(pk=event.pk)


def brought_back(client: Client, _user: User) -> Any:
    event = make_event()
    client.post(reverse("admin:events_meeting_delete", args=[event.pk]), {"post": "yes"})
    gone = Meeting.history.get(id=event.pk, history_type="-")
    client.post(reverse("admin:events_meeting_simple_history", args=[event.pk, gone.history_id]))
    return Evidence.objects.get(event_id=event.pk)


def tied_again(client: Client, _user: User) -> Any:
    event = make_event()
    evidence = add_evidence(event, make_reference())
    pk = evidence.pk
    evidence.delete()
    gone = Evidence.history.get(id=pk, history_type="-")
    client.post(reverse("admin:events_meeting_tie_history", args=[event.pk, "evidence", gone.history_id]))
    return Evidence.objects.get(pk=pk)


def undone(client: Client, user: User) -> Any:
    event = make_event()
    publish(event, by=user)
    client.post(reverse("admin:events_undo"), {"event": event.pk})
    return Meeting.objects.get(pk=event.pk)


def noted_as_undone(client: Client, user: User) -> Any:
    undone(client, user)
    return Decision.objects.get()


def unmerged(client: Client, user: User) -> Any:
    double, survivor = make_event(published=True), make_event(published=True)
    merge(Event.objects.get(pk=double.pk), into=Event.objects.get(pk=survivor.pk), by=user)
    client.post(reverse("admin:events_undo"), {"event": double.pk})
    return Meeting.objects.get(pk=double.pk)


@pytest.mark.parametrize(
    "way",
    [saved, corrected, combined, previewed, restored, brought_back, tied_again, undone, noted_as_undone, unmerged],
)
def test_every_way_leaves_who_did_what_it_is_now(client: Client, way: Way) -> None:
    user = sign_in(client, DeskRole.CHIEF)

    row = way(client, user)

    last = row.history.latest()
    columns = [field.attname for field in last.tracked_fields if field.attname not in {"changed_at", "corrected_at"}]
    assert last.history_user == user
    assert {name: getattr(last, name) for name in columns} == {name: getattr(row, name) for name in columns}
