"""The code that a newsroom pastes into its page, and oEmbed (oembed.com), which its system asks for the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.public.permalinks import published_or_taken_back
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, Site, extended

from ..access import OWN, open_to_all
from ..cards import sheet
from ..cards.content import latest_event_card_address
from .looks import PARAMETERS, Look

WIDTH = 700
EVENT_HEIGHT, SELECTION_HEIGHT = 420, 640
"""Pixels, for as long as the script has not said how high the content is, and where it never does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands in the iframe."""

    address: str
    title: str
    width: int = WIDTH
    height: int


def frame_of_event(site: Site, uid: str, title: str, look: Look) -> Frame:
    address = site.in_language(site.at(reverse("embed-event", args=[uid])))
    return Frame(address=extended(address, look.pairs()), title=title, height=EVENT_HEIGHT)


def frame_of_selection(site: Site, selection: Selection, title: str, look: Look) -> Frame:
    address = site.in_language(selection.without_cursor.behind(site.at(reverse("embed"))))
    return Frame(address=extended(address, look.pairs()), title=title, height=SELECTION_HEIGHT)


def code_of(frame: Frame, site: Site) -> SafeString:
    """HTML: the iframe, which works by itself, and the script that gives it the height of its content."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="max-width:100%;border:0"></iframe>\n'
        '<script async src="{}"></script>',
        frame.address,
        frame.title,
        frame.width,
        frame.height,
        site.at(reverse("embed-script")),
    )


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
        if not found.is_public:
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
    if card and (widest or sheet.WIDTH) >= sheet.WIDTH and (highest or sheet.HEIGHT) >= sheet.HEIGHT:
        answer |= {"thumbnail_url": card, "thumbnail_width": sheet.WIDTH, "thumbnail_height": sheet.HEIGHT}
    return JsonResponse(answer)


def _pixels(text: str) -> int | None:
    """What the consumer has room for; `None` where it does not say, or not in figures."""
    return int(text) or None if text.isascii() and text.isdecimal() and len(text) <= 6 else None
