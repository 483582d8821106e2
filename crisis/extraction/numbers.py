"""How many soldiers a phrase speaks of, as (least, most); None where that side is not told."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = {
    "une dizaine de milliers": (10_000, 10_000), "des dizaines de milliers": (20_000, None),
    "plusieurs dizaines de milliers": (20_000, None), "des centaines de milliers": (200_000, None),
    "tens of thousands": (20_000, None), "hundreds of thousands": (200_000, None),
    "plusieurs milliers": (2_000, None), "des milliers": (2_000, None), "thousands": (2_000, None),
    "several thousand": (2_000, None), "des centaines": (200, None), "plusieurs centaines": (200, None),
    "several hundred": (200, None), "hundreds": (200, None), "une centaine": (100, 100), "un millier": (1_000, 1_000),
    "une cinquantaine": (50, 50), "une centaine de milliers": (100_000, 100_000),
}  # fmt: skip
_SMALL = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10, "cent": 100, "two": 2, "three": 3,
          "four": 4, "five": 5}  # fmt: skip
_PHRASE = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_NUMBER = re.compile(
    r"(?P<bound>plus de |au moins |more than |over |at least |jusqu'à |up to |moins de |"
    r"quelque |environ |près de |some |about |around |nearly )?"
    r"(?:(?P<low>\d{1,3}(?:[., \u00a0]\d{3})+|\d{1,7}) (?:à|to|-) )?"
    r"(?P<number>(?<![\d.,])\d{1,3}(?:[., ]\d{3})+(?!\d)|\d{1,7}|"
    r"deux|trois|quatre|cinq|six|dix|cent|two|three|four|five)"
    r"(?P<thousand> mille| milliers| thousand)?(?= |$)"
)
_NEAR = 45  # code points between a number and its noun


def strength_before(folded: str, nouns: Sequence[int], floor: int) -> tuple[int | None, int | None]:
    """The number that counts the first of `nouns` (positions) that is counted at all."""
    for noun in nouns:
        window = folded[max(floor, noun - _NEAR) : noun]
        phrases = list(_PHRASE.finditer(window))
        if phrases and len(window) - phrases[-1].end() <= 22:
            return _WORDS[phrases[-1][0]]
        for match in reversed(list(_NUMBER.finditer(window))):
            between = window[match.end() :].strip()
            value = _value(match["number"], match["thousand"])
            if len(between.split()) > 2 or value < 50 or "ème" in between or between.startswith(("janv", "févr")):
                continue
            bound = (match["bound"] or "").strip()
            if match["low"]:
                low = _value(match["low"], match["thousand"] if len(match["low"]) < 4 else None)
                return low, value
            if bound in ("plus de", "au moins", "more than", "over", "at least"):
                return value, None
            if bound in ("jusqu'à", "up to", "moins de"):
                return None, value
            return value, value
    return None, None


def _value(number: str, thousand: str | None) -> int:
    value = _SMALL.get(number) or int(re.sub(r"\D", "", number))
    return value * 1_000 if thousand else value
