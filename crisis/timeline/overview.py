"""The whole period on one strip: how many events there are when, and which part of it is in view.

Drawn by the server as SVG paths of a few hundred bytes, so that it stands before any script has come.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.dates import MONTHS_AP

from crisis.events.vocabulary import Kind
from crisis.public.density import counted_by_day
from crisis.public.selection import Selection

from .periods import Period, period_of

MOST_BARS = 72
HEIGHT = 100
"""Units of the drawing; the page stretches it."""
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's or a year's beginning, in percent of the width."""

    at: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    first: date
    last: date
    width: int
    """Bars, each one unit wide."""
    height: int
    bars: list[tuple[str, str]]
    """Kind and path of its bars, stacked."""
    ticks: list[Tick]
    since: date
    until: date
    is_whole: bool
    start: str
    """Where the part in view begins, and how much of the width it takes, in percent."""
    share: str


def overview_of(selection: Selection, whole: Period) -> Overview:
    """One query: the selection without its period, counted by day and kind."""
    everything = replace(selection, since="", until="", cursor="")
    days = whole.length.days + 1
    step = -(-days // MOST_BARS)
    width = -(-days // step)
    counts: Counter[tuple[int, str]] = Counter()
    for (day, kind), number in counted_by_day(everything.events(), within=(whole.first, whole.last)).items():
        counts[(day - whole.first).days // step, kind] += number
    now = period_of(selection, whole)
    shown = now or whole
    start = _percent(shown.first, whole)
    end = _percent(shown.last + timedelta(days=1) if shown.last < date.max else shown.last, whole)
    return Overview(
        first=whole.first,
        last=whole.last,
        width=width,
        height=HEIGHT,
        bars=_paths(counts, width),
        ticks=_ticks(whole),
        since=shown.first,
        until=shown.last,
        is_whole=now is None,
        start=f"{start:.2f}",
        share=f"{max(end - start, 0.3):.2f}",
    )


def _paths(counts: Counter[tuple[int, str]], width: int) -> list[tuple[str, str]]:
    totals = [sum(counts[at, kind] for kind in Kind) for at in range(width)]
    most = max(totals, default=0) or 1
    floor = [0.0] * width
    paths = []
    for kind in Kind:
        pieces = []
        for at in range(width):
            if number := counts[at, kind]:
                # what there is must be seen, however little of it
                height = max(number / most * (HEIGHT - 4), 3)
                bottom = HEIGHT - floor[at]
                floor[at] = min(floor[at] + height, HEIGHT)
                pieces.append(f"M{at}.1 {bottom:.0f}V{HEIGHT - floor[at]:.0f}h.8V{bottom:.0f}z")
        paths.append((kind.value, "".join(pieces)))
    return paths


def _percent(day: date, whole: Period) -> float:
    """Where a day begins; the ends are those of the strip."""
    share = (day - whole.first) / (whole.length + timedelta(days=1))
    return round(min(max(share, 0.0), 1.0) * 100, 2)


def _ticks(whole: Period) -> list[Tick]:
    months = whole.length.days / 30.4
    every = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200) if months / step <= MOST_TICKS), 6000)
    ticks = []
    for number in range(whole.first.year * 12 + whole.first.month, whole.last.year * 12 + whole.last.month):
        if number % every:
            continue
        day = date(number // 12, number % 12 + 1, 1)
        label = f"{MONTHS_AP[day.month]} {day.year}" if every < 12 else str(day.year)
        ticks.append(Tick(f"{_percent(day, whole):.2f}", label))
    return [tick for tick in ticks if float(tick.at) < 94]
