"""What weeks, months, seasons, years and feasts mean."""

from __future__ import annotations

import re
from datetime import date

from crisis.edtf import making
from crisis.edtf.days import month_end
from crisis.edtf.typed import MONTH_NUMBERS
from crisis.extraction.dates.counts import year_near
from crisis.extraction.dates.days import (
    AFTER_SIDES,
    BEFORE_SIDES,
    FEASTS,
    Context,
    Resolution,
    anchor,
    direction,
    in_year,
    over,
    side_of,
)
from crisis.extraction.lexicon import Section
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import When

_LEXICON = Section("dates.spans")
_AFTER = (*AFTER_SIDES, *_LEXICON.listed("after_sides"))
_BEFORE = (*BEFORE_SIDES, *_LEXICON.listed("before_sides"))
# What is looked for in "à la mi-", "fin": a part of a month or a year.
_MIDDLE, _LATE = _LEXICON.listed("middle"), _LEXICON.listed("late")
_THROUGHOUT = _LEXICON.listed("throughout")
_PARTS = {"early": (0, 2), "middle": (2, 4), "late": (4, 6)}  # of a week, from Monday = 0
_WEEK_PARTS = {word: _PARTS[part] for word, part in _LEXICON.table("week_parts").items()}
_DECADE_PARTS: dict[str, int] = _LEXICON.table("decade_parts")
_LATE_IN_A_DECADE = 7
_QUARTERS: dict[str, int] = _LEXICON.table("quarters")
_QUARTER_UNITS = _LEXICON.words("quarter_units")
_SEASONS: dict[str, int] = _LEXICON.table("seasons")  # the month a season begins with
_UNPARTED = _LEXICON.words("unparted")


def week(match: re.Match[str], context: Context) -> Resolution:
    side, part = side_of(match), match["part"] or ""
    first, last = next((days for word, days in _WEEK_PARTS.items() if word in part), (0, 6))
    if side in (*_AFTER, *_BEFORE):
        return _week(anchor(context), 1 if side in _AFTER else -1, first, last), None
    return over(context.on, lambda on: _week(on, direction(side), first, last)), None


def _week(on: date, offset: int, first: int = 0, last: int = 6) -> When:
    monday = making.shifted(on, 7 * offset - on.weekday())
    return making.interval(making.shifted(monday, first), making.shifted(monday, last))


def weekend(match: re.Match[str], context: Context) -> Resolution:
    side = side_of(match)

    def days(on: date) -> When:
        over_now = not side and context.tense is Tense.PAST and on.weekday() < 5
        return _week(on, -1 if over_now else direction(side), 5, 6)

    return over(context.on, days), None


def _is(part: str, words: tuple[str, ...]) -> bool:
    """Whether "la mi-" or "fin" is told, whatever stands round it."""
    return any(word in part for word in words)


def part_of(year: int, month: int, part: str) -> When:
    if _is(part, _MIDDLE):
        return making.part_of_month(year, month, "mid")
    if _is(part, _LATE):
        return making.part_of_month(year, month, "late")
    if _is(part, _THROUGHOUT):
        return making.month(year, month)
    return making.part_of_month(year, month, "early")


def whole_month(match: re.Match[str], context: Context) -> Resolution:
    month, part = MONTH_NUMBERS[match["month"].rstrip(".")], match["part"] or ""

    def make(year: int) -> When:
        return part_of(year, month, part) if part.strip() else making.month(year, month)

    return in_year(match, context, make)


def month_range(match: re.Match[str], context: Context) -> Resolution:
    first_month, month = MONTH_NUMBERS[match["first_month"].rstrip(".")], MONTH_NUMBERS[match["month"].rstrip(".")]

    def make(year: int) -> When:
        start = int(match["first_year"]) if match["first_year"] else year - (first_month > month)
        return making.interval(date(start, first_month, 1), month_end(date(year, month, 1)))

    return in_year(match, context, make)


def short_year_month(match: re.Match[str], context: Context) -> Resolution:
    return making.month(1900 + int(match["short"]), 5), None


def part_of_this_month(match: re.Match[str], context: Context) -> Resolution:
    return part_of(*making.months_away(context.on.first, direction(side_of(match))), match["part"]), None


def _season(year: int, first: int) -> When:
    end = date(year + (first == 12), (first + 1) % 12 + 1, 1)
    return making.about(date(year, first, 1), month_end(end))


def season(match: re.Match[str], context: Context) -> Resolution:
    groups = match.groupdict()
    first = _SEASONS[groups.get("season") or groups.get("season_b") or groups.get("season_c") or ""]
    if match["year"] and first == 12 and not groups.get("to"):  # the winter of a year may be that which began before it
        return _season(int(match["year"]), first), _season(int(match["year"]) - 1, first)
    if groups.get("this") and not match["year"]:
        now = context.on.first
        return _season(now.year - (first == 12 and now.month < 6), first), None
    return in_year(match, context, lambda year: _season(year, first))


def quarter(match: re.Match[str], context: Context) -> Resolution:
    months = 3 if match["unit"] in _QUARTER_UNITS else 6
    number = _QUARTERS.get(match["number"], 12 // months)

    def make(year: int) -> When:
        start = date(year, (number - 1) * months + 1, 1)
        return making.interval(start, month_end(date(year, number * months, 1)))

    return in_year(match, context, make)


def _part_of_year(year: int, part: str) -> When:
    if _is(part, _LATE):
        return making.about(date(year, 10, 1), date(year, 12, 31))
    if _is(part, _MIDDLE):
        return making.about(date(year, 5, 1), date(year, 8, 31))
    if _is(part, _THROUGHOUT):
        return making.year(year)
    return making.about(date(year, 1, 1), date(year, 3, 31)) if part.strip() else making.year(year)


def whole_year(match: re.Match[str], context: Context) -> Resolution:
    return _part_of_year(int(match["year"]), match["part"] or ""), None


def year_range(match: re.Match[str], context: Context) -> Resolution:
    first, last = int(match["first"]), match["year"]
    end = int(last) if len(last) > 2 else first // 100 * 100 + int(last)
    if end < first:
        raise ValueError("years run forward")
    return making.years(first, end), None


def decade(match: re.Match[str], context: Context) -> Resolution:
    written = int(match["year"])
    first = written if written > 99 else 1900 + written
    part = match["part"] or ""
    if part:
        start = first + next((years for word, years in _DECADE_PARTS.items() if word in part), _LATE_IN_A_DECADE)
        return making.years(start, start + 2), None
    return making.years(first, first + 9), None


def century(match: re.Match[str], context: Context) -> Resolution:
    values = {"i": 1, "v": 5, "x": 10}
    digits = [values[letter] for letter in match["roman"]]
    number = sum(-value if value < max(digits[index:]) else value for index, value in enumerate(digits))
    return making.years((number - 1) * 100 + 1, min(number * 100, 9999)), None


def year_away(match: re.Match[str], context: Context) -> Resolution:
    groups = match.groupdict()
    part = match["part"] or groups.get("part_b") or ""
    year = year_near(context.on.first.year + direction(side_of(match)))
    return _part_of_year(year, "" if part in _UNPARTED else part), None


def feast(match: re.Match[str], context: Context) -> Resolution:
    name = match["feast"].replace("ë", "e")

    def make(year: int) -> When:
        month, day, offset = FEASTS[name]
        return making.day(date(year, month, day) if month else making.shifted(easter(year), offset))

    return in_year(match, context, make)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, as Meeus gives it)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def september_11(match: re.Match[str], context: Context) -> Resolution:
    return making.day(date(2001, 9, 11)), None
