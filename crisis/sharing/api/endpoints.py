"""The read-only API: the page's own selections, as data. What readers may not see is not here either."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import HttpError

from crisis.articles.dates import later
from crisis.events.density import bin_end, binned_by, counted_by_day, span_of, step_for
from crisis.events.models import Event
from crisis.events.paging import page_of
from crisis.events.permalinks import public_or_retracted
from crisis.events.selection import Selection
from crisis.events.vocabulary import Review

from ..described import described
from ..open import asked
from ..recording import record_of
from ..site import Site

PERIODS = {"day": "P1D", "week": "P7D", "month": "P1M", "year": "P1Y"}

api = NinjaAPI(
    title="The Ukraine crisis, from the source",
    version="1",
    urls_namespace="api",
    docs_url=None,  # its page would ask another host for scripts
    description="Selections take the same parameters as the page: kind, actor, place, topic, status, source, "
    "evidence, reviewed (each repeatable), from, to (EDTF), q, sort, cursor.",
)


@api.get("/events", summary="Events of a selection, fifty a page")
def events(request: HttpRequest) -> dict[str, Any]:
    selection, site = asked(request)
    page = page_of(selection, everything=True)
    onward = f"{reverse('api:events')}?{page.next}" if page.next is not None else None
    return {
        "items": [described(record_of(event), site) for event in page.events],
        "count": selection.events().count(),
        "next": onward,
    }


@api.get("/events/{slug:uid}", summary="One event; where it was merged, the one that survives")
def event(request: HttpRequest, uid: str) -> dict[str, Any]:
    found = public_or_retracted(uid)
    if found is None:
        raise HttpError(404, "There is no such event.")
    if found.review == Review.RETRACTED:
        raise HttpError(410, found.review_reason)
    return described(record_of(Event.objects.with_everything().get(pk=found.pk)), Site.of(request))


@api.get("/density", summary="How many events of a selection began when, by kind (half-open days)")
def density(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    counts = counted_by_day(Selection.parse(request.GET).events())
    span = span_of(counts)
    step = step_for(*span) if span else "day"
    bins = sorted(binned_by(step, counts).items())
    return {
        "step": PERIODS[step],
        "bins": [
            {
                "from": first.isoformat(),
                "to": later(bin_end(first, step), timedelta(days=1)).isoformat(),
                "kind": kind,
                "count": number,
            }
            for (first, kind), number in bins
        ],
    }
