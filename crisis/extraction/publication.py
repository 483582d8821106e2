"""When an article came out, and what that leaves open: a day, or any day of a month."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crisis.edtf import Days as When
from crisis.edtf import Precision, making
from crisis.edtf.days import month_end

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
        return making.day(self.first) if self.is_day else making.month(self.first.year, self.first.month)


def read_published(edtf: str) -> Published:
    """Reads "2022-01-18" or "2022-01"; ValueError for anything else, "2022-13" included."""
    match = _PUBLISHED.fullmatch(edtf.strip())
    if not match:
        raise ValueError(f"“{edtf}” is not a day (2022-01-18) or a month (2022-01).")
    year, month_, day_ = match.groups()
    try:
        first = date(int(year), int(month_), int(day_ or 1))
    except ValueError as error:
        raise ValueError(f"“{edtf}” is not a date of the calendar.") from error
    return Published(edtf=match[0], first=first, last=first if day_ else month_end(first))


def over(published_on: Published, resolve: Callable[[date], When]) -> When:
    """What `resolve` gives for every day the article may have come out on, as one value.

    Where only the month is known, a weekday becomes the set of its days and "hier" the span of them.
    """
    results = list(dict.fromkeys(resolve(on) for on in published_on.days()))
    if len(results) == 1:
        return results[0]
    if len(results) <= 6 and all(result.precision is Precision.DAY for result in results):
        return making.one_of(result.first for result in results if result.first)
    firsts = [result.first for result in results]
    lasts = [result.last for result in results if result.last]
    if None in firsts:
        return making.until(max(lasts))
    known = [first for first in firsts if first]
    if len(lasts) < len(results):
        return making.since(min(known))
    if min(known) == published_on.first and max(lasts) == published_on.last:
        return published_on.when()
    return making.interval(min(known), max(lasts))
