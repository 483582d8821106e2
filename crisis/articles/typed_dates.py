"""Dates as people type them, in French and English, into EDTF: never more exact than what was typed.

Day first where only figures stand; nothing that depends on today; no year that was not written.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from .date_words import day_in_words, edtf_in_words, month_in_words
from .dates import LONGEST_EDTF, earlier, later, parse_days
from .month_names import MONTH_NUMBERS, RELATIVE, WEEKDAY_NUMBERS

_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAY_NUMBERS)}),? )?"
_NTH = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
_POINTS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?:le |on )?{_WEEKDAY}(?:le |the )?{_NTH}(?: of)? (?P<month>{_MONTH})\.?(?:,? (?P<year>\d{{4}}))?",
        rf"(?:on )?{_WEEKDAY}(?P<month>{_MONTH})\.? {_NTH}(?:,? (?P<year>\d{{4}}))?",
        rf"(?:en |in )?(?P<month>{_MONTH})\.?(?:,? (?P<year>\d{{4}}))?",
        r"(?:en |in |l'annee )?(?P<year>\d{4})",
        rf"(?:le )?{_WEEKDAY}(?P<day>\d{{1,2}})[/.-](?P<figures>\d{{1,2}})[/.-](?P<year>\d{{4}}|\d\d)",
        r"(?P<figures>\d{1,2})[/.](?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<figures>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?",
        rf"(?:le |the )?{_NTH}",
    )
]
_ABOUT = re.compile(
    r"(?:vers|environ|autour d[eu]|aux (?:alentours|environs) d[eu]|circa|ca?\.|around|about|approx\.|approximately)"
    r" ?(?:le |the )?(?P<before>.+)|(?P<after>.+?)(?: environ| approximativement| approximately| ?~)"
)
_PERHAPS = re.compile(r"(?:peut-etre|perhaps|possibly|maybe) (?P<before>.+)|(?P<after>.+?) ?\?")
_OPEN = [
    (re.compile(r"(?:avant|before) (?P<point>.+)"), "before"),
    (re.compile(r"(?:apres|after) (?P<point>.+)"), "after"),
    (re.compile(r"(?:au plus tard|jusqu'(?:au?|en)|d'ici|by|until) (?P<point>.+?)(?: at the latest)?"), "until"),
    (re.compile(r"(?:depuis|a partir d[eu]|des|since|from) (?P<point>.+?)(?: on| onwards?)?"), "since"),
]
_BETWEEN = re.compile(r"(?:entre|between) (?P<first>.+?) (?:et|and) (?P<last>.+)")
_FROM = re.compile(r"(?:du |des? |d'|from )")
_TO = re.compile(r" (?:jusqu'au|jusqu'a|au|a|to|until|through) | ?[-–—] ?")
_OR = re.compile(r",? (?:ou|or) |, ?")
_FIGURES_ONLY = re.compile(r"\D*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Point:
    """A day, a month or a year; the first of two may leave to the second what they share."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def edtf(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def understand(text: str) -> str:
    """The EDTF of what was typed; empty for nothing.

    Raises `ValidationError` for what is no date, no day of the calendar (code `impossible`), depends on the day it is
    read on (`relative`), or leaves the year out (`year`).
    """
    if not (plain := _folded(text)):
        return ""
    if len(text) > LONGEST_EDTF:
        raise _refusal(text[:20] + "…")
    if edtf := _as_edtf(text):
        return edtf
    if plain in RELATIVE or plain in WEEKDAY_NUMBERS:
        raise ValidationError(
            _("“%(text)s” depends on the day it is read on. Write the day itself, as in “21 January 2022”."),
            code="relative",
            params={"text": text},
        )
    return parse_days(_read(plain, text)).edtf


def as_understood(text: str) -> str:
    """What `understand` makes of it, in the reader's words; says “day first” where figures could be read both ways."""
    words = edtf_in_words(understand(text))
    figures = _FIGURES_ONLY.fullmatch(_folded(text))
    if figures and int(figures[2]) <= 12 and int(figures[1]) <= 12 and figures[1] != figures[2]:
        return str(_("%(date)s (day first)") % {"date": words})
    return words


def _folded(text: str) -> str:
    """Without capitals, accents and doubled spaces, with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


def _as_edtf(text: str) -> str:
    compact = "".join(text.split())
    try:
        return parse_days(compact).edtf
    except ValidationError as refusal:
        if refusal.code == "edtf-order":
            raise
        return ""


def _read(plain: str, text: str) -> str:
    for pattern, mark in ((_ABOUT, "~"), (_PERHAPS, "?")):
        if (found := pattern.fullmatch(plain)) and (point := _point(found["before"] or found["after"])):
            return _whole(point, text).edtf + mark
    if point := _point(plain):
        return _whole(point, text).edtf
    for pattern, side in _OPEN:
        if (found := pattern.fullmatch(plain)) and (point := _point(found["point"])):
            return _one_sided(_whole(point, text), side)
    if ends := _ends(plain):
        first, last = _completed(ends, text)
        return first.edtf if first == last else f"{first.edtf}/{last.edtf}"
    days = [_point(part) for part in _OR.split(plain)]
    if len(days) > 1 and all(day and day.day for day in days):
        return f"[{','.join(sorted(day.edtf for day in _completed([day for day in days if day], text)))}]"
    raise _refusal(text)


def _point(plain: str) -> _Point | None:
    for pattern in _POINTS:
        if found := pattern.fullmatch(plain):
            told = found.groupdict()
            month = MONTH_NUMBERS.get(told.get("month") or "") or _number(told.get("figures"))
            weekday = WEEKDAY_NUMBERS.get(told.get("weekday") or "")
            return _Point(_number(told.get("year")), month, _number(told.get("day")), weekday)
    return None


def _ends(plain: str) -> list[_Point] | None:
    """The two ends of an interval: wherever it can be cut so that a date stands on both sides."""
    if found := _BETWEEN.fullmatch(plain):
        cuts = [(found["first"], found["last"])]
    else:
        body = _FROM.sub("", plain, count=1) if _FROM.match(plain) else plain
        cuts = [(body[: cut.start()], body[cut.end() :]) for cut in _TO.finditer(body)]
    for first, last in cuts:
        ends = [_point(first), _point(last)]
        if ends[0] and ends[1]:
            return [ends[0], ends[1]]
    return None


def _completed(points: list[_Point], text: str) -> list[_Point]:
    """Each takes from the one after it what it leaves out: “du 28 décembre au 3 janvier 2022” begins in 2021."""
    whole = [_whole(points[-1], text)]
    for point in reversed(points[:-1]):
        following = whole[0]
        month = point.month or following.month if point.day else point.month
        year = point.year or following.year
        if point.year is None and year and month and following.month and month > following.month:
            year -= 1
        whole.insert(0, _whole(replace(point, year=year, month=month), text))
    return whole


def _whole(point: _Point, text: str) -> _Point:
    """The point, if the calendar has it."""
    if point.year is None:
        raise ValidationError(_("“%(text)s”: write the year too."), code="year", params={"text": text})
    if point.year < 100:
        raise ValidationError(_("“%(text)s”: write the year with four figures."), code="year", params={"text": text})
    if point.month is not None and not 1 <= point.month <= 12:
        raise ValidationError(
            _("“%(text)s” is not a date this site can read: there is no month %(month)s. The day comes first."),
            code="impossible",
            params={"text": text, "month": point.month},
        )
    if point.month and point.day is not None and not 1 <= point.day <= calendar.monthrange(point.year, point.month)[1]:
        raise ValidationError(
            _("“%(text)s” is not a date this site can read: there is no day %(day)s in %(month)s."),
            code="impossible",
            params={"text": text, "day": point.day, "month": month_in_words(date(point.year, point.month, 1))},
        )
    if point.month and point.day and point.weekday is not None:
        day = date(point.year, point.month, point.day)
        if day.weekday() != point.weekday:
            raise ValidationError(
                _("“%(text)s”: %(date)s was a %(weekday)s. Which of the two is right?"),
                code="impossible",
                params={"text": text, "date": day_in_words(day), "weekday": WEEKDAYS[day.weekday()]},
            )
    return replace(point, weekday=None)


def _one_sided(point: _Point, side: str) -> str:
    """Strictly before or after is the day, month or year beside it."""
    if side in {"before", "after"}:
        days = parse_days(point.edtf)
        first, last = days.first or date.min, days.last or date.max  # a day, a month or a year has both
        day = earlier(first, timedelta(days=1)) if side == "before" else later(last, timedelta(days=1))
        point = _Point(day.year, day.month if point.month else None, day.day if point.day else None)
    return f"../{point.edtf}" if side in {"before", "until"} else f"{point.edtf}/.."


def _number(figures: str | None) -> int | None:
    return int(figures) if figures else None


def _refusal(text: str) -> ValidationError:
    return ValidationError(
        _(
            "“%(text)s” is not a date this site can read. Write it as one says it (21 January 2022, January 2022, "
            "between 19 and 21 January 2022, around 21 January 2022, before 18 January 2022, 21/01/2022), or in EDTF "
            "(2022-01-19/2022-01-21). Leave it empty if nobody knows."
        ),
        code="edtf",
        params={"text": text},
    )
