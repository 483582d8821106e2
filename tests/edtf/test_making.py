"""Days that are known otherwise, written as EDTF."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crisis.edtf import Days, making, parse
from crisis.edtf.making import earlier, later, months_away, shifted

NEW_YEAR = date(2022, 1, 1)
LAST = date(2022, 1, 31)


@pytest.mark.parametrize(
    ("days", "edtf"),
    [
        (making.day(NEW_YEAR), "2022-01-01"),
        (making.month(2024, 2), "2024-02"),
        (making.year(987), "0987"),
        (making.years(2021, 2022), "2021/2022"),
        (making.years(2022, 2022), "2022"),
        (making.interval(NEW_YEAR, LAST), "2022-01-01/2022-01-31"),
        (making.interval(LAST, LAST), "2022-01-31"),
        (making.until(LAST), "../2022-01-31"),
        (making.since(LAST), "2022-01-31/.."),
        (making.about(LAST, LAST), "2022-01-31~"),
        (making.about(NEW_YEAR, LAST), "2022-01-01~/2022-01-31~"),
        (making.part_of_month(2022, 2, "early"), "2022-02-01~/2022-02-10~"),
        (making.part_of_month(2022, 1, "late"), "2022-01-20~/2022-01-31~"),
        (making.part_of_month(2022, 2, "late"), "2022-02-20~/2022-02-28~"),
        (making.one_of([LAST, NEW_YEAR, LAST]), "[2022-01-01,2022-01-31]"),
        (making.one_of([LAST, LAST]), "2022-01-31"),
    ],
)
def test_what_is_made_is_what_its_text_is_read_as(days: Days, edtf: str) -> None:
    assert days == parse(edtf)


def test_steps_stay_within_the_calendar() -> None:
    assert [
        earlier(NEW_YEAR, timedelta(days=1)),
        earlier(date.min, timedelta(days=1)),
        later(date.max, timedelta(days=1)),
        shifted(NEW_YEAR, -1),
        shifted(LAST, 28),
        shifted(NEW_YEAR, -(10**6)),
        shifted(NEW_YEAR, 10**7),
    ] == [date(2021, 12, 31), date.min, date.max, date(2021, 12, 31), date(2022, 2, 28), date.min, date.max]


def test_months_are_counted_over_the_year() -> None:
    away = [months_away(LAST, months) for months in (0, -1, 11, 12, -(10**6), 10**6)]

    assert away == [(2022, 1), (2021, 12), (2022, 12), (2023, 1), (1, 1), (9999, 12)]
