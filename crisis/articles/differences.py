"""What differs between two texts, word by word: all of two short ones, the passages that changed of two long ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, WENT, CAME = "", "-", "+"


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
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if before != after and matcher.ratio() < ALIKE:
        return tuple(piece for piece in (Piece(WENT, before), Piece(CAME, after)) if piece.words)
    return tuple(_joined(_opcodes(matcher.get_opcodes(), old, new), glue=""))


def _opcodes(opcodes: Iterable[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in opcodes:
        between = (i1 or j1) and i2 < len(old) and not any(token.isalnum() for token in old[i1:i2])
        if tag == "equal" and not between:
            yield Piece(SAME, "".join(old[i1:i2]))
        else:  # a space or a comma between two changes is part of the change
            yield Piece(WENT, "".join(old[i1:i2]))
            yield Piece(CAME, "".join(new[j1:j2]))


ELIDED = "[…]"
_CONTEXT = 10  # words left of what is the same, on each side of a change
_LONGEST_RUN = 80  # words shown of what only one text has
_MOST_PIECES = 60
_WORD_BY_WORD = 600  # words; longer passages are shown as wholly replaced
_SENTENCE_END = re.compile(r"(?<=[.!?…»”]) ")
_INSIDE_MARKS = re.compile(r"(?<=[«“]) | (?=[»”:;!?])")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})


def passages_changed(before: str, after: str) -> list[Piece]:
    """The same for whole articles: what the second adds and leaves out, in order, each with a little of its context.

    Blanks, line ends and the kind of apostrophe are no difference. Nothing is returned for the same words.
    """
    pieces = list(_joined(_aligned(_sentences(before), _sentences(after))))
    if all(piece.what == SAME for piece in pieces):
        return []
    shown = [_shortened(piece, index, len(pieces)) for index, piece in enumerate(pieces)]
    if len(shown) > _MOST_PIECES:
        shown = [*shown[:_MOST_PIECES], Piece(SAME, ELIDED)]
    return shown


def _sentences(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.translate(_APOSTROPHES).splitlines())
    return [sentence for line in lines if line for sentence in _SENTENCE_END.split(_INSIDE_MARKS.sub("", line))]


def _aligned(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Sentence by sentence first, so that a long text costs no more than it is long; then word by word."""
    for tag, one, two, three, four in SequenceMatcher(None, old, new).get_opcodes():
        left, right = " ".join(old[one:two]).split(), " ".join(new[three:four]).split()
        if tag == "replace" and max(len(left), len(right)) <= _WORD_BY_WORD:
            yield from _word_by_word(left, right)
        else:
            yield from _pieces(tag, left, right)


def _word_by_word(left: list[str], right: list[str]) -> Iterator[Piece]:
    for tag, one, two, three, four in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield from _pieces(tag, left[one:two], right[three:four])


def _pieces(tag: str, left: list[str], right: list[str]) -> Iterator[Piece]:
    if tag == "equal":
        yield Piece(SAME, " ".join(left))
    else:
        yield Piece(WENT, " ".join(left))
        yield Piece(CAME, " ".join(right))


def _joined(pieces: Iterable[Piece], *, glue: str = " ") -> Iterator[Piece]:
    """Neighbours of one kind as one; between two things that are the same, first what left, then what came."""
    gathered: dict[str, list[str]] = {what: [] for what in (SAME, WENT, CAME)}

    def given_out(*kinds: str) -> Iterator[Piece]:
        for what in kinds:
            if gathered[what]:
                yield Piece(what, glue.join(gathered[what]))
                gathered[what] = []

    for piece in pieces:
        if not piece.words:
            continue
        yield from given_out(WENT, CAME) if piece.what == SAME else given_out(SAME)
        gathered[piece.what].append(piece.words)
    yield from given_out(*gathered)


def _shortened(piece: Piece, index: int, count: int) -> Piece:
    words = piece.words.split()
    if piece.what == SAME:
        before = 0 if index == 0 else _CONTEXT
        after = 0 if index == count - 1 else _CONTEXT
    else:
        before, after = _LONGEST_RUN // 2, _LONGEST_RUN // 2
    if len(words) <= before + after + 1:
        return piece
    kept = [*words[:before], ELIDED, *(words[-after:] if after else [])]
    return Piece(piece.what, " ".join(kept))
