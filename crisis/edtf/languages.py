"""The words in which a language says dates and reads them: French and English.

A language of the interface that has none here yet says its dates in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .days import Reason


class Phrase(NamedTuple):
    """Words round a date: what stands with a day may differ from what stands with a month or a year."""

    day: str
    month: str

    def filled(self, *, is_day: bool, **dates: str) -> str:
        return (self.day if is_day else self.month).format(**dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLanguage:
    months: tuple[str, ...]
    month_spellings: tuple[str, ...]  # each month's others, between spaces, with accents and without full stops
    weekdays: tuple[str, ...]  # from Monday on
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
    relative_days: tuple[str, ...]  # those that depend on today, as `fold_line` gives them


_TEXT = "«\u00a0{text}\u00a0»"
_ILLISIBLE = f"{_TEXT} n’est pas une date que ce site sache lire"

FRENCH = DateLanguage(
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    month_spellings=("janv jan", "févr fév", "mar", "avr", "", "", "juil", "", "sept sep", "oct", "nov", "déc"),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    first_of_month="1er",
    unknown="date inconnue",
    around=Phrase("vers le {date}", "vers {date}"),
    perhaps="peut-être {date}",
    approximately="{dates}, approximativement",
    between=Phrase("entre le {first} et le {last}", "entre {first} et {last}"),
    by=Phrase("au plus tard le {date}", "au plus tard en {date}"),
    since=Phrase("à partir du {date}", "à partir de {date}"),
    until=Phrase("jusqu’au {date}", "jusqu’à {date}"),
    one_of="l’un de ces jours\u00a0: {days} ou {last}",
    day_first="{date} (jour d’abord)",
    refusals={
        Reason.UNREADABLE: f"{_TEXT} n’est pas une date lisible par ce site. Écrivez un jour (2022-01-21), un mois "
        "(2022-01), une année (2022), un intervalle (2022-01-19/2022-01-21), un intervalle ouvert (../2022-01-18), un "
        "jour parmi plusieurs ([2022-01-07,2022-01-14]), ou ajoutez ~ pour une date approximative (2022-01-21~).",
        Reason.SEASON: f"{_TEXT} désigne une saison ou une partie d’année, dont les jours ne sont pas les mêmes pour "
        "tous. Écrivez les mois (2022-03/2022-05).",
        Reason.ENDS_FIRST: f"{_TEXT} finit avant de commencer.",
        Reason.NOT_UNDERSTOOD: f"{_ILLISIBLE}. Écrivez-la comme on la dit (21 janvier 2022, janvier 2022, du 19 au "
        "21 janvier 2022, vers le 21 janvier 2022, avant le 18 janvier 2022, 21/01/2022) ou en EDTF "
        "(2022-01-19/2022-01-21). Laissez vide si personne ne la connaît.",
        Reason.RELATIVE: f"{_TEXT} dépend du jour où on le lit. Écrivez le jour lui-même, par exemple "
        "«\u00a021 janvier 2022\u00a0».",
        Reason.NO_YEAR: f"{_TEXT}\u00a0: écrivez aussi l’année.",
        Reason.SHORT_YEAR: f"{_TEXT}\u00a0: écrivez l’année en quatre chiffres.",
        Reason.NO_SUCH_MONTH: f"{_ILLISIBLE}\u00a0: il n’y a pas de mois {{number}}. Le jour vient d’abord.",
        Reason.NO_SUCH_DAY: f"{_ILLISIBLE}\u00a0: il n’y a pas de {{number}} en {{month}}.",
        Reason.OTHER_WEEKDAY: f"{_TEXT}\u00a0: le {{date}} était un {{weekday}}. Lequel des deux est juste\u00a0?",
    },
    relative_days=("hier", "avant-hier", "aujourd'hui", "demain", "apres-demain", "maintenant", "ce jour"),
)

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
)

LANGUAGES = {"fr": FRENCH, "en": ENGLISH}
TYPED: dict[str, tuple[str, str]] = {
    "on": ("le ", "on "),  # before a day
    "on_month": ("", "on "),  # before a day whose month comes first
    "on_figures": ("le ", ""),  # before a day in figures alone
    "article": ("le ", "the "),
    "ordinal": ("er", "st|nd|rd|th"),  # after the number of a day
    "of": ("", " of"),  # between a day and its month
    "in_month": ("en ", "in "),
    "in_year": ("en |l'annee ", "in "),
    "about": (
        r"vers|environ|autour d[eu]|aux (?:alentours|environs) d[eu]|circa|ca?\.",
        r"around|about|approx\.|approximately",
    ),
    "about_after": (" environ| approximativement", " approximately"),
    "perhaps": ("peut-etre", "perhaps|possibly|maybe"),
    "before": ("avant", "before"),
    "after": ("apres", "after"),
    "until": ("au plus tard|jusqu'(?:au?|en)|d'ici", "by|until"),
    "until_after": ("", " at the latest"),
    "since": ("depuis|a partir d[eu]|des", "since|from"),
    "since_after": ("", " on| onwards?"),
    "between": ("entre", "between"),
    "and_": ("et", "and"),
    "from_": ("du |des? |d'", "from "),
    "to": ("jusqu'au|jusqu'a|au|a", "to|until|through"),
    "or_": ("ou", "or"),
}
"""What stands round a date as a person types it, in French and in English: alternations over small letters without
accents, empty where the language has nothing of the kind."""
