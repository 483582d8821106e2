"""What a matched temporal expression means: each reading gives the days chosen and the other candidate.

The reading of a weekday follows agency usage: the day of publication itself counts, in past and future.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crisis.extraction import edtf
from crisis.extraction.edtf import Published
from crisis.extraction.morphology import Tense
from crisis.extraction.values import Precision, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    published: Published | None
    tense: Tense | None
    previous: When | None  # the last day the article named before this expression


Reading = tuple[When | None, When | None]  # chosen, the other candidate
Resolve = Callable[[re.Match[str], Context], Reading]


_DAYS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
         "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}  # fmt: skip
_MONTHS = {"janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
           "août": 8, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "decembre": 12,
           "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
           "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "aug": 8,
           "sept": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
            "dix": 10, "quinze": 15, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7,
            "eight": 8, "ten": 10}  # fmt: skip
_UNITS = {"jour": 1, "day": 1, "semaine": 7, "week": 7, "mois": 30, "month": 30, "an": 365, "année": 365, "year": 365}
_FUTURE = (Tense.FUTURE, Tense.CONDITIONAL)


def weekday_from(on: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday, that day itself included, in the future or in the past."""
    step = (weekday - on.weekday()) % 7
    return edtf.shifted(on, step if ahead or step == 0 else step - 7)


def weekday(match: re.Match[str], context: Context) -> Reading:
    if not context.published:
        return None, None
    weekday, groups = _DAYS[match["weekday"]], match.groupdict()
    side = groups.get("side") or ""
    if side in ("dernier", "last"):
        return edtf.over(context.published, lambda on: _strictly(on, weekday, ahead=False)), None
    if side in ("prochain", "next"):
        return edtf.over(context.published, lambda on: _strictly(on, weekday, ahead=True)), None
    back = edtf.over(context.published, lambda on: edtf.day(weekday_from(on, weekday, ahead=False)))
    ahead = edtf.over(context.published, lambda on: edtf.day(weekday_from(on, weekday, ahead=True)))
    if context.tense in (Tense.FUTURE, Tense.CONDITIONAL, Tense.FUTURE_IN_PAST, Tense.PRESENT):
        return ahead, back
    if context.tense is Tense.PAST:
        return back, ahead
    nearest = edtf.over(context.published, lambda on: edtf.day(_nearest_weekday(on, weekday)))
    return nearest, (back if nearest == ahead else ahead)


def _strictly(on: date, weekday: int, *, ahead: bool) -> When:
    step = (weekday - on.weekday()) % 7 or 7
    return edtf.day(edtf.shifted(on, step if ahead else step - 7 if step < 7 else -7))


def _nearest_weekday(on: date, number: int) -> date:
    step = (number - on.weekday()) % 7
    return edtf.shifted(on, step if step <= 3 else step - 7)


def _yearless(match: re.Match[str], context: Context, number: int) -> int:
    """A date without a year lies in the year that brings it nearest to publication."""
    if match["year"]:
        return int(match["year"])
    if not context.published:
        raise ValueError("no year")
    now = context.published.first
    distance = (number - now.month) + 12 * (0)
    if context.tense in _FUTURE:
        return now.year + (distance < 0)
    if context.tense is Tense.PAST:
        return now.year - (distance > 0)
    return now.year + (1 if distance < -6 else -1 if distance > 6 else 0)


def _month_number(match: re.Match[str], group: str = "month") -> int:
    return _MONTHS[match[group].rstrip(".")]


def full_date(match: re.Match[str], context: Context) -> Reading:
    number = _month_number(match)
    year = _yearless(match, context, number)
    return edtf.day(date(year, number, int(match["day"].rstrip("erstndh")))), None


def iso_date(match: re.Match[str], context: Context) -> Reading:
    return edtf.day(date.fromisoformat(match[0])), None


def day_range(match: re.Match[str], context: Context) -> Reading:
    number = _month_number(match)
    year = _yearless(match, context, number)
    first_month = _month_number(match, "first_month") if match["first_month"] else number
    first_year = year - (first_month > number)
    first = date(first_year, first_month, int(match["first"].rstrip("erstndh")))
    return edtf.interval(first, date(year, number, int(match["day"].rstrip("erstndh")))), None


def whole_month(match: re.Match[str], context: Context) -> Reading:
    number = _month_number(match)
    year = _yearless(match, context, number)
    if match["part"]:
        part = match["part"].strip("- ")
        kind = "mid" if part.startswith(("mi", "mid")) else "late" if part in ("fin", "late", "end of") else "early"
        return edtf.part_of_month(year, number, kind), None
    return edtf.month(year, number), None


def whole_year(match: re.Match[str], context: Context) -> Reading:
    return edtf.year(int(match["year"])), None


def days_away(days: int) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        return edtf.over(context.published, lambda on: edtf.day(edtf.shifted(on, days))), None

    return resolve


def from_previous(days: int) -> Resolve:
    """ "La veille" counts from the day last named, from publication only where none was."""

    def resolve(match: re.Match[str], context: Context) -> Reading:
        if context.previous and context.previous.precision is Precision.DAY and context.previous.first:
            return edtf.day(edtf.shifted(context.previous.first, days)), None
        return days_away(days)(match, context)

    return resolve


def days_between(first: int, last: int, *, vague: bool = False) -> Resolve:
    """Days counted from publication, both ends included."""

    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        make = edtf.about if vague else edtf.interval
        return edtf.over(context.published, lambda on: make(edtf.shifted(on, first), edtf.shifted(on, last))), None

    return resolve


def weeks_away(offset: int, first: int = 0, last: int = 6) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None

        def week(on: date) -> When:
            monday = edtf.shifted(on, 7 * offset - on.weekday())
            return edtf.interval(edtf.shifted(monday, first), edtf.shifted(monday, last))

        return edtf.over(context.published, week), None

    return resolve


def months_away(offset: int) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        return edtf.month(*edtf.months_away(context.published.first, offset)), None

    return resolve


def years_away(offset: int) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        return edtf.year(min(max(context.published.first.year + offset, 1), 9999)), None

    return resolve


def counted(sign: int, *, anchored: bool = False) -> Resolve:
    """ "il y a trois jours", "dans deux semaines": a day, or thereabouts for longer units."""

    def resolve(match: re.Match[str], context: Context) -> Reading:
        unit = match["unit"] if match["unit"] in _UNITS else match["unit"].rstrip("s")
        size, count = _UNITS[unit], match["count"]
        number = int(count) if count.isdigit() else _NUMBERS.get(count, 0)
        if not number:
            low, high = sorted((sign * 2 * size, sign * 6 * size))
            return days_between(low, high, vague=True)(match, context)
        if anchored:
            return from_previous(sign * number)(match, context) if size == 1 else (None, None)
        if size == 1:
            return days_away(sign * number)(match, context)
        slack = size // 7 if size > 7 else 1
        middle = sign * number * size
        return days_between(middle - slack, middle + slack, vague=True)(match, context)

    return resolve


def season(match: re.Match[str], context: Context) -> Reading:
    first = {"printemps": 3, "été": 6, "automne": 9, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}[match["season"]]
    year = int(match["year"])
    last = edtf.month(year, first + 2).last
    assert last is not None  # noqa: S101 - a month always ends
    return edtf.about(date(year, first, 1), last), None


def english_range(match: re.Match[str], context: Context) -> Reading:
    first_month = _month_number(match, "first_month")
    last_month = _month_number(match) if match["month"] else first_month
    year = _yearless(match, context, last_month)
    first = date(year - (first_month > last_month), first_month, int(match["first"]))
    return edtf.interval(first, date(year, last_month, int(match["day"]))), None
