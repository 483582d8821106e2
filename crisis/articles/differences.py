"""What differs between two texts, word by word."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple


class Piece(NamedTuple):
    """Words that stayed (empty `what`), went (`-`) or came (`+`)."""

    what: str
    words: str


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """The second text out of the first: runs of words that stayed, went and came, in reading order.

    Joined, the pieces that stayed or went are the first text, those that stayed or came the second.
    """
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    pieces = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("", "".join(old[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece("-", "".join(old[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("+", "".join(new[j1:j2])))
    return tuple(pieces)
