"""How many events of a selection there are: by the values of its filters, by publisher, by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce

from crisis.articles.models import Source
from crisis.edtf import earlier, later
from crisis.events.models import Event
from crisis.events.querysets import EventQuerySet

from .filters import CountedFilter, subject_filter_of
from .selection import Selection

MOST_BINS = 400
"""Bins on the whole width of a chart: a bar narrower than two pixels says nothing."""
STEPS = ("day", "week", "month", "year")
Counts = Counter[tuple[date, str]]
"""Number of events by day (or by the first day of a bin) and kind."""


def counted_by(selection: Selection, facet: CountedFilter) -> Mapping[Any, int]:
    """How many events each value would leave: its own choice does not narrow its counts, everything else does."""
    return facet.count(selection.choosing(facet.name).events())


@dataclass(frozen=True, slots=True)
class Publisher:
    source: Source
    count: int


def publishers(events: EventQuerySet | None = None) -> list[Publisher]:
    """Every source of these events, of all that are published if none are given; the most quoted first.

    Each with as many events as its filter on the timeline finds.
    """
    counts = subject_filter_of(Source).count(Event.objects.public() if events is None else events)
    found = [Publisher(source, counts[source.pk]) for source in Source.objects.filter(pk__in=counts)]
    return sorted(found, key=lambda publisher: (-publisher.count, publisher.source.name.casefold()))


def counted_by_day(events: EventQuerySet, *, within: tuple[date, date] | None = None) -> Counts:
    """By the first known day; what only reaches into the days `within` counts on the first of them (one query)."""
    anchor = Coalesce("starts_on", "ends_on")
    rows = events.dated().order_by().values_list(anchor, "kind").annotate(number=Count("*"))
    counts: Counts = Counter()
    for day, kind, number in rows:
        counts[min(max(day, within[0]), within[1]) if within else day, kind] += number
    return counts


def span_of(counts: Counts) -> tuple[date, date] | None:
    """The first and the last day that has any."""
    days = [day for day, _kind in counts]
    return (min(days), max(days)) if days else None


def binned_by(step: str, counts: Counts) -> Counts:
    bins: Counts = Counter()
    for (day, kind), number in counts.items():
        bins[bin_start(day, step), kind] += number
    return bins


def step_for(first: date, last: date) -> str:
    """The finest step that leaves bars wide enough to see."""
    days = (last - first).days + 1
    for step, length in zip(STEPS, (1, 7, 30, 365), strict=True):
        if days / length <= MOST_BINS:
            return step
    return STEPS[-1]


def bin_start(day: date, step: str) -> date:
    if step == "week":
        return earlier(day, timedelta(days=day.weekday()))
    if step == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == "year" else day


def bin_end(day: date, step: str) -> date:
    """The last day of the bin that holds `day`."""
    start = bin_start(day, step)
    if step == "week":
        return later(start, timedelta(days=6))
    if step == "month":
        return later(start.replace(day=28), timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start.replace(month=12, day=31) if step == "year" else start
