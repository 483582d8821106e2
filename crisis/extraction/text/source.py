"""Reads an article's file and the sidecar beside it, or says in one word why it cannot; tells its language.

Seed format: the first line may begin ` date 2022-01 TITLE`. Sidecar: `NAME.toml` with what an editor
knows better.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path

from crisis.extraction.lexicon import Section
from crisis.extraction.values import Published, read_published

_LEXICON = Section("text.source")

SIZE_LIMIT = 2_000_000  # bytes; the longest dispatch is a hundredth of it

_HEADER = re.compile(r"\s*date[ \t]+(\d{4}-\d{1,2}(?:-\d{1,2})?)(?=\s|$)[ \t]*", re.ASCII)

_FRENCH = _LEXICON.words("little_words", "fr")
_ENGLISH = _LEXICON.words("little_words", "en")
_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # code points; more tell nothing new


class SidecarFault(StrEnum):
    MISSING = "missing"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    BAD_DATE = "bad_date"
    BAD_SIDECAR = "bad_sidecar"


_SENTENCES = {
    SidecarFault.MISSING: "cannot be opened ({detail})",
    SidecarFault.EMPTY: "is empty",
    SidecarFault.TOO_LARGE: "is larger than {limit} bytes",
    SidecarFault.NOT_UTF8: "is not UTF-8 (byte {offset})",
    SidecarFault.BAD_DATE: "has a header date that is not in the calendar: {date}",
    SidecarFault.BAD_SIDECAR: "has a sidecar that cannot be used ({detail})",
}


class UnreadableSource(Exception):  # noqa: N818 - the name callers were promised
    """A file that gives no article. `reason` is stable; `parameters` fill a sentence about it."""

    def __init__(self, path: Path, reason: SidecarFault, **parameters: str | int) -> None:
        self.path, self.reason, self.parameters = path, reason, parameters
        super().__init__(f"{path} {_SENTENCES[reason].format(**parameters)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """`end` is where the title begins, in code points."""

    published: Published
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    published: str | None = None
    published_why: str | None = None
    publisher: str | None = None
    agency: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    path: Path
    text: str
    header: Header | None
    sidecar: Sidecar

    @property
    def published(self) -> str | None:
        """The sidecar knows better than the header."""
        return self.sidecar.published or (self.header.published.edtf if self.header else None)


def read_header(text: str) -> Header | None:
    """The header a text begins with. ValueError for one whose date is not in the calendar."""
    match = _HEADER.match(text)
    if not match:
        return None
    return Header(published=read_published(match[1]), end=match.end())


def header_if_any(text: str) -> Header | None:
    """As `read_header`; a date such as 2022-13 is refused by whoever loads files, and a reader does without."""
    try:
        return read_header(text)
    except ValueError:
        return None


def read_source(path: Path) -> SourceFile:
    """A file's text exactly as decoded, with its header and sidecar; UnreadableSource otherwise."""
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise UnreadableSource(path, SidecarFault.MISSING, detail=error.strerror or str(error)) from error
    return decode_source(path, raw)


def decode_source(path: Path, raw: bytes) -> SourceFile:
    """As `read_source`, for bytes already at hand (an upload); the sidecar is looked for beside `path`."""
    if len(raw) > SIZE_LIMIT:
        raise UnreadableSource(path, SidecarFault.TOO_LARGE, limit=SIZE_LIMIT)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableSource(path, SidecarFault.NOT_UTF8, offset=error.start) from error
    if not text.strip("\ufeff \t\r\n\0"):
        raise UnreadableSource(path, SidecarFault.EMPTY)
    try:
        header = read_header(text)
    except ValueError as error:
        match = _HEADER.match(text)
        raise UnreadableSource(path, SidecarFault.BAD_DATE, date=match[1] if match else "") from error
    return SourceFile(path=path, text=text, header=header, sidecar=_read_sidecar(path))


def _read_sidecar(path: Path) -> Sidecar:
    beside = path.with_suffix(".toml")
    if beside == path or not beside.is_file():
        return Sidecar()
    try:
        values = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnreadableSource(path, SidecarFault.BAD_SIDECAR, detail=str(error)) from error
    known = {field.name for field in fields(Sidecar)}
    if unknown := sorted(set(values) - known):
        raise UnreadableSource(path, SidecarFault.BAD_SIDECAR, detail=f"unknown key {unknown[0]}")
    texts = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise UnreadableSource(path, SidecarFault.BAD_SIDECAR, detail=f"{key} is not text")
    sidecar = Sidecar(**texts)
    if sidecar.published:
        try:
            read_published(sidecar.published)
        except ValueError as error:
            raise UnreadableSource(path, SidecarFault.BAD_SIDECAR, detail=str(error)) from error
    if sidecar.language not in (None, "fr", "en"):
        raise UnreadableSource(path, SidecarFault.BAD_SIDECAR, detail="language is neither fr nor en")
    return sidecar


def detect_language(text: str) -> str | None:
    """ "fr" or "en" where the words decide, else None."""
    words = [match[0].lower() for match in _WORDS.finditer(text[:_SAMPLE]) if len(match[0]) < 10]
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if english == french:
        return None
    return "en" if english > french else "fr"
