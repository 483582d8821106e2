"""What stands where in an article: header, title, paragraphs, headings, credits, signature; sentences; quotation marks.

All positions are half-open code points of the text as given. A quotation left open at a paragraph's end goes on in
the next one if that begins with a mark again, and closes at the paragraph's end otherwise. Marks inside marks belong
to the outer quotation. Who said it is `speech.attribution`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crisis.extraction.lexicon import Section
from crisis.extraction.text.source import header_if_any

_LEXICON = Section("text.structure")

_BOUNDARY = _LEXICON.pattern(r"(?<=[\w»”\"!?)%…])[ \t\u00a0]+(?={lead_openings}\b)")
_SMALL_WORDS = _LEXICON.words("small_words")
_TITLE_LENGTH = range(12, 220)
_SIGNATURE = _LEXICON.pattern(r"\(?(?:[a-zé]{2,4}[-/]){0,6}{signing_agencies}\)?[\s.]*")
_CREDIT = _LEXICON.pattern(
    r"(?:(?<=[.!?»”\"])\s+|^)(?:(?:{credit_labels}|©)\s*)?"
    r"(?:[^\W\d_][\w'’.-]*\s){0,4}[^\W\d_][\w'’.-]*\s?/\s?[^.\n]{0,40}?"
    r"\b{credited_agencies}\s*$"
)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\"')\]]*+(?=\s)")
_ABBREVIATION = _LEXICON.pattern(r"(?:\b{abbreviations}|\b[A-Z])\.$")
_DATELINE = _LEXICON.pattern(
    r"(?:[A-ZÀ-Ý][\w.'’ -]{1,40}?(?:, [^()\n]{1,40}?)? ?)?\({dateline_agencies}\)(?: ?[-–—]+)? +"
    r"|[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]{2,40}(?:, [^()\n.]{1,30})? [–—-]+ "
)
# Who wrote it and when, how long it takes, and what a page asks of its reader: no part of the article.
_FURNITURE = _LEXICON.pattern(r"{furniture}\.?", re.IGNORECASE)
_CAPTION_LENGTH = 220  # code points; a longer paragraph that ends with a credit is running text
_TELLS = _LEXICON.pattern(r"\b{telling_verbs} [a-zà-ÿ]", re.IGNORECASE)
_READ_ALSO = _LEXICON.pattern(r"{read_also}\b", re.IGNORECASE)
OPENING, CLOSING = "«“", "»”"


@dataclass(frozen=True, slots=True)
class Block:
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    title: Block | None
    body_start: int
    paragraphs: tuple[Block, ...]  # the running text without headings, captions, credits and the signature

    def sentences(self, text: str) -> tuple[Block, ...]:
        return tuple(sentence for paragraph in self.paragraphs for sentence in _sentences(text, paragraph))


def read_structure(text: str) -> Structure:
    header = header_if_any(text)
    start = header.end if header else len(text) - len(text.lstrip("\ufeff \t\r\n"))
    title, body_start = _title(text, start, joined=header is not None)
    paragraphs: list[Block] = []
    blocks = list(_blocks(text, body_start))
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if _is_aside(words, last=index == len(blocks) - 1):
            continue
        if dateline := _DATELINE.match(words):
            block = Block(block.start + dateline.end(), block.end)
            words = text[block.start : block.end]
        if credit := _CREDIT.search(words, max(0, len(words) - 160)):
            if len(words) <= _CAPTION_LENGTH and not _TELLS.search(words[: credit.start()]):
                continue  # a picture's caption
            block = Block(block.start, block.start + credit.start())
        if block.start < block.end:
            paragraphs.append(block)
    return Structure(title=title, body_start=body_start, paragraphs=tuple(paragraphs))


def _title(text: str, start: int, *, joined: bool) -> tuple[Block | None, int]:
    """The title and where the body begins; `joined` where the lead may follow on the same line."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].rstrip()
    if not line:
        rest = text[start:]
        return None, start + len(rest) - len(rest.lstrip())
    after = text[end:]
    body = end + len(after) - len(after.lstrip())
    if joined and (split := _lead_begins(line)):
        return Block(start, start + len(line[:split].rstrip())), start + split
    if not after.strip() or len(line) not in _TITLE_LENGTH or line.endswith((".", ",", ";")):
        return None, start
    return Block(start, start + len(line)), body


def _lead_begins(line: str) -> int | None:
    """Where a lead starts that follows its title with nothing between them.

    A lead opens like a sentence, after a word that cannot stand before a noun phrase, and ends with a
    full stop; a headline has none.
    """
    if not line.rstrip('»”" ').endswith((".", "!", "?", "…")):
        return None
    for match in _BOUNDARY.finditer(line, 0, 400):
        before = line[: match.start()]
        if len(before) < _TITLE_LENGTH.start or ". " in before:
            continue
        last_word = re.split(r"[\s'’]", before)[-1].lower()
        inside = before.count("«") > before.count("»") or before.count("“") > before.count("”")
        if last_word not in _SMALL_WORDS and not inside and len(line) - match.end() >= 40:
            return match.end()
    return None


def _blocks(text: str, start: int) -> Iterator[Block]:
    for match in re.finditer(r"[^\n]+", text[start:]):
        words = match[0]
        left = len(words) - len(words.lstrip())
        if words.strip():
            yield Block(start + match.start() + left, start + match.start() + len(words.rstrip()))


def _is_aside(words: str, *, last: bool) -> bool:
    if _FURNITURE.fullmatch(words):
        return True
    if _SIGNATURE.fullmatch(words) or _READ_ALSO.match(words) or _CREDIT.fullmatch(words):
        return True
    short = len(words) <= 70 and len(words.split()) <= 10
    ends_open = not words.rstrip("»”\"') ").endswith((".", "!", "?", "…", ":", ";", ","))
    return short and ends_open and not words.startswith(("«", "“", '"', "-", "–", "—"))


def _sentences(text: str, paragraph: Block) -> Iterator[Block]:
    """Cuts a paragraph at full stops, never within « » or “ ”; straight marks count in pairs."""
    start = position = paragraph.start
    depth, straight = 0, False
    for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        for char in text[position : match.end()]:
            if char in OPENING:
                depth += 1
            elif char in CLOSING:
                depth = max(0, depth - 1)
            elif char == '"':
                straight = not straight
        position = match.end()
        if depth or straight or _ABBREVIATION.search(text, max(start, match.start() - 8), match.end()):
            continue
        following = text[match.end() : match.end() + 3].lstrip()
        if following and (following[0].islower() or following[0] in ",;"):
            continue
        yield Block(start, match.end())
        start = match.end()
        while start < paragraph.end and text[start].isspace():
            start += 1
    if start < paragraph.end:
        yield Block(start, paragraph.end)


_INSIDE = " \u00a0\u202f\n\t"


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """Words between marks: `start` to `end` without the marks, `outer_*` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def find_quoted(text: str, paragraphs: Sequence[Block]) -> Iterator[QuotedSpan]:
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
                # A closing mark of the other kind ends only what stands inside.
                closes = char == '"' or (text[opened or 0], char) in {("“", "»"), ('"', "»")}
                depth = 0 if closes else depth - 1
                if depth == 0 and opened is not None:
                    yield from _between(text, opened, position, position + 1)
                    opened = None
            position += 1
        goes_on = index + 1 < len(paragraphs) and text[paragraphs[index + 1].start] in OPENING + '"»'
        if opened is not None and not goes_on:
            yield from _between(text, opened, paragraph.end, paragraph.end)
            opened = None


def _between(text: str, opened: int, closed: int, outer_end: int) -> Iterator[QuotedSpan]:
    start, end = opened + 1, closed
    while start < end and text[start] in _INSIDE:
        start += 1
    while end > start and (text[end - 1] in _INSIDE or text[end - 1] == ","):
        end -= 1
    if start < end:
        yield QuotedSpan(start, end, opened, outer_end)
