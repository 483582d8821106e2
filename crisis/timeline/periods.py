"""The period in view, and the ways to another one: presets, a step earlier or later, the days round an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.dates import parse_days
from crisis.edtf import earlier, later
from crisis.events.models import Event
from crisis.public.selection import Selection

from .ways import Way

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
    since, until = (to.first.isoformat(), to.last.isoformat()) if to else ("", "")
    return Way(
        name=name,
        label=label,
        title=title,
        query=replace(selection, since=since, until=until, cursor="").query_string,
        is_current=to == period_of(selection, whole),
    )
