"""Events on a time axis: what is drawn of each as a mark, in which row it is free, and how many began when.

The chart, the strip of an embed, the overview above the chart and the cards all place their marks by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef
from django.db.models.functions import Coalesce

from crisis.edtf import earlier, later
from crisis.events.models import Evidence
from crisis.events.querysets import OPEN_START_REACH, EventQuerySet

OPEN_END_REACH = timedelta(days=30)
"""How far an end that is not told fades out."""
MOST_BINS = 400
"""Bins on the whole width of a chart: a bar narrower than two pixels says nothing."""
STEPS = ("day", "week", "month", "year")
Counts = Counter[tuple[date, str]]
"""Number of events by day (or by the first day of a bin) and kind."""


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days, as the axis shows it."""

    first: date
    last: date

    @property
    def length(self) -> timedelta:
        return self.last - self.first

    def shifted(self, by: timedelta) -> Period:
        if by < timedelta():
            return Period(earlier(self.first, -by), earlier(self.last, -by))
        return Period(later(self.first, by), later(self.last, by))

    def within(self, day: date) -> date:
        """The day, or the end of the period that is nearest to it."""
        return min(max(day, self.first), self.last)

    def percent(self, day: date) -> float:
        """Where the day begins, in percent of the width; what lies outside stands at the end."""
        share = (day - self.first) / (self.length + timedelta(days=1))
        return min(max(share, 0.0), 1.0) * 100

    def percent_after(self, day: date) -> float:
        """Where the day ends."""
        return self.percent(day + timedelta(days=1) if day < date.max else day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One dated event as it is drawn: a point, and a bar for what is doubtful of its date."""

    key: int
    uid: str
    kind: str
    status: str
    starts_on: date | None
    ends_on: date | None
    is_quiet: bool
    """A context event: it rests on references only."""

    @property
    def first(self) -> date:
        """Where its drawing begins: an open start reaches back, as it does in the selection."""
        return self.starts_on or earlier(self.last, OPEN_START_REACH)

    @property
    def last(self) -> date:
        """The last day that is told."""
        return self.ends_on or self.starts_on or date.min

    @property
    def fades_until(self) -> date:
        """Where its drawing ends: an open end fades out."""
        return self.ends_on or later(self.last, OPEN_END_REACH)

    @property
    def point(self) -> date:
        """Where its one point stands: the known end, or the middle of the doubt."""
        if self.starts_on is None or self.ends_on is None:
            return self.last
        return self.starts_on + (self.ends_on - self.starts_on) / 2

    @property
    def is_doubtful(self) -> bool:
        return self.starts_on != self.ends_on

    @property
    def is_open(self) -> bool:
        """Whether the source leaves an end of the doubt open."""
        return self.starts_on is None or self.ends_on is None

    def reach(self, share: float = 1.0) -> tuple[date, date]:
        """That part of an open bar which is next to the end that is known."""
        if self.starts_on is None:
            return self.last - (self.last - self.first) * share, self.last
        return self.starts_on, later(self.starts_on, OPEN_END_REACH * share)


def marks_of(events: EventQuerySet, most: int | None = None) -> list[Mark]:
    """The dated events, or the first so many of them, by their first day (one query)."""
    excerpt = Evidence.objects.filter(event=OuterRef("pk"), excerpt__isnull=False)
    rows = (
        events.dated()
        .order_by(F("starts_on").asc(nulls_first=True), "uid")
        .annotate(has_excerpt=Exists(excerpt))
        .values_list("pk", "uid", "kind", "status", "starts_on", "ends_on", "has_excerpt")
    )
    return [
        Mark(key=key, uid=uid, kind=kind, status=status, starts_on=start, ends_on=end, is_quiet=not has_excerpt)
        for key, uid, kind, status, start, end, has_excerpt in rows[:most]
    ]


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


def packed(spans: Iterable[tuple[str, date, date]], gap: timedelta, most_rows: int) -> dict[str, int]:
    """A row for each name of one lane, so that neighbours do not hide each other.

    Each takes the days from the first to the last, and the gap behind them. Deterministic: by day, then by name; each
    takes the lowest row that is free; where rows run out (crowds of hundreds) they are shared.
    """
    taken: list[date] = []
    rows = {}
    for number, (first, name, last) in enumerate(sorted((first, name, last) for name, first, last in spans)):
        until = later(last, gap)
        row = next((row for row, end in enumerate(taken) if end <= first), len(taken))
        if row == most_rows:
            row = number % most_rows
        if row == len(taken):
            taken.append(until)
        taken[row] = max(taken[row], until)
        rows[name] = row
    return rows


def gap_for(period: Period, columns: int) -> timedelta:
    """How far apart two points of one row must stand where so many have room side by side."""
    return max(period.length / columns, timedelta(days=1))


def bars_of(counts: Counts, period: Period, most: int) -> tuple[int, Counter[tuple[int, str]]]:
    """How many bars of equally many whole days cover the period, at most `most`, and the number in each by kind."""
    days = period.length.days + 1
    step = -(-days // most)
    bars: Counter[tuple[int, str]] = Counter()
    for (day, kind), number in counts.items():
        bars[(period.within(day) - period.first).days // step, kind] += number
    return -(-days // step), bars
