"""Dates in a reader's words, never more exact than the source. A language unknown here speaks English."""

from __future__ import annotations

from datetime import date, timedelta

from .days import MARKS, OPEN_END, DateError, Days, Precision, members, parse
from .languages import ENGLISH, LANGUAGES, DateLanguage, Phrase


def language_of(code: str | None) -> DateLanguage:
    """The words for a code such as “fr” or “fr-ca”."""
    return LANGUAGES.get((code or "").lower().partition("-")[0], ENGLISH)


def date_in_words(days: Days, language: str | None) -> str:
    """“21 janvier 2022”, “entre le 19 et le 21 janvier 2022”, “au plus tard le 18 janvier 2022”…"""
    words = language_of(language)
    match days.precision:
        case Precision.UNKNOWN:
            return words.unknown
        case Precision.SET:
            return _one_of(days.edtf, words)
        case Precision.OPEN:
            first, last = days.edtf.split("/")
            return _beside(last, words.by, words) if first == OPEN_END else _beside(first, words.since, words)
        case Precision.INTERVAL:
            return _between(days.edtf, words)
        case Precision.APPROXIMATE if "/" in days.edtf:
            return words.approximately.format(dates=_between(days.edtf, words))
        case Precision.APPROXIMATE if days.edtf.endswith("?"):
            return words.perhaps.format(date=_point(days.edtf, words))
        case Precision.APPROXIMATE:
            return _beside(days.edtf, words.around, words)
        case _:
            return _point(days.edtf, words)


def edtf_in_words(text: str, language: str | None) -> str:
    """The words for an EDTF text; the text itself where it is none."""
    try:
        return date_in_words(parse(text), language)
    except DateError:
        return text


def day_in_words(day: date, language: str | None, *, year: bool = True, month: bool = True) -> str:
    return _day(day, language_of(language), year=year, month=month)


def month_in_words(day: date, language: str | None) -> str:
    """“janvier 2022”."""
    return _month(day, language_of(language))


def period_in_words(since: str, until: str, language: str | None) -> str:
    """The days between two EDTF texts, either of which may be empty: “janvier 2022”, “15 – 20 janvier 2022”."""
    words = language_of(language)
    first, last = parse(since), parse(until)
    if first.first and last.last:
        return _span(first.first, last.last, words)
    if first.first:
        return _beside(_end(first, first.first), words.since, words)
    if last.last:
        return _beside(_end(last, last.last), words.until, words)
    return ""


def refusal_in_words(refused: DateError, language: str | None) -> str:
    """Why a text is no date, and what to write instead."""
    words = language_of(language)
    return words.refusals[refused.reason].format(
        text=refused.text,
        number=refused.number,
        date=_day(refused.day, words),
        month=_month(refused.day, words),
        weekday=words.weekdays[refused.day.weekday()],
    )


def _end(days: Days, end: date) -> str:
    """A month or a year stays one; whatever else was asked for is its end."""
    return days.edtf if days.precision in {Precision.MONTH, Precision.YEAR} else end.isoformat()


def _span(first: date, last: date, words: DateLanguage) -> str:
    if first == last:
        return _day(first, words)
    same_year = first.year == last.year
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if same_year else f"{first.year} – {last.year}"
    if first.day == 1 and last < date.max and (last + timedelta(days=1)).day == 1:
        if same_year and first.month == last.month:
            return _month(first, words)
        return f"{words.months[first.month - 1] if same_year else _month(first, words)} – {_month(last, words)}"
    opening = _day(first, words, year=not same_year, month=not (same_year and first.month == last.month))
    return f"{opening} – {_day(last, words)}"


def _day(day: date, words: DateLanguage, *, year: bool = True, month: bool = True) -> str:
    parts = [words.first_of_month if day.day == 1 else str(day.day)]
    if month:
        parts.append(words.months[day.month - 1])
    if year:
        parts.append(str(day.year))
    return " ".join(parts)


def _month(day: date, words: DateLanguage) -> str:
    return f"{words.months[day.month - 1]} {day.year}"


def _is_day(point: str) -> bool:
    return point.count("-") == 2


def _first_day(point: str) -> date:
    year, month, day = (*(int(part) for part in point.rstrip(MARKS).split("-")), 1, 1)[:3]
    return date(year, month, day)


def _point(point: str, words: DateLanguage) -> str:
    """A day, a month or a year, as exactly as it is written."""
    if _is_day(point):
        return _day(_first_day(point), words)
    return _month(_first_day(point), words) if "-" in point else point.rstrip(MARKS)


def _beside(point: str, phrase: Phrase, words: DateLanguage) -> str:
    return phrase.filled(is_day=_is_day(point), date=_point(point, words))


def _between(edtf: str, words: DateLanguage) -> str:
    first, last = edtf.split("/")
    if not (_is_day(first) and _is_day(last)):
        return words.between.filled(is_day=False, first=_point(first, words), last=_point(last, words))
    start, end = _first_day(first), _first_day(last)
    if start == end:
        return _day(end, words)
    same_year = start.year == end.year
    opening = _day(start, words, year=not same_year, month=not (same_year and start.month == end.month))
    return words.between.filled(is_day=True, first=opening, last=_day(end, words))


def _one_of(edtf: str, words: DateLanguage) -> str:
    days = members(edtf)
    parts = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        same_year = following is not None and following.year == day.year
        same_month = same_year and following is not None and following.month == day.month
        parts.append(_day(day, words, year=not same_year, month=not same_month))
    return words.one_of.format(days=", ".join(parts[:-1]), last=parts[-1])
