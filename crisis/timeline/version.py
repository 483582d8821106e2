"""An event as it stood in one of its versions, for whoever follows a citation."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from crisis.articles.date_words import day_in_words
from crisis.events.facts import changes, snapshot, told_of
from crisis.events.models import Event
from crisis.events.requests import parse_pk
from crisis.public.corrected import readable
from crisis.public.selection import Selection
from crisis.public.versions import Version, version_of

from .context_processors import LANGUAGE_NAMES, Alternate
from .panel import panel_of

VERSION = "v"
"""The parameter that asks for a version by its number."""


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
    context = {
        "panel": replace(panel_of(event, Selection()), previous=None, next=None),
        "is_preview": True,
        "version": span.number,
        "since": day_in_words(span.since.date()),
        "until": day_in_words(span.until.date()) if span.until else "",
        "today": today,
        "is_merged": today.uid != event.uid,
        "changes": readable(changes(told_of(event), snapshot(today))),
        "alternates": _alternates(event, span.number),
        "canonical": request.build_absolute_uri(today.get_absolute_url()),
    }
    return render(request, "timeline/version.html", context)


def _alternates(event: Event, number: int) -> list[Alternate]:
    current = (get_language() or "fr")[:2]
    links = []
    for code, name in LANGUAGE_NAMES.items():
        with override(code):
            links.append(Alternate(code, name, f"{event.get_absolute_url()}?{VERSION}={number}", code == current))
    return links
