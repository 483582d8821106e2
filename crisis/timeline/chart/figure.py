"""What the chart draws, as plain data for plotly.js: points while they fit, counted bins beyond.

Colours are the stylesheet's affair: a trace says in `meta` which kind it shows, and the page's
script looks the colour up, in light and in dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crisis.articles.dates import day_in_words, month_in_words
from crisis.edtf import earlier, later
from crisis.events.kinds import KINDS, EventKind, counted_in_words
from crisis.events.kinds.facts import number_in_words
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import Status
from crisis.public.filters import filter_named
from crisis.public.filters.subjects import SubjectFilter
from crisis.public.marks import (
    Mark,
    Period,
    bin_end,
    binned_by,
    counted_by_day,
    gap_for,
    marks_of,
    packed,
    span_of,
    step_for,
)
from crisis.public.selection import Selection
from crisis.public.visibility import RESTS_ON

from .overview import NOTHING, period_of, whole_period

Figure = dict[str, Any]
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
ACROSS = {"type": "line", "xref": "paper", "x0": 0, "x1": 1}
CONFIG = {"displayModeBar": False, "showSendToCloud": False, "responsive": True, "doubleClick": "reset"}


def timeline_figure(selection: Selection) -> Figure:
    """The figure of all the selection's events. What the axis shows is the period the selection asks for."""
    events = selection.events()
    period = period_of(selection, whole_period()) if selection.since or selection.until else None
    is_drawn = events.dated().count() <= MOST_POINTS
    figure = drawn_points(selection, events, period) if is_drawn else binned(events, period)
    figure["layout"]["meta"] = {
        # where an event opens, with `UID` for its name: links travel in the data, they are not spelled in scripts
        "permalink": selection.behind(reverse("timeline:event", args=["UID", "-"])),
        "card": reverse("timeline:card", args=["UID"]),
    }
    figure["config"] = {**CONFIG, "locale": (get_language() or "fr")[:2]}
    return figure


def lanes_of(selection: Selection, events: EventQuerySet) -> tuple[list[tuple[str, str]], dict[int, str] | None]:
    """The lanes (slug, label) from top to bottom, and for each event's key the slug of its lane where it is no kind."""
    asked = filter_named(selection.lane)
    if not isinstance(asked, SubjectFilter):
        return [(kind.code, str(kind.plural)) for kind in KINDS], None
    counts, chosen = asked.count(events), selection.values(asked.name)
    rows: dict[int, Any] = asked.model._default_manager.in_bulk(list(counts))
    found = sorted(rows.values(), key=lambda row: (-counts[row.pk], row.slug))
    # those the reader asked for come first
    first = sorted(found[: MOST_LANES + len(chosen)], key=lambda row: row.slug not in chosen)[:MOST_LANES]
    slugs = {row.pk: row.slug for row in first}
    [path] = RESTS_ON[asked.model]
    pairs = events.order_by().filter(**{f"{path}__in": list(slugs)}).values_list("pk", path)
    by_lane = sorted(pairs, key=lambda pair: list(slugs).index(pair[1]), reverse=True)  # the highest lane has it
    others = {"actor": _("Other actors"), "place": _("Elsewhere, or not told")}
    lanes = [*((row.slug, str(row)) for row in first), (OTHERS, others[asked.name])]
    return lanes, {event: slugs[row] for event, row in by_lane}


def drawn_points(selection: Selection, events: EventQuerySet, period: Period | None) -> Figure:
    marks = marks_of(events)
    lanes, lane_of = lanes_of(selection, events)
    whole = Period(min(mark.first for mark in marks), max(mark.last for mark in marks)) if marks else NOTHING
    shown = period or whole
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
            **_frame(round(max(bottom * ROW_HEIGHT, 170)) + 40),
            "xaxis": _time_axis(earlier(shown.first, margin), later(shown.last, margin)),
            "yaxis": {"range": [-0.9, bottom - 0.4], "fixedrange": True, "visible": False},
            "shapes": [{**ACROSS, "y0": y, "y1": y, "line": {"width": 1}} for y in lines[:-1]],
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
    # No tags: plotly.js would write an inline style for them, which the policy forbids.
    words = f"{escape(label[:1].upper() + label[1:], quote=False)}  {number_in_words(count)}"
    return {**_written(words, top), "font": {"weight": 600}}


def binned(events: EventQuerySet, period: Period | None) -> Figure:
    """Counts by the first known day in the period and kind; a bar names its days, so that it can lead to them."""
    limits = (period.first, period.last) if period else None
    counts = counted_by_day(events, within=limits)
    first, last = limits or span_of(counts) or (NOTHING.first, NOTHING.last)
    step = step_for(first, last)
    bins = binned_by(step, counts)
    data = []
    for kind in KINDS:
        there = sorted((start, number) for (start, of), number in bins.items() if of == kind.code)
        if not there:
            continue
        data.append(
            {
                "type": "bar",
                "name": str(kind.plural),
                "meta": {"kind": kind.code},
                "x": [start.isoformat() for start, _number in there],
                "y": [number for _start, number in there],
                # in milliseconds
                "width": [((bin_end(start, step) - start).days + 1) * 86_400_000 for start, _number in there],
                "offset": 0,
                "customdata": [[start.isoformat(), bin_end(start, step).isoformat()] for start, _number in there],
                "hovertext": [
                    f"{_words(start, step)}<br>{counted_in_words(number, kind.code)}" for start, number in there
                ],
                "hoverinfo": "text",
                "textposition": "none",
            }
        )
    hint = _("Too many events to draw one by one: choose a bar to see its own.")
    if first == last:
        hint = _("Too many events on one day to draw one by one: the list has them all.")
    margin = timedelta() if period else timedelta(days=3)
    return {
        "data": data,
        "layout": {
            **_frame(300),
            "margin": {"l": 44, "r": 4, "t": 8, "b": 34},
            "barmode": "stack",
            "xaxis": _time_axis(earlier(first, margin), later(bin_end(last, step), margin)),
            "yaxis": {"fixedrange": True, "rangemode": "tozero", "zeroline": False},
            "annotations": [{**_written(hint, 1), "yref": "paper"}],
        },
    }


def _words(start: date, step: str) -> str:
    if step == "week":
        return _("week of %(day)s") % {"day": day_in_words(start)}
    if step == "month":
        return month_in_words(start)
    return str(start.year) if step == "year" else day_in_words(start)


def _frame(height: int) -> dict[str, Any]:
    """What both forms of the chart share. No `transition`: it would freeze the axes."""
    return {
        "height": height,
        "margin": {"l": 4, "r": 4, "t": 2, "b": 34},
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 24,
        "dragmode": "pan",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }


def _time_axis(first: date, last: date) -> dict[str, Any]:
    """From half a day before the first day to half a day after the last: points stand on midnight."""
    return {
        "type": "date",
        "range": [f"{earlier(first, timedelta(days=1))}T12:00", f"{last}T12:00"],
        "showgrid": True,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 5,
        "tickformatstops": [
            {"dtickrange": [None, 1_209_600_000], "value": "%-d %b"},
            {"dtickrange": [1_209_600_000, "M6"], "value": "%b %Y"},
            {"dtickrange": ["M6", None], "value": "%Y"},
        ],
    }


def _written(words: str, top: float) -> dict[str, Any]:
    """At the left edge of the chart, hanging from `top`."""
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yanchor": "top",
        "showarrow": False,
    }
