"""The table of temporal expressions, French and English: a name, a pattern on folded text, a reading.

Patterns are anchored on a literal word and bounded in length, so that scanning is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crisis.extraction import temporal_readings as read


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    resolve: read.Resolve
    closed: bool = False  # takes no preposition in


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

_FRENCH_MONTH = rf"(?P<month>{_FRENCH_MONTHS})"
_FRENCH: tuple[tuple[str, str, read.Resolve, bool], ...] = (
    ("range", rf"(?:du|entre le) (?P<first>1er|\d{{1,2}})(?: (?P<first_month>{_FRENCH_MONTHS}))? (?:au|et le) "
              rf"(?P<day>1er|\d{{1,2}}) {_FRENCH_MONTH}{_YEAR}", read.day_range, True),
    ("date", rf"(?:(?:le |ce )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) |le |ce )?"
             rf"(?P<day>1er|\d{{1,2}}) {_FRENCH_MONTH}{_YEAR}(?:(?<!\d){_PART})?", read.full_date, False),
    ("iso", r"[12]\d{3}-\d\d-\d\d", read.iso_date, False),
    ("month", rf"(?:(?P<part>mi-?|début|fin) ?(?:du mois de "
        rf")?)?{_FRENCH_MONTH}{_YEAR}(?! ?(?:macron|dernier rappel))", read.whole_month, False),
    ("weekday", rf"(?:ce |le |la nuit de )?{_FRENCH_DAY}(?: (?P<side>dernier|"
        rf"prochain))?{_PART}", read.weekday, False),
    ("today", r"(?:aujourd'hui|ce jour|ce matin|ce midi|cet après-midi|ce soir|"
        r"cette nuit)", read.days_away(0), False),
    ("yesterday", rf"hier{_PART}", read.days_away(-1), False),
    ("before_yesterday", rf"avant-hier{_PART}", read.days_away(-2), False),
    ("tomorrow", rf"demain{_PART}", read.days_away(1), False),
    ("after_tomorrow", rf"après-demain{_PART}", read.days_away(2), False),
    ("eve", r"la veille(?: au soir)?", read.from_previous(-1), True),
    ("morrow", r"le lendemain(?: matin| soir)?", read.from_previous(1), True),
    ("same_day", r"(?:le même jour|le jour même)", read.from_previous(0), True),
    ("two_days_before", r"l'avant-veille", read.from_previous(-2), True),
    ("two_days_after", r"le surlendemain", read.from_previous(2), True),
    ("this_week", r"cette semaine", read.weeks_away(0), False),
    ("last_week", r"la semaine (?:dernière|passée)", read.weeks_away(-1), False),
    ("next_week", r"la semaine prochaine", read.weeks_away(1), False),
    ("early_next_week", r"(?:en |au )?début de (?:la )?semaine prochaine", read.weeks_away(1, 0, 2), False),
    ("weekend", r"ce week-end", read.weeks_away(0, 5, 6), False),
    ("last_weekend", r"le week-end dernier", read.weeks_away(-1, 5, 6), False),
    ("next_weekend", r"le week-end prochain", read.weeks_away(1, 5, 6), False),
    ("this_month", r"ce mois-ci", read.months_away(0), False),
    ("last_month", r"le mois (?:dernier|passé)", read.months_away(-1), False),
    ("next_month", r"le mois prochain", read.months_away(1), False),
    ("this_year", r"cette année", read.years_away(0), False),
    ("last_year", r"(?:l'an dernier|l'année dernière|l'an passé)", read.years_away(-1), False),
    ("next_year", r"(?:l'an prochain|l'année prochaine)", read.years_away(1), False),
    ("ago", rf"il y a {_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?|années?)", read.counted(-1), True),
    ("in", rf"dans (?:les )?{_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?|années?)", read.counted(1), True),
    ("earlier", rf"{_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?) (?:plus tôt|auparavant)",
     read.counted(-1, anchored=True), True),
    ("later", rf"{_FRENCH_COUNT} (?P<unit>jours?|semaines?|mois|ans?) (?:plus tard)",
     read.counted(1, anchored=True), True),
    ("coming_days", r"(?:dans|ces|au cours|lors)?(?: des| les)? ?(?:prochains jours|"
        r"prochaines heures|jours à venir|heures à venir|jours qui viennent)",
     read.days_between(0, 7, vague=True), True),
    ("coming_weeks", r"(?:dans|ces|au cours|lors)?(?: des| les)? ?(?:prochaines semaines|semaines à venir)",
     read.days_between(0, 30, vague=True), True),
    ("past_days", r"ces (?:derniers jours|dernières heures)", read.days_between(-7, 0, vague=True), False),
    ("past_weeks", r"ces dernières semaines", read.days_between(-30, 0, vague=True), False),
    ("season", r"(?:au |l'|à l')?(?P<season>printemps|été|automne) (?P<year>[12]\d{3})", read.season, False),
    ("year", r"(?:(?<=en )|(?<=depuis )|(?<=dès )|(?<=fin )|(?<=de )|"
        r"(?<=d'ici )|l'année )(?P<year>1[89]\d\d|20\d\d)(?![.,]\d|[ %]\d)"
             r"(?! (?:soldats|militaires|hommes|troupes|combattants|personnes))", read.whole_year, False),
)  # fmt: skip

_ENGLISH_MONTH = rf"(?P<month>{_ENGLISH_MONTHS})"
_ENGLISH: tuple[tuple[str, str, read.Resolve, bool], ...] = (
    ("range", rf"(?:from |between )?(?P<first_month>{_ENGLISH_MONTHS}) (?P<first>\d{{1,2}})(?:-|"
        rf" to | and )(?:{_ENGLISH_MONTH} )?(?P<day>\d{{1,2}}){_YEAR}",
     read.english_range, True),
    ("date", rf"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? "
        rf")?{_ENGLISH_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>[12]\d{{3}}))?",
     read.full_date, False),
    ("date_day_first", rf"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? "
        rf")?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_ENGLISH_MONTH}{_YEAR}", read.full_date, False),
    ("iso", r"[12]\d{3}-\d\d-\d\d", read.iso_date, False),
    ("month", rf"(?:(?P<part>mid-|early|late|end of) "
        rf"?)?(?!may\b)(?P<month>{_ENGLISH_MONTHS}){_YEAR}", read.whole_month, False),
    ("weekday", rf"(?:(?:(?P<side>last|next)|this|on) )?{_ENGLISH_DAY}{_ENGLISH_PART}", read.weekday, False),
    ("today", r"(?:today|this morning|this afternoon|this evening|tonight)", read.days_away(0), False),
    ("yesterday", rf"yesterday{_ENGLISH_PART}", read.days_away(-1), False),
    ("tomorrow", rf"tomorrow{_ENGLISH_PART}", read.days_away(1), False),
    ("eve", r"(?:the day before|a day earlier|the previous day)", read.from_previous(-1), True),
    ("morrow", r"(?:the next day|the following day|a day later)", read.from_previous(1), True),
    ("this_week", r"this week", read.weeks_away(0), False),
    ("last_week", r"last week", read.weeks_away(-1), False),
    ("next_week", r"next week", read.weeks_away(1), False),
    ("weekend", r"this weekend", read.weeks_away(0, 5, 6), False),
    ("last_weekend", r"last weekend", read.weeks_away(-1, 5, 6), False),
    ("this_month", r"this month", read.months_away(0), False),
    ("last_month", r"last month", read.months_away(-1), False),
    ("next_month", r"next month", read.months_away(1), False),
    ("last_year", r"last year", read.years_away(-1), False),
    ("next_year", r"next year", read.years_away(1), False),
    ("ago", rf"{_ENGLISH_COUNT} (?P<unit>days?|weeks?|months?|years?) ago", read.counted(-1), True),
    ("in", rf"in {_ENGLISH_COUNT} (?P<unit>days?|weeks?|months?|years?)", read.counted(1), True),
    ("earlier", rf"{_ENGLISH_COUNT} (?P<unit>days?) earlier", read.counted(-1, anchored=True), True),
    ("later", rf"{_ENGLISH_COUNT} (?P<unit>days?) later", read.counted(1, anchored=True), True),
    ("coming_days", r"in (?:the )?(?:coming|next few) (?:days|hours)", read.days_between(0, 7, vague=True), True),
    ("coming_weeks", r"in (?:the )?(?:coming|next few) weeks", read.days_between(0, 30, vague=True), True),
    ("past_days", r"in recent days", read.days_between(-7, 0, vague=True), True),
    ("past_weeks", r"in recent weeks", read.days_between(-30, 0, vague=True), True),
    ("season", r"(?:the )?(?P<season>spring|summer|autumn|fall) (?:of )?(?P<year>[12]\d{3})", read.season, False),
    ("year", r"(?:(?<=in )|(?<=since )|(?<=by )|(?<=of "
        r"))(?P<year>1[89]\d\d|20\d\d)(?![.,]\d)(?! (?:troops|soldiers))", read.whole_year, False),
)  # fmt: skip


@cache
def rules(language: str) -> tuple[Rule, ...]:
    table = _FRENCH if language == "fr" else _ENGLISH
    return tuple(
        Rule(name, re.compile(rf"(?<![\w-]){pattern}(?![\w-])"), resolve, closed)
        for name, pattern, resolve, closed in table
    )
