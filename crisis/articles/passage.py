"""A passage in a little of its context, and the address that leads to it on the publisher's site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urldefrag

from .models import Excerpt

REACH = 300
"""Code points of context on either side, at most: articles are shown in excerpts only."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` are exactly the excerpt's; `before` and `after` come from its own paragraph."""

    before: str
    words: str
    after: str
    opens_midway: bool
    """Whether the paragraph began before `before` does."""
    ends_midway: bool


def in_context(excerpt: Excerpt) -> Passage:
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
    return Passage(before.lstrip(), excerpt.words, after.rstrip(), cut_before, cut_after)


def address_of(excerpt: Excerpt) -> str:
    """The article's own address with a text fragment, so that a browser scrolls to the words; or nothing."""
    url = excerpt.article.url
    if not url:
        return ""
    words = excerpt.words.split()
    ends = [" ".join(words)] if len(words) <= 8 else [" ".join(words[:4]), " ".join(words[-4:])]
    # A hyphen or a comma would be read as the fragment's own grammar.
    pieces = ",".join(quote(piece, safe="").replace("-", "%2D") for piece in ends)
    return f"{urldefrag(url).url}#:~:text={pieces}"


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
