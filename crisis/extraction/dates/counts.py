"""Days told by counting: from publication ("il y a trois jours") or from a day named before ("la veille")."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from crisis.edtf import making
from crisis.extraction.dates.days import NUMBERS, Context, Resolution, Resolve, over, precise
from crisis.extraction.lexicon import Section
from crisis.extraction.values import Precision, When

_LEXICON = Section("dates.counts")

_UNITS: dict[str, int] = _LEXICON.table("units")
_ABOUT: dict[str, int] = _LEXICON.table("about")
_FEW, _MANY = 2, 6  # "quelques", "plusieurs"
_DAY_OF_HOURS = 24
_WEEK, _MONTH = 7, 30
_EARLIER, _RECENT = _LEXICON.listed("earlier"), 3
_MONTHS_AFTER = _LEXICON.words("months_after")
_YEAR_STEPS: dict[str, int] = _LEXICON.table("year_steps")
_DAY_OFF = _LEXICON.listed("day_off")


def days_away(days: int) -> Resolve:
    return lambda match, context: (over(context.on, lambda on: making.day(making.shifted(on, days))), None)


def from_previous(days: int) -> Resolve:
    """ "La veille" counts from the day last named, from publication only where none was."""

    def resolve(match: re.Match[str], context: Context) -> Resolution:
        previous = _story_day(context) if days < 0 else context.previous
        if previous and precise(previous) and previous.first and previous.first == previous.last:
            return making.day(making.shifted(previous.first, days)), None
        return days_away(days)(match, context)

    return resolve


def that_day(match: re.Match[str], context: Context) -> Resolution:
    """ "Dans la soirée": of publication; "plus tôt dans la journée": of the day the story was just telling."""
    told = context.latest
    recent = told and told.last and (context.on.last - told.last).days <= _RECENT
    if match[0].startswith(_EARLIER) and told and told.precision is Precision.DAY and recent:
        return told, None
    return days_away(0)(match, context)


def _story_day(context: Context) -> When | None:
    """ "La veille" is the eve of the day the story is about: the latest one named, unless the last was long before."""
    last, latest = context.previous, context.latest
    if last and latest and last.first and latest.first and (latest.first - last.first).days <= _WEEK:
        return latest
    return last


def days_between(first: int, last: int, *, vague: bool = False) -> Resolve:
    """Days counted from publication, both ends included."""
    make = making.about if vague else making.interval
    return lambda match, context: (
        over(context.on, lambda on: make(making.shifted(on, first), making.shifted(on, last))),
        None,
    )


about_days = partial(days_between, vague=True)


def months_away(offset: int) -> Resolve:
    return lambda match, context: (making.month(*making.months_away(context.on.first, offset)), None)


def year_near(number: int) -> int:
    """That year, or the calendar's first or last."""
    return min(max(number, 1), 9999)


def _base(context: Context) -> date:
    return context.previous.first if context.previous and context.previous.first else context.on.first


def months_from_previous(match: re.Match[str], context: Context) -> Resolution:
    return making.month(*making.months_away(_base(context), 1 if match["side"] in _MONTHS_AFTER else -1)), None


def years_from_previous(match: re.Match[str], context: Context) -> Resolution:
    return making.year(year_near(_base(context).year + _YEAR_STEPS.get(match["side"] or "", 0))), None


def counted(sign: int, *, anchored: bool = False) -> Resolve:
    """ "il y a trois jours", "dans deux semaines", "un an plus tard": as exact as the unit counted in."""

    def resolve(match: re.Match[str], context: Context) -> Resolution:
        size = _unit(match["unit"])
        number = _number(match["count"])
        anchor = _anchor(context, size, sign) if anchored else None
        if size == 0:  # hours
            days = sign * ((number or _FEW) // _DAY_OF_HOURS)
            if anchor is not None:
                return making.day(making.shifted(anchor, days)), None
            read = days_between(0, days) if sign > 0 and days else days_away(days)
            return read(match, context)
        if anchor is not None:
            return _counted(anchor, sign, number, size), None
        return over(context.on, lambda on: _counted(on, sign, number, size)), None

    return resolve


counted_from_before = partial(counted, anchored=True)


def _anchor(context: Context, size: int, sign: int) -> date | None:
    """Days are counted from a day; months and years from whatever was named last ("En 2014 … trois ans plus tard")."""
    named = _story_day(context) if sign < 0 else context.previous
    if size >= _MONTH and context.mentioned:
        named = context.mentioned
    if named is None or (size < _MONTH and not precise(named)):
        return None
    return named.first


def _counted(on: date, sign: int, number: int, size: int) -> When:
    if not number:
        low, high = sorted((sign * _FEW * size, sign * _MANY * size))
        return making.about(making.shifted(on, low), making.shifted(on, high))
    if size == 1:
        return making.day(making.shifted(on, sign * number))
    if size == 7:
        monday = making.shifted(on, sign * number * 7 - on.weekday())
        return making.about(monday, making.shifted(monday, 6))
    if size == 30:
        return making.month(*making.months_away(on, sign * number))
    if size == 365:
        return making.year(year_near(on.year + sign * number))
    middle = sign * number * size
    return making.about(making.shifted(on, middle - size // 4), making.shifted(on, middle + size // 4))


def past_counted(match: re.Match[str], context: Context) -> Resolution:
    """ "au cours des trois derniers mois": up to publication."""
    size, number = _unit(match["unit"]), _number(match["count"])
    days = number * size if size else max(number // _DAY_OF_HOURS, 1)
    return days_between(-days, 0)(match, context)


def _unit(written: str) -> int:
    return _UNITS[written] if written in _UNITS else _UNITS[written.rstrip("s")]


def _number(written: str) -> int:
    """0 where no number is told ("quelques")."""
    return int(written) if written.isdigit() else _ABOUT.get(written) or NUMBERS.get(written, 0)


def _beside(days: int) -> Resolve:
    """ "The day before yesterday" lies one day further."""
    return lambda match, context: days_away(2 * days if match[0].startswith(_DAY_OFF) else days)(match, context)


yesterday, tomorrow = _beside(-1), _beside(1)
