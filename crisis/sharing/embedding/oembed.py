"""oEmbed (oembed.com): a newsroom's system pastes an address of ours and asks here what to show for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.events.vocabulary import Review
from crisis.public.permalinks import published_or_taken_back
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, Site

from ..cards.addresses import latest_event_card_address
from ..cards.sheet import HEIGHT, WIDTH
from ..open import OWN, open_to_all
from .code import Frame, code_of, frame_of_event, frame_of_selection
from .looks import PARAMETERS, Look

CACHE_AGE = 3600
"""Seconds."""
EVENTS = {"permalink", "timeline:event", "embed-event"}
SELECTIONS = {"timeline:timeline", "embed"}


@require_safe
@open_to_all
def oembed(request: HttpRequest) -> HttpResponse:
    """Answers for the event's and the timeline's addresses on the host that is asked, and for no others.

    404 for what is not here, 410 for what was taken back, 501 for XML.
    """
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON is written here."}, status=501)
    address = _ours(request.GET.get("url", ""), request)
    name, arguments, language = _leads_to(address.path)
    query = QueryDict(address.query)
    site = Site.of(request, language or query.get("lang", ""))
    with override(site.language):
        if name in SELECTIONS:
            selection = Selection.parse(query, besides=(*OWN, *PARAMETERS))
            title = selection.sentence(selection.events().count())
            return _answer(request, site, frame_of_selection(site, selection, title, Look.parse(query)))
        found = published_or_taken_back(str(arguments["uid"]))
        if found.review == Review.RETRACTED:
            return JsonResponse({"error": found.review_reason}, status=410)
        frame = frame_of_event(site, found.uid, found.title, Look.parse(query))
        return _answer(request, site, frame, card=latest_event_card_address(found.uid, site))


def _ours(url: str, request: HttpRequest) -> SplitResult:
    """The address taken apart. Raises `Http404` for one of another host, and for what is none."""
    try:
        address = urlsplit(url)
        host = address.netloc.lower()
    except ValueError as error:
        raise Http404 from error
    if address.scheme not in {"http", "https"} or host != request.get_host().lower():
        raise Http404
    return address


def _leads_to(path: str) -> tuple[str, dict[str, Any], str]:
    """The view's name, its arguments and the page's language. Raises `Http404` for what cannot be embedded."""
    language = get_language_from_path(path) or ""
    try:
        with override(language or LANGUAGES[0]):
            match = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    if match.view_name not in EVENTS | SELECTIONS:
        raise Http404
    return match.view_name, match.kwargs, language


def _answer(request: HttpRequest, site: Site, frame: Frame, *, card: str = "") -> JsonResponse:
    widest, highest = (_pixels(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    fitted = Frame(
        address=frame.address,
        title=frame.title,
        width=min(frame.width, widest or frame.width),
        height=min(frame.height, highest or frame.height),
    )
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": fitted.title,
        "provider_name": _("The Ukraine crisis, from the source"),
        "provider_url": site.named("timeline"),
        "cache_age": CACHE_AGE,
        "width": fitted.width,
        "height": fitted.height,
        "html": code_of(fitted, site),
    }
    if card and (widest or WIDTH) >= WIDTH and (highest or HEIGHT) >= HEIGHT:
        answer |= {"thumbnail_url": card, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return JsonResponse(answer)


def _pixels(text: str) -> int | None:
    """What the consumer has room for; `None` where it does not say, or not in figures."""
    return int(text) or None if text.isascii() and text.isdecimal() and len(text) <= 6 else None
