"""Makes spellings comparable without moving a single character: every result is as long as its text."""

from __future__ import annotations

import unicodedata

_PUNCTUATION = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "‑": "-", "‐": "-"}
)


def _bare(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isalpha() else char


_ACCENTS = str.maketrans({chr(code): _bare(chr(code)) for code in range(0xC0, 0x250)})


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces. Accents stay: "massé" is not "masse"."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ".lower() is two characters
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_PUNCTUATION)


def bare(text: str) -> str:
    """As `fold`, and without accents: "Élysée" and "Elysee" are one name."""
    return fold(text).translate(_ACCENTS)
