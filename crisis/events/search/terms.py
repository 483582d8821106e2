"""What a search looks for, as each database and each highlighted text needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crisis.edtf.folding import fold_words

Phrase = tuple[str, ...]
"""Folded words that stand side by side; the last may be the beginning of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All of the conditions, each as typed or by another name. Words are folded, so that none is query syntax."""

    conditions: tuple[tuple[Phrase, tuple[Phrase, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    @property
    def words(self) -> list[str]:
        """Each word as typed."""
        return [word for typed, _others in self.conditions for word in typed]

    @property
    def for_sqlite(self) -> str:
        """In FTS5's query language: the words as typed anywhere, other names side by side."""
        return " AND ".join(
            "(" + " OR ".join(["(" + " AND ".join(f'"{word}"*' for word in typed) + ")", *map(_fts5, others)]) + ")"
            for typed, others in self.conditions
        )

    @property
    def for_postgresql(self) -> str:
        """The same for `to_tsquery`."""
        return " & ".join(
            "(" + " | ".join(["(" + " & ".join(f"{word}:*" for word in typed) + ")", *map(_tsquery, others)]) + ")"
            for typed, others in self.conditions
        )

    @property
    def phrases(self) -> Iterator[Phrase]:
        """Everything whose place in a text shows why it was found."""
        for typed, others in self.conditions:
            yield from ((word,) for word in typed)
            yield from others


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"*'


def _tsquery(phrase: Phrase) -> str:
    return "(" + " <-> ".join(f"{word}:*" if word is phrase[-1] else word for word in phrase) + ")"


_WORD = re.compile(r"[^\W_]+")


def spans_of(text: str, terms: Terms) -> list[tuple[int, int]]:
    """Where the terms stand in a text: code points, half-open, in order, apart from each other."""
    words = [(match.start(), match.end(), fold_words(match[0])) for match in _WORD.finditer(text)]
    found: list[tuple[int, int]] = []
    for phrase in terms.phrases:
        for at in range(len(words) - len(phrase) + 1):
            run = words[at : at + len(phrase)]
            begins = tuple(word for _start, _end, word in run[:-1]) == phrase[:-1]
            if begins and run[-1][2].startswith(phrase[-1]):
                found.append((run[0][0], run[-1][1]))
    return _apart(found)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
