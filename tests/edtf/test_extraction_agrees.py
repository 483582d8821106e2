"""The extraction room's own calendar beside this one: the same days, months, names and foldings.

Until that room takes them from here.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.edtf import Days, Precision, making, parse
from crisis.edtf.folding import fold_accents, fold_letters
from crisis.edtf.typed import MONTH_NUMBERS, WEEKDAY_NUMBERS
from crisis.extraction import edtf, folding, values
from crisis.extraction.dates.context import DAYS, MONTHS

days = st.dates()
quick = settings(max_examples=60, deadline=None)


def same(theirs: values.When, ours: Days) -> bool:
    return (theirs.edtf, theirs.first, theirs.last, str(theirs.precision)) == (
        ours.edtf,
        ours.first,
        ours.last,
        str(ours.precision),
    )


def test_precisions_are_the_same() -> None:
    assert list(values.Precision) == list(Precision)


def test_names_of_days_and_months_are_the_same() -> None:
    assert DAYS == WEEKDAY_NUMBERS
    assert MONTHS.items() <= MONTH_NUMBERS.items()


@quick
@given(st.lists(days, min_size=2, max_size=6))
def test_days_are_written_alike(given_days: list[date]) -> None:
    first, last = min(given_days), max(given_days)

    assert all(
        [
            same(edtf.day(first), making.day(first)),
            same(edtf.month(first.year, first.month), making.month(first.year, first.month)),
            same(edtf.year(first.year), making.year(first.year)),
            same(edtf.years(first.year, last.year), making.years(first.year, last.year)),
            same(edtf.interval(first, last), making.interval(first, last)),
            same(edtf.interval(last, first), making.interval(last, first)),
            same(edtf.until(first), making.until(first)),
            same(edtf.since(first), making.since(first)),
            same(edtf.about(first, last), making.about(first, last)),
            same(edtf.one_of(given_days), making.one_of(given_days)),
            *(
                same(
                    edtf.part_of_month(first.year, first.month, part),
                    making.part_of_month(first.year, first.month, part),
                )
                for part in ("early", "mid", "late")
            ),
        ]
    )


@quick
@given(days, st.integers(-5_000_000, 5_000_000))
def test_steps_are_the_same(start: date, number: int) -> None:
    assert edtf.shifted(start, number) == making.shifted(start, number)
    assert edtf.months_away(start, number) == making.months_away(start, number)


@quick
@given(days, days)
def test_bounds_are_those_that_are_parsed(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    texts = [str(first), f"{first:%Y-%m}".rjust(7, "0"), f"{first}/{last}", f"{first}~/{last}~"]

    assert [edtf.bounds(text) for text in texts] == [(parse(text).first, parse(text).last) for text in texts]


@quick
@given(st.text())
def test_letters_are_folded_alike(text: str) -> None:
    assert (folding.fold(text), folding.bare(text)) == (fold_letters(text), fold_accents(text))
