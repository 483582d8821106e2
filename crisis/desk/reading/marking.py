"""An article's text cut where passages begin and end, so that each piece knows which drafts rest on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Code points `start` to `end`, half-open, on which the draft of that number rests."""

    start: int
    end: int
    number: int
    kind: str
    pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that the same passages cover; `opens` are those that begin here."""

    start: int
    text: str
    passages: tuple[Passage, ...]
    opens: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not blank. Line ends stay out, for a browser would count them otherwise."""

    pieces: tuple[Piece, ...]


def lines_of(text: str, passages: Sequence[Passage]) -> list[Line]:
    """The text's lines in order, each cut into pieces; together they hold every character but the line ends."""
    lines = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        here = [passage for passage in passages if passage.start < end and start < passage.end]
        cuts = {start, end, *(at for passage in here for at in (passage.start, passage.end) if start < at < end)}
        edges = sorted(cuts)
        pieces = tuple(_piece(text, left, right, here) for left, right in pairwise(edges))
        lines.append(Line(pieces))
    return [line for line in lines if any(piece.text.strip() for piece in line.pieces)]


def _piece(text: str, start: int, end: int, passages: Sequence[Passage]) -> Piece:
    covering = tuple(passage for passage in passages if passage.start <= start and end <= passage.end)
    opens = tuple(passage for passage in covering if passage.start == start)
    return Piece(start=start, text=text[start:end], passages=covering, opens=opens)
