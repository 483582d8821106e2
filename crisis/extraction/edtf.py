"""The little part of EDTF that articles need, written and read. Years lie between 1 and 9999."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crisis.extraction.values import Precision, When

_PUBLISHED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article came out: a day, or any day of a month."""

    edtf: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def days(self) -> Iterator[date]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)

    def when(self) -> When:
        return day(self.first) if self.is_day else month(self.first.year, self.first.month)


def published(edtf: str) -> Published:
    """Reads "2022-01-18" or "2022-01"; ValueError for anything else, "2022-13" included."""
    match = _PUBLISHED.fullmatch(edtf.strip())
    if not match:
        raise ValueError(f"“{edtf}” is not a day (2022-01-18) or a month (2022-01).")
    year, month_, day_ = match.groups()
    try:
        first = date(int(year), int(month_), int(day_ or 1))
    except ValueError as error:
        raise ValueError(f"“{edtf}” is not a date of the calendar.") from error
    return Published(edtf=match[0], first=first, last=first if day_ else _month_end(first))


def shifted(start: date, days: int) -> date:
    """A day so many days away, held within the calendar."""
    return date.fromordinal(min(max(start.toordinal() + days, 1), date.max.toordinal()))


def months_away(start: date, months: int) -> tuple[int, int]:
    index = min(max(start.year * 12 + start.month - 1 + months, 12), 9999 * 12 + 11)
    return index // 12, index % 12 + 1


def day(when: date) -> When:
    return When(edtf=when.isoformat(), first=when, last=when, precision=Precision.DAY)


def month(year: int, number: int) -> When:
    first = date(year, number, 1)
    return When(edtf=f"{year:04}-{number:02}", first=first, last=_month_end(first), precision=Precision.MONTH)


def year(number: int) -> When:
    first, last = date(number, 1, 1), date(number, 12, 31)
    return When(edtf=f"{number:04}", first=first, last=last, precision=Precision.YEAR)


def years(first: int, last: int) -> When:
    """From the first day of a year to the last of another."""
    start, end = date(first, 1, 1), date(last, 12, 31)
    if first == last:
        return year(first)
    return When(edtf=f"{first:04}/{last:04}", first=start, last=end, precision=Precision.INTERVAL)


def interval(first: date, last: date) -> When:
    if first >= last:
        return day(first)
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return When(edtf=edtf, first=first, last=last, precision=Precision.INTERVAL)


def until(last: date) -> When:
    """At or before a day, the beginning not told."""
    return When(edtf=f"../{last.isoformat()}", first=None, last=last, precision=Precision.OPEN)


def since(first: date) -> When:
    return When(edtf=f"{first.isoformat()}/..", first=first, last=None, precision=Precision.OPEN)


def about(first: date, last: date) -> When:
    edtf = f"{first.isoformat()}~" if first == last else f"{first.isoformat()}~/{last.isoformat()}~"
    return When(edtf=edtf, first=first, last=last, precision=Precision.APPROXIMATE)


def one_of(days: Iterable[date]) -> When:
    members = sorted(set(days))
    if len(members) == 1:
        return day(members[0])
    edtf = "[" + ",".join(member.isoformat() for member in members) + "]"
    return When(edtf=edtf, first=members[0], last=members[-1], precision=Precision.SET)


def over(published_on: Published, resolve: Callable[[date], When]) -> When:
    """What `resolve` gives for every day the article may have come out on, as one value.

    Where only the month is known, a weekday becomes the set of its days and "hier" the span of them.
    """
    results = list(dict.fromkeys(resolve(on) for on in published_on.days()))
    if len(results) == 1:
        return results[0]
    if len(results) <= 6 and all(result.precision is Precision.DAY for result in results):
        return one_of(result.first for result in results if result.first)
    firsts = [result.first for result in results]
    lasts = [result.last for result in results if result.last]
    if None in firsts:
        return until(max(lasts))
    known = [first for first in firsts if first]
    if len(lasts) < len(results):
        return since(min(known))
    if min(known) == published_on.first and max(lasts) == published_on.last:
        return published_on.when()
    return interval(min(known), max(lasts))


def part_of_month(year_: int, number: int, part: str) -> When:
    """Early, middle or late in a month: thirds, as HeidelTime cuts them."""
    first = date(year_, number, 1)
    start, end = {"early": (1, 10), "mid": (10, 20), "late": (20, 31)}[part]
    last = min(end, monthrange(year_, number)[1])
    return about(first.replace(day=start), first.replace(day=last))


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def bounds(edtf: str) -> tuple[date, date]:
    """First and last day of a day, month, year or interval of these; ValueError for anything else."""
    first, _, last = edtf.replace("~", "").partition("/")
    return _edge(first, end=False), _edge(last or first, end=True)


def _edge(written: str, *, end: bool) -> date:
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        start = date(parts[0], parts[1], 1)
        return _month_end(start) if end else start
    return date(parts[0], 12, 31) if end else date(parts[0], 1, 1)
