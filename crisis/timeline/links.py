"""The links of the toolbar: each leads to a selection that differs from the present one in a single thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.edtf import earlier, later
from crisis.events.models import Event
from crisis.public.marks import Period
from crisis.public.selection import LANES, Selection

from .chart.overview import period_of
from .facets import Choice

WEEK, MONTH = timedelta(days=6), timedelta(days=29)
ROUND_AN_EVENT = timedelta(days=3)
"""Days on either side of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionLink:
    """Where a link leads (a query string), and whether that is where one is."""

    name: str
    label: str
    query: str
    title: str = ""
    is_current: bool = False
    count: int = 0


def lane_links(selection: Selection) -> list[SelectionLink]:
    """The chart by kind, by actor, by place."""
    labels = {"kind": _("kind"), "actor": _("actor"), "place": _("place")}
    return [
        SelectionLink(
            name=lane,
            label=labels[lane],
            query=replace(selection, lane=lane, cursor="").query_string,
            is_current=lane == selection.lane,
        )
        for lane in LANES
    ]


def status_links(selection: Selection, choices: list[Choice]) -> list[SelectionLink]:
    """The legend: the selection with one status more, or less."""
    return [
        SelectionLink(
            name=choice.value,
            label=choice.label,
            query=selection.choosing("status", *_toggled(selection.values("status"), choice)).query_string,
            is_current=choice.is_chosen,
            count=choice.count,
        )
        for choice in choices
    ]


def _toggled(statuses: tuple[str, ...], choice: Choice) -> tuple[str, ...]:
    left = tuple(status for status in statuses if status != choice.value)
    return left if choice.is_chosen else (*left, choice.value)


def presets_of(selection: Selection, whole: Period, event: Event | None = None) -> list[SelectionLink]:
    """Links that keep the rest of the selection. A week and a month end where the period in view does."""
    last = (period_of(selection, whole) or whole).last
    week, month = Period(earlier(last, WEEK), last), Period(earlier(last, MONTH), last)
    links = [
        _to_period(selection, whole, "week", _("Week"), _("The last seven days of the period in view"), week),
        _to_period(selection, whole, "month", _("Month"), _("The last thirty days of the period in view"), month),
    ]
    if known := [day for day in (event.starts_on, event.ends_on) if day] if event else []:
        around = Period(earlier(min(known), ROUND_AN_EVENT), later(max(known), ROUND_AN_EVENT))
        title = _("Three days before it to three days after")
        links.append(_to_period(selection, whole, "around", _("Round this event"), title, around))
    return [*links, _to_period(selection, whole, "all", pgettext("period", "All"), _("The whole period"), None)]


def steps_of(selection: Selection, whole: Period) -> list[SelectionLink]:
    """Earlier and later by the length of the period in view, and twice as much of it; none where all is in view."""
    now = period_of(selection, whole)
    if now is None:
        return []
    step, half = now.length + timedelta(days=1), now.length / 2 + timedelta(days=1)
    wider = Period(earlier(now.first, half), later(now.last, half))
    is_all = wider.first <= whole.first and wider.last >= whole.last
    links = []
    if now.first > whole.first:
        links.append(_to_period(selection, whole, "earlier", "←", _("Earlier"), now.shifted(-step)))
    if now.last < whole.last:
        links.append(_to_period(selection, whole, "later", "→", _("Later"), now.shifted(step)))
    return [*links, _to_period(selection, whole, "wider", "−", _("Twice the period"), None if is_all else wider)]


def _to_period(
    selection: Selection, whole: Period, name: str, label: str, title: str, to: Period | None
) -> SelectionLink:
    return SelectionLink(
        name=name,
        label=label,
        title=title,
        query=selection.during(*((to.first, to.last) if to else (None, None))).query_string,
        is_current=to == period_of(selection, whole),
    )
