"""Events of a selection, as the page lists them and as one permalink tells them; and how many there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router
from ninja.params.functions import Path

from crisis.edtf import later
from crisis.public.counting import bin_end, binned_by, counted_by_day, span_of, step_for
from crisis.public.event.public_event import PublicEvent
from crisis.public.filters import counted_filters
from crisis.public.paging import is_cursor_understood, page_of
from crisis.public.permalinks import event_named
from crisis.public.site import Site, extended

from ..access import asked, ignored_by
from ..schemas import Names, event_of, event_schema
from . import schemas
from .answering import answer, language_asked, misunderstood
from .description import LANG, GoneError, documented

router = Router()
Uid = Annotated[str, Path(description=_("The last part of the event's permanent address."), example="7m2kq9x4ha")]
PERIODS = {"day": "P1D", "week": "P7D", "month": "P1M", "year": "P1Y"}
MOST = 100
"""Actors, places, topics and publishers that are counted by name."""


@router.get(
    "/events",
    response=schemas.page_of(event_schema()),
    tags=["events"],
    summary=_("Events of a selection, fifty a page"),
    openapi_extra=documented(),
)
def events(request: HttpRequest) -> HttpResponse:
    selection, site = asked(request)
    page = page_of(selection, everything=True)
    body = schemas.page_of(event_schema()).model_construct(
        items=[event_of(PublicEvent(event), site) for event in page.events],
        count=selection.events().count(),
        next=page.next and extended(f"{request.path}?{page.next}", language_asked(request)),
    )
    return answer(request, body, [*ignored_by(selection), *([] if is_cursor_understood(selection) else ["cursor"])])


@router.get(
    "/events/{slug:uid}",
    response=event_schema(),
    tags=["events"],
    summary=_("One event; where it was merged, the one that survives"),
    openapi_extra=documented(LANG, refusals=(404, 410)),
)
def event(request: HttpRequest, uid: Uid) -> HttpResponse:
    found, record = event_named(uid)
    if record is None:
        raise GoneError(found.review_reason)
    return answer(request, event_of(record, Site.of_data(request)), misunderstood(request))


@router.get(
    "/facets",
    response=schemas.facets_schema(),
    tags=["figures"],
    summary=_("How many events each value of each filter would leave"),
    openapi_extra=documented(),
)
def facets(request: HttpRequest) -> HttpResponse:
    selection, _site = asked(request)
    values: dict[str, Any] = {
        each.name: [
            schemas.Value.model_construct(value=value, name=Names(**names), count=count)
            for value, names, count in each.named(selection.choosing(each.name).events(), MOST)
        ]
        for each in counted_filters()
    }
    body = schemas.facets_schema().model_construct(count=selection.events().count(), **values)
    return answer(request, body, ignored_by(selection))


@router.get(
    "/density",
    response=schemas.Density,
    tags=["figures"],
    summary=_("How many events of a selection began when, by kind (half-open days)"),
    by_alias=True,
    openapi_extra=documented(),
)
def density(request: HttpRequest) -> HttpResponse:
    selection, _site = asked(request)
    counts = counted_by_day(selection.events())
    span = span_of(counts)
    step = step_for(*span) if span else "day"
    bins = [
        schemas.Bin.model_construct(
            from_=first.isoformat(),
            to=later(bin_end(first, step), timedelta(days=1)).isoformat(),
            kind=kind,
            count=number,
        )
        for (first, kind), number in sorted(binned_by(step, counts).items())
    ]
    return answer(request, schemas.Density.model_construct(step=PERIODS[step], bins=bins), ignored_by(selection))
