"""The period in view: the strip of the whole that shows where it lies, and the ways to another one.

The strip says how many events there are when. The server draws it as SVG paths of a few hundred bytes, so that it
stands before any script has come. The ways are presets, a step earlier or later, the days round an event.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils.dates import MONTHS_AP
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.dates import parse_days
from crisis.edtf import earlier, later
from crisis.events.kinds import KINDS
from crisis.events.models import Event
from crisis.public.counting import counted_by_day
from crisis.public.selection import Selection

from .ways import Way

WEEK, MONTH = timedelta(days=6), timedelta(days=29)
ROUND_AN_EVENT = timedelta(days=3)
"""Days on either side of it."""
MOST_BARS = 72
HEIGHT = 100
"""Units of the drawing; the page stretches it."""
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days."""

    first: date
    last: date

    @property
    def length(self) -> timedelta:
        return self.last - self.first

    def shifted(self, by: timedelta) -> Period:
        if by < timedelta():
            return Period(earlier(self.first, -by), earlier(self.last, -by))
        return Period(later(self.first, by), later(self.last, by))


def whole_period() -> Period:
    """From the first to the last day of all that is published (one query); January 2022 where nothing is."""
    ends = Event.objects.public().aggregate(a=Min("starts_on"), b=Min("ends_on"), c=Max("starts_on"), d=Max("ends_on"))
    days = [day for day in ends.values() if day]
    return Period(min(days), max(days)) if days else Period(date(2022, 1, 1), date(2022, 1, 31))


def period_of(selection: Selection, whole: Period) -> Period | None:
    """The days the selection asks for; an end it leaves open is that of the whole. `None`: no period is asked for."""
    if not (selection.since or selection.until):
        return None
    first, last = parse_days(selection.since).first, parse_days(selection.until).last
    if first is None:
        return Period(min(whole.first, last or whole.first), last or whole.last)
    return Period(first, last or max(whole.last, first))


def presets_of(selection: Selection, whole: Period, event: Event | None = None) -> list[Way]:
    """Ways that keep the rest of the selection. A week and a month end where the period in view does."""
    last = (period_of(selection, whole) or whole).last
    week, month = Period(earlier(last, WEEK), last), Period(earlier(last, MONTH), last)
    ways = [
        _way(selection, whole, "week", _("Week"), _("The last seven days of the period in view"), week),
        _way(selection, whole, "month", _("Month"), _("The last thirty days of the period in view"), month),
    ]
    if known := [day for day in (event.starts_on, event.ends_on) if day] if event else []:
        around = Period(earlier(min(known), ROUND_AN_EVENT), later(max(known), ROUND_AN_EVENT))
        title = _("Three days before it to three days after")
        ways.append(_way(selection, whole, "around", _("Round this event"), title, around))
    return [*ways, _way(selection, whole, "all", pgettext("period", "All"), _("The whole period"), None)]


def steps_of(selection: Selection, whole: Period) -> list[Way]:
    """Earlier and later by the length of the period in view, and twice as much of it; none where all is in view."""
    now = period_of(selection, whole)
    if now is None:
        return []
    step, half = now.length + timedelta(days=1), now.length / 2 + timedelta(days=1)
    wider = Period(earlier(now.first, half), later(now.last, half))
    is_all = wider.first <= whole.first and wider.last >= whole.last
    ways = []
    if now.first > whole.first:
        ways.append(_way(selection, whole, "earlier", "←", _("Earlier"), now.shifted(-step)))
    if now.last < whole.last:
        ways.append(_way(selection, whole, "later", "→", _("Later"), now.shifted(step)))
    return [*ways, _way(selection, whole, "wider", "−", _("Twice the period"), None if is_all else wider)]


def _way(selection: Selection, whole: Period, name: str, label: str, title: str, to: Period | None) -> Way:
    return Way(
        name=name,
        label=label,
        title=title,
        query=selection.during(*((to.first, to.last) if to else (None, None))).query_string,
        is_current=to == period_of(selection, whole),
    )


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
    days = whole.length.days + 1
    step = -(-days // MOST_BARS)
    width = -(-days // step)
    counts: Counter[tuple[int, str]] = Counter()
    for (day, kind), number in counted_by_day(
        selection.during(None, None).events(), within=(whole.first, whole.last)
    ).items():
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
    totals = [sum(counts[at, kind] for kind in KINDS.codes) for at in range(width)]
    most = max(totals, default=0) or 1
    floor = [0.0] * width
    paths = []
    for kind in KINDS.codes:
        pieces = []
        for at in range(width):
            if number := counts[at, kind]:
                # what there is must be seen, however little of it
                height = max(number / most * (HEIGHT - 4), 3)
                bottom = HEIGHT - floor[at]
                floor[at] = min(floor[at] + height, HEIGHT)
                pieces.append(f"M{at}.1 {bottom:.0f}V{HEIGHT - floor[at]:.0f}h.8V{bottom:.0f}z")
        paths.append((kind, "".join(pieces)))
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
