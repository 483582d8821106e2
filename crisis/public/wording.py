"""Numbers, statuses and badges of events, in the reader's words. Dates: `articles/date_words.py`."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from crisis.events.vocabulary import Kind, Origin, Status


def status_beside(kind: str, status: str) -> str:
    """The status as it stands beside the kind's noun: “rencontre annulée”, but “mouvement de troupes annulé”."""
    if kind != Kind.TROOP_MOVEMENT:
        match status:
            case Status.SCHEDULED:
                return pgettext("of a meeting or a statement", "scheduled")
            case Status.ANNOUNCED:
                return pgettext("of a meeting or a statement", "announced")
            case Status.CANCELLED:
                return pgettext("of a meeting or a statement", "cancelled")
            case Status.DENIED:
                return pgettext("of a meeting or a statement", "denied")
    return str(Status(status).label)


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


def counted_in_words(number: int, kind: Kind | None = None) -> str:
    """“12 rencontres”; “12 événements” where they are of several kinds."""
    match kind:
        case Kind.MEETING:
            words = ngettext("%(number)s meeting", "%(number)s meetings", number)
        case Kind.TROOP_MOVEMENT:
            words = ngettext("%(number)s troop movement", "%(number)s troop movements", number)
        case Kind.STATEMENT:
            words = ngettext("%(number)s statement", "%(number)s statements", number)
        case None:
            words = ngettext("%(number)s event", "%(number)s events", number)
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
