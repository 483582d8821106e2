"""What differs between two texts, word by word."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple


class Piece(NamedTuple):
    """Words that stayed (empty `what`), went (`-`) or came (`+`)."""

    what: str
    words: str


ALIKE = 0.5
"""Share of words that two texts must have in common for a comparison word by word to be readable."""


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """The second text out of the first: runs of words that stayed, went and came, in reading order.

    Joined, the pieces that stayed or went are the first text, those that stayed or came the second. Texts with
    little in common are set side by side whole.
    """
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    if before != after and matcher.ratio() < ALIKE:
        return tuple(piece for piece in (Piece("-", before), Piece("+", after)) if piece.words)
    pieces: list[Piece] = []
    went, came = "", ""
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        stays = tag == "equal"
        between = bool(went or came) and i2 < len(old) and not any(token.isalnum() for token in old[i1:i2])
        if stays and not between:
            pieces += _changed(went, came)
            pieces.append(Piece("", "".join(old[i1:i2])))
            went, came = "", ""
        else:  # a space or a comma between two changes is part of the change
            went, came = went + "".join(old[i1:i2]), came + "".join(new[j1:j2])
    return (*pieces, *_changed(went, came))


def _changed(went: str, came: str) -> list[Piece]:
    return [piece for piece in (Piece("-", went), Piece("+", came)) if piece.words]
