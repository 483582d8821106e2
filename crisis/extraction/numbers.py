"""How many soldiers a phrase speaks of, as (least, most); None where that side is not told."""

from __future__ import annotations

import re
from collections.abc import Sequence

Strength = tuple[int | None, int | None]

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10,
    "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip
_ABOUT_SO_MANY = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000,
}  # fmt: skip
_PLURALS = {"dizaines": 20, "vingtaines": 40, "centaines": 200, "milliers": 2_000,
            "dozens": 24, "tens": 20, "hundreds": 200, "thousands": 2_000}  # fmt: skip
_LEAST = (
    "plus de",
    "plus d'",
    "au moins",
    "au minimum",
    "more than",
    "over",
    "at least",
    "upwards of",
    "no fewer than",
)
_MOST = ("jusqu'à", "up to", "moins de", "au plus", "as many as", "fewer than", "less than", "au maximum", "at most")
_BOUND = (
    r"(?P<bound>plus d[e']|au moins|au minimum|more than|over|at least|upwards of|no fewer than|jusqu'à|up to|"
    r"moins de|au plus|"
    r"au maximum|as many as|fewer than|less than|at most)\s?"
)
_ABOUT = (
    r"(?:quelque|environ|près de|approximativement|à peu près|some|about|around|nearly|almost|roughly|an estimated)\s"
)
_DIGITS = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d{1,7}(?:[,.]\d)?"
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_SCALE = r"mille|milliers|thousand|million|millions"
_NUMBER = re.compile(
    rf"(?:{_BOUND})?(?:{_ABOUT})?(?:"
    r"(?P<several>plusieurs|several|des|de|many|a few|quelques)\s(?:(?P<plural>dizaines|vingtaines|centaines|dozens)"
    r"(?P<of_thousands>\sde\smilliers)?|(?P<bare_plural>milliers|thousand|hundred|thousands|hundreds))"
    rf"|(?P<english>tens|hundreds|dozens|thousands)(?P<english_of>\sof\sthousands)?"
    rf"|une?\s(?P<collective>{'|'.join(_ABOUT_SO_MANY)})(?P<collective_of>\sde\smilliers)?"
    rf"|(?:(?P<low>{_DIGITS}|{_WORD})(?P<low_scale>\s(?:{_SCALE}))?\s?(?:à|to|-|–|et|and)\s?)?"
    rf"(?P<number>(?<![\d.,])(?:{_DIGITS})|(?<!\w)(?:{_WORD}|mille))(?P<scale>\s(?:{_SCALE}|cents?|hundred))?"
    r")(?![\w%€$])"
)
_NOT_COUNTED = re.compile(
    r"\b(?:janv|févr|mars|avril|mai|juin|juill|août|sept|octo|nove|déce|jan|feb|march|april|june|july|kilom|km|"
    r"ans?\b|heures|"
    r"jours|ème|e\b|pour cent|millions d'euros|chars|avions|navires|miles|years|days|hours|st\b|nd\b|th\b|rd\b)"
)
_NEAR = 60  # code points between a number and its noun
_WORDS_BETWEEN = 4
_FEWEST = 30  # smaller numbers count units, not soldiers


def strengths_in(folded: str, nouns: Sequence[re.Match[str]], floor: int) -> Strength:
    """The number that counts the first of `nouns` that is counted at all."""
    for noun in nouns:
        window = folded[max(floor, noun.start() - _NEAR) : noun.start()]
        for match in reversed(list(_NUMBER.finditer(window))):
            between = window[match.end() :]
            if len(between.split()) > _WORDS_BETWEEN or re.search(r"[,;:.()]", between):
                continue
            if _NOT_COUNTED.search(between):
                continue
            if (strength := _strength(match)) and max(side or 0 for side in strength) >= _FEWEST:
                return strength
    return None, None


def _strength(match: re.Match[str]) -> Strength | None:
    bound = (match["bound"] or "").strip()
    if match["plural"] or match["bare_plural"] or match["english"]:
        least = _PLURALS.get(match["plural"] or match["english"] or "", 0)
        if match["bare_plural"]:
            least = 2_000 if match["bare_plural"].startswith(("millier", "thousand")) else 200
        if match["of_thousands"] or match["english_of"]:
            least *= 1_000
        return least, None
    if match["collective"]:
        value = _ABOUT_SO_MANY[match["collective"]] * (1_000 if match["collective_of"] else 1)
        return _bounded(value, bound)
    value = _value(match["number"], match["scale"])
    if match["low"]:
        low = _value(match["low"], match["low_scale"] or (match["scale"] if len(match["low"]) < 4 else None))
        if low < value:
            return low, value
    if match["number"] in _UNITS and not match["scale"] and match["number"] not in ("cent", "hundred"):
        return None
    return _bounded(value, bound)


def _bounded(value: int, bound: str) -> Strength:
    if bound in _LEAST:
        return value, None
    if bound in _MOST:
        return None, value
    return value, value


def _value(number: str, scale: str | None) -> int:
    if number == "mille":
        return 1_000
    if number in _UNITS:
        value = float(_UNITS[number])
    elif re.fullmatch(r"\d{1,3}[,.]\d", number):
        value = float(number.replace(",", "."))
    else:
        value = float(re.sub(r"\D", "", number))
    factor = {"mille": 1_000, "milliers": 1_000, "thousand": 1_000, "cent": 100, "cents": 100, "hundred": 100}
    word = (scale or "").strip()
    return round(value * (1_000_000 if word.startswith("million") else factor.get(word, 1)))
