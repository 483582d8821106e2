"""Text into lines: broken between words, balanced, fitted to a space, cut only with a mark that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import ImageFont

from .fonts import Cut, face

ELLIPSIS = "…"
_BREAKS = re.compile(r"(?<=[-–—/]) *(?=\w)| +")
"""Between words, and after a dash that joins two of them."""
_DANGLING = " \u00a0\u202f,;:–—-(«“"


@dataclass(frozen=True, slots=True)
class Lines:
    """A text set in one face. `leading` is from one line to the next, in pixels."""

    cut: Cut
    size: int
    lines: tuple[str, ...]
    leading: int
    is_whole: bool = True

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    @property
    def face(self) -> ImageFont.FreeTypeFont:
        return face(self.cut, self.size)


def set_in(text: str, cut: Cut, size: int, width: int, *, leading: float = 1.25, closing: str = "") -> Lines:
    """The whole text in lines no wider than so many pixels; `closing` ends it (a quotation mark)."""
    font = face(cut, size)
    lines: list[str] = []
    for piece in _pieces(text + closing):
        joined = lines[-1] + piece if lines else piece
        if lines and font.getlength(joined.rstrip()) <= width:
            lines[-1] = joined
        else:
            lines.extend(_within(piece, font, width))
    return Lines(cut, size, tuple(line.rstrip(" ") for line in lines), round(size * leading))


def balanced(text: str, cut: Cut, size: int, width: int, *, leading: float = 1.15) -> Lines:
    """The same number of lines, as even as they can be: a title does not end on one short word."""
    whole = set_in(text, cut, size, width, leading=leading)
    least, most = width // 2, width
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
        shorter = last.rstrip(_DANGLING).rpartition(" ")[0]
        last = shorter or last[:-1]
    kept[-1] = last.rstrip(_DANGLING) + ELLIPSIS + closing
    return Lines(lines.cut, lines.size, tuple(kept), lines.leading, is_whole=False)


def _pieces(text: str) -> list[str]:
    """Words with the space behind them: what may not be parted."""
    ends = [match.end() for match in _BREAKS.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]


def _within(word: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A word that is wider than a line goes over the edge of it nowhere: it is parted anywhere."""
    parts = []
    while font.getlength(word.rstrip()) > width and len(word) > 1:
        fitting = next(at for at in range(len(word) - 1, 0, -1) if at == 1 or font.getlength(word[:at]) <= width)
        parts.append(word[:fitting])
        word = word[fitting:]
    return [*parts, word]
