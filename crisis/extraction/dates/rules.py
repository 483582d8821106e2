"""The table of temporal expressions: a name, an example, a pattern on folded text, a reading.

The table is `lexicon/*/expressions.toml`; what a reading makes of a match stands in `days`, `counts` and `spans`. A
rule is tried only on a text that holds one of its `needs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from crisis.extraction import lexicon
from crisis.extraction.dates import counts, days, spans
from crisis.extraction.dates.context import Resolve


@dataclass(frozen=True, slots=True)
class Rule:
    """`example` is read in the documentation; `closed` takes no "depuis" or "jusqu'à" in."""

    name: str
    example: str
    pattern: re.Pattern[str]
    resolve: Resolve
    closed: bool
    needs: tuple[str, ...]


_READINGS: dict[str, Resolve] = {
    reading.__name__: reading
    for reading in (
        days.weekday, days.weekday_range, days.full_date, days.day_of_month, days.numeric_date, days.iso_date,
        days.day_range, days.english_range,
        counts.that_day, counts.months_from_previous, counts.years_from_previous, counts.past_counted,
        counts.yesterday, counts.tomorrow,
        spans.week, spans.weekend, spans.whole_month, spans.month_range, spans.short_year_month,
        spans.part_of_this_month, spans.season, spans.quarter, spans.whole_year, spans.year_range, spans.decade,
        spans.century, spans.year_away, spans.feast, spans.september_11, spans.english_year_away,
    )
}  # fmt: skip
# Readings that are made with numbers: `read = ["days_away", -1]`.
_COUNTED: dict[str, Callable[..., Resolve]] = {
    "days_away": counts.days_away,
    "from_previous": counts.from_previous,
    "days_between": counts.days_between,
    "about_days": partial(counts.days_between, vague=True),
    "months_away": counts.months_away,
    "counted": counts.counted,
    "counted_from_before": partial(counts.counted, anchored=True),
}


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language, in the order in which they are tried."""
    shared = lexicon.Section("expressions.needs")
    return tuple(
        Rule(
            name=row["name"],
            example=row["example"],
            pattern=re.compile(rf"(?<![\w-]){lexicon.filled(row['pattern'], 'expressions.parts', language)}(?![\w-])"),
            resolve=_resolve(row["read"]),
            closed=row.get("closed", False),
            needs=shared.listed(row["needs"], language) if isinstance(row["needs"], str) else tuple(row["needs"]),
        )
        for row in lexicon.rows("expressions", "expressions", language)
    )


def _resolve(read: str | list[str | int]) -> Resolve:
    if isinstance(read, str):
        return _READINGS[read]
    name, *numbers = read
    return _COUNTED[str(name)](*numbers)
