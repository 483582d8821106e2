"""Events, as the page lists them and as one permalink tells them."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router
from ninja.params.functions import Path

from crisis.public.event import PublicEvent
from crisis.public.paging import is_cursor_understood, page_of
from crisis.public.permalinks import event_named
from crisis.public.site import Site, extended

from ..described import described
from ..open import asked, note_ignored, note_names
from . import schemas
from .answering import answer
from .api import GoneError, documented
from .chunks import language_asked, misunderstood
from .examples import EVENT, EVENTS
from .parameters import CURSOR, LANG, SELECTION
from .summaries import SUMMARIES

router = Router(tags=["events"])
Uid = Annotated[str, Path(description=_("The last part of the event's permanent address."), example=EVENT["uid"])]


@router.get(
    "/events",
    response=schemas.Events,
    summary=SUMMARIES["events"],
    openapi_extra=documented(*SELECTION, CURSOR, example=EVENTS),
)
def events(request: HttpRequest) -> HttpResponse:
    selection, site = asked(request)
    page = page_of(selection, everything=True)
    body = {
        "items": [described(PublicEvent(event), site) for event in page.events],
        "count": selection.events().count(),
        "next": _onward(page.next, request),
    }
    response = answer(request, body)
    note_ignored(response, selection, besides=() if is_cursor_understood(selection) else ("cursor",))
    return response


@router.get(
    "/events/{slug:uid}",
    response=schemas.Event,
    summary=SUMMARIES["event"],
    openapi_extra=documented(LANG, example=EVENT, refusals=(404, 410)),
)
def event(request: HttpRequest, uid: Uid) -> HttpResponse:
    found, record = event_named(uid)
    if record is None:
        raise GoneError(found.review_reason)
    response = answer(request, described(record, Site.of_data(request)))
    note_names(response, misunderstood(request))
    return response


def _onward(query: str | None, request: HttpRequest) -> str | None:
    """The path of the next page, in the same language."""
    if query is None:
        return None
    return extended(f"{reverse('api:events')}?{query}", language_asked(request))
