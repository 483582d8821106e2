"""Prints what reading an article costs, as ratios against something measured in the same run.

Wall-clock times say more about the machine than about the code; ratios travel.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import spacy
from dateparser.search import search_dates

from crisis.extraction import read
from tools.scoring.corpus import articles

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
MILLION = 1_000_000


def main() -> None:
    text = (ROOT / "seeds" / "000_abfe26ca1329c67e.txt").read_text(encoding="utf-8")
    tokenise = spacy.blank("fr")
    reading = seconds(lambda: read(text, published="2022-01-18"))
    bare = seconds(lambda: tokenise(text))
    press = [article.text for article in articles("open") if article.language == "fr"]
    ours = seconds(lambda: [read(one, published="2022-01-18") for one in press], rounds=3)
    guessing = seconds(lambda: [search_dates(one) for one in press], rounds=1)
    told = seconds(lambda: [search_dates(one, languages=["fr"]) for one in press], rounds=3)
    print(f"seed article, {len(text)} characters, the best of some rounds")
    print(f"  reading                         {len(text) / reading:12,.0f} characters a second")
    print(f"  bare spaCy tokenisation         {len(text) / bare:12,.0f} characters a second")
    print(f"  reading to bare tokenisation    {bare / reading:12.2f}   (at least 0.25)")
    print(f"{len(press)} French articles of the corpus, one after the other")
    print(f"  reading to search_dates         {guessing / ours:12.2f}   (at least 4; called as its manual does)")
    print(f"  reading to search_dates         {told / ours:12.2f}   (the same, told that the language is French)")
    print("longer texts, against the seed article")
    eight = "\n\n".join([text] * 8)
    longer = seconds(lambda: read(eight, published="2022-01-18"), rounds=3)
    dearer = _dearer(longer, eight, reading, text)
    print(f"  eight times the text            {dearer:12.2f}   times as much a character (at most 1.3)")
    whole = "\n\n".join([text] * (MILLION // len(text) + 1))[:MILLION]
    longest = seconds(lambda: read(whole, published="2022-01-18"), rounds=1)
    print(
        f"  a million characters            {_dearer(longest, whole, reading, text):12.2f}   times as much a character"
    )


def _dearer(took: float, long: str, reading: float, text: str) -> float:
    """What a character of a long text costs, in characters of the article."""
    return took / len(long) * len(text) / reading


def seconds(do: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """The fastest of some rounds, after one that warms up."""
    do()
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        do()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
