"""Dates as people type them, in any language of the house, into EDTF: never more exact than what was typed.

Day first where only figures stand; nothing that depends on today; no year that was not written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import SimpleNamespace

from .days import LONGEST_EDTF, DateError, Reason, parse
from .folding import fold_line
from .languages import LANGUAGES, TYPED
from .making import earlier, later
from .words import edtf_in_words, language_of


def _numbers(*lists: tuple[str, ...], start: int) -> dict[str, int]:
    """Each spelling in small letters, with its accents and without."""
    spellings: dict[str, int] = {}
    for names in lists:
        for number, several in enumerate(names, start=start):
            for name in several.lower().split():
                spellings |= {name: number, fold_line(name): number}
    return spellings


_ALL = tuple(LANGUAGES.values())
MONTH_NUMBERS = _numbers(*(known for words in _ALL for known in (words.months, words.month_spellings)), start=1)
"""Month names of all languages, in full and cut short, in small letters, with accents and without: 1 to 12."""
WEEKDAY_NUMBERS = _numbers(*(words.weekdays for words in _ALL), start=0)
"""As `date.weekday()` counts them, Monday is 0."""
_RELATIVE = {day for words in _ALL for day in words.relative_days}


# In any of the languages.
_T = SimpleNamespace(**{name: f"(?:{'|'.join(filter(None, several))})" for name, several in TYPED.items()})
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAY_NUMBERS)}),? )?"
_NTH = rf"(?P<day>\d{{1,2}}){_T.ordinal}?"
_YEAR = r"(?P<year>\d{4})"
_POINTS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_T.on}?{_WEEKDAY}{_T.article}?{_NTH}{_T.of}? {_MONTH}(?:,? {_YEAR})?",
        rf"{_T.on_month}?{_WEEKDAY}{_MONTH} {_NTH}(?:,? {_YEAR})?",
        rf"{_T.in_month}?{_MONTH}(?:,? {_YEAR})?",
        rf"{_T.in_year}?{_YEAR}",
        rf"{_T.on_figures}?{_WEEKDAY}(?P<day>\d{{1,2}})[/.-](?P<figures>\d{{1,2}})[/.-](?P<year>\d{{4}}|\d\d)",
        rf"(?P<figures>\d{{1,2}})[/.]{_YEAR}",
        rf"{_YEAR}[-/.](?P<figures>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?",
        rf"{_T.article}?{_NTH}",
    )
]
_ABOUT = re.compile(rf"{_T.about} ?{_T.article}?(?P<before>.+)|(?P<after>.+?)(?:{_T.about_after}| ?~)")
_PERHAPS = re.compile(rf"{_T.perhaps} (?P<before>.+)|(?P<after>.+?) ?\?")
_OPEN = [
    (re.compile(rf"{_T.before} (?P<point>.+)"), "before"),
    (re.compile(rf"{_T.after} (?P<point>.+)"), "after"),
    (re.compile(rf"{_T.until} (?P<point>.+?){_T.until_after}?"), "until"),
    (re.compile(rf"{_T.since} (?P<point>.+?){_T.since_after}?"), "since"),
]
_BETWEEN = re.compile(rf"{_T.between} (?P<first>.+?) {_T.and_} (?P<last>.+)")
_FROM = re.compile(_T.from_)
_TO = re.compile(rf" {_T.to} | ?[-–—] ?")
_OR = re.compile(rf",? {_T.or_} |, ?")
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

    Raises `DateError` for what is no date, no day of the calendar, depends on the day it is read on, or leaves the
    year out.
    """
    if not (plain := fold_line(text)):
        return ""
    if len(text) > LONGEST_EDTF:
        raise DateError(text[:20] + "…", Reason.NOT_UNDERSTOOD)
    try:
        return parse("".join(text.split())).edtf
    except DateError as refused:
        if refused.reason is not Reason.UNREADABLE:
            raise
    if plain in _RELATIVE or plain in WEEKDAY_NUMBERS:
        raise DateError(text, Reason.RELATIVE)
    return parse(_read(plain, text)).edtf


def as_understood(text: str, language: str | None) -> str:
    """What `understand` makes of it, in words; says “day first” where figures could be read both ways."""
    words = edtf_in_words(understand(text), language)
    figures = _FIGURES_ONLY.fullmatch(fold_line(text))
    if figures and int(figures[2]) <= 12 and int(figures[1]) <= 12 and figures[1] != figures[2]:
        return language_of(language).day_first.format(date=words)
    return words


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
    raise DateError(text, Reason.NOT_UNDERSTOOD)


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
        raise DateError(text, Reason.NO_YEAR)
    if point.year < 100:
        raise DateError(text, Reason.SHORT_YEAR)
    if point.month is not None and not 1 <= point.month <= 12:
        raise DateError(text, Reason.NO_SUCH_MONTH, number=point.month)
    if point.month and point.day is not None:
        if not 1 <= point.day <= monthrange(point.year, point.month)[1]:
            raise DateError(text, Reason.NO_SUCH_DAY, number=point.day, day=date(point.year, point.month, 1))
        day = date(point.year, point.month, point.day)
        if point.weekday not in {None, day.weekday()}:
            raise DateError(text, Reason.OTHER_WEEKDAY, day=day)
    return replace(point, weekday=None)


def _one_sided(point: _Point, side: str) -> str:
    """Strictly before or after is the day, month or year beside it."""
    if side in {"before", "after"}:
        days = parse(point.edtf)
        first, last = days.first or date.min, days.last or date.max  # a day, a month or a year has both
        day = earlier(first, timedelta(days=1)) if side == "before" else later(last, timedelta(days=1))
        point = _Point(day.year, day.month if point.month else None, day.day if point.day else None)
    return f"../{point.edtf}" if side in {"before", "until"} else f"{point.edtf}/.."


def _number(figures: str | None) -> int | None:
    return int(figures) if figures else None
