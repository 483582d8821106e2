"""The selection on paper: oldest first, each event with its exact words, their source, its permalink in full."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from crisis.articles.dates import day_in_words, edtf_in_words
from crisis.articles.models import Excerpt, Reference
from crisis.events.models import Event
from crisis.public.selection import Selection
from crisis.public.wording import badge_of, event_date

from .workspace import address_of

MOST_PRINTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One event as it stands on paper, where nothing can be followed but what is written out."""

    event: Event
    date: str
    quoted: list[Quoted]
    cited: list[Reference]
    badge: str
    permalink: str


@dataclass(frozen=True, slots=True)
class Quoted:
    excerpt: Excerpt
    published: str


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """At most a thousand events; the page says so where there are more. Those without a date come last."""
    selection = Selection.parse(request.GET).without_cursor
    in_order = selection.events().as_a_chronology()
    events = list(in_order.with_evidence()[: MOST_PRINTED + 1])
    count = selection.events().count() if len(events) > MOST_PRINTED else len(events)
    timeline = address_of(selection)
    context = {
        "selection": selection,
        "entries": [_printed(event, request) for event in events[:MOST_PRINTED]],
        "sentence": selection.sentence(count),
        "left_out": max(count - MOST_PRINTED, 0),
        "most": MOST_PRINTED,
        "today": day_in_words(timezone.now().date()),
        "timeline_path": timeline,
        "timeline_address": request.build_absolute_uri(timeline),
    }
    return render(request, "timeline/print.html", context)


def _printed(event: Event, request: HttpRequest) -> Printed:
    evidence = list(event.evidence.all())
    return Printed(
        event=event,
        date=event_date(event),
        quoted=[
            Quoted(item.excerpt, edtf_in_words(item.excerpt.article.published)) for item in evidence if item.excerpt
        ],
        cited=[item.reference for item in evidence if item.reference],
        badge=badge_of(event),
        permalink=request.build_absolute_uri(reverse("permalink", args=[event.uid])),
    )
