"""Django's side of `crisis.edtf`: a field's choices and validator, refusals a form can show, the reader's language."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from crisis.edtf import DateError, Days, Precision, Reason, parse, typed, words


class DatePrecision(models.TextChoices):
    """How exactly a date is known, as a field keeps and shows it."""

    DAY = Precision.DAY.value, _("to the day")
    INTERVAL = Precision.INTERVAL.value, _("between two days")
    MONTH = Precision.MONTH.value, _("to the month")
    YEAR = Precision.YEAR.value, _("to the year")
    APPROXIMATE = Precision.APPROXIMATE.value, _("approximately")
    OPEN = Precision.OPEN.value, _("one end not told")
    SET = Precision.SET.value, _("one of several days")
    UNKNOWN = Precision.UNKNOWN.value, _("not known")


_CODES = {
    Reason.UNREADABLE: "edtf",
    Reason.NOT_UNDERSTOOD: "edtf",
    Reason.SEASON: "season",
    Reason.ENDS_FIRST: "edtf-order",
    Reason.RELATIVE: "relative",
    Reason.NO_YEAR: "year",
    Reason.SHORT_YEAR: "year",
    Reason.NO_SUCH_MONTH: "impossible",
    Reason.NO_SUCH_DAY: "impossible",
    Reason.OTHER_WEEKDAY: "impossible",
}


def parse_days(text: str) -> Days:
    """The days that an EDTF text allows; `ValidationError` with a sentence for a text that is none."""
    try:
        return parse(text)
    except DateError as refused:
        raise _validation_error(refused) from refused


def validate_edtf(text: str) -> None:
    """A model field's validator: raises what `parse_days` raises."""
    parse_days(text)


def understand(text: str) -> str:
    """The EDTF of what a person typed; `ValidationError` with a sentence for what is no date."""
    try:
        return typed.understand(text)
    except DateError as refused:
        raise _validation_error(refused) from refused


def as_understood(text: str) -> str:
    """What `understand` makes of it, in the reader's words."""
    try:
        return typed.as_understood(text, get_language())
    except DateError as refused:
        raise _validation_error(refused) from refused


def date_in_words(days: Days) -> str:
    """“21 janvier 2022”, “entre le 19 et le 21 janvier 2022”, “au plus tard le 18 janvier 2022”…"""
    return words.date_in_words(days, get_language())


def edtf_in_words(text: str) -> str:
    """The words for an EDTF text; the text itself where it is none."""
    return words.edtf_in_words(text, get_language())


def day_in_words(day: date, *, year: bool = True, month: bool = True) -> str:
    return words.day_in_words(day, get_language(), year=year, month=month)


def month_in_words(day: date) -> str:
    """“janvier 2022”."""
    return words.month_in_words(day, get_language())


def period_in_words(since: str, until: str) -> str:
    """The days between two EDTF texts, either of which may be empty: “janvier 2022”, “15 – 20 janvier 2022”."""
    return words.period_in_words(since, until, get_language())


def _in_words(refused: DateError) -> str:
    return words.refusal_in_words(refused, get_language())


_in_words_when_shown = lazy(_in_words, str)


def _validation_error(refused: DateError) -> ValidationError:
    return ValidationError(_in_words_when_shown(refused), code=_CODES[refused.reason])
