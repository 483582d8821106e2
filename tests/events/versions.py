"""What the tests of histories share: changing a row, and the page of one of its versions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from crisis.events.models import Event, EventRevision
from crisis.events.writing import save_changed


def changed(event: Any, **fields: Any) -> Any:
    row = type(event).objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    save_changed(row)
    return row


def revisions(event: Any) -> Any:
    """Its past, the oldest first."""
    return EventRevision.objects.filter(event_id=event.pk)


def first(row: Any) -> Any:
    """The oldest that is known of a row, an event or any other."""
    return revisions(row).first() if isinstance(row, Event) else row.history.order_by("history_id").first()


def version(row: Any, record: Any, model: str = "events_meeting") -> str:
    return reverse(f"admin:{model}_simple_history", args=[row.pk, record.pk])
