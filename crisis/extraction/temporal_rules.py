"""The table of temporal expressions, French and English: a name, a pattern on folded text, a reading.

Patterns are anchored on a literal word and bounded in length, so that scanning is linear. The reading
of a weekday follows agency usage: the day of publication itself counts, in past and future.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

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


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    resolve: Resolve
    closed: bool = False  # takes no preposition in


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
_FRENCH_DAY = r"(?P<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_ENGLISH_DAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_FRENCH_MONTHS = r"janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
_ENGLISH_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\."
)
_PART = r"(?: (?:matin|midi|après-midi|soir|en soirée|dans la (?:soirée|matinée|nuit)|dans l'après-midi))?"
_ENGLISH_PART = r"(?: (?:morning|afternoon|evening|night))?"
_YEAR = r"(?: (?P<year>[12]\d{3}))?(?![\d.,]\d)"
_FRENCH_COUNT = r"(?P<count>\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|quelques)"
_ENGLISH_COUNT = r"(?P<count>\d{1,3}|a|one|two|three|four|five|six|seven|eight|ten|a few|several)"
_FUTURE = (Tense.FUTURE, Tense.CONDITIONAL)


def weekday_from(on: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday, that day itself included, in the future or in the past."""
    step = (weekday - on.weekday()) % 7
    return edtf.shifted(on, step if ahead or step == 0 else step - 7)


def _weekday(match: re.Match[str], context: Context) -> Reading:
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


def _nearest_weekday(on: date, weekday: int) -> date:
    step = (weekday - on.weekday()) % 7
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


def _date(match: re.Match[str], context: Context) -> Reading:
    number = _month_number(match)
    year = _yearless(match, context, number)
    return edtf.day(date(year, number, int(match["day"].rstrip("erstndh")))), None


def _iso(match: re.Match[str], context: Context) -> Reading:
    return edtf.day(date.fromisoformat(match[0])), None


def _range(match: re.Match[str], context: Context) -> Reading:
    number = _month_number(match)
    year = _yearless(match, context, number)
    first_month = _month_number(match, "first_month") if match["first_month"] else number
    first_year = year - (first_month > number)
    first = date(first_year, first_month, int(match["first"].rstrip("erstndh")))
    return edtf.interval(first, date(year, number, int(match["day"].rstrip("erstndh")))), None


def _month(match: re.Match[str], context: Context) -> Reading:
    number = _month_number(match)
    year = _yearless(match, context, number)
    if match["part"]:
        part = match["part"].strip("- ")
        kind = "mid" if part.startswith(("mi", "mid")) else "late" if part in ("fin", "late", "end of") else "early"
        return edtf.part_of_month(year, number, kind), None
    return edtf.month(year, number), None


def _year(match: re.Match[str], context: Context) -> Reading:
    return edtf.year(int(match["year"])), None


def _offset(days: int) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        return edtf.over(context.published, lambda on: edtf.day(edtf.shifted(on, days))), None

    return resolve


def _from_previous(days: int) -> Resolve:
    """ "La veille" counts from the day last named, from publication only where none was."""

    def resolve(match: re.Match[str], context: Context) -> Reading:
        if context.previous and context.previous.precision is Precision.DAY and context.previous.first:
            return edtf.day(edtf.shifted(context.previous.first, days)), None
        return _offset(days)(match, context)

    return resolve


def _span(first: int, last: int, *, vague: bool = False) -> Resolve:
    """Days counted from publication, both ends included."""

    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        make = edtf.about if vague else edtf.interval
        return edtf.over(context.published, lambda on: make(edtf.shifted(on, first), edtf.shifted(on, last))), None

    return resolve


def _week(offset: int, first: int = 0, last: int = 6) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None

        def week(on: date) -> When:
            monday = edtf.shifted(on, 7 * offset - on.weekday())
            return edtf.interval(edtf.shifted(monday, first), edtf.shifted(monday, last))

        return edtf.over(context.published, week), None

    return resolve


def _months(offset: int) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        return edtf.month(*edtf.months_away(context.published.first, offset)), None

    return resolve


def _years(offset: int) -> Resolve:
    def resolve(match: re.Match[str], context: Context) -> Reading:
        if not context.published:
            return None, None
        return edtf.year(min(max(context.published.first.year + offset, 1), 9999)), None

    return resolve


def _counted(sign: int, *, from_previous: bool = False) -> Resolve:
    """ "il y a trois jours", "dans deux semaines": a day, or thereabouts for longer units."""

    def resolve(match: re.Match[str], context: Context) -> Reading:
        unit = match["unit"] if match["unit"] in _UNITS else match["unit"].rstrip("s")
        size, count = _UNITS[unit], match["count"]
        number = int(count) if count.isdigit() else _NUMBERS.get(count, 0)
        if not number:
            low, high = sorted((sign * 2 * size, sign * 6 * size))
            return _span(low, high, vague=True)(match, context)
        if from_previous:
            return _from_previous(sign * number)(match, context) if size == 1 else (None, None)
        if size == 1:
            return _offset(sign * number)(match, context)
        slack = size // 7 if size > 7 else 1
        middle = sign * number * size
        return _span(middle - slack, middle + slack, vague=True)(match, context)

    return resolve


def _season(match: re.Match[str], context: Context) -> Reading:
    first = {"printemps": 3, "été": 6, "automne": 9, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}[match["season"]]
    year = int(match["year"])
    last = edtf.month(year, first + 2).last
    assert last is not None  # noqa: S101 - a month always ends
    return edtf.about(date(year, first, 1), last), None


@cache
def rules(language: str) -> tuple[Rule, ...]:
    table = _FRENCH if language == "fr" else _ENGLISH
    return tuple(
        Rule(name, re.compile(rf"(?<![\w-]){pattern}(?![\w-])"), resolve, closed)
        for name, pattern, resolve, closed in table
    )


_FRENCH_MONTH = rf"(?P<month>{_FRENCH_MONTHS})"
_FRENCH: tuple[tuple[str, str, Resolve, bool], ...] = (
    ("range", rf"(?:du|entre le) (?P<first>1er|\d{{1,2}})(?: (?P<first_month>{_FRENCH_MONTHS}))? (?:au|et le) "
              rf"(?P<day>1er|\d{{1,2}}) {_FRENCH_MONTH}{_YEAR}", _range, True),
    ("date", rf"(?:(?:le |ce )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) |le |ce )?"
             rf"(?P<day>1er|\d{{1,2}}) {_FRENCH_MONTH}{_YEAR}(?:(?<!\d){_PART})?", _date, False),
    ("iso", r"[12]\d{3}-\d\d-\d\d", _iso, False),
    ("month", rf"(?:(?P<part>mi-?|début|fin) ?(?:du mois de )?)?{_FRENCH_MONTH}{_YEAR}(?! ?(?:macron|dernier rappel))", _month, False),
    ("weekday", rf"(?:ce |le |la nuit de )?{_FRENCH_DAY}(?: (?P<side>dernier|prochain))?{_PART}", _weekday, False),
    ("today", r"(?:aujourd'hui|ce jour|ce matin|ce midi|cet après-midi|ce soir|cette nuit)", _offset(0), False),
    ("yesterday", rf"hier{_PART}", _offset(-1), False),
    ("before_yesterday", rf"avant-hier{_PART}", _offset(-2), False),
    ("tomorrow", rf"demain{_PART}", _offset(1), False),
    ("after_tomorrow", rf"après-demain{_PART}", _offset(2), False),
    ("eve", r"la veille(?: au soir)?", _from_previous(-1), True),
    ("morrow", r"le lendemain(?: matin| soir)?", _from_previous(1), True),
    ("same_day", r"(?:le même jour|le jour même)", _from_previous(0), True),
    ("two_days_before", r"l'avant-veille", _from_previous(-2), True),
    ("two_days_after", r"le surlendemain", _from_previous(2), True),
    ("this_week", r"cette semaine", _week(0), False),
    ("last_week", r"la semaine (?:dernière|passée)", _week(-1), False),
    ("next_week", r"la semaine prochaine", _week(1), False),
    ("early_next_week", r"(?:en |au )?début de (?:la )?semaine prochaine", _week(1, 0, 2), False),
    ("weekend", r"ce week-end", _week(0, 5, 6), False),
    ("last_weekend", r"le week-end dernier", _week(-1, 5, 6), False),
    ("next_weekend", r"le week-end prochain", _week(1, 5, 6), False),
    ("this_month", r"ce mois-ci", _months(0), False),
    ("last_month", r"le mois (?:dernier|passé)", _months(-1), False),
    ("next_month", r"le mois prochain", _months(1), False),
    ("this_year", r"cette année", _years(0), False),
    ("last_year", r"(?:l'an dernier|l'année dernière|l'an passé)", _years(-1), False),
    ("next_year", r"(?:l'an prochain|l'année prochaine)", _years(1), False),
    ("ago", rf"il y a {_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?|années?)", _counted(-1), True),
    ("in", rf"dans (?:les )?{_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?|années?)", _counted(1), True),
    ("earlier", rf"{_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?) (?:plus tôt|auparavant)",
     _counted(-1, from_previous=True), True),
    ("later", rf"{_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?) (?:plus tard)",
     _counted(1, from_previous=True), True),
    ("coming_days", r"(?:dans|ces|au cours|lors)?(?: des| les)? ?(?:prochains jours|prochaines heures|jours à venir|heures à venir|jours qui viennent)",
     _span(0, 7, vague=True), True),
    ("coming_weeks", r"(?:dans|ces|au cours|lors)?(?: des| les)? ?(?:prochaines semaines|semaines à venir)",
     _span(0, 30, vague=True), True),
    ("past_days", r"ces (?:derniers jours|dernières heures)", _span(-7, 0, vague=True), False),
    ("past_weeks", r"ces dernières semaines", _span(-30, 0, vague=True), False),
    ("season", r"(?:au |l'|à l')?(?P<season>printemps|été|automne) (?P<year>[12]\d{3})", _season, False),
    ("year", r"(?:(?<=en )|(?<=depuis )|(?<=dès )|(?<=fin )|(?<=de )|(?<=d'ici )|l'année )(?P<year>1[89]\d\d|20\d\d)(?![.,]\d|[ %]\d)"
             r"(?! (?:soldats|militaires|hommes|troupes|combattants|personnes))", _year, False),
)  # fmt: skip

_ENGLISH_MONTH = rf"(?P<month>{_ENGLISH_MONTHS})"
_ENGLISH: tuple[tuple[str, str, Resolve, bool], ...] = (
    ("range", rf"(?:from |between )?(?P<first_month>{_ENGLISH_MONTHS}) (?P<first>\d{{1,2}})(?:-| to | and )(?:{_ENGLISH_MONTH} )?(?P<day>\d{{1,2}}){_YEAR}",
     lambda match, context: _english_range(match, context), True),
    ("date", rf"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? )?{_ENGLISH_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>[12]\d{{3}}))?",
     _date, False),
    ("date_day_first", rf"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_ENGLISH_MONTH}{_YEAR}", _date, False),
    ("iso", r"[12]\d{3}-\d\d-\d\d", _iso, False),
    ("month", rf"(?:(?P<part>mid-|early|late|end of) ?)?(?!may\b)(?P<month>{_ENGLISH_MONTHS}){_YEAR}", _month, False),
    ("weekday", rf"(?:(?:(?P<side>last|next)|this|on) )?{_ENGLISH_DAY}{_ENGLISH_PART}", _weekday, False),
    ("today", r"(?:today|this morning|this afternoon|this evening|tonight)", _offset(0), False),
    ("yesterday", rf"yesterday{_ENGLISH_PART}", _offset(-1), False),
    ("tomorrow", rf"tomorrow{_ENGLISH_PART}", _offset(1), False),
    ("eve", r"(?:the day before|a day earlier|the previous day)", _from_previous(-1), True),
    ("morrow", r"(?:the next day|the following day|a day later)", _from_previous(1), True),
    ("this_week", r"this week", _week(0), False),
    ("last_week", r"last week", _week(-1), False),
    ("next_week", r"next week", _week(1), False),
    ("weekend", r"this weekend", _week(0, 5, 6), False),
    ("last_weekend", r"last weekend", _week(-1, 5, 6), False),
    ("this_month", r"this month", _months(0), False),
    ("last_month", r"last month", _months(-1), False),
    ("next_month", r"next month", _months(1), False),
    ("last_year", r"last year", _years(-1), False),
    ("next_year", r"next year", _years(1), False),
    ("ago", rf"{_ENGLISH_COUNT} (?P<unit>days?|weeks?|months?|years?) ago", _counted(-1), True),
    ("in", rf"in {_ENGLISH_COUNT} (?P<unit>days?|weeks?|months?|years?)", _counted(1), True),
    ("earlier", rf"{_ENGLISH_COUNT} (?P<unit>days?) earlier", _counted(-1, from_previous=True), True),
    ("later", rf"{_ENGLISH_COUNT} (?P<unit>days?) later", _counted(1, from_previous=True), True),
    ("coming_days", r"in (?:the )?(?:coming|next few) (?:days|hours)", _span(0, 7, vague=True), True),
    ("coming_weeks", r"in (?:the )?(?:coming|next few) weeks", _span(0, 30, vague=True), True),
    ("past_days", r"in recent days", _span(-7, 0, vague=True), True),
    ("past_weeks", r"in recent weeks", _span(-30, 0, vague=True), True),
    ("season", r"(?:the )?(?P<season>spring|summer|autumn|fall) (?:of )?(?P<year>[12]\d{3})", _season, False),
    ("year", r"(?:(?<=in )|(?<=since )|(?<=by )|(?<=of ))(?P<year>1[89]\d\d|20\d\d)(?![.,]\d)(?! (?:troops|soldiers))", _year, False),
)  # fmt: skip


def _english_range(match: re.Match[str], context: Context) -> Reading:
    first_month = _month_number(match, "first_month")
    last_month = _month_number(match) if match["month"] else first_month
    year = _yearless(match, context, last_month)
    first = date(year - (first_month > last_month), first_month, int(match["first"]))
    return edtf.interval(first, date(year, last_month, int(match["day"]))), None
