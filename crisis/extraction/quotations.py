"""Finds what stands between quotation marks, paragraph by paragraph. Who said it is `attribution`'s.

A quotation left open at a paragraph's end goes on in the next one if that begins with a mark again, and
closes at the paragraph's end otherwise. Marks inside marks belong to the outer quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crisis.extraction.structure import CLOSING, OPENING, Block

_INSIDE = " \u00a0\u202f\n\t"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks: `start` to `end` without the marks, `outer_*` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def find_quoted(text: str, paragraphs: Sequence[Block]) -> Iterator[Quoted]:
    opened: int | None = None  # position of the mark that is still open
    for index, paragraph in enumerate(paragraphs):
        depth = 0
        position = paragraph.start
        if opened is not None:
            depth, position = 1, paragraph.start + 1
        while position < paragraph.end:
            char = text[position]
            if char in OPENING or (char == '"' and depth == 0):
                if depth == 0:
                    opened = position
                depth += 1
            elif depth and (char in CLOSING or (char == '"' and opened is not None)):
                depth = 0 if char == '"' or _closes(text[opened or 0], char) else depth - 1
                if depth == 0 and opened is not None:
                    yield from _between(text, opened, position, position + 1)
                    opened = None
            position += 1
        if opened is not None and not _goes_on(text, paragraphs, index):
            yield from _between(text, opened, paragraph.end, paragraph.end)
            opened = None


def _closes(opening: str, closing: str) -> bool:
    """A closing mark of the other kind ends only what stands inside."""
    return (opening, closing) in {("“", "»"), ('"', "»")}


def _goes_on(text: str, paragraphs: Sequence[Block], index: int) -> bool:
    return index + 1 < len(paragraphs) and text[paragraphs[index + 1].start] in OPENING + '"»'


def _between(text: str, opened: int, closed: int, outer_end: int) -> Iterator[Quoted]:
    start, end = opened + 1, closed
    while start < end and text[start] in _INSIDE:
        start += 1
    while end > start and (text[end - 1] in _INSIDE or text[end - 1] == ","):
        end -= 1
    if start < end:
        yield Quoted(start, end, opened, outer_end)
