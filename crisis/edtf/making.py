"""Days that are known otherwise, as EDTF; and steps in the calendar, which never leave the years 1 to 9999."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from .days import Days, Precision, month_end


def day(when: date) -> Days:
    return Days(when.isoformat(), when, when, Precision.DAY)


def month(year_: int, number: int) -> Days:
    first = date(year_, number, 1)
    return Days(f"{year_:04}-{number:02}", first, month_end(first), Precision.MONTH)


def year(number: int) -> Days:
    return Days(f"{number:04}", date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


def years(first: int, last: int) -> Days:
    """From the first day of a year to the last of another."""
    if first == last:
        return year(first)
    return Days(f"{first:04}/{last:04}", date(first, 1, 1), date(last, 12, 31), Precision.INTERVAL)


def interval(first: date, last: date) -> Days:
    """From a day to another; the first alone where the other is not later."""
    if first >= last:
        return day(first)
    return Days(f"{first.isoformat()}/{last.isoformat()}", first, last, Precision.INTERVAL)


def until(last: date) -> Days:
    """At or before a day, the beginning not told."""
    return Days(f"../{last.isoformat()}", None, last, Precision.OPEN)


def since(first: date) -> Days:
    return Days(f"{first.isoformat()}/..", first, None, Precision.OPEN)


def about(first: date, last: date) -> Days:
    """Around a day, or around the days from one to another."""
    edtf = f"{first.isoformat()}~" if first == last else f"{first.isoformat()}~/{last.isoformat()}~"
    return Days(edtf, first, last, Precision.APPROXIMATE)


def part_of_month(year_: int, number: int, part: str) -> Days:
    """Early, middle ("mid") or late in a month: thirds, as HeidelTime cuts them."""
    first = date(year_, number, 1)
    start, end = {"early": (1, 10), "mid": (10, 20), "late": (20, 31)}[part]
    return about(first.replace(day=start), first.replace(day=min(end, month_end(first).day)))


def one_of(days: Iterable[date]) -> Days:
    """A set of days; a single one is that day."""
    members = sorted(set(days))
    if len(members) == 1:
        return day(members[0])
    edtf = "[" + ",".join(member.isoformat() for member in members) + "]"
    return Days(edtf, members[0], members[-1], Precision.SET)


def earlier(start: date, by: timedelta) -> date:
    """The day that long before, or the calendar's first."""
    return start - min(by, start - date.min)


def later(start: date, by: timedelta) -> date:
    """The day that long after, or the calendar's last."""
    return start + min(by, date.max - start)


def shifted(start: date, days: int) -> date:
    """The day so many days later (earlier, if negative), or the calendar's last (first)."""
    return later(start, timedelta(days)) if days >= 0 else earlier(start, timedelta(-days))


def months_away(start: date, months: int) -> tuple[int, int]:
    """Year and number of the month so many months later (earlier, if negative)."""
    index = min(max(start.year * 12 + start.month - 1 + months, 12), 9999 * 12 + 11)
    return index // 12, index % 12 + 1
