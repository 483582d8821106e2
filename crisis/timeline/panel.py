"""The panel of one event, and its page as it stood in an earlier version, for whoever follows a citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from crisis.articles.dates import day_in_words
from crisis.events.models import Event
from crisis.events.past.facts import changes, snapshot
from crisis.events.requests import parse_pk
from crisis.public.event.corrected import Corrected, corrections_of, readable
from crisis.public.event.evidence import PublicEvidence
from crisis.public.event.public_event import PublicEvent
from crisis.public.event.versions import Version, version_of
from crisis.public.paging import neighbours
from crisis.public.selection import Selection

from .context_processors import in_each_language

VERSION = "v"
"""The parameter that asks for a version by its number."""


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
