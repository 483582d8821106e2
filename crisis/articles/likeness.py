"""Is this text already known? Which stored articles say the same words, and how much of them."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Article, ArticleQuerySet
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
