"""Dates in English, the language of whoever has no other."""

from __future__ import annotations

from .days import Reason
from .language import DateLanguage, Phrase, Typed

_UNREADABLE = "“{text}” is not a date this site can read"

ENGLISH = DateLanguage(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    month_spellings=("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sept sep", "oct", "nov", "dec"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    first_of_month="1",
    unknown="date not known",
    around=Phrase("around {date}", "around {date}"),
    perhaps="perhaps {date}",
    approximately="{dates}, approximately",
    between=Phrase("between {first} and {last}", "between {first} and {last}"),
    by=Phrase("by {date} at the latest", "by {date} at the latest"),
    since=Phrase("from {date} on", "from {date} on"),
    until=Phrase("until {date}", "until {date}"),
    one_of="one of these days: {days} or {last}",
    day_first="{date} (day first)",
    refusals={
        Reason.UNREADABLE: f"{_UNREADABLE}. Write a day (2022-01-21), a month (2022-01), a year (2022), an interval "
        "(2022-01-19/2022-01-21), an open one (../2022-01-18), one of several days ([2022-01-07,2022-01-14]), or add ~ "
        "for an approximate one (2022-01-21~).",
        Reason.SEASON: "“{text}” names a season or a part of a year, whose days are not the same for everybody. Write "
        "its months (2022-03/2022-05).",
        Reason.ENDS_FIRST: "“{text}” ends before it starts.",
        Reason.NOT_UNDERSTOOD: f"{_UNREADABLE}. Write it as one says it (21 January 2022, January 2022, between 19 and "
        "21 January 2022, around 21 January 2022, before 18 January 2022, 21/01/2022), or in EDTF "
        "(2022-01-19/2022-01-21). Leave it empty if nobody knows.",
        Reason.RELATIVE: "“{text}” depends on the day it is read on. Write the day itself, as in “21 January 2022”.",
        Reason.NO_YEAR: "“{text}”: write the year too.",
        Reason.SHORT_YEAR: "“{text}”: write the year with four figures.",
        Reason.NO_SUCH_MONTH: f"{_UNREADABLE}: there is no month {{number}}. The day comes first.",
        Reason.NO_SUCH_DAY: f"{_UNREADABLE}: there is no day {{number}} in {{month}}.",
        Reason.OTHER_WEEKDAY: "“{text}”: {date} was a {weekday}. Which of the two is right?",
    },
    relative_days=("yesterday", "today", "tomorrow", "now", "the day before yesterday", "the day after tomorrow"),
    typed=Typed(
        on="on ",
        on_month="on ",
        article="the ",
        ordinal="st|nd|rd|th",
        of=" of",
        in_month="in ",
        in_year="in ",
        about=r"around|about|approx\.|approximately",
        about_after=" approximately",
        perhaps="perhaps|possibly|maybe",
        before="before",
        after="after",
        until="by|until",
        until_after=" at the latest",
        since="since|from",
        since_after=" on| onwards?",
        between="between",
        and_="and",
        from_="from ",
        to="to|until|through",
        or_="or",
    ),
)
