"""The period in view, and the ways to another one: presets, a step earlier or later, the days round an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.dates import earlier, later, parse_days
from crisis.events.models import Event
from crisis.events.selection import Selection

WEEK, MONTH = timedelta(days=6), timedelta(days=29)
ROUND_AN_EVENT = timedelta(days=3)
"""Days on either side of it."""


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


@dataclass(frozen=True, slots=True)
class Preset:
    """A way to another period: a query string, and whether it is the one in view."""

    name: str
    label: str
    title: str
    query: str
    is_current: bool


def whole_period() -> Period:
    """From the first to the last day of all that is published (one query); January 2022 where nothing is."""
    ends = Event.objects.public().aggregate(a=Min("starts_on"), b=Min("ends_on"), c=Max("starts_on"), d=Max("ends_on"))
    days = [day for day in ends.values() if day]
    return Period(min(days), max(days)) if days else Period(date(2022, 1, 1), date(2022, 1, 31))


def period_of(selection: Selection, whole: Period) -> Period | None:
    """The days the selection asks for; an end it leaves open is that of the whole. `None`: no period is asked for."""
    if not (selection.since or selection.until):
        return None
    first = parse_days(selection.since).first or whole.first
    last = parse_days(selection.until).last or whole.last
    return Period(min(first, last), max(first, last))


def presets_of(selection: Selection, whole: Period, event: Event | None = None) -> list[Preset]:
    """Ways that keep the rest of the selection. A week and a month end where the period in view does."""
    now = period_of(selection, whole)
    base = now or whole
    chosen = [
        (
            "week",
            _("Week"),
            _("The last seven days of the period in view"),
            Period(earlier(base.last, WEEK), base.last),
        ),
        (
            "month",
            _("Month"),
            _("The last thirty days of the period in view"),
            Period(earlier(base.last, MONTH), base.last),
        ),
    ]
    if event and (event.starts_on or event.ends_on):
        first = event.starts_on or event.ends_on or whole.first
        last = event.ends_on or first
        around = Period(earlier(first, ROUND_AN_EVENT), later(last, ROUND_AN_EVENT))
        chosen.append(("around", _("Round this event"), _("Three days before it to three days after"), around))
    presets = [Preset(name, label, title, _query(selection, to), to == now) for name, label, title, to in chosen]
    everything = Preset("all", pgettext("period", "All"), _("The whole period"), _query(selection, None), now is None)
    return [*presets, everything]


def steps_of(selection: Selection, whole: Period) -> list[Preset]:
    """Earlier and later by the length of the period in view, and twice as much of it; none where all is in view."""
    now = period_of(selection, whole)
    if now is None:
        return []
    step, half = now.length + timedelta(days=1), now.length / 2 + timedelta(days=1)
    wider = Period(earlier(now.first, half), later(now.last, half))
    ways = []
    if now.first > whole.first:
        ways.append(Preset("earlier", "←", _("Earlier"), _query(selection, now.shifted(-step)), False))
    if now.last < whole.last:
        ways.append(Preset("later", "→", _("Later"), _query(selection, now.shifted(step)), False))
    is_all = wider.first <= whole.first and wider.last >= whole.last
    ways.append(Preset("wider", "−", _("Twice the period"), _query(selection, None if is_all else wider), False))
    return ways


def _query(selection: Selection, to: Period | None) -> str:
    since, until = (to.first.isoformat(), to.last.isoformat()) if to else ("", "")
    return replace(selection, since=since, until=until, cursor="").query_string
