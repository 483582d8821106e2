"""Reads `lexicon/words.toml`: closed lists of words, by name."""

from __future__ import annotations

import tomllib
from functools import cache

from pathlib import Path

LEXICON = Path(__file__).parent


def words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    with (LEXICON / "words.toml").open("rb") as file:
        lists: dict[str, str] = tomllib.load(file)
    return lists
