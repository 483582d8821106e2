"""The timeline and its events. Each view reads the request, asks, and chooses a template."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from crisis.events.models import Event
from crisis.events.vocabulary import Review
from crisis.public.permalinks import published_or_taken_back, with_query
from crisis.public.selection import Selection

from .context_processors import LANGUAGE_NAMES, Alternate
from .panel import address_in_selection, panel_of
from .version import VERSION, earlier_version, version_page
from .workspace import address_of, form_of, workspace_of

VARYING = ("HX-Request", "HX-History-Restore-Request", "HX-Target", "Crisis-Zoom")
"""What an answer to a script depends on: is one asked for at all, which part, and is it a zoom."""


class ReaderRequest(HttpRequest):
    """A request as the middleware hands it on."""

    htmx: HtmxDetails


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
    address = address_of(selection)
    context["state"]["other"] = translate_url(address, _other_language())
    if wants_fragment(request):
        return _pushing(address, request, render(request, "timeline/workspace.html", {**context, "is_fragment": True}))
    return render(request, "timeline/timeline.html", {**context, **form_of(selection)})


@require_safe
def permalink(request: HttpRequest, uid: str) -> HttpResponse:
    """The short permanent link, to the page in the reader's language."""
    found = published_or_taken_back(uid)
    if found.review == Review.RETRACTED:
        return taken_back(request, found)
    version = earlier_version(request, uid, found)
    return _by_language((version.event if version else found).get_absolute_url(), request)


@require_safe
@vary_on_headers(*VARYING)
def event(request: ReaderRequest, uid: str, slug: str) -> HttpResponse:
    """One event, with the selection it is looked at from: the panel alone, the workspace with it, or the whole page."""
    found = published_or_taken_back(uid)
    if found.review == Review.RETRACTED:
        return taken_back(request, found)
    if version := earlier_version(request, uid, found):
        return version_page(request, version, found)
    selection = Selection.parse(request.GET, besides=(VERSION,))
    fragment = wants_fragment(request)
    if not fragment and (found.uid, found.slug) != (uid, slug):
        return HttpResponseRedirect(with_query(found.get_absolute_url(), request))
    found = Event.objects.with_told().with_everything(texts=True).get(pk=found.pk)
    address = address_in_selection(found, selection)
    alternates = _alternates(found, selection)
    context: dict[str, Any] = {
        "selection": selection,
        "panel": panel_of(found, selection),
        "back": address_of(selection),
        "alternates": alternates,
        "other": next(link.address for link in alternates if not link.is_current),
    }
    context["is_fragment"] = fragment
    if fragment and request.htmx.target != "workspace":
        return _pushing(address, request, render(request, "timeline/excerpt.html", context))
    context = {**workspace_of(selection, found), **context}
    context["state"]["other"] = translate_url(address_of(selection), _other_language())
    if fragment:
        return _pushing(address, request, render(request, "timeline/workspace.html", context))
    return render(request, "timeline/timeline.html", {**context, **form_of(selection)})


def taken_back(request: HttpRequest, found: Event) -> HttpResponse:
    """The notice that stands where a retracted event was, with the reason."""
    return render(request, "410.html", {"event": found}, status=410)


def wants_fragment(request: ReaderRequest) -> bool:
    """Whether htmx asks; when it restores a page of the history it needs all of it."""
    return bool(request.htmx) and not request.htmx.history_restore_request


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


def _other_language() -> str:
    current = (get_language() or "fr")[:2]
    return next(code for code in LANGUAGE_NAMES if code != current)


def _alternates(found: Event, selection: Selection) -> list[Alternate]:
    """The same event in each language: its slug is its title, so the addresses differ."""
    current = (get_language() or "fr")[:2]
    links = []
    for code, name in LANGUAGE_NAMES.items():
        with override(code):
            links.append(Alternate(code, name, address_in_selection(found, selection), code == current))
    return links
