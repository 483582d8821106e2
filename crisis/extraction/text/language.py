"""Tells French from English by the little words no sentence does without."""

from __future__ import annotations

import re

from crisis.extraction.lexicon import Section

_LEXICON = Section("text.language")

_FRENCH = _LEXICON.words("little_words", "fr")
_ENGLISH = _LEXICON.words("little_words", "en")
_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # code points; more tell nothing new


def guess(text: str) -> str:
    """ "fr" or "en"; French where nothing decides, since most of the articles are."""
    return detect(text) or "fr"


def detect(text: str) -> str | None:
    """ "fr" or "en" where the words decide, else None."""
    words = [match[0].lower() for match in _WORDS.finditer(text[:_SAMPLE]) if len(match[0]) < 10]
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if english == french:
        return None
    return "en" if english > french else "fr"
