"""The whole period on one strip: how many events there are when, and which part of it is in view.

Drawn by the server as SVG paths of a few hundred bytes, so that it stands before any script has come.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min
from django.utils.dates import MONTHS_AP

from crisis.articles.dates import parse_days
from crisis.events.kinds import KINDS
from crisis.events.models import Event
from crisis.public.marks import Period, bars_of, counted_by_day
from crisis.public.selection import Selection

NOTHING = Period(date(2022, 1, 1), date(2022, 1, 31))
"""What an axis shows where there is nothing to show."""
MOST_BARS = 72
HEIGHT = 100
"""Units of the drawing, as the page says too, which stretches it."""
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's or a year's beginning, in percent of the width."""

    at: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    whole: Period
    shown: Period
    """What is in view of it."""
    width: int
    """Bars, each one unit wide."""
    bars: list[tuple[str, str]]
    """Kind and path of its bars, stacked."""
    ticks: list[Tick]
    is_whole: bool
    start: str
    """Where the part in view begins, and how much of the width it takes, in percent."""
    share: str


def whole_period() -> Period:
    """From the first to the last day of all that is published (one query); January 2022 where nothing is."""
    ends = Event.objects.public().aggregate(a=Min("starts_on"), b=Min("ends_on"), c=Max("starts_on"), d=Max("ends_on"))
    days = [day for day in ends.values() if day]
    return Period(min(days), max(days)) if days else NOTHING


def period_of(selection: Selection, whole: Period) -> Period | None:
    """The days the selection asks for; an end it leaves open is that of the whole. `None`: no period is asked for."""
    if not (selection.since or selection.until):
        return None
    first, last = parse_days(selection.since).first, parse_days(selection.until).last
    if first is None:
        return Period(min(whole.first, last or whole.first), last or whole.last)
    return Period(first, last or max(whole.last, first))


def overview_of(selection: Selection, whole: Period) -> Overview:
    """One query: the selection without its period, counted by day and kind."""
    counts = counted_by_day(selection.during(None, None).events(), within=(whole.first, whole.last))
    width, bars = bars_of(counts, whole, MOST_BARS)
    now = period_of(selection, whole)
    shown = now or whole
    start, end = round(whole.percent(shown.first), 2), round(whole.percent_after(shown.last), 2)
    return Overview(
        whole=whole,
        shown=shown,
        width=width,
        bars=_paths(bars, width),
        ticks=_ticks(whole),
        is_whole=now is None,
        start=f"{start:.2f}",
        share=f"{max(end - start, 0.3):.2f}",
    )


def _paths(counts: Counter[tuple[int, str]], width: int) -> list[tuple[str, str]]:
    totals = [sum(counts[at, kind.code] for kind in KINDS) for at in range(width)]
    most = max(totals, default=0) or 1
    floor = [0.0] * width
    paths = []
    for kind in KINDS:
        pieces = []
        for at in range(width):
            if number := counts[at, kind.code]:
                # what there is must be seen, however little of it
                height = max(number / most * (HEIGHT - 4), 3)
                bottom = HEIGHT - floor[at]
                floor[at] = min(floor[at] + height, HEIGHT)
                pieces.append(f"M{at}.1 {bottom:.0f}V{HEIGHT - floor[at]:.0f}h.8V{bottom:.0f}z")
        paths.append((kind.code, "".join(pieces)))
    return paths


def _ticks(whole: Period) -> list[Tick]:
    months = whole.length.days / 30.4
    every = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200) if months / step <= MOST_TICKS), 6000)
    ticks = []
    for number in range(whole.first.year * 12 + whole.first.month, whole.last.year * 12 + whole.last.month):
        if number % every:
            continue
        day = date(number // 12, number % 12 + 1, 1)
        label = f"{MONTHS_AP[day.month]} {day.year}" if every < 12 else str(day.year)
        ticks.append(Tick(f"{whole.percent(day):.2f}", label))
    return [tick for tick in ticks if float(tick.at) < 94]
