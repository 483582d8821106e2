"""Writing a text into a cell so that no spreadsheet runs it, and reading it back unchanged.

A cell that begins like a formula gets an apostrophe before it, and so does one that begins with an apostrophe: on
the way back exactly the one that was put there is taken off. A plain number (a longitude) runs nowhere and stays.
"""

from __future__ import annotations

import re

GUARD = "'"
RUNS = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet may take for the beginning of a formula, the full-width signs included."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What XML cannot hold or changes on reading, and what would be read as an escape of it.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def guarded(text: str) -> str:
    """The text as a cell that does not run."""
    if text[:1] and text[0] in RUNS + GUARD and not _NUMBER.fullmatch(text):
        return GUARD + text
    return text


def unguarded(cell: str) -> str:
    """The text of a cell: `unguarded(guarded(text)) == text`, whatever the text."""
    if cell[:1] == GUARD and cell[1:2] and cell[1] in RUNS + GUARD:
        return cell[1:]
    return cell


def as_xml(text: str) -> str:
    """The text as a workbook writes it: what XML has no room for stands as `_xHHHH_` (ECMA-376, ST_Xstring)."""
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def from_xml(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
