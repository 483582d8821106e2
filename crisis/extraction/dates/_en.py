"""English temporal expressions, one a row."""

from __future__ import annotations

from crisis.extraction.dates import counts as count
from crisis.extraction.dates import days as days
from crisis.extraction.dates import spans as spans
from crisis.extraction.dates.rules import Row

DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.?|feb\.?|mar\.|apr\.|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?"
)
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_WEEKDAY = rf"(?P<weekday>{DAYS})"
_MONTH = rf"(?P<month>{MONTHS})"
_DAY = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>[12]\d{3}))?(?![\d.,]\d)"
_COUNT = (
    r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"a few|several|some|"
    r"a couple of)"
)
_UNIT = r"(?P<unit>hours?|days?|weeks?|months?|years?|decades?)"
_MONTH_WORDS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_COUNTED = r"(?! (?:troops|soldiers|people|personnel|miles|km|dollars))"

TABLE: tuple[Row, ...] = (
    Row("range", "from February 10 to 20", _MONTH_WORDS,
        rf"(?:from |between )?(?P<first_month>{MONTHS}) (?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?P<first_year>)(?:-|–|"
        rf" to | and | through )(?:{_MONTH} )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}",
        days.english_range, True),
    Row("range_day_first", "from 10 to 20 February", _MONTH_WORDS,
        rf"(?:from |between )?(?P<first>\d{{1,2}})(?: (?P<first_month>{MONTHS}))?(?P<first_year>)(?:-|–| to |"
        rf" and )(?P<day>\d{{1,2}}) {_MONTH}{_YEAR}", days.day_range, True),
    Row("date", "January 18, 2022", _MONTH_WORDS, rf"(?:(?:{DAYS}),? (?:the )?)?{_MONTH} {_DAY}{_YEAR}(?P<side>){_PART}", days.full_date),
    Row("date_day_first", "18 January 2022", _MONTH_WORDS, rf"(?:(?:{DAYS}),? (?:the )?)?(?:the )?{_DAY}(?: of)? {_MONTH}{_YEAR}(?P<side>)", days.full_date),
    Row("iso", "2022-01-18", "-", r"[12]\d{3}-[01]\d-[0-3]\d", days.iso_date),
    Row("month", "mid-February", _MONTH_WORDS,
        rf"(?:(?P<part>mid|early|late|(?:the )?(?:end|beginning|start|middle) of|"
        rf"the end of)[ -]?)?(?!may\b(?! [12]\d{{3}}))(?P<month>{MONTHS}){_YEAR}(?P<side>)", spans.whole_month),
    Row("may", "in May", "may", rf"(?<=in )(?P<month>may)(?P<part>){_YEAR}(?P<side>)", spans.whole_month),
    Row("last_month_named", "last December", _MONTH_WORDS, rf"(?P<side>last|next|this) (?P<part>)(?P<month>{MONTHS})(?P<year>)", spans.whole_month),
    Row("weekday_range", "from Monday to Wednesday", "day", rf"(?:from |between )(?P<first>{DAYS}) (?:to|through|"
        rf"and) {_WEEKDAY}", days.weekday_range, True),
    Row("weekday", "on Friday", "day", rf"(?:(?:(?P<side>last|next)|this|on|late|"
        rf"early) )?{_WEEKDAY}{_PART}", days.weekday),
    Row("today", "today", "today|this|tonight", r"(?:today|this (?:morning|afternoon|evening)|"
        r"tonight)", count.days_away(0)),
    Row("last_night", "last night", "last night|overnight", r"(?:last night)", count.days_away(-1)),
    Row("part_of_day", "earlier in the day", "day", r"(?:earlier|later) (?:in the day|"
        r"that day)", count.from_previous(0)),
    Row("earlier_today", "earlier on Monday", "earlier", rf"(?:earlier|later|late|early) on {_WEEKDAY}(?P<side>)", days.weekday),
    Row("yesterday", "yesterday", "yesterday", rf"(?:the day before )?yesterday{_PART}", count.yesterday),
    Row("tomorrow", "tomorrow", "tomorrow", rf"(?:the day after )?tomorrow{_PART}", count.tomorrow),
    Row("eve", "the day before", "day", r"(?:the day before|a day earlier|the previous day|one day earlier|"
        r"the day earlier)(?! yest)", count.from_previous(-1), True),
    Row("morrow", "the next day", "day", r"(?:the next day|the following day|a day later|one day later|"
        r"the day after)(?! tom)", count.from_previous(1), True),
    Row("same_day", "the same day", "day", r"(?:the same day|that day)", count.from_previous(0), True),
    Row("week", "last week", "week", r"(?:(?P<part>early|late|later|earlier|(?:the )?end of|mid) )?(?:(?P<side>last|"
        r"next|past)|this|the (?P<side_after>following|previous)|the current) week(?!end)", spans.week),
    Row("week_end_part", "later in the week", "week", r"(?P<part>early|late|later|"
        r"earlier) in the week(?P<side>)", spans.week),
    Row("weekend", "over the weekend", "weekend", r"(?P<which>this|over the|at the|on the|(?=last|"
        r"next))(?: )?(?:(?P<side>last|next|past) )?weekend", spans.weekend),
    Row("this_month", "this month", "month", r"(?:(?:earlier|later|late|early) )?this month", count.months_away(0)),
    Row("last_month", "last month", "month", r"(?:(?:late|early) )?last month", count.months_away(-1)),
    Row("next_month", "next month", "month", r"(?:(?:late|early) )?next month", count.months_away(1)),
    Row("end_of_month", "the end of the month", "month", r"(?:the )?(?P<part>end|beginning|start|middle) of (?:the|"
        r"this) month(?P<side>)", spans.part_of_this_month),
    Row("last_year", "last year", "year", r"(?:(?P<part>late|early|earlier|later) )?(?:(?P<side>last|next)|this) year|(?:the )?(?P<part_b>end|start|beginning) of (?:the|this) year", spans.english_year_away),
    Row("ago", "three days ago", "ago", rf"(?:about |nearly |almost |"
        rf"more than )?{_COUNT} {_UNIT} ago", count.counted(-1), True),
    Row("in", "in two weeks", "in ", rf"(?:in|within) (?:the next )?{_COUNT} {_UNIT}(?! (?:of|after|before|"
        rf"since))(?!')", count.counted(1), True),
    Row("earlier", "two days earlier", "earlier|before", rf"{_COUNT} {_UNIT} (?:earlier|before)", count.counted(-1, anchored=True), True),
    Row("later", "two days later", "later|after", rf"{_COUNT} {_UNIT} later", count.counted(1, anchored=True), True),
    Row("coming_days", "in the coming days", "days|hours", r"(?:(?:in|over) )?(?:the )?(?:coming|next few|"
        r"next several|next couple of) (?:days|hours)|(?:in|"
        r"over) the days ahead", count.days_between(0, 7, vague=True), True),
    Row("coming_weeks", "in the coming weeks", "weeks", r"(?:(?:in|over) )?(?:the )?(?:coming|next few|"
        r"next several) weeks|(?:in|over) the weeks ahead", count.days_between(0, 30, vague=True), True),
    Row("coming_months", "in the coming months", "months", r"(?:(?:in|over) )?(?:the )?(?:coming|"
        r"next few) months", count.days_between(0, 150, vague=True), True),
    Row("past_days", "in recent days", "days|hours", r"(?:(?:in|over|during) )?(?:recent|(?:the )?(?:past|last) few|"
        r"(?:the )?last several) (?:days|hours)", count.days_between(-7, 0, vague=True), True),
    Row("past_weeks", "in recent weeks", "weeks", r"(?:(?:in|over|during) )?(?:recent|(?:the )?(?:past|last) few|"
        r"(?:the )?last several) weeks", count.days_between(-30, 0, vague=True), True),
    Row("past_months", "in recent months", "months", r"(?:(?:in|over|during) )?(?:recent|(?:the )?(?:past|last) few|"
        r"(?:the )?last several) months", count.days_between(-150, 0, vague=True), True),
    Row("past_years", "in recent years", "years", r"(?:(?:in|over|during) )?(?:recent|(?:the )?(?:past|"
        r"last) few) years", count.days_between(-1500, 0, vague=True), True),
    Row("past_counted", "over the past two weeks", "past|last", r"(?:(?:in|over|during|for) )?the (?:past|"
        r"last) (?P<count>\d{1,3}|two|three|four|five|six|seven|eight|ten) (?P<unit>hours|days|weeks|months|"
        r"years)", count.past_counted, True),
    Row("season", "the spring of 2021", "spring|summer|autumn|fall|winter", r"(?:(?:the|last|this|next) )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?(?P<year>[12]\d{3})(?P<side>)(?P<this>)", spans.season),
    Row("season_deictic", "last spring", "spring|summer|autumn|fall|winter", r"(?:(?P<side>last|next)|(?P<this>this)) (?P<season>spring|summer|autumn|fall|winter)(?P<year>)", spans.season),
    Row("quarter", "the second quarter of 2021", "quarter|half", r"(?:the )?(?P<number>first|second|third|fourth) (?P<unit>quarter|half)(?: of (?P<year>[12]\d{3}))", spans.quarter),
    Row("decade", "the 1990s", "s", r"(?:the )?(?:(?P<part>early|late|mid)[ -])?(?P<year>1[89]\d0|"
        r"20\d0)s", spans.decade),
    Row("year_range", "between 2014 and 2016", "1|2", r"(?:between |from )?(?P<first>1[89]\d\d|20\d\d)(?: and | to |"
        r"-|–)(?P<year>1[89]\d\d|20\d\d)(?![\d-])", spans.year_range, True),
    Row("year", "in 2014", "1|2", rf"(?:(?P<part>(?:early|late|mid)[ -]?|(?:the )?(?:end|start|beginning) of )|(?<=in )|(?<=since )|(?<=by )|(?<=of )|(?<=from )|(?<=after )|(?<=before )|(?<=until )|"
        rf"(?<=\()|(?<=the )|(?<=its )|(?<='s ))(?P<year>1[5-9]\d\d|20\d\d)(?![.,]\d|"
        rf"s\b){_COUNTED}", spans.whole_year),
    Row("feast", "at Christmas", "christmas|new year|easter|good friday|valentine",
        r"(?:the )?(?P<feast>christmas eve|christmas day|christmas|new year's eve|new year's day|easter|good friday|"
        r"valentine's day)(?: (?P<year>[12]\d{3}))?(?P<side>)", spans.feast),
)  # fmt: skip
