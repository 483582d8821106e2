"""The links of the toolbar: each leads to a selection that differs from the present one in a single thing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from crisis.public.selection import LANES, Selection

from .facets import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a link leads (a query string), and whether that is where one is."""

    name: str
    label: str
    query: str
    title: str = ""
    is_current: bool = False
    count: int = 0


def lane_ways(selection: Selection) -> list[Way]:
    """The chart by kind, by actor, by place."""
    labels = {"kind": _("kind"), "actor": _("actor"), "place": _("place")}
    return [
        Way(
            name=lane,
            label=labels[lane],
            query=replace(selection, lane=lane, cursor="").query_string,
            is_current=lane == selection.lane,
        )
        for lane in LANES
    ]


def status_ways(selection: Selection, choices: list[Choice]) -> list[Way]:
    """The legend: the selection with one status more, or less."""
    return [
        Way(
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
