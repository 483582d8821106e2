"""What the chart draws, as plain data for plotly.js: points while they fit, counted bins beyond.

Colours are the stylesheet's affair: a trace says in `meta` which kind it shows, and the page's
script looks the colour up, in light and in dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crisis.edtf import earlier, later
from crisis.events.kinds import KINDS, EventKind
from crisis.events.kinds.facts import number_in_words
from crisis.events.models import Actor, Participation, Place
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import Status
from crisis.public.marks import Mark, Period, gap_for, marks_of, packed
from crisis.public.selection import Selection

from .bins import Figure, binned, house_layout, time_axis
from .overview import period_of, whole_period

MOST_POINTS = 2000
"""Marks that a browser draws without a pause; above that the server counts."""

MOST_LANES = 6
"""Lanes by actor or place, besides the one for all the others."""
MOST_ROWS = 12
COLUMNS = 120
"""Points that stand side by side on the whole width before they overlap."""
OTHERS = ""

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


def lanes_of(selection: Selection, events: EventQuerySet) -> tuple[list[tuple[str, str]], dict[int, str] | None]:
    """The lanes (slug, label) from top to bottom, and for each event's key the slug of its lane where it is no kind."""
    if selection.lane == "actor":
        pairs = Participation.objects.filter(event__in=events.order_by().values("pk"), actor__isnull=False)
        counted = pairs.values("actor__slug").annotate(number=Count("event", distinct=True))
        rows = counted.order_by("-number", "actor__slug")[: MOST_LANES + len(selection.values("actor"))]
        slugs = _foremost([row["actor__slug"] for row in rows], selection.values("actor"))
        names = {slug: str(actor) for slug, actor in Actor.objects.in_bulk(slugs, field_name="slug").items()}
        lane_of: dict[int, str] = {}
        for event, slug in pairs.filter(actor__slug__in=slugs).values_list("event_id", "actor__slug"):
            known = lane_of.get(event)
            lane_of[event] = slug if known is None or slugs.index(slug) < slugs.index(known) else known
        return [*((slug, names[slug]) for slug in slugs), (OTHERS, _("Other actors"))], lane_of
    if selection.lane == "place":
        placed = events.order_by().filter(place__isnull=False).values("place__slug").annotate(number=Count("pk"))
        found = placed.order_by("-number", "place__slug")[: MOST_LANES + len(selection.values("place"))]
        slugs = _foremost([row["place__slug"] for row in found], selection.values("place"))
        names = {slug: str(place) for slug, place in Place.objects.in_bulk(slugs, field_name="slug").items()}
        there = events.order_by().filter(place__slug__in=slugs).values_list("pk", "place__slug")
        return [*((slug, names[slug]) for slug in slugs), (OTHERS, _("Elsewhere, or not told"))], dict(there)
    return [(kind.code, str(kind.plural)) for kind in KINDS], None


def _foremost(slugs: list[str], chosen: tuple[str, ...]) -> list[str]:
    """Those the reader asked for come first."""
    return list(dict.fromkeys([*(slug for slug in chosen if slug in slugs), *slugs]))[:MOST_LANES]


def _span_of(marks: list[Mark]) -> Period:
    """The first and the last day that anything is drawn on; January 2022 where nothing is."""
    if not marks:
        return Period(date(2022, 1, 1), date(2022, 1, 31))
    return Period(min(mark.first for mark in marks), max(mark.last for mark in marks))


def drawn_points(selection: Selection, events: EventQuerySet, period: Period | None) -> Figure:
    marks = marks_of(events)
    lanes, lane_of = lanes_of(selection, events)
    shown = period or _span_of(marks)
    gap = gap_for(shown, COLUMNS)
    rows: dict[str, float] = {}
    bottom, lines, names = 0.0, [], []
    for lane, label in reversed(lanes):  # upwards from the axis
        there = [mark for mark in marks if (mark.kind if lane_of is None else lane_of.get(mark.key, OTHERS)) == lane]
        places = packed([(mark.uid, mark.first, mark.last) for mark in there], gap, MOST_ROWS)
        height = max(places.values(), default=0) + 1
        rows.update({uid: bottom + row for uid, row in places.items()})
        bottom += height + HEADROOM
        names.append(_name(label, len(there), bottom - 0.6))
        lines.append(bottom - 0.4)
    margin = timedelta() if period else max(shown.length * 0.015, timedelta(days=2))
    kinds = [(kind, [mark for mark in marks if mark.kind == kind.code]) for kind in KINDS]
    return {
        "data": [trace for kind, there in kinds for trace in _traces(kind, there, rows, period)],
        "layout": {
            **house_layout(height=round(max(bottom * ROW_HEIGHT, 170)) + 40),
            "xaxis": time_axis(earlier(shown.first, margin), later(shown.last, margin)),
            "yaxis": {"range": [-0.9, bottom - 0.4], "fixedrange": True, "visible": False},
            "shapes": [_line(y) for y in lines[:-1]],
            "annotations": names,
        },
    }


def _traces(
    kind: EventKind, marks: list[Mark], rows: dict[str, float], period: Period | None
) -> Iterator[dict[str, Any]]:
    """The doubt first, so that the points lie on it; then one point an event, within the period in view."""
    meta = {"kind": kind.code}
    closed = [(mark.starts_on, mark.ends_on, rows[mark.uid]) for mark in marks if mark.is_doubtful and not mark.is_open]
    if closed:
        yield _bars(meta, closed, 0.32)
    open_ended = [mark for mark in marks if mark.is_open]
    for share, opacity in FADES if open_ended else ():
        yield _bars(meta, [(*mark.reach(share), rows[mark.uid]) for mark in open_ended], opacity)
    if marks:
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": str(kind.plural),
            "meta": meta,
            # An event whose doubt reaches into the period has its point there: any of those days may be its own.
            "x": [(period.within(mark.point) if period else mark.point).isoformat() for mark in marks],
            "y": [rows[mark.uid] for mark in marks],
            "customdata": [mark.uid for mark in marks],
            "hoverinfo": "none",
            "marker": {
                "symbol": [SYMBOLS[Status(mark.status)] for mark in marks],
                "size": [7 if mark.is_quiet else 12 for mark in marks],
                "opacity": [0.6 if mark.is_quiet else 1 for mark in marks],
            },
        }


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
