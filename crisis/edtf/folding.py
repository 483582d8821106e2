"""Texts made comparable: without capitals, accents and whatever else does not tell two spellings apart.

| strength | keeps | for |
| --- | --- | --- |
| `fold_words` | words and single spaces | search, names: what it gives is stored (`Event.search_text`) |
| `words_of` | words, “œ” and “æ” as they are | likeness of articles: what is made of it is stored (`Article.sketch`) |
| `fold_line` | punctuation | what a person types on one line |
| `fold_letters` | length, accents, punctuation | patterns run over a text whose positions count |
| `fold_accents` | length, punctuation | names looked up in such a text |

The first two must not change without deriving anew what is stored.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = {"œ": "oe", "æ": "ae"}
_PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "‑": "-", "‐": "-"}
)


def fold_words(text: str) -> str:
    """Its words without accents, capitals and punctuation, between single spaces: “geneve” for “Genève”."""
    lower = text.casefold()
    for ligature, letters in _LIGATURES.items():
        lower = lower.replace(ligature, letters)
    return " ".join(_words(lower))


def words_of(text: str) -> list[str]:
    """Its words without accents, capitals and punctuation; “œ” stays one letter."""
    return _words(text.casefold())


def fold_line(text: str) -> str:
    """Without capitals, accents and doubled spaces, with straight apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join(_without_accents(plain).split())


def fold_letters(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces, as long as the text. Accents stay: "massé" is not "masse"."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ".lower() is two characters
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


def fold_accents(text: str) -> str:
    """As `fold_letters`, and without accents: "Élysée" and "Elysee" are one name."""
    return fold_letters(text).translate(_BARE)


def _words(lower: str) -> list[str]:
    return _WORD.findall(_without_accents(unicodedata.normalize("NFKD", lower)))


def _without_accents(decomposed: str) -> str:
    if decomposed.isascii():
        return decomposed
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _bare(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isalpha() else char


_BARE = str.maketrans({chr(code): _bare(chr(code)) for code in range(0xC0, 0x250)})
