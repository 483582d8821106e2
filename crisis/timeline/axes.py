"""What both forms of the chart share: its frame and its time axis."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crisis.edtf import earlier

Figure = dict[str, Any]


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
