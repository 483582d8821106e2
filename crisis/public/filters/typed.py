"""Filters that one types: the first and the last day, and the words that must stand in an event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from crisis.articles.dates import parse_days, period_in_words
from crisis.events.querysets import EventQuerySet
from crisis.events.search.matching import LONGEST_QUERY, matching, terms_of

from .declaration import Chosen, Filter, QueryReading

if TYPE_CHECKING:
    from ..selection import Selection


class SinceFilter(Filter):
    """What ends before its first day is out."""

    name = "from"
    description = gettext_noop(
        "The first day, month or year, in EDTF. Whatever overlaps is in; events whose date nobody knows are in "
        "only where neither from nor to is given."
    )
    example = "2022-01"
    is_repeatable = False

    def read(self, reading: QueryReading) -> Chosen | None:
        text = reading.value(self.name).strip()
        try:
            days = parse_days(text)
        except ValidationError as error:
            reading.ignore(self.name, " ".join(error.messages))
            return None
        return Chosen((days.edtf,), meaning=days) if text else None

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        return events.overlapping(chosen.meaning.first, None)

    def label(self, value: str, chosen: Chosen) -> str:
        return period_in_words(value, "")

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return period_in_words(selection.since, selection.until)


class UntilFilter(SinceFilter):
    """What starts after its last day is out."""

    name = "to"
    description = gettext_noop("The last day, month or year, in EDTF.")
    example = "2022-02-24"

    def read(self, reading: QueryReading) -> Chosen | None:
        chosen, since = super().read(reading), reading.chosen.get(SinceFilter.name)
        if chosen and since and (since.meaning.first or date.min) > (chosen.meaning.last or date.max):
            reading.ignore(self.name, _("The last day is before the first; it is ignored."))
            return None
        return chosen

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        return events.overlapping(None, chosen.meaning.last)

    def label(self, value: str, chosen: Chosen) -> str:
        return period_in_words("", value)

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return "" if selection.since else super().clause(chosen, selection)  # the first day says both


class WordsFilter(Filter):
    """Words that must all stand in an event, or another name of what they name."""

    name = "q"
    description = gettext_noop(
        "Words that all stand in it, in either language, accents and capitals aside; 200 characters."
    )
    example = "Blinken"
    is_repeatable = False

    def read(self, reading: QueryReading) -> Chosen | None:
        words = " ".join(reading.value(self.name).replace("\x00", " ").split())
        if len(words) > LONGEST_QUERY:
            reading.ignore(self.name, _("The search words are too long; the rest is ignored."))
        return Chosen((words[:LONGEST_QUERY],), meaning=terms_of(words)) if words else None

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        return matching(events, chosen.meaning)

    def label(self, value: str, chosen: Chosen) -> str:
        return _("“%(words)s”") % {"words": value}

    def counted(self, words: str, count: int, chosen: Chosen, selection: Selection) -> str:
        return _("%(events)s with the words “%(words)s”") % {"events": words, "words": chosen.values[0]}
