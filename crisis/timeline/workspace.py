"""All that the timeline page shows of a selection: sentence, chips, list, overview, counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from crisis.articles.dates import period_in_words
from crisis.articles.passage import snippet
from crisis.events.models import Event, Evidence
from crisis.events.querysets import with_windows
from crisis.public.paging import Cursor, EventPage, neighbours, page_of
from crisis.public.selection import Selection

from .facets import facets_of, pickers_of
from .listing import Entry, entry_of, grouped
from .periods import overview_of, presets_of, steps_of, whole_period
from .ways import lane_ways, status_ways

MOST_UNDATED = 6
"""Events beside the axis; the list has them all."""


def workspace_of(selection: Selection, event: Event | None = None) -> dict[str, Any]:
    """The context of the part that a filter replaces; `event` is the one that stands open beside it."""
    page = _page(selection, event)
    count = selection.events().count()
    facets = facets_of(selection)
    whole = whole_period()
    return {
        "selection": selection,
        "chips": selection.chips(),
        "problems": selection.problems,
        "page": page,
        "groups": grouped(page.events, selection),
        "count": count,
        "sentence": selection.sentence(count),
        "facets": facets,
        "undated": _undated(selection),
        "overview": overview_of(selection, whole),
        "period": period_in_words(selection.since, selection.until),
        "presets": presets_of(selection, whole, event),
        "steps": steps_of(selection, whole),
        "lanes": lane_ways(selection),
        "legend": status_ways(selection, facets.choices_of("status")),
        "example": None if event else _example(),
        "state": {
            "query": selection.without_cursor.query_string,
            "counts": facets.counts,
            "figure": figure_address_of(selection),
        },
        "back": address_of(selection),
    }


def form_of(selection: Selection) -> dict[str, Any]:
    """What the filter form needs besides: only a whole page draws it."""
    return {"pickers": pickers_of(selection)}


def address_of(selection: Selection) -> str:
    """The timeline at this selection, written in the one canonical way."""
    return selection.behind(reverse("timeline:timeline"))


def figure_address_of(selection: Selection) -> str:
    """The chart of this selection; order and page of the list do not matter to it."""
    return replace(selection, sort="newest", cursor="").behind(reverse("timeline:figure"))


def _page(selection: Selection, event: Event | None) -> EventPage:
    """The page the cursor asks for; for an event that stands open without one, the page that holds it."""
    page = page_of(selection)
    if event is None or selection.cursor or selection.sort == "relevance" or event in page.events:
        return page
    if not selection.events().filter(pk=event.pk).exists():
        return page
    before, _after = neighbours(event, selection)
    return page_of(replace(selection, cursor=Cursor.of(before).encode())) if before else page


def _example() -> dict[str, Any] | None:
    """An event and its own words, to show what one finds here before one has chosen anything (one query)."""
    passages = with_windows(Evidence.objects.filter(excerpt__isnull=False, rank=0))
    has_one = Exists(passages.filter(event=OuterRef("pk")))
    latest = Event.objects.public().filter(has_one).with_anchor().order_by(F("anchor").desc(), "uid").values("pk")[:1]
    evidence = passages.filter(event=latest).select_related("event").first()
    if evidence is None:
        return None
    return {"event": evidence.event, "excerpt": evidence.excerpt, "words": snippet(evidence.excerpt.words, 240)}


def _undated(selection: Selection) -> list[Entry]:
    if selection.since or selection.until:
        return []
    events = selection.events().undated().with_evidence().order_by("uid")[:MOST_UNDATED]
    return [entry_of(event, selection) for event in events]
