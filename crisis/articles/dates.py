"""What an EDTF date says about days: the first and the last on which a thing may have been.

EDTF is ISO 8601-2's notation for dates that are not exact (Library of Congress, levels 0 to 2). The
grammar is the `edtf` library's; what is refused here is what this house could not show honestly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from time import struct_time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

LONGEST_EDTF = 200
"""Characters; a set of the Fridays of one month needs 56."""


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    INTERVAL = "interval", _("between two days")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    APPROXIMATE = "approximate", _("approximately")
    OPEN = "open", _("one end not told")
    SET = "set", _("one of several days")
    UNKNOWN = "unknown", _("not known")


@dataclass(frozen=True, slots=True)
class Days:
    """The closed interval of proleptic Gregorian days that an EDTF text allows.

    `None` at an end means that the source leaves that end open. Both ends are `None` only where the
    date is not known at all, and then `edtf` is empty.
    """

    edtf: str
    first: date | None
    last: date | None
    precision: Precision

    @property
    def runs(self) -> tuple[tuple[date | None, date | None], ...]:
        """The closed intervals it allows: each day of a set by itself, else from the first to the last."""
        if self.precision == Precision.SET:
            return tuple((day, day) for day in map(date.fromisoformat, _DAY.findall(self.edtf)))
        return () if self.precision == Precision.UNKNOWN else ((self.first, self.last),)


UNKNOWN = Days("", None, None, Precision.UNKNOWN)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_YEAR = re.compile(r"\d{4}")
_SET = re.compile(r"\[\d{4}-\d\d-\d\d(?:,\d{4}-\d\d-\d\d)+\]")
_SIDE = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?|\.\.)"
_INTERVAL = re.compile(rf"{_SIDE}/{_SIDE}")
_APPROXIMATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]")


@lru_cache(maxsize=4096)
def parse_days(text: str) -> Days:
    """The days that `text` (EDTF) allows; an empty text is a date that is not known.

    Raises `ValidationError` (code `edtf`) for what is no EDTF, lies outside the years 1 to 9999, ends
    before it starts, or is open at both ends. The parser costs milliseconds, hence the cache.
    """
    text = text.strip()
    if not text:
        return UNKNOWN
    if len(text) > LONGEST_EDTF:
        raise _refusal(text[:20] + "…")
    precision = _precision(text)
    try:
        parsed = parse_edtf(text)
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, OverflowError, AttributeError, TypeError) as error:
        raise _refusal(text) from error
    if first is None and last is None:
        raise _refusal(text)
    if first and last and last < first:
        raise ValidationError(_("“%(text)s” ends before it starts."), code="edtf-order", params={"text": text})
    if precision == Precision.INTERVAL and (first is None or last is None):
        precision = Precision.OPEN
    if precision == Precision.INTERVAL and re.search(r"[~?%]", text):
        precision = Precision.APPROXIMATE
    return Days(text, first, last, precision)


def earlier(day: date, by: timedelta) -> date:
    """The day that long before, or the calendar's first."""
    return day - min(by, day - date.min)


def later(day: date, by: timedelta) -> date:
    """The day that long after, or the calendar's last."""
    return day + min(by, date.max - day)


def validate_edtf(text: str) -> None:
    """A model field's validator: raises what `parse_days` raises."""
    parse_days(text)


def _precision(text: str) -> Precision:
    for pattern, precision in _forms():
        if pattern.fullmatch(text):
            return precision
    raise _refusal(text)


def _forms() -> Iterator[tuple[re.Pattern[str], Precision]]:
    yield _DAY, Precision.DAY
    yield _MONTH, Precision.MONTH
    yield _YEAR, Precision.YEAR
    yield _SET, Precision.SET
    yield _INTERVAL, Precision.INTERVAL
    yield _APPROXIMATE, Precision.APPROXIMATE


def _day(value: struct_time | float) -> date | None:
    """The library gives a struct_time, or an infinity for an open end."""
    if isinstance(value, float):
        return None
    return date(value.tm_year, value.tm_mon, value.tm_mday)


def _refusal(text: str) -> ValidationError:
    return ValidationError(
        _(
            "“%(text)s” is not a date this site can read. Write a day (2022-01-21), a month (2022-01), a year (2022), "
            "an interval (2022-01-19/2022-01-21), an open one (../2022-01-18), one of several days "
            "([2022-01-07,2022-01-14]), or add ~ for an approximate one (2022-01-21~)."
        ),
        code="edtf",
        params={"text": text},
    )
