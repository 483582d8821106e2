"""A slide's dates as EDTF, with exactly the parts that it has."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days
from crisis.edtf import DateError, parse

CLOCK = ("hour", "minute", "second", "millisecond")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.0+)?")


def edtf_of(slide: dict[str, Any], notes: list[str]) -> str:
    """EDTF; empty for a slide without a date. What a date of ours cannot hold is left out, and noted.

    `edtf`, which our own export adds, is believed where it says the same days: it knows “around” and “by”.
    Raises `ValidationError` for a date that cannot be kept honestly.
    """
    start, end = (_side(slide.get(name), notes) for name in ("start_date", "end_date"))
    if end and not start:
        raise ValidationError(_("It has an end_date and no start_date."))
    told = start if end in {"", start} else f"{start}/{end}"
    own = slide.get("edtf")
    if isinstance(own, str) and own and _says(own, told):
        return own
    if not told:
        notes.append(_("No start_date: its date is not known."))
        return ""
    parse_days(told)
    return told


def _says(edtf: str, told: str) -> bool:
    """Whether an EDTF text names the days, months or years that a slide's own fields name."""
    try:
        return "/".join(parse(edtf).ends) == told
    except DateError:
        return False


def _side(told: Any, notes: list[str]) -> str:
    """One date object as EDTF; empty where there is none."""
    if told is None or told in ("", {}):
        return ""
    if isinstance(told, str):
        if _ISO.fullmatch(told.strip()):
            return told.strip()
        raise _unreadable(told)
    if not isinstance(told, dict):
        raise _unreadable(told)
    year, month, day = (_part(told, name) for name in ("year", "month", "day"))
    if any(_is_told(told.get(name)) for name in CLOCK):
        notes.append(_("The time of day is left out: dates here are days."))
    if year is None:
        raise ValidationError(_("Its date has no year."))
    if not 1 <= year <= 9999:
        raise ValidationError(_("The year %(year)s lies outside the years 1 to 9999.") % {"year": year})
    if day is not None and month is None:
        raise ValidationError(_("Its date has a day and no month."))
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _part(told: dict[str, Any], name: str) -> int | None:
    value = told.get(name)
    if not _is_told(value):
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise ValidationError(
            _("“%(value)s” is no number: its date cannot be read (%(name)s).") % {"value": text[:40], "name": name}
        )
    return int(text.partition(".")[0])


def _is_told(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _unreadable(told: Any) -> ValidationError:
    return ValidationError(_("“%(value)s” is no date of TimelineJS.") % {"value": str(told)[:40]})
