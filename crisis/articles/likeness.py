"""Is this text already known? Which stored articles say the same words, and where the wording differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .models import Article
from .querysets import ArticleQuerySet
from .shingles import numbers_of, overlap, shingles, sketch

ALIKE = 0.4
"""From this share on an article is shown; dispatches that only share their background lie far below."""
NEARLY_IDENTICAL = 0.9
_WORTH_READING = ALIKE / 2  # sketches are samples: what they estimate lower is not looked at
_CANDIDATES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much of a text stands in a stored article: shares of runs of words, 0 to 1."""

    article: Article
    of_text: float
    of_article: float

    @property
    def share(self) -> float:
        """Of the shorter one: a copy that was cut is still the same copy."""
        return max(self.of_text, self.of_article)

    @property
    def is_nearly_identical(self) -> bool:
        return min(self.of_text, self.of_article) >= NEARLY_IDENTICAL


def alike(text: str, *, among: ArticleQuerySet | None = None, limit: int = 3) -> list[Likeness]:
    """The stored articles with the most words in common, the likest first; none below `ALIKE`."""
    runs = shingles(text)
    if not runs:
        return []
    stored = Article.objects.all() if among is None else among
    found = (_compared(runs, article) for article in stored.in_bulk(_candidates(runs, stored)).values())
    worth_showing = [likeness for likeness in found if likeness.share >= ALIKE]
    worth_showing.sort(key=lambda found: (-found.of_text - found.of_article, found.article.pk))
    return worth_showing[:limit]


def same_words(text: str, *, among: ArticleQuerySet | None = None) -> Article | None:
    """The stored article that differs in nothing but blanks and line ends."""
    words = text.split()
    for likeness in alike(text, among=among):
        if likeness.article.text.split() == words:
            return likeness.article
    return None


def _candidates(runs: frozenset[str], stored: ArticleQuerySet) -> list[int]:
    """The articles whose sketches promise the most, without reading a single text."""
    own = numbers_of(sketch(runs))
    promising = []
    for pk, theirs in stored.order_by().values_list("pk", "sketch").iterator(chunk_size=5_000):
        estimate = overlap(own, numbers_of(bytes(theirs)))
        if estimate >= _WORTH_READING:
            promising.append((-estimate, pk))
    return [pk for _estimate, pk in sorted(promising)[:_CANDIDATES]]


def _compared(runs: frozenset[str], article: Article) -> Likeness:
    theirs = shingles(article.text)
    common = len(runs & theirs)
    return Likeness(article=article, of_text=common / len(runs), of_article=common / (len(theirs) or 1))


class PieceKind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, as one of the two texts has them; `ELIDED` stands for those left out."""

    kind: PieceKind
    text: str


ELIDED = "[…]"
_CONTEXT = 10  # words left of what is the same, on each side of a change
_LONGEST_RUN = 80  # words shown of what only one text has
_MOST_PIECES = 60
_WORD_BY_WORD = 600  # words; longer passages are shown as wholly replaced
_SENTENCE_END = re.compile(r"(?<=[.!?…»”]) ")
_INSIDE_MARKS = re.compile(r"(?<=[«“]) | (?=[»”:;!?])")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})


def differences(old: str, new: str) -> list[Piece]:
    """What `new` adds to the words of `old` and what it leaves out, in order, each with a little of its context.

    Blanks, line ends and the kind of apostrophe are no difference. Nothing is returned for the same words.
    """
    pieces = list(_joined(_aligned(_sentences(old), _sentences(new))))
    if all(piece.kind == PieceKind.SAME for piece in pieces):
        return []
    shown = [_shortened(piece, index, len(pieces)) for index, piece in enumerate(pieces)]
    if len(shown) > _MOST_PIECES:
        shown = [*shown[:_MOST_PIECES], Piece(PieceKind.SAME, ELIDED)]
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
        yield Piece(PieceKind.SAME, " ".join(left))
        return
    if left:
        yield Piece(PieceKind.REMOVED, " ".join(left))
    if right:
        yield Piece(PieceKind.ADDED, " ".join(right))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one; between two things that are the same, first what left, then what came."""
    gathered: dict[PieceKind, list[str]] = {kind: [] for kind in (PieceKind.SAME, PieceKind.REMOVED, PieceKind.ADDED)}

    def given_out(*kinds: PieceKind) -> Iterator[Piece]:
        for kind in kinds:
            if gathered[kind]:
                yield Piece(kind, " ".join(gathered[kind]))
                gathered[kind] = []

    for piece in pieces:
        if piece.kind == PieceKind.SAME:
            yield from given_out(PieceKind.REMOVED, PieceKind.ADDED)
        else:
            yield from given_out(PieceKind.SAME)
        gathered[piece.kind].append(piece.text)
    yield from given_out(*gathered)


def _shortened(piece: Piece, index: int, count: int) -> Piece:
    words = piece.text.split()
    if piece.kind == PieceKind.SAME:
        before = 0 if index == 0 else _CONTEXT
        after = 0 if index == count - 1 else _CONTEXT
    else:
        before, after = _LONGEST_RUN // 2, _LONGEST_RUN // 2
    if len(words) <= before + after + 1:
        return piece
    kept = [*words[:before], ELIDED, *(words[-after:] if after else [])]
    return Piece(piece.kind, " ".join(kept))
