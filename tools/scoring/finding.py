"""Finds in a text the words that an annotation quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.scoring.spans import Range, is_inside

_OPENING = tuple("«“\"„‹'‘")
_SHOWN = 80  # characters of the missing words in a message


class CorpusError(ValueError):
    """An annotation that does not fit its text; the message names the article and the words."""


@dataclass(slots=True)
class Finder:
    """Words are whole words, and stand in the body where they stand there at all."""

    name: str
    text: str
    title: Range | None = None
    ignored: tuple[Range, ...] = ()  # the title among them

    def anywhere(self, words: str) -> Range:
        return self._first(self._places(words), words, "not in the text")

    def of(self, words: str) -> Range:
        return next(self._in_body(words), None) or self.anywhere(words)

    def quoted(self, words: str) -> Range:
        """Between marks where it is anywhere, for "agression" may well occur before it is quoted."""
        return next(filter(self._is_marked, self._in_body(words)), None) or self.of(words)

    def in_order(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Range, Mapping[str, Any]]]:
        """Each row's `text`, none before the one above it; one quotation may lie within another, dates may not."""
        position = 0
        for row in rows:
            places = list(self._in_body(row["text"], position))
            marked = filter(self._is_marked, places) if row.get("type") == "direct" else ()
            span = self._first((*marked, *places), row["text"], "not found, or out of order")
            position = span[0] + 1 if "type" in row else span[1]
            yield span, row

    def _first(self, places: Iterable[Range], words: str, complaint: str) -> Range:
        span = next(iter(places), None)
        if span is None:
            raise CorpusError(f"{self.name}: {complaint}: “{words[:_SHOWN]}”")
        return span

    def _in_body(self, words: str, position: int = 0) -> Iterator[Range]:
        body = self.title[1] if self.title else 0
        return (span for span in self._places(words, max(position, body)) if not is_inside(span, self.ignored))

    def _places(self, words: str, position: int = 0) -> Iterator[Range]:
        while words and (start := self.text.find(words, position)) >= 0:
            if not self._cuts_a_word(start) and not self._cuts_a_word(start + len(words)):
                yield start, start + len(words)
            position = start + 1

    def _cuts_a_word(self, at: int) -> bool:
        return self.text[max(at - 1, 0) : at].isalnum() and self.text[at : at + 1].isalnum()

    def _is_marked(self, span: Range) -> bool:
        return self.text[max(span[0] - 2, 0) : span[0]].rstrip().endswith(_OPENING)
