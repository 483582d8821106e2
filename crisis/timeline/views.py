"""The timeline and its events, as they are and as they stood in an earlier version, for whoever follows a citation.

Each view reads the request, asks, and chooses a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from crisis.articles.dates import day_in_words
from crisis.events.models import Event
from crisis.events.past.content import changes, snapshot
from crisis.events.requests import parse_pk
from crisis.public.event.evidence import PublicEvidence
from crisis.public.event.listing import listed
from crisis.public.event.public_event import PublicEvent
from crisis.public.event.versions import Corrected, Version, corrections_of, readable, version_of
from crisis.public.filters import filter_named
from crisis.public.filters.subjects import SubjectFilter
from crisis.public.paging import neighbours
from crisis.public.permalinks import published_or_taken_back, with_query
from crisis.public.selection import Selection
from crisis.public.site import ReaderRequest, wants_fragment

from .chart.figure import timeline_figure
from .context_processors import in_each_language, in_other_languages
from .facets import pickers_of, suggestions
from .workspace import timeline_path, workspace_of

VARYING = ("HX-Request", "HX-History-Restore-Request", "HX-Target", "Crisis-Zoom")
"""What an answer to a script depends on: is one asked for at all, which part, and is it a zoom."""
LONGEST_TERM = 80
VERSION = "v"
"""The parameter that asks for a version by its number."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the timeline in the reader's language."""
    return _by_language(reverse("timeline:timeline"), request)


@require_safe
@vary_on_headers(*VARYING)
def timeline(request: ReaderRequest) -> HttpResponse:
    """The whole page, or the part of it that a filter replaces."""
    selection = Selection.parse(request.GET)
    context = workspace_of(selection)
    if wants_fragment(request):
        context["is_fragment"] = True
        return _pushing(timeline_path(selection), request, render(request, "timeline/workspace.html", context))
    return render(request, "timeline/timeline.html", {**context, "pickers": pickers_of(selection)})


@require_safe
def permalink(request: HttpRequest, uid: str) -> HttpResponse:
    """The short permanent link, to the page in the reader's language."""
    found = published_or_taken_back(uid)
    if not found.is_public:
        return taken_back(request, found)
    version = earlier_version(request, uid, found)
    return _by_language((version.event if version else found).get_absolute_url(), request)


@require_safe
@vary_on_headers(*VARYING)
def event(request: ReaderRequest, uid: str, slug: str) -> HttpResponse:
    """One event, with the selection it is looked at from: the panel alone, the workspace with it, or the whole page."""
    found = published_or_taken_back(uid)
    if not found.is_public:
        return taken_back(request, found)
    if version := earlier_version(request, uid, found):
        return version_page(request, version, found)
    selection = Selection.parse(request.GET, besides=(VERSION,))
    fragment = wants_fragment(request)
    if not fragment and (found.uid, found.slug) != (uid, slug):
        return HttpResponseRedirect(with_query(found.get_absolute_url(), request))
    found = Event.objects.with_told().with_everything(texts=True).get(pk=found.pk)
    address = selection.behind(found.get_absolute_url())
    alternates = in_each_language(lambda: selection.behind(found.get_absolute_url()))
    context: dict[str, Any] = {
        "selection": selection,
        "panel": panel_of(found, selection),
        "back": timeline_path(selection),
        "alternates": alternates,
        "others": in_other_languages(alternates),
        "is_fragment": fragment,
    }
    if fragment and request.htmx.target != "workspace":
        return _pushing(address, request, render(request, "timeline/excerpt.html", context))
    context = {**workspace_of(selection, found), **context}
    if fragment:
        return _pushing(address, request, render(request, "timeline/workspace.html", context))
    return render(request, "timeline/timeline.html", {**context, "pickers": pickers_of(selection)})


@require_safe
def figure(request: HttpRequest) -> JsonResponse:
    """The chart of a selection, as plotly.js takes it."""
    return JsonResponse(timeline_figure(Selection.parse(request.GET)), json_dumps_params={"separators": (",", ":")})


@require_safe
def card(request: HttpRequest, uid: str) -> HttpResponse:
    """What a point says of itself before it is opened."""
    found = get_object_or_404(Event.objects.public().with_evidence(), uid=uid)
    return render(request, "timeline/card.html", {"entry": listed(found)})


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Values of `field` whose names have `term`, under the rest of the selection."""
    query = request.GET.copy()
    field, term = query.pop("field", [""])[-1], query.pop("term", [""])[-1]
    asked = filter_named(str(field))
    if not isinstance(asked, SubjectFilter):
        raise Http404
    return JsonResponse({"items": suggestions(Selection.parse(query), asked, str(term)[:LONGEST_TERM])})


def taken_back(request: HttpRequest, found: Event) -> HttpResponse:
    """The notice that stands where a retracted event was, with the reason."""
    return render(request, "410.html", {"event": found}, status=410)


def _pushing(address: str, request: ReaderRequest, response: HttpResponse) -> HttpResponse:
    """Writes the canonical address into the history, once; a zoom takes the place of the one before."""
    if request.headers.get("Crisis-Zoom"):
        response["HX-Replace-Url"] = address
        return response
    response["HX-Push-Url"] = "false" if request.htmx.current_url_abs_path == address else address
    return response


def _by_language(path: str, request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(with_query(path, request))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    event: PublicEvent
    corrections: list[Corrected]
    previous: Event | None = None
    """Its neighbours in the selection it is looked at from."""
    next: Event | None = None

    @property
    def quoted(self) -> list[PublicEvidence]:
        """What can be read here, the passage with the words that speak for the event first."""
        words = self.event.words
        held = [item for item in self.event.evidence if item.passage]
        return sorted(held, key=lambda item: not (words and item.passage and item.passage.holds(words)))

    @property
    def quotes_lead(self) -> bool:
        """Words that speak for the event and stand in no passage of the evidence come before it."""
        return self.event.words in self.event.unheld_quotes


def panel_of(event: Event, selection: Selection | None = None) -> Panel:
    """The panel of an event, looked at from a selection. The number of queries does not depend on what it has."""
    before, after = neighbours(event, selection) if selection else (None, None)
    return Panel(event=PublicEvent(event), corrections=corrections_of(event), previous=before, next=after)


def earlier_version(request: HttpRequest, uid: str, found: Event) -> Version | None:
    """The version asked for, where it is not what `found`, the event that the name leads to, says today.

    Raises `Http404` for one that readers never saw, or may no longer see. What is no number asks for nothing.
    """
    number = parse_pk(request.GET.get(VERSION, ""))
    if number is None or (found.uid == uid and number == found.version):
        return None
    version = version_of(uid, number)
    if version is None:
        raise Http404
    return version


def version_page(request: HttpRequest, version: Version, today: Event) -> HttpResponse:
    """The event as it stood, under a banner that says so, with what is different in the event as it is today."""
    event, span = version.event, version.span
    context: dict[str, Any] = {
        "panel": panel_of(event),
        "is_preview": True,
        "version": span.number,
        "since": day_in_words(span.since.date()),
        "until": day_in_words(span.until.date()) if span.until else "",
        "today": today,
        "is_merged": today.uid != event.uid,
        "changes": readable(changes(version.content, snapshot(today))),
        "alternates": in_each_language(lambda: f"{event.get_absolute_url()}?{VERSION}={span.number}"),
        "canonical": request.build_absolute_uri(today.get_absolute_url()),
    }
    return render(request, "timeline/version.html", context)
