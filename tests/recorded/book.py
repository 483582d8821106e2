"""Recorded answers as files: by section, each piece that stands in several answers written once.

`pieces.txt` has each such piece under its name, `#` and eight letters; a section has each address after `=== `, then
its lines, among them the names of pieces, as a piece may have names of others. Every other line begins with a blank.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from .digest import Pieces

PIECES = "pieces.txt"
Answers = dict[str, Pieces]
SHORT = 60
"""Characters: what is no longer is written out wherever it stands."""
LEVELS = 4
"""How often pieces that stand in a row are made a piece."""


def write_book(folder: Path, sections: Mapping[str, Answers]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    told = {
        (section, address): [[f" {line}" for line in piece] for piece in pieces]
        for section, answers in sections.items()
        for address, pieces in answers.items()
    }
    kept: dict[str, str] = {}
    for _level in range(LEVELS):
        uses = Counter("\n".join(piece) for pieces in told.values() for piece in pieces)
        often = {text: _name_of(text) for text, number in uses.items() if number > 1 and len(text) > SHORT}
        kept |= {name: text for text, name in often.items()}
        told = {
            place: _in_rows([[often[text]] if (text := "\n".join(piece)) in often else piece for piece in pieces])
            for place, pieces in told.items()
        }
    for section in sections:
        body = "".join(
            f"=== {address}\n" + "".join(f"{line}\n" for piece in pieces for line in piece)
            for (its_section, address), pieces in told.items()
            if its_section == section
        )
        (folder / f"{section}.txt").write_bytes(body.encode())
    body = "".join(f"= {name}\n{text}\n" for name, text in sorted(kept.items()))
    (folder / PIECES).write_bytes(body.encode())


def read_book(folder: Path) -> dict[str, list[str]]:
    """The lines of each answer, by address."""
    pieces = _blocks(folder / PIECES, "= ")

    def whole(lines: list[str]) -> list[str]:
        found = []
        for line in lines:
            found += whole(pieces[line]) if line.startswith("#") else [line[1:]]
        return found

    answers: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        if path.name != PIECES:
            answers |= {address: whole(lines) for address, lines in _blocks(path, "=== ").items()}
    return answers


def lines_of(pieces: Pieces) -> list[str]:
    return [line for piece in pieces for line in piece]


def _in_rows(pieces: Pieces) -> Pieces:
    """Neighbours put together; what stands in a row decides where it ends, so that the same rows are found again."""
    rows: Pieces = [[]]
    for piece in pieces:
        rows[-1] += piece
        if int(_name_of("\n".join(piece))[1:], 16) % 4 == 0:
            rows.append([])
    return [row for row in rows if row]


def _name_of(text: str) -> str:
    return "#" + hashlib.sha256(text.encode()).hexdigest()[:8]


def _blocks(path: Path, mark: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_bytes().decode().removesuffix("\n").split("\n"):
        if line.startswith(mark):
            lines = found[line.removeprefix(mark)] = []
        else:
            lines.append(line)
    return found
