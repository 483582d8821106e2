"""CSL JSON, as citeproc and Zotero read it: a list of one item."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from .citation import Citation, one_line


def csl(citation: Citation) -> str:
    written = {name: value for name, value in _item(citation).items() if value}
    return orjson.dumps([written], option=orjson.OPT_INDENT_2).decode() + "\n"


def _item(citation: Citation) -> dict[str, Any]:
    """A name without a value is left out."""
    return {
        "id": citation.key,
        "type": "webpage",
        "title": one_line(citation.title),
        "container-title": citation.site,
        "publisher": citation.publisher,
        "version": "" if citation.version is None else str(citation.version),
        "issued": _day(citation.issued) if citation.issued else None,
        "accessed": _day(citation.accessed),
        "URL": citation.address,
        "language": citation.language,
        "note": one_line("; ".join(part for part in (citation.about, citation.note) if part)),
    }


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
