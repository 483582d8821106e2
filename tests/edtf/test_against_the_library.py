"""Our reading of EDTF beside the `edtf` library's: what we accept, it accepts, with the same first and last days.

What we refuse and the library does not is refused on purpose, and named here. The library is slow (milliseconds a
date), so it is asked for a few hundred texts only.
"""

from __future__ import annotations

import csv
import math
import re
from datetime import date
from pathlib import Path
from time import struct_time

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crisis.edtf import DateError, Reason, parse
from crisis.edtf.days import Days

Bounds = tuple[date | None, date | None]

_POINT = r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?"
_KEPT = re.compile(
    rf"{_POINT}|(?:{_POINT}|\.\.)/(?:{_POINT}|\.\.)|\[\d{{4}}-\d\d-\d\d(?:,\d{{4}}-\d\d-\d\d)+\]", re.ASCII
)
"""The shapes that this house keeps; the library reads many more (`2022-XX`, `-0044`, `{2021,2022}`, `2022/unknown`)."""

years = st.sampled_from(["2022", "2021", "2024", "1900", "0001", "9999", "0000"])
months = st.integers(0, 13).map("{:02}".format)
days = st.integers(0, 32).map("{:02}".format)
marks = st.sampled_from(["", "", "", "~", "?", "%"])
points = st.one_of(
    st.tuples(years, marks).map("".join),
    st.tuples(years, st.just("-"), months, marks).map("".join),
    st.tuples(years, st.just("-"), months, st.just("-"), days, marks).map("".join),
)
sides = st.one_of(points, points, points, st.just(".."))
sets = st.lists(st.dates(date(2021, 1, 1), date(2023, 1, 1)).map(str), min_size=1, max_size=3).map(
    lambda days: f"[{','.join(days)}]"
)
texts = st.one_of(
    points,
    st.tuples(sides, sides).map("/".join),
    sets,
    st.text("0123-/~.[],", max_size=14),
)


def ours(text: str) -> Days | Reason:
    try:
        return parse(text)
    except DateError as refused:
        return refused.reason


def theirs(text: str) -> Bounds | None:
    """The library's first and last day; None for what it cannot read, or cannot give as days of the years 1 to 9999."""
    try:
        parsed = parse_edtf(text)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, OverflowError, AttributeError, TypeError):
        return None


def _day(value: struct_time | float) -> date | None:
    if isinstance(value, float):
        assert math.isinf(value)
        return None
    return date(value.tm_year, value.tm_mon, value.tm_mday)


def expected(text: str) -> Bounds | None:
    """The library's reading, without the shapes and the meanings that this house does not keep."""
    bounds = theirs(text) if _KEPT.fullmatch(text) else None
    if bounds is None or bounds == (None, None):
        return None
    first, last = bounds
    return None if first and last and last < first else bounds


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("2022-02-29")
@example("2024-02-29~")
@example("1900-02-29")
@example("2022-01-21/2022-01")
@example("2022/2022-01-01")
@example("2022?/2022~")
@example("2022~/..")
@example("../..")
@example("../2022%")
@example("2022-02/2022-01")
@example("[2022-01-14,2022-01-07]")
@example("[2022-01-07,2022-01-07]")
@example("0000/2022")
@example("9999-12-31")
@given(texts)
def test_both_read_the_same_days(text: str) -> None:
    read = ours(text)

    assert (None if isinstance(read, Reason) else (read.first, read.last)) == (expected(text) if text else (None, None))


@pytest.mark.parametrize("number", range(21, 42))
def test_seasons_alone_are_refused_where_the_library_reads_them(number: int) -> None:
    text = f"2022-{number}"

    assert (ours(text), theirs(text) is None) == (Reason.SEASON, False)


def test_every_date_of_the_chronology_is_read_alike(root: Path) -> None:
    with (root / "fixtures" / "context_events.csv").open(encoding="utf-8", newline="") as file:
        told = {row["edtf"] for row in csv.DictReader(file)}
    shapes = {re.sub(r"\d", "0", text): text for text in sorted(told)}  # one of each shape for the slow library

    assert [text for text in told if isinstance(ours(text), Reason)] == []
    assert {text: expected(text) for text in shapes.values()} == {
        text: (read.first, read.last) for text in shapes.values() if isinstance(read := ours(text), Days)
    }
    assert len(told) > 100
