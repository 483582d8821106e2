"""EDTF as ISO 8601, for those who know no doubt: as exact as the source is, never more."""

from __future__ import annotations

from itertools import takewhile

from crisis.articles.dates import Days, Precision


def as_exactly_known(days: Days) -> str:
    """A day, a month or a year that surely holds the date (“2022-01” for two days of one January); else nothing.

    What is only around a day, or open at an end, may lie outside of any of them.
    """
    match days.precision:
        case Precision.DAY | Precision.MONTH | Precision.YEAR:
            return days.edtf
        case Precision.INTERVAL | Precision.SET if days.first and days.last:
            ends = zip(days.first.isoformat().split("-"), days.last.isoformat().split("-"), strict=True)
            return "-".join(one for one, _other in takewhile(lambda pair: pair[0] == pair[1], ends))
        case _:
            return ""
