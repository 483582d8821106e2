"""The chart of more events than a browser can draw: how many began in each day, week, month or year.

Its frame and its time axis are those of the points, too.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from crisis.articles.dates import day_in_words, month_in_words
from crisis.edtf import earlier, later
from crisis.events.kinds import KINDS, counted_in_words
from crisis.events.querysets import EventQuerySet
from crisis.public.marks import Period, bin_end, binned_by, counted_by_day, span_of, step_for

Figure = dict[str, Any]


def binned(events: EventQuerySet, period: Period | None) -> Figure:
    """Counts by the first known day in the period and kind; a bar names its days, so that it can lead to them."""
    limits = (period.first, period.last) if period else None
    counts = counted_by_day(events, within=limits)
    first, last = limits or span_of(counts) or (date(2022, 1, 1), date(2022, 1, 31))
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
                "width": [_milliseconds(start, step) for start, _number in there],
                "offset": 0,
                "customdata": [[start.isoformat(), bin_end(start, step).isoformat()] for start, _number in there],
                "hovertext": [
                    f"{_words(start, step)}<br>{counted_in_words(number, kind.code)}" for start, number in there
                ],
                "hoverinfo": "text",
                "textposition": "none",
            }
        )
    margin = timedelta() if period else timedelta(days=3)
    return {
        "data": data,
        "layout": {
            **house_layout(height=300),
            "margin": {"l": 44, "r": 4, "t": 8, "b": 34},
            "barmode": "stack",
            "xaxis": time_axis(earlier(first, margin), later(bin_end(last, step), margin)),
            "yaxis": {"fixedrange": True, "rangemode": "tozero", "zeroline": False},
            "annotations": [
                {
                    "text": _hint(first, last),
                    "x": 0,
                    "xref": "paper",
                    "xanchor": "left",
                    "y": 1,
                    "yref": "paper",
                    "yanchor": "top",
                    "showarrow": False,
                }
            ],
        },
    }


def _hint(first: date, last: date) -> str:
    if first == last:
        return _("Too many events on one day to draw one by one: the list has them all.")
    return _("Too many events to draw one by one: choose a bar to see its own.")


def _milliseconds(start: date, step: str) -> int:
    return ((bin_end(start, step) - start).days + 1) * 86_400_000


def _words(start: date, step: str) -> str:
    if step == "week":
        return _("week of %(day)s") % {"day": day_in_words(start)}
    if step == "month":
        return month_in_words(start)
    return str(start.year) if step == "year" else day_in_words(start)


def house_layout(*, height: int) -> dict[str, Any]:
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


def time_axis(first: date, last: date) -> dict[str, Any]:
    """From half a day before the first day to half a day after the last: points stand on midnight."""
    opening, closing = earlier(first, timedelta(days=1)), last
    return {
        "type": "date",
        "range": [f"{opening}T12:00", f"{closing}T12:00"],
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
