"""What the chart draws, as plain data for plotly.js: points while they fit, counted bins beyond.

Colours are the stylesheet's affair: a trace says in `meta` which kind it shows, and the page's
script looks the colour up, in light and in dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language

from crisis.edtf import earlier, later
from crisis.events.models import Evidence
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import Kind, Status
from crisis.public.selection import Selection
from crisis.public.wording import number_in_words

from .axes import Figure, house_layout, time_axis
from .bins import binned
from .lanes import Mark, gap_for, lanes_of, packed, span_of
from .periods import Period, period_of, whole_period

MOST_POINTS = 2000
"""Marks that a browser draws without a pause; above that the server counts."""

SYMBOLS = {
    Status.OCCURRED: "circle",
    Status.SCHEDULED: "circle-open",
    Status.ANNOUNCED: "diamond-open",
    Status.CANCELLED: "x",
    Status.DENIED: "circle-x-open",
}
ROW_HEIGHT = 12
"""Pixels."""
HEADROOM = 2.0
"""Rows kept free at the top of a lane, for its name."""
FADES = ((1.0, 0.1), (2 / 3, 0.14), (1 / 3, 0.2))
"""An open end's bar: from which share of its length on, how opaque."""
CONFIG = {"displayModeBar": False, "showSendToCloud": False, "responsive": True, "doubleClick": "reset"}


def timeline_figure(selection: Selection) -> Figure:
    """The figure of all the selection's events. What the axis shows is the period the selection asks for."""
    events = selection.events()
    period = period_of(selection, whole_period()) if selection.since or selection.until else None
    is_drawn = events.dated().count() <= MOST_POINTS
    figure = drawn_points(selection, events, period) if is_drawn else binned(events, period)
    figure["layout"]["meta"] = {
        "permalink": _permalink(selection),
        "card": reverse("timeline:card", args=["UID"]),
    }
    figure["config"] = {**CONFIG, "locale": (get_language() or "fr")[:2]}
    return figure


def _permalink(selection: Selection) -> str:
    """Where an event opens, with `UID` for its name: links travel in the data, they are not spelled in scripts."""
    return selection.behind(reverse("timeline:event", args=["UID", "-"]))


def marks_of(selection: Selection, events: EventQuerySet) -> tuple[list[tuple[str, str]], list[Mark]]:
    """The lanes and the dated events that stand on them (two queries; one more where lanes are not kinds)."""
    lanes, lane_of = lanes_of(selection, events)
    excerpt = Evidence.objects.filter(event=OuterRef("pk"), excerpt__isnull=False)
    rows = (
        events.filter(Q(starts_on__isnull=False) | Q(ends_on__isnull=False))
        .order_by("starts_on", "uid")
        .annotate(has_excerpt=Exists(excerpt))
        .values_list("pk", "uid", "kind", "status", "starts_on", "ends_on", "has_excerpt")
    )
    return lanes, [
        Mark(
            uid=uid,
            kind=kind,
            status=status,
            starts_on=starts_on,
            ends_on=ends_on,
            is_quiet=not has_excerpt,
            lane=lane_of.get(key, "") if selection.lane != "kind" else kind,
        )
        for key, uid, kind, status, starts_on, ends_on, has_excerpt in rows
    ]


def drawn_points(selection: Selection, events: EventQuerySet, period: Period | None) -> Figure:
    lanes, marks = marks_of(selection, events)
    first, last = (period.first, period.last) if period else span_of(marks) or (date(2022, 1, 1), date(2022, 1, 31))
    gap = gap_for(first, last)
    rows: dict[str, float] = {}
    bottom, lines, names = 0.0, [], []
    for lane, label in reversed(lanes):  # upwards from the axis
        there = [mark for mark in marks if mark.lane == lane]
        places = packed(there, gap)
        height = max(places.values(), default=0) + 1
        rows.update({uid: bottom + row for uid, row in places.items()})
        bottom += height + HEADROOM
        names.append(_name(label, len(there), bottom - 0.6))
        lines.append(bottom - 0.4)
    margin = timedelta() if period else max((last - first) * 0.015, timedelta(days=2))
    kinds = [(kind, [mark for mark in marks if mark.kind == kind]) for kind in Kind]
    return {
        "data": [trace for kind, there in kinds for trace in _traces(kind, there, rows, period)],
        "layout": {
            **house_layout(height=round(max(bottom * ROW_HEIGHT, 170)) + 40),
            "xaxis": time_axis(earlier(first, margin), later(last, margin)),
            "yaxis": {"range": [-0.9, bottom - 0.4], "fixedrange": True, "visible": False},
            "shapes": [_line(y) for y in lines[:-1]],
            "annotations": names,
        },
    }


def _traces(kind: Kind, marks: list[Mark], rows: dict[str, float], period: Period | None) -> Iterator[dict[str, Any]]:
    """The doubt first, so that the points lie on it; then one point an event, within the period in view."""
    meta = {"kind": kind.value}
    closed = [(mark.starts_on, mark.ends_on, rows[mark.uid]) for mark in marks if mark.is_doubtful and not _open(mark)]
    if closed:
        yield _bars(meta, closed, 0.32)
    open_ended = [mark for mark in marks if _open(mark)]
    for share, opacity in FADES if open_ended else ():
        yield _bars(meta, [(*_reach(mark, share), rows[mark.uid]) for mark in open_ended], opacity)
    if marks:
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": kind.plural,
            "meta": meta,
            "x": [_within(mark.point, period).isoformat() for mark in marks],
            "y": [rows[mark.uid] for mark in marks],
            "customdata": [mark.uid for mark in marks],
            "hoverinfo": "none",
            "marker": {
                "symbol": [SYMBOLS[Status(mark.status)] for mark in marks],
                "size": [7 if mark.is_quiet else 12 for mark in marks],
                "opacity": [0.6 if mark.is_quiet else 1 for mark in marks],
            },
        }


def _within(day: date, period: Period | None) -> date:
    """An event whose doubt reaches into the period has its point there: any of those days may be its own."""
    return min(max(day, period.first), period.last) if period else day


def _open(mark: Mark) -> bool:
    return mark.starts_on is None or mark.ends_on is None


def _reach(mark: Mark, share: float) -> tuple[date, date]:
    """Part of the open bar, next to the end that is known."""
    if mark.starts_on is None:
        return mark.last - (mark.last - mark.first) * share, mark.last
    return mark.starts_on, later(mark.starts_on, timedelta(days=30) * share)


def _bars(meta: dict[str, str], spans: list[tuple[Any, Any, float]], opacity: float) -> dict[str, Any]:
    x: list[str | None] = []
    y: list[float | None] = []
    for start, end, row in spans:
        x += [start.isoformat(), end.isoformat(), None]
        y += [row, row, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": meta,
        "x": x,
        "y": y,
        "line": {"width": 6},
        "opacity": opacity,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _name(label: str, count: int, top: float) -> dict[str, Any]:
    """A lane's name, inside the chart: a margin would cost a phone a third of its width."""
    return {
        # No tags: plotly.js would write an inline style for them, which the policy forbids.
        "text": f"{escape(label[:1].upper() + label[1:], quote=False)}  {number_in_words(count)}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yanchor": "top",
        "showarrow": False,
        "font": {"weight": 600},
    }


def _line(y: float) -> dict[str, Any]:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"width": 1}}
