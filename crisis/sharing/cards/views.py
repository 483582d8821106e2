"""The pictures that stand beside a link elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from crisis.public.named import public_record, reason_of
from crisis.public.permalinks import with_query
from crisis.public.site import Site

from ..open import asked, open_to_all
from .content import Card, event_card, selection_card, version_of
from .keeping import picture_of

KEPT_FOR = 300
"""Seconds: a correction shows, and a retraction holds, in five minutes, as with embeds."""


@require_safe
@open_to_all
def of_event(request: HttpRequest, uid: str) -> HttpResponseBase:
    """One event, or the survivor of a merger. Raises `Http404` for what readers were never shown."""
    found, record = public_record(uid)
    if record is None:
        return reason_of(found)
    if record.uid != uid:
        return HttpResponseRedirect(with_query(reverse("event-card", args=[record.uid]), request))
    site = Site.of_data(request)
    with override(site.language):
        return _answer(request, event_card(record, site), site)


@require_safe
@open_to_all
def of_selection(request: HttpRequest) -> HttpResponseBase:
    """A selection, or the whole timeline where nothing is asked for."""
    selection, site = asked(request)
    with override(site.language):
        return _answer(request, selection_card(selection.core, site), site)


def _answer(request: HttpRequest, card: Card, site: Site) -> HttpResponseBase:
    etag = f'"{version_of(card)}"'
    answer = get_conditional_response(request, etag=etag, response=HttpResponse(content_type="image/png"))
    if answer is None or answer.status_code == 200:
        picture = picture_of(card)
        if picture is None:
            return _later()
        answer = HttpResponse(picture, content_type="image/png")
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    answer["Content-Language"] = site.language
    return answer


def _later() -> HttpResponse:
    """Too many different selections at once. Whoever looks for the picture comes back."""
    response = HttpResponse("too many cards at once; try again\n", content_type="text/plain; charset=utf-8", status=429)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response
