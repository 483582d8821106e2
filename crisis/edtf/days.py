"""What an EDTF text says about days: the first and the last on which a thing may have been.

EDTF is the notation of ISO 8601-2 for dates that are not exact (Library of Congress, levels 0 to 2). What can be
shown honestly is accepted: a day, a month or a year, perhaps marked as approximate or uncertain (`~`, `?`, `%`);
an interval between two of these, or open at one end; a set of days. Years lie between 1 and 9999.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_EDTF = 200
"""Characters; a set of the Fridays of one month needs 56."""


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    INTERVAL = "interval"
    MONTH = "month"
    YEAR = "year"
    APPROXIMATE = "approximate"
    OPEN = "open"
    SET = "set"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a text is no date that can be kept."""

    UNREADABLE = "unreadable"
    SEASON = "season"
    ENDS_FIRST = "ends before it starts"
    NOT_UNDERSTOOD = "not understood"
    """Typed by a person, and neither EDTF nor a date in words."""
    RELATIVE = "depends on today"
    NO_YEAR = "no year"
    SHORT_YEAR = "a year of two figures"
    NO_SUCH_MONTH = "no such month"
    NO_SUCH_DAY = "no such day"
    OTHER_WEEKDAY = "another weekday"


class DateError(ValueError):
    """A text that is no date, and why; `words.refusal_in_words` tells a person.

    `number` is the month or the day that does not exist, `day` the day (or a day of the month) in question.
    """

    def __init__(self, text: str, reason: Reason, *, number: int = 0, day: date = date.min) -> None:
        super().__init__(f"{text}: {reason}")
        self.text = text
        self.reason = reason
        self.number = number
        self.day = day


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
        if self.precision is Precision.SET:
            return tuple((day, day) for day in members(self.edtf))
        return () if self.precision is Precision.UNKNOWN else ((self.first, self.last),)

    @property
    def ends(self) -> tuple[str, ...]:
        """The days, months or years that it begins and ends with, as exactly as they are written, or the only one.

        Nothing of the doubt, and no open end; of a set, the first and the last day.
        """
        if self.precision is Precision.SET:
            return str(self.first), str(self.last)
        return tuple(end.rstrip(MARKS) for end in self.edtf.split("/") if end not in {"", OPEN_END})


MARKS = "~?%"
"""Approximate, uncertain, both."""
OPEN_END = ".."
UNKNOWN = Days("", None, None, Precision.UNKNOWN)

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_SET = re.compile(r"\[\d{4}-\d\d-\d\d(?:,\d{4}-\d\d-\d\d)+\]", re.ASCII)
_SEASONS = range(21, 42)
"""In a month's place: seasons, and quarters, thirds and halves of a year."""


def parse(text: str) -> Days:
    """The days that `text` (EDTF) allows; an empty text is a date that is not known.

    Raises `DateError` for what is no EDTF or no day of the calendar, names a season, ends before it starts, or is
    open at both ends.
    """
    text = text.strip()
    if not text:
        return UNKNOWN
    if len(text) > LONGEST_EDTF:
        raise DateError(text[:20] + "…", Reason.UNREADABLE)
    if text.startswith("["):
        return _set(text)
    first, slash, last = text.partition("/")
    return _interval(text, first, last) if slash else Days(text, *_bounds(text, text))


def members(edtf: str) -> tuple[date, ...]:
    """The days of a set, in the order in which they are written."""
    return tuple(map(date.fromisoformat, edtf.strip("[]").split(",")))


def month_end(day: date) -> date:
    """The last day of the month in which a day lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def exactly_known(days: Days) -> str:
    """A day, a month or a year (ISO 8601) that surely holds the date: “2022-01” for two days of one January; else "".

    What is only around a day, or open at an end, may lie outside of any of them.
    """
    match days.precision:
        case Precision.DAY | Precision.MONTH | Precision.YEAR:
            return days.edtf
        case Precision.INTERVAL | Precision.SET if days.first and days.last:
            first, last = days.first.isoformat(), days.last.isoformat()
            return next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), "")
        case _:
            return ""


def _interval(text: str, first: str, last: str) -> Days:
    if last == OPEN_END:
        return Days(text, _bounds(first, text)[0], None, Precision.OPEN)
    if first == OPEN_END:
        return Days(text, None, _bounds(last, text)[1], Precision.OPEN)
    start, _last, of_first = _bounds(first, text)
    _first, end, of_last = _bounds(last, text)
    if end < start:
        raise DateError(text, Reason.ENDS_FIRST)
    is_vague = Precision.APPROXIMATE in (of_first, of_last)
    return Days(text, start, end, Precision.APPROXIMATE if is_vague else Precision.INTERVAL)


def _set(text: str) -> Days:
    if not _SET.fullmatch(text):
        raise DateError(text, Reason.UNREADABLE)
    try:
        days = members(text)
    except ValueError as error:
        raise DateError(text, Reason.UNREADABLE) from error
    return Days(text, min(days), max(days), Precision.SET)


def _bounds(point: str, text: str) -> tuple[date, date, Precision]:
    """What a day, a month or a year allows that is all of the text or one end of it."""
    found = _POINT.fullmatch(point)
    if not found:
        raise DateError(text, Reason.UNREADABLE)
    year, month, day, mark = found.groups()
    if month and not day and int(month) in _SEASONS:
        raise DateError(text, Reason.SEASON)
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise DateError(text, Reason.UNREADABLE) from error
    if day:
        last, precision = first, Precision.DAY
    elif month:
        last, precision = month_end(first), Precision.MONTH
    else:
        last, precision = date(first.year, 12, 31), Precision.YEAR
    return first, last, Precision.APPROXIMATE if mark else precision
