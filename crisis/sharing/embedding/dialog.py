"""The share dialog: every way in which an event or a selection leaves this site, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from crisis.public.permalinks import event_named, with_query
from crisis.public.selection import Selection
from crisis.public.site import ReaderRequest, Site, wants_fragment

from ..citing.citation import Citation, citation_of, citation_of_selection
from ..citing.styles import STYLES
from ..exports.feed import feed_address
from ..exports.formats import FORMATS
from .looks import FONTS, LIMITS, PARAMETERS, THEMES, Look
from .oembed import code_of, frame_of_event, frame_of_selection


@dataclass(frozen=True, slots=True)
class CopiedCitation:
    """A citation, ready to be copied."""

    ending: str
    label: str | Promise
    purpose: str | Promise
    text: str
    address: str
    """Of the same as a file; empty where there is none."""


@dataclass(frozen=True, slots=True)
class TakenFormat:
    """A format that the selection can be taken in."""

    label: str | Promise
    purpose: str | Promise
    address: str


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
    citation = citation_of(event, site)
    context = {
        "event": found,
        "title": found.title,
        "permalink": site.permalink(event.uid),
        "version": site.version(event.uid, event.version),
        "within": selection.behind(site.page_of(found)) if selection.query_string else "",
        "back": selection.behind(found.get_absolute_url()),
        "code": code_of(frame_of_event(site, event.uid, found.title, look), site),
        "cited": list(_cited(citation, site, event.uid)),
    }
    return _answer(request, context, selection, look)


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
        "cited": list(_cited(citation_of_selection(asked, count, site), site)),
        "taken": [TakenFormat(form.label, form.purpose, site.export(form.ending, asked)) for form in FORMATS.values()],
        "print": asked.behind(reverse("timeline:print")),
        "feed": feed_address(asked, site),
        "calendar": _calendar(site, asked),
    }
    return _answer(request, context, asked, look)


def _answer(request: ReaderRequest, context: dict[str, Any], selection: Selection, look: Look) -> HttpResponse:
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


def _cited(citation: Citation, site: Site, uid: str = "") -> Iterable[CopiedCitation]:
    for style in STYLES.values():
        address = site.in_language(reverse("cite", args=[uid, style.ending])) if uid else ""
        yield CopiedCitation(style.ending, style.label, style.purpose, style.write(citation).strip(), address)


def _calendar(site: Site, selection: Selection) -> str:
    """An address that a calendar subscribes to."""
    _scheme, _colon, rest = site.export("ics", selection).partition(":")
    return f"webcal:{rest}"
