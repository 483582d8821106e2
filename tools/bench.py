"""Prints what reading an article costs, as ratios against something measured in the same run.

Wall-clock times say more about the machine than about the code; ratios travel.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import spacy

from crisis.extraction import read

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7


def main() -> None:
    text = (ROOT / "seeds" / "000_abfe26ca1329c67e.txt").read_text(encoding="utf-8")
    tokenise = spacy.blank("fr")
    reading = seconds(lambda: read(text, published="2022-01-18"))
    bare = seconds(lambda: tokenise(text))
    print(f"seed article, {len(text)} characters, best of {ROUNDS}")
    print(f"  reading                    {len(text) / reading:12,.0f} characters a second")
    print(f"  bare spaCy tokenisation    {len(text) / bare:12,.0f} characters a second")
    print(f"  ratio                      {bare / reading:12.2f}")
    eight = "\n\n".join([text] * 8)
    longer = seconds(lambda: read(eight, published="2022-01-18"))
    print(f"  eight times the text costs {longer / reading / 8:12.2f} times as much a character")


def seconds(do: Callable[[], object]) -> float:
    """The fastest of some rounds, after one that warms up."""
    do()
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        do()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
