"""What the chart draws."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from django.http import QueryDict
from django.utils.translation import override

from crisis.events.models import Event
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from crisis.public.marks import bin_end, bin_start, step_for
from crisis.public.selection import Selection
from crisis.timeline.chart import figure as figures
from crisis.timeline.chart.figure import timeline_figure
from tests.making import make_actor, make_event, make_excerpt, make_place

pytestmark = pytest.mark.django_db


def drawn(query: str = "") -> dict[str, Any]:
    selection = Selection.parse(QueryDict(query))
    with override("en"):
        return timeline_figure(selection)


def points(figure: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [
        point
        for trace in figure["data"]
        if "markers" in trace.get("mode", "")
        for point in zip(trace["customdata"], trace["x"], trace["y"], strict=True)
    ]


def assert_plotly_takes(figure: dict[str, Any]) -> None:
    go.Figure(data=figure["data"], layout=figure["layout"])


DATES = ["2022-01-21", "2022-01", "2022-01-19/2022-01-21", "../2022-01-18", "2022-01-18/..", "[2022-01-07,2022-01-14]"]


@pytest.mark.parametrize("lane", ["kind", "actor", "place"])
def test_each_dated_event_has_exactly_one_point(lane: str) -> None:
    lavrov, biden = make_actor("lavrov"), make_actor("biden")
    both = (Part(role=Role.PARTICIPANT, actor=lavrov), Part(role=Role.PARTICIPANT, actor=biden))
    dated = {make_event(when=when, published=True, parts=both, place=make_place()).uid for when in DATES}
    dated |= {make_event(kind, published=True).uid for kind in Kind}
    make_event(when="", published=True)
    make_event(when="2022-01-21")

    figure = drawn(f"lane={lane}")

    assert Counter(uid for uid, _x, _y in points(figure)) == Counter(dict.fromkeys(dated, 1))
    assert_plotly_takes(figure)


@pytest.mark.database
def test_an_event_whose_beginning_is_open_is_drawn_before_all_others() -> None:
    known, open_ = (make_event(when=when, published=True).uid for when in ("2021-01-21", "../2022-01-18"))

    assert [uid for uid, _x, _y in points(drawn())] == [open_, known]


def test_doubt_is_a_bar_as_long_as_it_lasts() -> None:
    make_event(when="2022-01-19/2022-01-21", published=True)
    make_event(when="../2022-05-01", published=True)

    bars = [trace["x"] for trace in drawn()["data"] if trace["mode"] == "lines"]

    assert bars == [
        ["2022-01-19", "2022-01-21", None],
        ["2022-01-01", "2022-05-01", None],  # an open start fades, from 120 days back
        ["2022-02-10", "2022-05-01", None],
        ["2022-03-22", "2022-05-01", None],
    ]


def test_status_is_a_shape() -> None:
    for status in Status:
        make_event(status=status, published=True)

    [trace] = drawn()["data"]

    assert len(set(trace["marker"]["symbol"])) == len(Status)


def test_context_events_are_drawn_more_quietly() -> None:
    quiet = make_event(published=True).uid
    make_event(published=True, support=(make_excerpt(),))

    [trace] = drawn()["data"]

    sizes = dict(zip(trace["customdata"], trace["marker"]["size"], strict=True))
    assert (sizes.pop(quiet), list(sizes.values())) == (7, [12])


def test_points_of_one_day_do_not_hide_each_other() -> None:
    for _number in range(10):
        make_event(when="2022-01-21", published=True)

    places = [(x, y) for _uid, x, y in points(drawn())]

    assert len(set(places)) == 10
    assert points(drawn()) == points(drawn())


def test_the_axis_shows_the_period_asked_for_and_each_point_stands_in_it() -> None:
    make_event(when="2022-01", published=True)
    make_event(when="2022-01-21", published=True)
    make_event(when="../2022-05-01", published=True)

    figure = drawn("from=2022-01-20&to=2022-01-22")

    assert figure["layout"]["xaxis"]["range"] == ["2022-01-19T12:00", "2022-01-22T12:00"]
    assert sorted(x for _uid, x, _y in points(figure)) == ["2022-01-20", "2022-01-21", "2022-01-22"]


def test_too_many_points_become_counted_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_POINTS", 3)
    for day in ("2022-01-18", "2022-01-18", "2022-01-20", ""):
        make_event(when=day, published=True)
    make_event(Kind.STATEMENT, when="2022-01-20", published=True)

    figure = drawn()

    assert [(trace["type"], trace["x"], trace["y"]) for trace in figure["data"]] == [
        ("bar", ["2022-01-18", "2022-01-20"], [2, 1]),
        ("bar", ["2022-01-20"], [1]),
    ]
    assert figure["data"][0]["customdata"][0] == ["2022-01-18", "2022-01-18"]
    assert_plotly_takes(figure)


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [
        ("2022-01-01", "2022-12-31", "day"),
        ("2020-01-01", "2022-12-31", "week"),
        ("2000-01-01", "2022-12-31", "month"),
        ("1000-01-01", "2022-12-31", "year"),
    ],
)
def test_bars_are_as_fine_as_the_width_allows(first: str, last: str, step: str) -> None:
    assert step_for(date.fromisoformat(first), date.fromisoformat(last)) == step


@pytest.mark.parametrize(
    ("step", "start", "end"),
    [
        ("day", "2022-02-16", "2022-02-16"),
        ("week", "2022-02-14", "2022-02-20"),
        ("month", "2022-02-01", "2022-02-28"),
        ("year", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_bin_holds_whole_days(step: str, start: str, end: str) -> None:
    day = date(2022, 2, 16)

    assert (bin_start(day, step).isoformat(), bin_end(day, step).isoformat()) == (start, end)


def test_an_empty_selection_draws_empty_lanes() -> None:
    figure = drawn()

    assert (figure["data"], Event.objects.count()) == ([], 0)
    assert_plotly_takes(figure)
