"""Every way in which an event or a selection leaves this site, in one place: the share dialog.

And the code that a newsroom pastes into its page, with oEmbed (oembed.com), which its system asks for the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from crisis.public.permalinks import event_named, published_or_taken_back, with_query
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, ReaderRequest, Site, extended, wants_fragment

from ..access import OWN, open_to_all
from ..cards import sheet
from ..cards.content import latest_event_card_address
from ..citing.citation import Citation, citation_of, citation_of_selection
from ..citing.styles import STYLES
from ..exports.feed import feed_address
from ..exports.formats import FORMATS
from .looks import FONTS, LIMITS, PARAMETERS, THEMES, Look

WIDTH = 700
EVENT_HEIGHT, SELECTION_HEIGHT = 420, 640
"""Pixels, for as long as the script has not said how high the content is, and where it never does."""
CACHE_AGE = 3600
"""Seconds."""
EVENTS = {"permalink", "timeline:event", "embed-event"}
SELECTIONS = {"timeline:timeline", "embed"}


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def event(request: ReaderRequest, uid: str) -> HttpResponse:
    """Links, embed code and citations of one event; the selection it is looked at from is kept."""
    found, event = event_named(uid)
    if event is None:
        return render(request, "410.html", {"event": found}, status=410)
    if event.uid != uid:
        return HttpResponseRedirect(with_query(reverse("sharing:share-event", args=[event.uid]), request))
    site, selection, look = Site.of_page(request), _selection(request), Look.parse(request.GET)
    context = {
        "event": found,
        "title": found.title,
        "permalink": site.permalink(event.uid),
        "version": site.version(event.uid, event.version),
        "within": selection.behind(site.page_of(found)) if selection.query_string else "",
        "back": selection.behind(found.get_absolute_url()),
        "code": code_of(frame_of_event(site, event.uid, found.title, look), site),
        "cited": _cited(citation_of(event, site), site, event.uid),
    }
    return _dialog(request, context, selection, look)


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def selection(request: ReaderRequest) -> HttpResponse:
    """Link, embed code, files, feeds and citations of a selection."""
    site, asked, look = Site.of_page(request), _selection(request), Look.parse(request.GET)
    count = asked.events().count()
    sentence = asked.sentence(count)
    context = {
        "title": sentence,
        "permalink": site.timeline(asked),
        "back": asked.behind(reverse("timeline:timeline")),
        "code": code_of(frame_of_selection(site, asked, sentence, look), site),
        "limits": sorted({*LIMITS, look.limit}),
        "cited": _cited(citation_of_selection(asked, count, site), site),
        "taken": [(form, site.export(form.ending, asked)) for form in FORMATS.values()],
        "print": asked.behind(reverse("timeline:print")),
        "feed": feed_address(asked, site),
        "calendar": site.export("ics", asked).replace(site.origin.partition(":")[0], "webcal", 1),
    }
    return _dialog(request, context, asked, look)


def _dialog(request: ReaderRequest, context: dict[str, Any], selection: Selection, look: Look) -> HttpResponse:
    """The dialog's content alone where a script asks for it, else a page that holds the same."""
    context |= {
        "look": look,
        "themes": THEMES.items(),
        "fonts": FONTS.items(),
        "kept": selection.pairs(),
        "problems": selection.problems,
    }
    return render(request, "sharing/share_body.html" if wants_fragment(request) else "sharing/share.html", context)


def _selection(request: HttpRequest) -> Selection:
    return Selection.parse(request.GET, besides=PARAMETERS).without_cursor


def _cited(citation: Citation, site: Site, uid: str = "") -> list[tuple[Any, str, str]]:
    """Each way to cite, the citation to copy, and the address of the same as a file; empty where there is none."""
    addresses = {ending: site.in_language(reverse("cite", args=[uid, ending])) if uid else "" for ending in STYLES}
    return [(style, style.write(citation).strip(), addresses[ending]) for ending, style in STYLES.items()]


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
    fitted = replace(frame, width=min(frame.width, widest), height=min(frame.height, highest))
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
    if card and widest >= sheet.WIDTH and highest >= sheet.HEIGHT:
        answer |= {"thumbnail_url": card, "thumbnail_width": sheet.WIDTH, "thumbnail_height": sheet.HEIGHT}
    return JsonResponse(answer)


def _pixels(text: str) -> int:
    """What the consumer has room for: a million where it does not say, or not in figures."""
    return (int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0) or 1_000_000
