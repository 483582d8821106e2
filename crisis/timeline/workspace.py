"""All that the timeline page shows of a selection: sentence, chips, list, chart, counts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from crisis.events.paging import page_of
from crisis.events.selection import Selection

from .facets import facets_of, pickers_of
from .figure import timeline_figure
from .listing import Entry, count_in_words, entry_of, grouped

MOST_UNDATED = 12
"""Events beside the axis; the list has them all."""


def workspace_of(selection: Selection) -> dict[str, Any]:
    """The context of the part that a filter replaces."""
    page = page_of(selection)
    events = selection.events()
    count = events.count()
    facets = facets_of(selection)
    return {
        "selection": selection,
        "chips": selection.chips(),
        "problems": selection.problems,
        "page": page,
        "groups": grouped(page.events, selection),
        "count": count,
        "sentence": count_in_words(count, is_narrowed=selection.is_narrowed),
        "facets": facets,
        "undated": _undated(selection),
        "figure": timeline_figure(selection, events, count),
        "state": {"query": selection.query_string, "counts": facets.counts},
        "back": address_of(selection),
    }


def form_of(selection: Selection) -> dict[str, Any]:
    """What the filter form needs besides: only a whole page draws it."""
    return {"pickers": pickers_of(selection)}


def address_of(selection: Selection) -> str:
    """The timeline at this selection, written in the one canonical way."""
    query = selection.query_string
    return reverse("timeline:timeline") + (f"?{query}" if query else "")


def _undated(selection: Selection) -> list[Entry]:
    if selection.since or selection.until:
        return []
    events = selection.events().undated().with_evidence().order_by("uid")[:MOST_UNDATED]
    return [entry_of(event, selection) for event in events]
