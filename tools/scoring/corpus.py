"""Annotated articles: `NAME.txt` beside `NAME.gold.toml`, or one whose `text` names a file of the project.

Annotations quote the text; here each quotation is found in it. Temporal expressions and quotations are
listed in text order. Nothing is scored inside the title and what `ignore` lists (headers, datelines).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
PARTS = ("seed", "open", "aside")
KINDS = ("meeting", "troop_movement", "statement")
STATUSES = ("occurred", "scheduled", "announced", "cancelled", "denied")

Range = tuple[int, int]  # half-open, in code points


class CorpusError(ValueError):
    """An annotation that does not fit its text; the message names the article and the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    kind: str
    date: str | None
    status: str
    actors: tuple[str, ...]
    place: str | None
    spans: tuple[Range, ...]  # every mention and quotation
    evidence: str
    speaker: str | None
    strength: tuple[int | None, int | None]
    background: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuotation:
    span: Range
    speaker: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTemporal:
    span: Range
    value: str | None
    vague: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    name: str
    text: str
    language: str
    published: str  # as the reader is told: a day, or only a month
    title: Range | None
    ignored: tuple[Range, ...]  # the title among them
    events: tuple[GoldEvent, ...]
    quotations: tuple[GoldQuotation, ...]
    temporals: tuple[GoldTemporal, ...]


def articles(part: str) -> Iterator[Article]:
    """The articles of "seed", "open", "aside" or "all", by name."""
    for folder in PARTS if part == "all" else (part,):
        for path in sorted((CORPUS / folder).glob("*.gold.toml")):
            yield load(path)


def load(path: Path) -> Article:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".gold.toml")
    source = ROOT / table["text"] if "text" in table else path.with_name(f"{name}.txt")
    text = source.read_bytes().decode("utf-8")
    place = _Finder(name, text)
    title = place.of(table["title"]) if table.get("title") else None
    place.body = title[1] if title else 0
    return Article(
        name=name,
        text=text,
        language=table["language"],
        published=table["published"],
        title=title,
        ignored=(*((title,) if title else ()), *(place.of(words, anywhere=True) for words in table.get("ignore", ()))),
        events=tuple(_event(place, row) for row in table.get("events", ())),
        quotations=tuple(
            GoldQuotation(span=span, speaker=row["speaker"], mode=row["type"])
            for span, row in place.in_order(table.get("quotations", ()), overlapping=True)
        ),
        temporals=tuple(
            GoldTemporal(span=span, value=row.get("value"), vague=row.get("vague", False))
            for span, row in place.in_order(table.get("temporal", ()), overlapping=False)
        ),
    )


class _Finder:
    """Finds quoted words in one text, in its body before its title."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text, self.body = name, text, 0

    def of(self, words: str, *, anywhere: bool = False) -> Range:
        start = -1 if anywhere else self.text.find(words, self.body)
        start = self.text.find(words) if start < 0 else start
        if start < 0:
            raise CorpusError(f"{self.name}: not in the text: “{words[:80]}”")
        return start, start + len(words)

    def in_order(self, rows: Sequence[dict[str, Any]], *, overlapping: bool) -> Iterator[tuple[Range, dict[str, Any]]]:
        position = self.body
        for row in rows:
            start = self.text.find(row["text"], position)
            if start < 0:
                raise CorpusError(f"{self.name}: not found, or out of order: “{row['text'][:80]}”")
            position = start + 1 if overlapping else start + len(row["text"])
            yield (start, start + len(row["text"])), row


def _event(place: _Finder, row: dict[str, Any]) -> GoldEvent:
    speaker = row.get("speaker")
    if row["kind"] not in KINDS or row["status"] not in STATUSES:
        raise CorpusError(f"{place.name}: no such kind or status: {row['kind']}, {row['status']}")
    if row["kind"] == "statement" and not (speaker and row.get("quotes")):
        raise CorpusError(f"{place.name}: a statement needs a speaker and quotes: “{row['evidence'][0][:80]}”")
    return GoldEvent(
        kind=row["kind"],
        date=row.get("date"),
        status=row["status"],
        actors=tuple(row.get("actors") or ([speaker] if speaker else [])),
        place=row.get("place"),
        spans=tuple(place.of(words) for words in (*row["evidence"], *row.get("quotes", ()))),
        evidence=row["evidence"][0],
        speaker=speaker,
        strength=(row.get("strength_min"), row.get("strength_max")),
        background=row.get("background", False),
    )
