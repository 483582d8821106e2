"""The faces that cards are set in, from packages that keep them: none is in this tree."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from io import BytesIO
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
    return ImageFont.truetype(BytesIO(_sans(_SANS[cut])), size)


@lru_cache
def _sans(name: str) -> bytes:
    data: bytes = pymupdf_fonts.myfont(name)
    return data


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
