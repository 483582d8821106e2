"""Where a card is found. The address names its version, so that who keeps pictures asks anew after a change."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import override

from crisis.events.selection import Selection

from ..record import Record
from ..site import LANGUAGES, Site
from .content import core_of, event_card, version_of

SHORT = 8


def event_card_address(record: Record, site: Site) -> str:
    with override(site.language):
        version = version_of(event_card(record, site))
    return _versioned(site.at(reverse("event-card", args=[record.uid])), site, version)


def selection_card_address(selection: Selection, site: Site, sentence: str = "") -> str:
    """`sentence` tells the selection and its count: what makes another card of it most often."""
    address = core_of(selection).behind(site.at(reverse("selection-card")))
    return _versioned(address, site, version_of(sentence, site))


def _versioned(address: str, site: Site, version: str) -> str:
    spoken = {} if site.language == LANGUAGES[0] else {"lang": site.language}
    return f"{address}{'&' if '?' in address else '?'}{urlencode({**spoken, 'v': version[:SHORT]})}"
