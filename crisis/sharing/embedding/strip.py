"""The selection on one small axis, drawn by the server: points while they fit, counted bars beyond.

All places are in percent of the width, so that points stay round and words readable however narrow the frame is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from crisis.articles.dates import day_in_words, parse_days
from crisis.edtf import earlier, later
from crisis.events.querysets import OPEN_START_REACH, EventQuerySet
from crisis.events.vocabulary import Kind
from crisis.public.counting import Counts, counted_by_day, span_of
from crisis.public.selection import Selection
from crisis.public.wording import counted_in_words

MOST_POINTS = 60
"""Drawn one by one; a narrow frame holds no more side by side."""
COLUMNS, MOST_ROWS = 36, 4
"""Points side by side on the whole width of a phone before they overlap, and rows a lane may grow to."""
BARS = 48
ROW, NAME, FOOT, BAR_LANE = 14, 18, 20, 30
"""Pixels: a row of points, a lane's name above it, the dates below, a lane of bars."""
OPEN_END_REACH = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A point, with the bar of its doubt; or a counted bar."""

    at: str
    """Percent of the width: the point's middle, the bar's left edge."""
    y: int
    """Pixels from the top: the point's middle, the bar's upper edge."""
    height: int = 0
    width: str = ""
    """Percent; of the counted bar, or of the doubt."""
    start: str = ""
    """Where the doubt begins; empty where the day is known."""
    is_open: bool = False
    """Whether the source leaves an end of the doubt open."""
    status: str = "occurred"


@dataclass(frozen=True, slots=True)
class Lane:
    kind: str
    name: str
    """With its number: “12 rencontres”."""
    y: int
    """Pixels from the top to the foot of its name."""
    drawn: list[Drawn]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    height: int
    base: int
    """Pixels from the top to the axis."""
    is_counted: bool
    lanes: list[Lane]
    first: str
    last: str
    """The axis's ends, in words."""
    undated: int
    words: str
    """The whole in a sentence's parts, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    status: str
    starts_on: date | None
    ends_on: date | None

    @property
    def first(self) -> date:
        return self.starts_on or earlier(self.last, OPEN_START_REACH)

    @property
    def last(self) -> date:
        return self.ends_on or later(self.starts_on or date.min, OPEN_END_REACH)

    @property
    def point(self) -> date:
        """The known end, or the middle of the doubt, as on the chart."""
        if self.starts_on is None or self.ends_on is None:
            return self.starts_on or self.last
        return self.starts_on + (self.ends_on - self.starts_on) / 2

    @property
    def is_open(self) -> bool:
        return self.starts_on is None or self.ends_on is None


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def percent(self, day: date) -> float:
        """Of the day's beginning, within the axis."""
        return min(max((day - self.first) / (self.last - self.first + timedelta(days=1)) * 100, 0.0), 100.0)

    def middle(self, day: date) -> float:
        """Points stand a little inside, so that none is cut at an edge."""
        return min(max(self.percent(day) + 50 / ((self.last - self.first).days + 1), 1.5), 98.5)


def strip_of(selection: Selection, count: int) -> Strip | None:
    """Two queries at most; `None` where nothing of the selection has a date."""
    events = selection.events()
    rows = _rows(events)
    if rows and len(rows) > MOST_POINTS:
        return _counted(selection, events, count)
    if not rows:
        return None
    axis = _axis(selection, min(row.first for row in rows), max(row.last for row in rows))
    lanes, y = [], 0
    for kind in Kind:
        there = [row for row in rows if row.kind == kind]
        if there:
            points, depth = _points(there, axis, y + NAME)
            lanes.append(Lane(kind.value, counted_in_words(len(there), kind), y + NAME - 6, points))
            y += NAME + depth * ROW
    return _strip(lanes, axis, y, count - len(rows), is_counted=False)


def _rows(events: EventQuerySet) -> list[_Row]:
    values = events.dated().order_by("starts_on", "ends_on", "uid")
    return [_Row(*row) for row in values.values_list("kind", "status", "starts_on", "ends_on")[: MOST_POINTS + 1]]


def _points(rows: Iterable[_Row], axis: _Axis, top: int) -> tuple[list[Drawn], int]:
    """Each in the first row where there is room, or in the last one."""
    gap = 100 / COLUMNS
    ends: list[float] = []
    drawn = []
    for row in sorted(rows, key=lambda row: row.point):
        at = axis.middle(row.point)
        free = next((number for number, end in enumerate(ends) if at - end >= gap), len(ends))
        if free == len(ends) and free < MOST_ROWS:
            ends.append(at)
        place = min(free, MOST_ROWS - 1)
        ends[place] = at
        doubtful = row.starts_on != row.ends_on
        start, end = axis.percent(row.first), axis.percent(later(row.last, timedelta(days=1)))
        drawn.append(
            Drawn(
                at=f"{at:.2f}",
                y=top + place * ROW + ROW // 2,
                start=f"{start:.2f}" if doubtful else "",
                width=f"{max(end - start, 0.5):.2f}" if doubtful else "",
                is_open=row.is_open,
                status=row.status,
            )
        )
    return drawn, len(ends)


def _counted(selection: Selection, events: EventQuerySet, count: int) -> Strip:
    """By the first known day, as the chart counts; each lane's bars to the scale of the fullest of all."""
    counts = counted_by_day(events)
    axis = _axis(selection, *(span_of(counts) or (date.min, date.max)))
    bars = _bars(counts, axis)
    most = max((number for there in bars.values() for number in there.values()), default=1)
    share = 100 / BARS
    lanes, y = [], 0
    for kind in Kind:
        if kind not in bars:
            continue
        floor = y + NAME + BAR_LANE
        drawn = [
            Drawn(
                at=f"{place * share:.2f}",
                width=f"{share * 0.8:.2f}",
                height=(height := max(round(number / most * BAR_LANE), 2)),
                y=floor - height,
            )
            for place, number in sorted(bars[kind].items())
        ]
        lanes.append(Lane(kind.value, counted_in_words(sum(bars[kind].values()), kind), y + NAME - 6, drawn))
        y = floor
    return _strip(lanes, axis, y, count - sum(counts.values()), is_counted=True)


def _bars(counts: Counts, axis: _Axis) -> dict[str, dict[int, int]]:
    bars: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for (day, kind), number in counts.items():
        bars[kind][min(int(axis.percent(day) / 100 * BARS), BARS - 1)] += number
    return bars


def _axis(selection: Selection, first: date, last: date) -> _Axis:
    """From the day asked for, else from the first on which anything is drawn; and likewise to the last."""
    since, until = parse_days(selection.since).first, parse_days(selection.until).last
    start = since or first
    return _Axis(start, max(until or last, start))


def _strip(lanes: list[Lane], axis: _Axis, y: int, undated: int, *, is_counted: bool) -> Strip:
    first, last = day_in_words(axis.first), day_in_words(axis.last)
    return Strip(
        height=y + FOOT + 4,
        base=y + 4,
        is_counted=is_counted,
        lanes=lanes,
        first=first,
        last=last if axis.last != axis.first else "",
        undated=undated,
        words=", ".join(lane.name for lane in lanes),
    )
