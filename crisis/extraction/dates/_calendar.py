"""Names of days, months, feasts and small numbers, French and English."""

from __future__ import annotations

import re
from datetime import date

DAYS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}  # fmt: skip
MONTHS = {"janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
          "août": 8, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "decembre": 12,
          "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
          "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
          "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
NUMBERS = {"un": 1, "une": 1, "premier": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
           "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
           "seize": 16,
           "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "vingt et un": 21, "vingt-deux": 22,
           "vingt-trois": 23, "vingt-quatre": 24, "vingt-cinq": 25, "vingt-six": 26, "vingt-sept": 27, "vingt-huit": 28,
           "vingt-neuf": 29, "trente": 30, "trente et un": 31, "quarante": 40, "cinquante": 50, "cent": 100,
           "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
           "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50}  # fmt: skip

# Month and day, or days from Easter Sunday where the month is 0.
FEASTS = {
    "noel": (12, 25, 0), "nouvel an": (1, 1, 0), "jour de l'an": (1, 1, 0), "toussaint": (11, 1, 0),
    "assomption": (8, 15, 0),
    "saint-sylvestre": (12, 31, 0), "épiphanie": (1, 6, 0), "saint-valentin": (2, 14, 0), "pâques": (0, 0, 0),
    "lundi de pâques": (0, 0, 1), "vendredi saint": (0, 0, -2), "ascension": (0, 0, 39), "pentecôte": (0, 0, 49),
    "mardi gras": (0, 0, -47), "christmas": (12, 25, 0), "christmas eve": (12, 24, 0), "christmas day": (12, 25, 0),
    "new year's eve": (12, 31, 0), "new year's day": (1, 1, 0), "easter": (0, 0, 0), "good friday": (0, 0, -2),
    "valentine's day": (2, 14, 0),
}  # fmt: skip


def number_of(written: str) -> int:
    """ "18", "1er", "3rd", "dix-huit"."""
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else NUMBERS[written]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, as Meeus gives it)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
