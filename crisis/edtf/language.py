"""What a language needs to say dates and to read them: the shape of `french.py` and `english.py`.

A language of the interface that has no such module yet says its dates in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .days import Reason


class Phrase(NamedTuple):
    """Words round a date: what stands with a day may differ from what stands with a month or a year."""

    day: str
    month: str

    def filled(self, *, is_day: bool, **dates: str) -> str:
        return (self.day if is_day else self.month).format(**dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands round a date as a person types it: regular expressions over small letters without accents.

    Each is an alternation; empty where the language has nothing of the kind.
    """

    on: str = ""
    """Before a day."""
    on_month: str = ""
    """Before a day whose month comes first."""
    on_figures: str = ""
    """Before a day in figures alone."""
    article: str = ""
    ordinal: str = ""
    """After the number of a day."""
    of: str = ""
    """Between a day and its month."""
    in_month: str = ""
    in_year: str = ""
    about: str = ""
    about_after: str = ""
    perhaps: str = ""
    before: str = ""
    after: str = ""
    until: str = ""
    until_after: str = ""
    since: str = ""
    since_after: str = ""
    between: str = ""
    and_: str = ""
    from_: str = ""
    to: str = ""
    or_: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLanguage:
    months: tuple[str, ...]
    month_spellings: tuple[str, ...]
    """Each month's other spellings, between spaces, with their accents and without full stops."""
    weekdays: tuple[str, ...]
    """From Monday on."""
    first_of_month: str
    unknown: str
    around: Phrase
    perhaps: str
    approximately: str
    between: Phrase
    by: Phrase
    since: Phrase
    until: Phrase
    one_of: str
    day_first: str
    refusals: Mapping[Reason, str]
    relative_days: tuple[str, ...]
    """Words for days that depend on today, as `fold_line` gives them."""
    typed: Typed = field(default_factory=Typed)
