"""A reference for Wikipedia, to stand in a footnote or a list: `{{Lien web}}` in French, `{{cite web}}` in English."""

from __future__ import annotations

from collections.abc import Iterator

from .citation import Citation, one_line

_WRITTEN = {
    "|": "{{!}}",
    "{": "&#123;",
    "}": "&#125;",
    "[": "&#91;",
    "]": "&#93;",
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "~": "&#126;",
    "'": "&#39;",
    "_": "&#95;",
}
"""What would end the parameter, open a template or a link, sign, print in italics, or switch something on the page."""


def wikipedia(citation: Citation) -> str:
    """The template in the citation's language; what the page rests on follows it in words."""
    name, parameters = (
        ("cite web", _english(citation)) if citation.language == "en" else ("Lien web", _french(citation))
    )
    written = "".join(f" |{parameter}={value}" for parameter, value in parameters if value)
    note = in_wikitext(citation.note)
    return f"{{{{{name}{written} }}}}{f', {note}' if note else ''}.\n"


def in_wikitext(text: str) -> str:
    return "".join(_WRITTEN.get(sign, sign) for sign in one_line(text))


def _french(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "langue", citation.language
    yield "titre", _titled(citation)
    yield "url", _address(citation)
    yield "site", in_wikitext(citation.site)
    yield "éditeur", in_wikitext(citation.publisher)
    yield "date", citation.issued.isoformat() if citation.issued else ""
    yield "consulté le", citation.accessed.isoformat()


def _english(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", _titled(citation)
    yield "url", _address(citation)
    yield "website", in_wikitext(citation.site)
    yield "publisher", in_wikitext(citation.publisher)
    yield "date", citation.issued.isoformat() if citation.issued else ""
    yield "access-date", citation.accessed.isoformat()
    yield "language", citation.language


def _titled(citation: Citation) -> str:
    return in_wikitext(f"{citation.title} ({citation.about})" if citation.about else citation.title)


def _address(citation: Citation) -> str:
    """An address ends at a space or a bracket, and a parameter at a bar."""
    written = citation.address
    for sign in "|[]{}<>\"' ":
        written = written.replace(sign, f"%{ord(sign):02X}")
    return written
