"""A passage in a little of its context, and the address that leads to it on the publisher's site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urldefrag

from .models import Excerpt

FEW_WORDS = 8
ENDS = 4
"""Words that name an end of a longer passage."""
REACH = 300
"""Code points of context on either side, at most: articles are shown in excerpts only."""


@dataclass(frozen=True, slots=True)
class InContext:
    """A passage within its paragraph: `words` are exactly the excerpt's, `before` and `after` stand round them."""

    before: str
    words: str
    after: str
    opens_midway: bool
    """Whether the paragraph began before `before` does."""
    ends_midway: bool


def in_context(excerpt: Excerpt) -> InContext:
    """The excerpt within its paragraph, cut between words where the paragraph is long."""
    text, start, end = excerpt.article.text, excerpt.start, excerpt.end
    opening = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    title = text.find(excerpt.article.title, 0, end + REACH)
    if opening <= title <= start:  # a header before the title, and the title before the lead, are no context
        after_title = title + len(excerpt.article.title)
        opening = after_title if after_title <= start else title
    breaks = [at for mark in "\r\n" if (at := text.find(mark, end)) >= 0]
    closing = min(breaks, default=len(text))
    cut_before, cut_after = start - opening > REACH, closing - end > REACH
    before = text[start - REACH : start] if cut_before else text[opening:start]
    after = text[end : end + REACH] if cut_after else text[end:closing]
    if cut_before:
        before = re.sub(r"^\S*\s", "", before, count=1)
    if cut_after:
        after = re.sub(r"\s\S*$", "", after, count=1)
    return InContext(before.lstrip(), excerpt.words, after.rstrip(), cut_before, cut_after)


def text_fragment_url(excerpt: Excerpt) -> str:
    """The article's own address with a text fragment, so that a browser scrolls to the words; or nothing.

    Grammar: https://wicg.github.io/scroll-to-text-fragment/. A browser goes to the first words that fit, so words
    that stand in the article more than once are told apart by those before them.
    """
    url = excerpt.article.url
    if not url:
        return ""
    text = _Text(excerpt)
    pieces = [_encoded(piece) for piece in text.ends()]
    if before := text.words_before():
        pieces.insert(0, f"{_encoded(before)}-")
    return f"{urldefrag(url).url}#:~:text={','.join(pieces)}"


class _Text:
    """An article as a browser searches it: words, whatever stands between them, in whatever case."""

    def __init__(self, excerpt: Excerpt) -> None:
        text, self.words = excerpt.article.text, excerpt.words.split()
        self.line = text[text.rfind("\n", 0, excerpt.start) + 1 : excerpt.start].split()
        self.flat = _flat(text)
        lead = _flat(text[: excerpt.start])
        self.start = len(lead) + 1 if lead else 0
        self.end = self.start + len(_flat(excerpt.words))

    def ends(self) -> list[str]:
        """The words where they are few, else the first and the last, as many as it takes to end where they end."""
        if len(self.words) <= FEW_WORDS:
            return [" ".join(self.words)]
        first = " ".join(self.words[:ENDS])
        after = self.start + len(_flat(first))
        for length in range(ENDS, len(self.words) - ENDS + 1):
            last = " ".join(self.words[-length:])
            if self.flat.find(_flat(last), after) == self.end - len(_flat(last)):
                return [first, last]
        return [" ".join(self.words)]

    def words_before(self) -> str:
        """What stands before the words in their line, where a browser would find the first of them too early."""
        first = _flat(self.ends()[0])
        return " ".join(self.line[-ENDS:]) if -1 < self.flat.find(first) < self.start else ""


def _flat(text: str) -> str:
    return " ".join(text.split()).lower()


def _encoded(words: str) -> str:
    """A hyphen or a comma would be read as the fragment's own grammar."""
    return quote(words, safe="").replace("-", "%2D")


def snippet(text: str, length: int = 150, *, around: int = 0) -> str:
    """The first words on one line, cut between two of them; or those from a little before the code point `around`."""
    opening = ""
    if around > length * 2 // 3:
        begin = text.find(" ", max(around - length // 3, 0), around) + 1
        text, opening = (text[begin:], "… ") if begin else (text, "")
    line = " ".join(text.split())
    if len(line) <= length:
        return opening + line
    return opening + line[:length].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"
