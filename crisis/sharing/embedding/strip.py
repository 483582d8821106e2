"""The selection on one small axis, drawn by the server: points while they fit, counted bars beyond.

All places are in percent of the width, so that points stay round and words readable however narrow the frame is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crisis.articles.dates import day_in_words, parse_days
from crisis.events.kinds import KINDS, counted_in_words
from crisis.events.querysets import EventQuerySet
from crisis.public.marks import Mark, Period, bars_of, counted_by_day, gap_for, marks_of, packed, span_of
from crisis.public.selection import Selection

MOST_POINTS = 60
"""Drawn one by one; a narrow frame holds no more side by side."""
COLUMNS, MOST_ROWS = 36, 4
"""Points side by side on the whole width of a phone before they overlap, and rows a lane may grow to."""
BARS = 48
ROW, NAME, FOOT, BAR_LANE = 14, 18, 20, 30
"""Pixels: a row of points, a lane's name above it, the dates below, a lane of bars."""


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
class StripLane:
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
    lanes: list[StripLane]
    first: str
    last: str
    """The axis's ends, in words."""
    undated: int
    words: str
    """The whole in a sentence's parts, for those who do not see it."""


def strip_of(selection: Selection, count: int) -> Strip | None:
    """Two queries at most; `None` where nothing of the selection has a date."""
    events = selection.events()
    marks = marks_of(events, MOST_POINTS + 1)
    if not marks:
        return None
    if len(marks) > MOST_POINTS:
        return _counted(selection, events, count)
    axis = _axis(selection, min(mark.first for mark in marks), max(mark.fades_until for mark in marks))
    lanes, y = [], 0
    for kind in KINDS:
        there = [mark for mark in marks if mark.kind == kind.code]
        if there:
            points, depth = _points(there, axis, y + NAME)
            lanes.append(StripLane(kind.code, counted_in_words(len(there), kind.code), y + NAME - 6, points))
            y += NAME + depth * ROW
    return _strip(lanes, axis, y, count - len(marks), is_counted=False)


def _points(marks: list[Mark], axis: Period, top: int) -> tuple[list[Drawn], int]:
    """Each point in a row where there is room for it, on the bar of its doubt; and how many rows there are."""
    points = [(mark.uid, axis.within(mark.point), axis.within(mark.point)) for mark in marks]
    rows = packed(points, gap_for(axis, COLUMNS), MOST_ROWS)
    drawn = []
    for mark in sorted(marks, key=lambda mark: (mark.point, mark.uid)):
        start, end = axis.percent(mark.first), axis.percent_after(mark.fades_until)
        drawn.append(
            Drawn(
                at=f"{_middle(axis, mark.point):.2f}",
                y=top + rows[mark.uid] * ROW + ROW // 2,
                start=f"{start:.2f}" if mark.is_doubtful else "",
                width=f"{max(end - start, 0.5):.2f}" if mark.is_doubtful else "",
                is_open=mark.is_open,
                status=mark.status,
            )
        )
    return drawn, max(rows.values()) + 1


def _middle(axis: Period, day: date) -> float:
    """Points stand a little inside, so that none is cut at an edge."""
    return min(max(axis.percent(day) + 50 / (axis.length.days + 1), 1.5), 98.5)


def _counted(selection: Selection, events: EventQuerySet, count: int) -> Strip:
    """By the first known day, as the chart counts; each lane's bars to the scale of the fullest of all."""
    counts = counted_by_day(events)
    axis = _axis(selection, *(span_of(counts) or (date.min, date.max)))
    width, bars = bars_of(counts, axis, BARS)
    most, share = max(bars.values()), 100 / width
    lanes, y = [], 0
    for kind in KINDS:
        there = sorted((place, number) for (place, of), number in bars.items() if of == kind.code)
        if not there:
            continue
        floor = y + NAME + BAR_LANE
        drawn = [
            Drawn(
                at=f"{place * share:.2f}",
                width=f"{share * 0.8:.2f}",
                height=(height := max(round(number / most * BAR_LANE), 2)),
                y=floor - height,
            )
            for place, number in there
        ]
        name = counted_in_words(sum(number for _place, number in there), kind.code)
        lanes.append(StripLane(kind.code, name, y + NAME - 6, drawn))
        y = floor
    return _strip(lanes, axis, y, count - sum(counts.values()), is_counted=True)


def _axis(selection: Selection, first: date, last: date) -> Period:
    """From the day asked for, else from the first on which anything is drawn; and likewise to the last."""
    since, until = parse_days(selection.since).first, parse_days(selection.until).last
    start = since or first
    return Period(start, max(until or last, start))


def _strip(lanes: list[StripLane], axis: Period, y: int, undated: int, *, is_counted: bool) -> Strip:
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
