"""Where a card is found. The address names its version, so that who keeps pictures asks anew after a change."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from crisis.public.record import Record
from crisis.public.selection import Selection
from crisis.public.site import Site, extended

from .content import event_card, version_of

SHORT = 8


def event_card_address(record: Record, site: Site) -> str:
    with override(site.language):
        version = version_of(event_card(record, site))
    return _versioned(_event_card(record.uid, site), site, version)


def latest_event_card_address(uid: str, site: Site) -> str:
    """Whatever the event's card has come to look like."""
    return site.in_language(_event_card(uid, site))


def selection_card_address(selection: Selection, site: Site, sentence: str = "") -> str:
    """`sentence` tells the selection and its count: what makes another card of it most often."""
    address = selection.core.behind(site.at(reverse("selection-card")))
    return _versioned(address, site, version_of(sentence, site))


def _event_card(uid: str, site: Site) -> str:
    return site.at(reverse("event-card", args=[uid]))


def _versioned(address: str, site: Site, version: str) -> str:
    return extended(site.in_language(address), [("v", version[:SHORT])])
