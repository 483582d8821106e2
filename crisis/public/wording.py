"""Numbers, dates and badges of events, in the reader's words. Dates themselves: `crisis/edtf/words.py`."""

from __future__ import annotations

from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.dates import day_in_words, edtf_in_words
from crisis.edtf import Precision
from crisis.events.kinds import kind_of
from crisis.events.models import Event
from crisis.events.vocabulary import Origin, Status


def event_date(event: Event) -> str:
    """The event's date in words. A day needs no parsing, and most events have one."""
    if event.precision == Precision.DAY and event.starts_on:
        return day_in_words(event.starts_on)
    return edtf_in_words(event.when)


def status_beside(kind: str, status: str) -> str:
    """The status as it stands beside the kind's noun: “rencontre annulée”, but “mouvement de troupes annulé”."""
    return str(kind_of(kind).statuses.get(status) or Status(status).label)


class Looked(Protocol):
    """An event, or a record of one: who made it, and whether a person has looked at it."""

    @property
    def is_reviewed(self) -> bool: ...
    @property
    def origin(self) -> str: ...


def badge_of(event: Looked) -> str:
    """What a reader must know of who has looked at it; empty once somebody has."""
    if event.is_reviewed:
        return ""
    if event.origin == Origin.EXTRACTED:
        return _("extracted automatically, not yet reviewed")
    if event.origin == Origin.IMPORTED:
        return _("from a chronology, not yet reviewed")
    return _("not yet reviewed")


def number_in_words(number: int) -> str:
    """With the language's own mark between thousands."""
    return number_format(number, use_l10n=True, force_grouping=True)


def counted_in_words(number: int, kind: str | None = None) -> str:
    """“12 rencontres”; “12 événements” where they are of several kinds."""
    words = kind_of(kind).counted(number) if kind else ngettext("%(number)s event", "%(number)s events", number)
    return words % {"number": number_in_words(number)}


def strength_in_words(least: int | None, most: int | None) -> str:
    """A claimed strength; empty where none is told. Who claims it stands beside it."""
    if least is not None and most is not None:
        if least == most:
            return ngettext("%(number)s soldier", "%(number)s soldiers", least) % {"number": number_in_words(least)}
        return _("%(least)s to %(most)s soldiers") % {"least": number_in_words(least), "most": number_in_words(most)}
    if least is not None:
        return ngettext("at least %(number)s soldier", "at least %(number)s soldiers", least) % {
            "number": number_in_words(least)
        }
    if most is not None:
        return ngettext("at most %(number)s soldier", "at most %(number)s soldiers", most) % {
            "number": number_in_words(most)
        }
    return ""
