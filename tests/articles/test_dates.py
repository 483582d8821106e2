"""What an EDTF text says about days, and what it may not say."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from crisis.articles.dates import UNKNOWN, Precision, parse_days


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("2022-01-18", "2022-01-18", "2022-01-18", Precision.DAY),
        (" 2022-01-18 ", "2022-01-18", "2022-01-18", Precision.DAY),  # as pasted
        ("2022-01", "2022-01-01", "2022-01-31", Precision.MONTH),  # never the first of the month alone
        ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2022", "2022-01-01", "2022-12-31", Precision.YEAR),
        ("2022-01-19/2022-01-21", "2022-01-19", "2022-01-21", Precision.INTERVAL),
        ("2021-12/2022-01", "2021-12-01", "2022-01-31", Precision.INTERVAL),
        ("../2022-01-18", None, "2022-01-18", Precision.OPEN),
        ("2022-01-18/..", "2022-01-18", None, Precision.OPEN),
        ("[2022-01-07,2022-01-14]", "2022-01-07", "2022-01-14", Precision.SET),
        ("2022-01-10~", "2022-01-10", "2022-01-10", Precision.APPROXIMATE),
        ("2022-01~", "2022-01-01", "2022-01-31", Precision.APPROXIMATE),
        ("2022-01-10~/2022-01-12", "2022-01-10", "2022-01-12", Precision.APPROXIMATE),
        ("0001-01-01", "0001-01-01", "0001-01-01", Precision.DAY),
        ("9999-12-31", "9999-12-31", "9999-12-31", Precision.DAY),
    ],
)
def test_reads_the_days_an_edtf_text_allows(edtf: str, first: str | None, last: str | None, precision: str) -> None:
    days = parse_days(edtf)

    assert (days.first, days.last, days.precision) == (day(first), day(last), precision)


def test_an_empty_text_is_a_date_nobody_knows() -> None:
    assert parse_days("") == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "2022-13",  # no such month
        "2022-02-30",  # no such day
        "0000",  # before the calendar this house keeps
        "10000-01-01",
        "-0044-03-15",
        "../..",  # says nothing
        "/",
        "2022-02/2022-01",  # ends before it starts
        "21/01/2022",
        "vendredi",
        "2022-01-18T12:00",
        "[2022-01-07]",
        "[2022-01-07..2022-01-14]",
        "2022-XX",
        "²022",
        "[" + ",".join(["2022-01-07"] * 60) + "]",
    ],
)
def test_refuses_what_it_could_not_show_honestly(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_days(text)

    assert refusal.value.code in {"edtf", "edtf-order"}
