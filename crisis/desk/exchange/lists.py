"""Cells that hold several things: actors, topics, passages, references, links. Each is written so that it can be read.

actors       `speaker:lavrov; claimed_by:“une responsable”` (within the marks, \\ stands before ” and \\)
evidence     `reports: PUBLISHER | TITLE | ADDRESS || announces: SHA256:400-500` (before a | of a title stands a \\)
quotations   `SHA256:400-500; SHA256:510-530`
topics       `otan; sanctions`
links        `fulfils:UID; answers:UID`
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crisis.events.vocabulary import LinkKind, Role, Stance

_PART = re.compile(r"\s*([a-z_]+):(?:“((?:[^\\”]|\\.)*)”|([-\w]+))\s*(?:;|$)", re.DOTALL | re.ASCII)
_PASSAGE = re.compile(r"\s*([0-9a-f]{64}):(\d{1,9})-(\d{1,9})\s*", re.ASCII)
_STANCE = re.compile(rf"({'|'.join(Stance.values)}): (.*)", re.DOTALL)
_PIECES = re.compile(r"(?:[^\\|]|\\.)+|\|+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Who:
    """Someone's part in an event: by slug, or as described."""

    role: Role
    slug: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Code points `start` to `end` (half-open) of the article with that fingerprint."""

    sha256: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.sha256}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something is written whose text is not held here."""

    publisher: str
    title: str
    url: str = ""

    def __str__(self) -> str:
        fields = [self.publisher, self.title, *([self.url] if self.url else [])]
        return " | ".join(re.sub(r"([\\|])", r"\\\1", field) for field in fields)


@dataclass(frozen=True, slots=True)
class Supports:
    what: Passage | Cited
    stance: Stance

    def __str__(self) -> str:
        return f"{self.stance.value}: {self.what}"


def write_actors(parts: Iterable[Who]) -> str:
    return "; ".join(f"{part.role.value}:{part.slug or _quoted(part.description)}" for part in parts)


def read_actors(cell: str) -> list[Who]:
    parts, at = [], 0
    while cell[at:].strip():
        found = _PART.match(cell, at)
        if not found:
            _refuse(
                _("“%(text)s” is not read: write speaker:lavrov, or speaker:“as described”, with ; between."), cell[at:]
            )
        if found[1] not in Role.values:
            _refuse(_("“%(text)s” is no role. Roles are: %(known)s."), found[1], ", ".join(Role.values))
        described = re.sub(r"\\(.)", r"\1", found[2] or "", flags=re.DOTALL)
        parts.append(Who(Role(found[1]), found[3] or "", described))
        at = found.end()
    return parts


def write_evidence(supports: Iterable[Supports]) -> str:
    return " || ".join(map(str, supports))


def read_evidence(cell: str) -> list[Supports]:
    if not cell.strip():
        return []
    return [_read_support(fields) for fields in _split(cell)]


def write_passages(passages: Iterable[Passage]) -> str:
    return "; ".join(map(str, passages))


def read_passages(cell: str) -> list[Passage]:
    return [_read_passage(text) for text in cell.split(";") if text.strip()]


def write_words(words: Iterable[str]) -> str:
    """Slugs, or links already written: nothing in them needs an escape."""
    return "; ".join(words)


def read_words(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]


def read_links(cell: str) -> list[tuple[LinkKind, str]]:
    """Kinds of link, each with the permanent name of the other event."""
    links = []
    for word in read_words(cell):
        kind, _colon, uid = word.partition(":")
        if kind not in LinkKind.values or not uid:
            _refuse(
                _("“%(text)s” is no link: write fulfils:UID. Links are: %(known)s."), word, ", ".join(LinkKind.values)
            )
        links.append((LinkKind(kind), uid.strip()))
    return links


def _quoted(description: str) -> str:
    return "“" + re.sub(r"([\\”])", r"\\\1", description) + "”"


def _split(cell: str) -> list[list[str]]:
    """The fields of each item: | stands between fields, || between items; one space beside either belongs to it."""
    pieces = _PIECES.findall(cell)
    if "".join(pieces) != cell:
        _refuse(_("“%(text)s” is not read: a \\ stands before \\ or |."), cell)
    items = [[""]]
    after_bar = False
    for number, piece in enumerate(pieces):
        if not piece.startswith("|"):
            text = piece[1:] if after_bar and piece.startswith(" ") else piece
            is_last = number == len(pieces) - 1
            items[-1][-1] = text[:-1] if not is_last and text.endswith(" ") else text
            after_bar = False
            continue
        if len(piece) > 2:
            _refuse(_("“%(text)s” is not read: write | between publisher, title and address, || between two."), cell)
        if piece == "||":
            items.append([""])
        else:
            items[-1].append("")
        after_bar = True
    return [[re.sub(r"\\(.)", r"\1", field, flags=re.DOTALL) for field in fields] for fields in items]


def _read_support(fields: list[str]) -> Supports:
    stance = Stance.REPORTS
    if found := _STANCE.fullmatch(fields[0]):
        stance, fields = Stance(found[1]), [found[2], *fields[1:]]
    if len(fields) == 1:
        return Supports(_read_passage(fields[0]), stance)
    if len(fields) > 3 or not fields[0].strip() or not fields[1].strip():
        _refuse(
            _("“%(text)s” is not read: write reports: PUBLISHER | TITLE | ADDRESS, with a \\ before a | of the title."),
            " | ".join(fields),
        )
    return Supports(Cited(fields[0], fields[1], fields[2].strip() if len(fields) == 3 else ""), stance)


def _read_passage(text: str) -> Passage:
    found = _PASSAGE.fullmatch(text)
    if not found:
        _refuse(
            _("“%(text)s” is no passage: write the article's fingerprint, and from where to where: SHA256:400-500."),
            text,
        )
    return Passage(found[1], int(found[2]), int(found[3]))


def _refuse(sentence: str, text: str, known: str = "") -> NoReturn:
    shown = text.strip() if len(text.strip()) <= 60 else f"{text.strip()[:59]}…"
    raise ValidationError(sentence, code="unreadable", params={"text": shown, "known": known})
