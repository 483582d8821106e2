"""Text into lines: broken between words, balanced, fitted to a space, cut only with a mark that says so.

The faces are those of packages that keep them: none is in this tree.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Literal

import font_source_serif_pro
import pymupdf_fonts
from PIL import ImageFont

Cut = Literal["serif", "semibold", "italic", "sans", "sans-bold"]

_SERIFS = {"serif": "Regular", "semibold": "Semibold", "italic": "SemiboldIt"}
_SANS = {"sans": "figo", "sans-bold": "figbo"}  # FiraGO
_FOLDER = Path(font_source_serif_pro.__file__).parent / "files"
_NO_CHARACTER = "\uffff"
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
"""Those at which a line may end; the others hold together what stands beside them."""


@lru_cache(maxsize=64)
def face(cut: Cut, size: int) -> ImageFont.FreeTypeFont:
    """That face at so many pixels."""
    if cut in _SERIFS:
        return ImageFont.truetype(str(_FOLDER / f"SourceSerifPro-{_SERIFS[cut]}.ttf"), size)
    return ImageFont.truetype(BytesIO(pymupdf_fonts.myfont(_SANS[cut])), size)


@lru_cache(maxsize=4096)
def has(cut: Cut, character: str) -> bool:
    """Whether the face draws anything else for it than the box that stands for what it lacks."""
    if character == "□":
        return False
    there, lacking = (bytes(face(cut, 32).getmask(text)) for text in (character, _NO_CHARACTER))
    return there != lacking


def covers(cut: Cut, text: str) -> bool:
    return all(has(cut, character) for character in text)


def settable(text: str) -> str:
    """On one line, without what has no form of its own; what the face lacks stays, and is drawn as a box."""
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return "".join(character for character in line if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})


ELLIPSIS = "…"
_BREAKS = re.compile(r"(?<=\w[–—/])(?=\w)|(?<![«„(]) +(?![»:;!?])")
"""Between words, and after a dash that joins two names; but no mark is parted from what it belongs to."""
MOST_ON_A_LINE = 400
"""Characters, however narrow."""
_DANGLING = " \u00a0\u202f,;:–—-(«“"


@dataclass(frozen=True, slots=True)
class Lines:
    """A text set in one face. `leading` is from one line to the next, in pixels."""

    cut: Cut
    size: int
    lines: tuple[str, ...]
    leading: int

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    @property
    def face(self) -> ImageFont.FreeTypeFont:
        return face(self.cut, self.size)


def set_in(text: str, cut: Cut, size: int, width: int, *, leading: float = 1.25, closing: str = "") -> Lines:
    """The whole text in lines no wider than so many pixels; `closing` ends it (a quotation mark)."""
    lines: list[str] = []
    line, taken = "", 0.0
    for piece in _pieces(text + closing):
        length = _length(cut, size, piece)
        if taken + _length(cut, size, piece.rstrip(" ")) <= width:
            line, taken = line + piece, taken + length
            continue
        if length > width:  # wider than any line: it begins where it stands, and is parted anywhere
            *full, piece = _parted(line + piece, face(cut, size), width)
            lines.extend(full)
        else:
            lines.append(line)
        line, taken = piece, _length(cut, size, piece)
    lines.append(line)
    return Lines(cut, size, tuple(line.rstrip(" ") for line in lines), round(size * leading))


def balanced(text: str, cut: Cut, size: int, width: int, *, leading: float = 1.15) -> Lines:
    """The same number of lines, as even as they can be: a title does not end on one short word."""
    whole = set_in(text, cut, size, width, leading=leading)
    longest = max((ceil(_length(cut, size, piece.rstrip(" "))) for piece in _pieces(text)), default=0)
    least, most = min(max(width // 2, longest), width), width  # no word is parted for the sake of evenness
    while most - least > size // 4:
        middle = (least + most) // 2
        if len(set_in(text, cut, size, middle, leading=leading).lines) > len(whole.lines):
            least = middle
        else:
            most = middle
    return set_in(text, cut, size, most, leading=leading)


def cut_to(lines: Lines, most: int, width: int, *, closing: str = "") -> Lines:
    """The first lines, the last of them ending on a whole word and an ellipsis where there were more."""
    if len(lines.lines) <= most:
        return lines
    font = lines.face
    kept = list(lines.lines[:most])
    last = kept[-1]
    while last and font.getlength(last.rstrip(_DANGLING) + ELLIPSIS + closing) > width:
        shorter = last.rstrip(_DANGLING).rpartition(" ")[0].rstrip(_DANGLING)
        last = shorter or last[:-1]
    kept[-1] = last.rstrip(_DANGLING) + ELLIPSIS + closing
    return replace(lines, lines=tuple(kept))


@lru_cache(maxsize=20_000)
def _length(cut: Cut, size: int, piece: str) -> float:
    """Pixels. A title is tried in many widths, and its words measured once."""
    return face(cut, size).getlength(piece)


def _pieces(text: str) -> list[str]:
    """Words with the space behind them: what may not be parted."""
    ends = [match.end() for match in _BREAKS.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]


def _parted(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    parts = []
    while len(text) > MOST_ON_A_LINE or (len(text) > 1 and font.getlength(text.rstrip(" ")) > width):
        least, most = 1, min(len(text) - 1, MOST_ON_A_LINE)
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if font.getlength(text[:middle]) <= width else (least, middle - 1)
        parts.append(text[:least])
        text = text[least:]
    return [*parts, text]
