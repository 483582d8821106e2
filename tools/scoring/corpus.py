"""Annotated articles: `NAME.txt` beside `NAME.gold.toml`, or one whose `text` names a file of the project.

Annotations quote the text; here each of them is checked, and found in it. Nothing is scored inside the title
and what `ignore` lists (headers, datelines). `tests/corpus/README.md` describes the tables.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crisis.extraction.values import DraftKind
from tools.scoring.annotations import checked
from tools.scoring.finding import CorpusError, Finder
from tools.scoring.spans import Range

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
PARTS = ("seed", "open", "aside")
HALVES = ("open", "aside")
KINDS = tuple(map(str, DraftKind))


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
    """The articles of "seed", "open" or "aside", by name; of "all": both halves. Raises CorpusError."""
    for folder in HALVES if part == "all" else (part,):
        for path in sorted((CORPUS / folder).glob("*.gold.toml")):
            yield load(path)


def load(path: Path) -> Article:
    """Raises CorpusError for whatever of an article or its annotation cannot be read or does not fit."""
    name = path.name.removesuffix(".gold.toml")
    try:
        table = checked(name, tomllib.loads(path.read_text(encoding="utf-8")))
        source = ROOT / table["text"] if "text" in table else path.with_name(f"{name}.txt")
        text = source.read_bytes().decode("utf-8")
    except CorpusError:
        raise
    except (OSError, ValueError) as error:
        raise CorpusError(f"{name}: {error}") from error
    return _article(name, text, table)


def _article(name: str, text: str, table: dict[str, Any]) -> Article:
    finder = Finder(name, text)
    finder.title = finder.anywhere(table["title"]) if table.get("title") else None
    finder.ignored = (
        *([finder.title] if finder.title else []),
        *(finder.anywhere(words) for words in table.get("ignore", ())),
    )
    quotations = tuple(
        GoldQuotation(span=span, speaker=row["speaker"], mode=row["type"])
        for span, row in finder.in_order(table.get("quotations", ()))
    )
    return Article(
        name=name,
        text=text,
        language=table["language"],
        published=table["published"],
        title=finder.title,
        ignored=finder.ignored,
        events=tuple(_event(finder, row, quotations) for row in table.get("events", ())),
        quotations=quotations,
        temporals=tuple(
            GoldTemporal(span=span, value=row.get("value"), vague=row.get("vague", False))
            for span, row in finder.in_order(table.get("temporal", ()))
        ),
    )


def _event(finder: Finder, row: dict[str, Any], quotations: tuple[GoldQuotation, ...]) -> GoldEvent:
    speaker = row.get("speaker")
    spoken = {finder.text[slice(*item.span)]: item.span for item in quotations if item.speaker == speaker}
    quotes = (spoken.get(words) or finder.quoted(words) for words in row.get("quotes", ()))
    return GoldEvent(
        kind=row["kind"],
        date=row.get("date"),
        status=row["status"],
        actors=tuple(row.get("actors") or ([speaker] if speaker else [])),
        place=row.get("place"),
        spans=(*(finder.of(words) for words in row["evidence"]), *quotes),
        evidence=row["evidence"][0],
        speaker=speaker,
        strength=(row.get("strength_min"), row.get("strength_max")),
        background=row.get("background", False),
    )
