"""The calendar's words in French and English as people type them: small letters, no accents."""

from __future__ import annotations

_MONTHS = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars mar march",
    "avril avr april apr",
    "mai may",
    "juin june jun",
    "juillet juil july jul",
    "aout august aug",
    "septembre sept sep september",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
_WEEKDAYS = (
    "lundi monday",
    "mardi tuesday",
    "mercredi wednesday",
    "jeudi thursday",
    "vendredi friday",
    "samedi saturday",
    "dimanche sunday",
)

MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
WEEKDAY_NUMBERS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""As `date.weekday()` counts them, Monday is 0."""
RELATIVE = {
    *("hier", "avant-hier", "aujourd'hui", "demain", "apres-demain", "maintenant", "ce jour"),
    *("yesterday", "today", "tomorrow", "now", "the day before yesterday", "the day after tomorrow"),
}
