"""Numbers, statuses and badges of events, in the reader's words. Dates: `crisis/edtf/words.py`."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.events.kinds import kind_of
from crisis.events.vocabulary import Origin, Status


def status_beside(kind: str, status: str) -> str:
    """The status as it stands beside the kind's noun: “rencontre annulée”, but “mouvement de troupes annulé”."""
    return str(kind_of(kind).statuses.get(status) or Status(status).label)


def badge_of(origin: str, is_reviewed: bool) -> str:
    """What a reader must know of who has looked at an event; empty once somebody has."""
    if is_reviewed:
        return ""
    if origin == Origin.EXTRACTED:
        return _("extracted automatically, not yet reviewed")
    if origin == Origin.IMPORTED:
        return _("from a chronology, not yet reviewed")
    return _("not yet reviewed")


def number_in_words(number: int) -> str:
    """With the language's own mark between thousands."""
    return number_format(number, use_l10n=True, force_grouping=True)


def counted_in_words(number: int, kind: str | None = None) -> str:
    """“12 rencontres”; “12 événements” where they are of several kinds."""
    words = kind_of(kind).counted(number) if kind else ngettext("%(number)s event", "%(number)s events", number)
    return words % {"number": number_in_words(number)}
