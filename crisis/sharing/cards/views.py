"""The pictures that stand beside a link elsewhere: drawn once, kept by what stands on them.

None is drawn faster than a machine can bear.
"""

from __future__ import annotations

import logging
import time

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from crisis.public.permalinks import event_named, reason_of, with_query
from crisis.public.site import Site

from ..access import asked, counted_in, open_to_all
from .content import Card, SelectionCard, event_card, selection_card, version_of
from .drawing import drawn

log = logging.getLogger(__name__)

MOST_A_MINUTE = 60
"""Cards of selections that are drawn: there are more selections than anyone could look at."""
KEPT_FOR = 300
"""Seconds: a correction shows, and a retraction holds, in five minutes, as with embeds."""


def picture_of(card: Card) -> bytes | None:
    """The PNG, as it was kept or else drawn now; `None` for a selection while too many are asked for."""
    key = version_of(card)
    if kept := _kept(key):
        return kept
    if isinstance(card, SelectionCard) and counted_in(f"cards-drawn:{int(time.time()) // 60}", 60) > MOST_A_MINUTE:
        return None
    picture = drawn(card)
    try:
        caches["cards"].set(key, picture)
    except OSError:  # a full disk must not take the card from the reader
        log.warning("A card cannot be kept.", exc_info=True)
    return picture


def _kept(key: str) -> bytes | None:
    try:
        found: bytes | None = caches["cards"].get(key)
    except Exception:  # a file half written, or of another version of Python: as good as none
        log.warning("A kept card cannot be read; it is drawn anew.", exc_info=True)
        return None
    return found


@require_safe
@open_to_all
def of_event(request: HttpRequest, uid: str) -> HttpResponseBase:
    """One event, or the survivor of a merger. Raises `Http404` for what readers were never shown."""
    found, event = event_named(uid)
    if event is None:
        return reason_of(found)
    if event.uid != uid:
        return HttpResponseRedirect(with_query(reverse("event-card", args=[event.uid]), request))
    site = Site.of_data(request)
    with override(site.language):
        return _answer(request, event_card(event, site), site)


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
        if picture is None:  # whoever looks for it comes back
            words = "too many cards at once; try again\n"
            later = HttpResponse(words, content_type="text/plain; charset=utf-8", status=429)
            later["Retry-After"], later["Cache-Control"] = "60", "no-store"
            return later
        answer = HttpResponse(picture, content_type="image/png")
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    answer["Content-Language"] = site.language
    return answer
