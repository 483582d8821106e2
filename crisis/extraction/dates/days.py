"""What days of the week and dates mean: each reading gives the days chosen and the other candidate.

The reading of a weekday follows agency usage: the day of publication itself counts, in past and future.
"""

from __future__ import annotations

import re
from datetime import date

from crisis.edtf import making
from crisis.extraction.dates.context import (
    AFTER_SIDES,
    AHEAD,
    BACK_SIDES,
    BEFORE_SIDES,
    DAYS,
    FORTH_SIDES,
    MONTHS,
    Context,
    Resolution,
    anchor,
    number_of,
    pick,
    precise,
    side_of,
    yearless,
)
from crisis.extraction.lexicon import Section
from crisis.extraction.publication import over
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import When

_LEXICON = Section("dates.days")
_HABIT = _LEXICON.listed("habit")


def weekday_from(on: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday, that day itself included, in the future or in the past."""
    step = (weekday - on.weekday()) % 7
    return making.shifted(on, step if ahead or step == 0 else step - 7)


def weekday(match: re.Match[str], context: Context) -> Resolution:
    number, side = DAYS[match["weekday"]], side_of(match)
    if side in AFTER_SIDES + BEFORE_SIDES:
        base = anchor(context)
        ahead_of = side in AFTER_SIDES
        return (_strictly(base, number, ahead=ahead_of), None) if base else (None, None)
    published = context.published
    if not published:
        return None, None
    if context.tense is Tense.PRESENT and match[0].startswith(_HABIT) and not side:
        raise ValueError("a habit, no day: le musée est fermé le mardi")
    if side in BACK_SIDES:
        return over(published, lambda on: _strictly(on, number, ahead=False)), None
    if side in FORTH_SIDES:
        return over(published, lambda on: _strictly(on, number, ahead=True)), None
    back = over(published, lambda on: making.day(weekday_from(on, number, ahead=False)))
    ahead = over(published, lambda on: making.day(weekday_from(on, number, ahead=True)))
    if context.tense is Tense.FUTURE_IN_PAST:
        # "devait se tenir jeudi", "attendu mercredi": to come, unless it was the day before yesterday or later
        return over(published, lambda on: making.day(_appointed_weekday(on, number))), back
    if context.tense in AHEAD:
        return ahead, back
    if context.tense is Tense.PAST:
        return back, ahead
    if context.tense is Tense.PRESENT:
        # "Macron reçoit lundi": to come, unless it was the day before publication
        return over(published, lambda on: making.day(_present_weekday(on, number))), back
    nearest = over(published, lambda on: making.day(_nearest_weekday(on, number)))
    return nearest, (back if nearest == ahead else ahead)


def _present_weekday(on: date, number: int) -> date:
    step = (number - on.weekday()) % 7
    return making.shifted(on, -1 if step == 6 else step)


def _appointed_weekday(on: date, number: int) -> date:
    step = (number - on.weekday()) % 7
    return making.shifted(on, step - 7 if step >= 5 else step)


def _strictly(on: date, number: int, *, ahead: bool) -> When:
    step = (number - on.weekday()) % 7 or 7
    return making.day(making.shifted(on, step if ahead else step - 7 if step < 7 else -7))


def _nearest_weekday(on: date, number: int) -> date:
    step = (number - on.weekday()) % 7
    return making.shifted(on, step if step <= 3 else step - 7)


def weekday_range(match: re.Match[str], context: Context) -> Resolution:
    """ "de mardi à jeudi": the last day by tense, the first one right before it."""
    if not context.published:
        return None, None
    first, last = DAYS[match["first"]], DAYS[match["weekday"]]
    length = (last - first) % 7

    def span(on: date) -> When:
        if context.tense in AHEAD or (context.tense is not Tense.PAST and length > 1):
            start = weekday_from(on, first, ahead=True)
            return making.interval(start, making.shifted(start, length))
        end = weekday_from(on, last, ahead=False)
        return making.interval(making.shifted(end, -length), end)

    return over(context.published, span), None


def full_date(match: re.Match[str], context: Context) -> Resolution:
    month, number = MONTHS[match["month"].rstrip(".")], number_of(match["day"])
    if match["year"]:
        return making.day(date(int(match["year"]), month, number)), None
    if context.attack and (month, number) == (9, 11):
        return making.day(date(2001, 9, 11)), None
    return yearless(context, lambda year: making.day(date(year, month, number)), side_of(match))


def day_of_month(match: re.Match[str], context: Context) -> Resolution:
    """ "mardi 18", "le 18": in the month that brings it nearest, by tense."""
    if not context.published:
        return None, None
    number = number_of(match["day"])
    wanted = DAYS[match["weekday"]] if match["weekday"] else None
    candidates = []
    for offset in range(-3, 4):
        try:
            found = date(*making.months_away(context.published.first, offset), number)
        except ValueError:
            continue
        if wanted is None or found.weekday() == wanted:
            candidates.append(making.day(found))
    previous = context.previous.first if precise(context.previous) and context.previous else None
    if previous and wanted is None and candidates:
        # "le 10 avril, le second le 24": in the month just spoken of
        return min(candidates, key=lambda when: abs((when.first or previous) - previous)), None
    return pick(candidates, context) if candidates else weekday(match, context) if wanted is not None else (None, None)


def numeric_date(match: re.Match[str], context: Context) -> Resolution:
    day, month = int(match["day"]), int(match["month"])
    if not match["year"]:
        return yearless(context, lambda year: making.day(date(year, month, day)), "")
    year = int(match["year"])
    return making.day(date(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, day)), None


def iso_date(match: re.Match[str], context: Context) -> Resolution:
    return making.day(date.fromisoformat(match[0])), None


def day_range(match: re.Match[str], context: Context) -> Resolution:
    month = MONTHS[match["month"].rstrip(".")]
    first_month = MONTHS[match["first_month"].rstrip(".")] if match["first_month"] else month
    low, high = number_of(match["first"]), number_of(match["day"])

    def make(year: int) -> When:
        first_year = int(match["first_year"]) if match["first_year"] else year - (first_month > month)
        return making.interval(date(first_year, first_month, low), date(year, month, high))

    if match["year"]:
        return make(int(match["year"])), None
    return yearless(context, make, "")


def english_range(match: re.Match[str], context: Context) -> Resolution:
    first_month = MONTHS[match["first_month"].rstrip(".")]
    month = MONTHS[match["month"].rstrip(".")] if match["month"] else first_month

    def make(year: int) -> When:
        return making.interval(
            date(year - (first_month > month), first_month, int(match["first"])), date(year, month, int(match["day"]))
        )

    return (make(int(match["year"])), None) if match["year"] else yearless(context, make, "")
