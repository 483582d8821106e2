"""Where this site is, and in which language it is asked: every address that leaves it is made here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from django_htmx.middleware import HtmxDetails

from crisis.events.models import Event

from .event.public_event import PublicEvent
from .selection import Selection

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMESPACE = uuid.UUID("5f0d2d0e-8c54-4b0f-9b0a-3a3c0a6f2f0b")
"""Of the names that calendars and feeds know events by: the same at every address this site may ever have."""


class ReaderRequest(HttpRequest):
    """A request as the middleware hands it on."""

    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses are absolute; pages are those of `language`."""

    origin: str
    """Scheme and host, without a slash at the end."""
    language: str = "fr"

    @classmethod
    def of(cls, request: HttpRequest, language: str = "") -> Self:
        """The site as the request names it, in that language, else in French."""
        origin = request.build_absolute_uri("/").rstrip("/")
        return cls(origin, language if language in LANGUAGES else LANGUAGES[0])

    @classmethod
    def of_data(cls, request: HttpRequest) -> Self:
        """In the language that the parameter `lang` of a data address asks for."""
        return cls.of(request, request.GET.get("lang", ""))

    @classmethod
    def of_page(cls, request: HttpRequest) -> Self:
        """In the language of the page that is asked for, which is active."""
        return cls.of(request, (get_language() or "")[:2])

    def speaking(self, language: str) -> Self:
        return replace(self, language=language)

    def at(self, path: str) -> str:
        return f"{self.origin}{path}"

    def permalink(self, uid: str) -> str:
        """The short address that lasts."""
        return self.at(reverse("permalink", args=[uid]))

    def version(self, uid: str, number: int) -> str:
        """The event as it stood in that version, whatever has become of it since."""
        return f"{self.permalink(uid)}?v={number}"

    def page_of(self, event: Event | PublicEvent) -> str:
        """The event's page in this language, without a detour."""
        with override(self.language):
            return self.at(event.get_absolute_url())

    def named(self, name: str, *args: object) -> str:
        """A page of the timeline: `article`, `actor`, `place`, `topic`, `about`…"""
        with override(self.language):
            return self.at(reverse(f"timeline:{name}", args=args))

    def page(self, name: str) -> str:
        """Any page of the map that has a language in its address."""
        with override(self.language):
            return self.at(reverse(name))

    def timeline(self, selection: Selection) -> str:
        """The timeline at this selection, from its beginning."""
        return selection.without_cursor.behind(self.named("timeline"))

    def export(self, ending: str, selection: Selection) -> str:
        """The same selection as a file: `csv`, `json`…, in this language."""
        return self.in_language(selection.without_cursor.behind(self.at(reverse("export", args=[ending]))))

    def in_language(self, address: str) -> str:
        """A data address, which says its language by a parameter where it is not French."""
        return address if self.language == LANGUAGES[0] else extended(address, [("lang", self.language)])


def extended(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The address with these parameters after those that it has."""
    query = urlencode(list(pairs))
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def urn_of(uid: str) -> str:
    """What a machine may call the event for ever, wherever the site has moved (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, uid).urn


def wants_fragment(request: ReaderRequest) -> bool:
    """Whether htmx asks; when it restores a page of the history it needs all of it."""
    return bool(request.htmx) and not request.htmx.history_restore_request
