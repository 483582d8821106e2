"""Where the desk's pages are."""

from __future__ import annotations

from django.urls import reverse

from crisis.events.kinds import kind_of
from crisis.events.models import Event


def change_address(event: Event) -> str:
    """Where the desk edits the event: the page of its kind."""
    return reverse(f"admin:{kind_of(event).desk_name}_change", args=[event.pk])
