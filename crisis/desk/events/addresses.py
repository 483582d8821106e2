"""Where the desk's pages are."""

from __future__ import annotations

from django.urls import reverse

from crisis.events.models import Event
from crisis.events.vocabulary import Kind


def change_address(event: Event) -> str:
    """Where the desk edits the event: the page of its kind."""
    return reverse(f"admin:events_{Kind(event.kind).model_name}_change", args=[event.pk])
