"""All that the timeline page shows of a selection: sentence, chips, list, overview, counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from crisis.articles.dates import period_in_words
from crisis.articles.passage import snippet
from crisis.events.kinds import kind_of
from crisis.events.models import Event, Evidence
from crisis.events.querysets import with_windows
from crisis.events.vocabulary import Stance
from crisis.public.event.evidence import PublicPassage
from crisis.public.event.listing import by_month
from crisis.public.event.public_event import PublicEvent
from crisis.public.paging import Cursor, EventPage, neighbours, page_of
from crisis.public.selection import Selection

from .chart.overview import overview_of, whole_period
from .context_processors import in_other_languages, translated
from .facets import facets_of, pickers_of
from .links import lane_links, presets_of, status_links, steps_of

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
        "groups": by_month(page.events, selection),
        "count": count,
        "sentence": selection.sentence(count),
        "facets": facets,
        "undated": _undated(selection),
        "overview": overview_of(selection, whole),
        "period": period_in_words(selection.since, selection.until),
        "presets": presets_of(selection, whole, event),
        "steps": steps_of(selection, whole),
        "lanes": lane_links(selection),
        "legend": status_links(selection, facets.choices_of("status")),
        "example": None if event else _example(),
        "state": {
            "query": selection.without_cursor.query_string,
            "counts": facets.counts,
            "figure": figure_path(selection),
            "others": in_other_languages(translated(timeline_path(selection))),
        },
        "back": timeline_path(selection),
    }


def form_of(selection: Selection) -> dict[str, Any]:
    """What the filter form needs besides: only a whole page draws it."""
    return {"pickers": pickers_of(selection)}


def timeline_path(selection: Selection) -> str:
    """The timeline at this selection, written in the one canonical way."""
    return selection.behind(reverse("timeline:timeline"))


def figure_path(selection: Selection) -> str:
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
    """An event and the words that speak for it, to show what one finds here before one has chosen anything.

    One query, or four where more than its fullest passage could speak for it.
    """
    passages = with_windows(Evidence.objects.filter(excerpt__isnull=False, rank=0))
    has_one = Exists(passages.filter(event=OuterRef("pk")))
    latest = Event.objects.public().filter(has_one).with_anchor().order_by(F("anchor").desc(), "uid").values("pk")[:1]
    evidence = passages.filter(event=latest).select_related("event").first()
    if evidence is None or evidence.excerpt is None:
        return None
    event, words = PublicEvent(evidence.event), PublicPassage(evidence.excerpt)
    if kind_of(evidence.event).relations or evidence.stance == Stance.DENIES:
        event = PublicEvent(Event.objects.with_evidence().get(pk=evidence.event_id))
        words = event.words or words
    return {"event": event, "passage": words, "words": snippet(words.words, 240)}


def _undated(selection: Selection) -> list[PublicEvent]:
    """What stands beside the axis, where no period is asked for."""
    if selection.since or selection.until:
        return []
    return [PublicEvent(event) for event in selection.events().undated().order_by("uid")[:MOST_UNDATED]]
