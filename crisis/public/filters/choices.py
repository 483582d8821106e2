"""Filters that need no list of rows: boxes to tick, each with its count; days and words to type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override, pgettext, pgettext_lazy

from crisis.articles.dates import parse_days, period_in_words
from crisis.events.kinds import KINDS, counted_in_words, kind_of
from crisis.events.models import Evidence
from crisis.events.querysets import EventQuerySet
from crisis.events.search.matching import LONGEST_QUERY, matching, terms_of
from crisis.events.vocabulary import Status

from .declaration import Chosen, CountedFilter, Filter, QueryReading, any_of

if TYPE_CHECKING:
    from ..selection import Selection


class ChoiceFilter(CountedFilter):
    """A filter whose values are a closed set."""

    legend: str | Promise
    """Above its boxes on the page; filters with the same legend share a group of boxes."""
    place_in_form = 100
    """Where its boxes stand among the others: the smallest first."""
    labels: Mapping[str, str | Promise]
    """What each value is called, beside its box and in the API."""

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.labels)

    def read(self, reading: QueryReading) -> Chosen | None:
        asked = reading.values(self.name)
        known = tuple(value for value in self.values if value in asked)
        reading.ignore_unknown(self.name, asked, known)
        return Chosen(known) if known else None

    def box(self, value: str) -> str:
        """The words beside the value's box."""
        return str(self.labels[value])

    def label(self, value: str, chosen: Chosen) -> str:
        return self.box(value)

    def named(self, events: EventQuerySet, most: int) -> list[tuple[str, Mapping[str, str], int]]:
        counts = self.count(events)
        return [(value, in_all_languages(words), counts.get(value, 0)) for value, words in self.labels.items()]


class ColumnFilter(ChoiceFilter):
    """A closed set that stands in a column of the event's own."""

    column: str

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        return events.filter(**{f"{self.column}__in": chosen.values})

    def count(self, events: EventQuerySet) -> Mapping[str, int]:
        return dict(events.order_by().values_list(self.column).annotate(number=Count("*")))


class KindFilter(ColumnFilter):
    name = column = "kind"
    description = gettext_noop("What kind of event.")
    example = "meeting"
    legend = gettext_lazy("Kind of event")

    @property
    def labels(self) -> Mapping[str, str | Promise]:  # type: ignore[override]
        return {kind.code: kind.label for kind in KINDS}

    def box(self, value: str) -> str:
        return str(kind_of(value).plural)

    def counted(self, words: str, count: int, chosen: Chosen, selection: Selection) -> str:
        if len(chosen.values) == 1:
            return counted_in_words(count, chosen.values[0])
        if len(chosen.values) < len(self.values):
            return f"{words} ({', '.join(self.box(kind) for kind in chosen.values)})"
        return words


class StatusFilter(ColumnFilter):
    name = column = "status"
    description = gettext_noop("What the source says of it: over, fixed, intended, called off, or denied.")
    example = "occurred"
    legend = gettext_lazy("Status")
    place_in_form = 20
    labels = {status.value: status.label for status in Status}

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        """“2 rencontres, statut annulé”: it need not agree with the noun."""
        names = any_of([self.box(value) for value in chosen.values])
        return pgettext("statuses of the events counted", "%(names)s") % {"names": names}


class EvidenceFilter(ChoiceFilter):
    name = "evidence"
    description = gettext_noop("What it rests on: a passage that can be read here, or a reference only.")
    example = "excerpt"
    legend = gettext_lazy("Supported by")
    place_in_form = 10
    labels = {
        "excerpt": pgettext_lazy("basis", "an excerpt you can read here"),
        "reference": pgettext_lazy("basis", "a reference only, for context"),
    }

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        basis = Q()
        for value in chosen.values:
            basis |= Q(**{f"{value}__isnull": False})
        return events.filter(Exists(Evidence.objects.filter(basis, event=OuterRef("pk"))))

    def count(self, events: EventQuerySet) -> Mapping[str, int]:
        """An event may rest on both."""
        rests = {
            value: Exists(Evidence.objects.filter(event=OuterRef("pk"), **{f"{value}__isnull": False}))
            for value in self.values
        }
        numbers: Mapping[str, int] = events.order_by().aggregate(
            **{value: Count("pk", filter=there) for value, there in rests.items()}
        )
        return numbers

    def label(self, value: str, chosen: Chosen) -> str:
        return _("with an excerpt") if value == "excerpt" else _("with a reference")

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return self.label(chosen.values[0], chosen) if len(chosen.values) == 1 else ""


class ReviewedFilter(ChoiceFilter):
    name = "reviewed"
    description = gettext_noop("Only what a person has looked at.")
    example = "yes"
    legend = EvidenceFilter.legend
    place_in_form = 11
    labels = {"yes": gettext_lazy("reviewed by an editor")}

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        return events.reviewed()

    def count(self, events: EventQuerySet) -> Mapping[str, int]:
        return {"yes": events.reviewed().count()}

    def label(self, value: str, chosen: Chosen) -> str:
        return _("reviewed only")

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return self.box(chosen.values[0])


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


def in_all_languages(words: str | Promise) -> dict[str, str]:
    """By the code of each language of the site."""
    names = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names[code] = str(words)
    return names
