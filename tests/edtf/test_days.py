"""What an EDTF text says about days, and what it may not say."""

from __future__ import annotations

from datetime import date

import pytest

from crisis.edtf import UNKNOWN, DateError, Precision, Reason, exactly_known, parse


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
    days = parse(edtf)

    assert (days.first, days.last, days.precision) == (day(first), day(last), precision)


def test_an_empty_text_is_a_date_nobody_knows() -> None:
    assert parse(" ") == UNKNOWN


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2022-13", Reason.UNREADABLE),  # no such month
        ("2022-00", Reason.UNREADABLE),
        ("2022-99", Reason.UNREADABLE),
        ("2022-02-30", Reason.UNREADABLE),  # no such day
        ("2021-02-29~", Reason.UNREADABLE),
        ("2022-01-00", Reason.UNREADABLE),
        ("2022-21-05", Reason.UNREADABLE),
        ("2022-02-30/2022-03-01", Reason.UNREADABLE),
        ("0000", Reason.UNREADABLE),  # before the calendar this house keeps
        ("0000/2022", Reason.UNREADABLE),
        ("10000-01-01", Reason.UNREADABLE),
        ("-0044-03-15", Reason.UNREADABLE),
        ("../..", Reason.UNREADABLE),  # says nothing
        ("/", Reason.UNREADABLE),
        ("2022/", Reason.UNREADABLE),
        ("/2022", Reason.UNREADABLE),
        ("2020/2021/2022", Reason.UNREADABLE),
        ("..~/2022", Reason.UNREADABLE),
        ("2022~~", Reason.UNREADABLE),
        ("~2022", Reason.UNREADABLE),
        ("2022-1", Reason.UNREADABLE),
        ("21/01/2022", Reason.UNREADABLE),
        ("vendredi", Reason.UNREADABLE),
        ("2022-01-18T12:00", Reason.UNREADABLE),
        ("[2022-01-07]", Reason.UNREADABLE),
        ("[2022-01-07..2022-01-14]", Reason.UNREADABLE),
        ("[2022-01,2022-02]", Reason.UNREADABLE),
        ("[2022-02-30,2022-03-01]", Reason.UNREADABLE),
        ("{2022-01-07,2022-01-14}", Reason.UNREADABLE),
        ("2022-XX", Reason.UNREADABLE),
        ("²022", Reason.UNREADABLE),
        ("٢٠٢٢", Reason.UNREADABLE),
        ("[" + ",".join(["2022-01-07"] * 60) + "]", Reason.UNREADABLE),  # too long
        ("2022-02/2022-01", Reason.ENDS_FIRST),
        ("2022-01-21~/2022-01-20", Reason.ENDS_FIRST),
        ("2022-21", Reason.SEASON),
        ("2022-24~", Reason.SEASON),
        ("2022-41", Reason.SEASON),
        ("2022-21/2022-22", Reason.SEASON),
        ("../2022-33", Reason.SEASON),
        ("2022-01/2022-25", Reason.SEASON),
    ],
)
def test_refuses_what_it_could_not_show_honestly(text: str, reason: Reason) -> None:
    with pytest.raises(DateError) as refused:
        parse(text)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("edtf", "runs"),
    [
        ("2022-01-19/2022-01-21", [("2022-01-19", "2022-01-21")]),
        ("2022-01-18/..", [("2022-01-18", None)]),
        ("[2022-01-14,2022-01-07]", [("2022-01-14", "2022-01-14"), ("2022-01-07", "2022-01-07")]),
        ("", []),
    ],
)
def test_a_set_is_no_interval(edtf: str, runs: list[tuple[str, str | None]]) -> None:
    assert parse(edtf).runs == tuple((day(first), day(last)) for first, last in runs)


@pytest.mark.parametrize(
    ("edtf", "ends"),
    [
        ("2022-01-21?", ("2022-01-21",)),
        ("2022-01~/2022-02-03%", ("2022-01", "2022-02-03")),
        ("../2022-01~", ("2022-01",)),
        ("2022/..", ("2022",)),
        ("[2022-01-14,2022-01-07]", ("2022-01-07", "2022-01-14")),
        ("", ()),
    ],
)
def test_its_ends_are_as_exact_as_they_are_written(edtf: str, ends: tuple[str, ...]) -> None:
    assert parse(edtf).ends == ends


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2022-01-21", "2022-01-21"),
        ("2022-01", "2022-01"),
        ("2022", "2022"),
        ("2022-01-19/2022-01-21", "2022-01"),
        ("2022-01-31/2022-02-02", "2022"),
        ("2021-12-31/2022-01-02", ""),
        ("[2022-01-07,2022-01-14]", "2022-01"),
        ("2022-10-01/2022-11-01", "2022"),
        ("2022-01-21~", ""),
        ("2022-01-19/2022-01-21~", ""),
        ("../2022-01-18", ""),
        ("2022-01-18/..", ""),
        ("", ""),
    ],
)
def test_a_date_is_never_told_more_exactly_than_it_is_known(edtf: str, expected: str) -> None:
    assert exactly_known(parse(edtf)) == expected
