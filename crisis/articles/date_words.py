"""Dates in the reader's words, never more exact than the source."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from .dates import Days, Precision, parse_days


def date_in_words(days: Days) -> str:
    """“21 janvier 2022”, “entre le 19 et le 21 janvier 2022”, “au plus tard le 18 janvier 2022”…"""
    match days.precision:
        case Precision.UNKNOWN:
            return _("date not known")
        case Precision.SET:
            return _one_of(days.edtf)
        case Precision.OPEN:
            return _open(days.edtf)
        case Precision.INTERVAL | Precision.APPROXIMATE if "/" in days.edtf:
            words = _between(*days.edtf.split("/"))
            return _("%(dates)s, approximately") % {"dates": words} if _is_vague(days.edtf) else words
        case Precision.APPROXIMATE:
            return _around(days.edtf)
        case _:
            return _point(days.edtf)


def edtf_in_words(text: str) -> str:
    """The words for an EDTF text; the text itself where it is none."""
    try:
        return date_in_words(parse_days(text))
    except ValidationError:
        return text


def day_in_words(day: date, *, year: bool = True, month: bool = True) -> str:
    number = "1er" if day.day == 1 and (get_language() or "fr").startswith("fr") else str(day.day)
    words = [number, *([str(MONTHS[day.month])] if month else []), *([str(day.year)] if year else [])]
    return " ".join(words)


def month_in_words(day: date) -> str:
    """“janvier 2022”."""
    return f"{MONTHS[day.month]} {day.year}"


def period_in_words(since: str, until: str) -> str:
    """The days between two EDTF texts, either of which may be empty: “janvier 2022”, “15 – 20 janvier 2022”."""
    first, last = parse_days(since), parse_days(until)
    if first.first and last.last:
        return _span(first.first, last.last)
    if first.first:
        return _open(f"{_written(first, first.first)}/..")
    if last.last:
        written = _written(last, last.last)
        if _is_day(written):
            return pgettext("day", "until %(date)s") % {"date": _point(written)}
        return pgettext("month or year", "until %(date)s") % {"date": _point(written)}
    return ""


def _written(days: Days, end: date) -> str:
    """A month or a year stays one; whatever else was asked for is its end."""
    return days.edtf if days.precision in {Precision.MONTH, Precision.YEAR} else end.isoformat()


def _span(first: date, last: date) -> str:
    if first == last:
        return day_in_words(first)
    same_year = first.year == last.year
    if first.day == 1 and (last.month, last.day) == (12, 31) and first.month == 1:
        return str(first.year) if same_year else f"{first.year} – {last.year}"
    if first.day == 1 and last < date.max and (last + timedelta(days=1)).day == 1:
        if same_year and first.month == last.month:
            return month_in_words(first)
        return f"{MONTHS[first.month] if same_year else month_in_words(first)} – {month_in_words(last)}"
    opening = day_in_words(first, year=not same_year, month=not (same_year and first.month == last.month))
    return f"{opening} – {day_in_words(last)}"


def _plain(text: str) -> str:
    return text.rstrip("~?%")


def _is_vague(text: str) -> bool:
    return bool(re.search(r"[~?%]", text))


def _is_day(text: str) -> bool:
    return _plain(text).count("-") == 2


def _first_day(text: str) -> date:
    year, month, day = (*(int(part) for part in _plain(text).split("-")), 1, 1)[:3]
    return date(year, month, day)


def _point(text: str) -> str:
    """A day, a month or a year, as exactly as it is written."""
    plain = _plain(text)
    if plain.count("-") == 2:
        return day_in_words(_first_day(plain))
    return month_in_words(_first_day(plain)) if "-" in plain else plain


def _between(first: str, last: str) -> str:
    if _is_day(first) and _is_day(last):
        start, end = _first_day(first), _first_day(last)
        if start == end:
            return day_in_words(end)
        same_year = start.year == end.year
        opening = day_in_words(start, year=not same_year, month=not (same_year and start.month == end.month))
        return pgettext("days", "between %(first)s and %(last)s") % {"first": opening, "last": day_in_words(end)}
    return pgettext("months or years", "between %(first)s and %(last)s") % {
        "first": _point(first),
        "last": _point(last),
    }


def _open(text: str) -> str:
    first, last = text.split("/")
    if first in {"..", ""}:
        if _is_day(last):
            return pgettext("day", "by %(date)s at the latest") % {"date": _point(last)}
        return pgettext("month or year", "by %(date)s at the latest") % {"date": _point(last)}
    if _is_day(first):
        return pgettext("day", "from %(date)s on") % {"date": _point(first)}
    return pgettext("month or year", "from %(date)s on") % {"date": _point(first)}


def _around(text: str) -> str:
    context = "day" if _is_day(text) else "month or year"
    if text.endswith("?"):
        return pgettext("day or month", "perhaps %(date)s") % {"date": _point(text)}
    if context == "day":
        return pgettext("day", "around %(date)s") % {"date": _point(text)}
    return pgettext("month or year", "around %(date)s") % {"date": _point(text)}


def _one_of(text: str) -> str:
    days = [_first_day(part) for part in text.strip("[]").split(",")]
    last = days[-1]
    words = []
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        same_year = following is not None and following.year == day.year
        same_month = same_year and following is not None and following.month == day.month
        words.append(day_in_words(day, year=not same_year, month=not same_month))
    if last is days[0]:
        return words[0]
    return _("one of these days: %(days)s or %(last)s") % {"days": ", ".join(words[:-1]), "last": words[-1]}
