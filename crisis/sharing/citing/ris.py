"""RIS: one tag a line, lines end with carriage return and line feed, a record with `ER`."""

from __future__ import annotations

from collections.abc import Iterator

from .citation import Citation, one_line


def ris(citation: Citation) -> str:
    return "".join(f"{tag}  - {one_line(value)}".rstrip() + "\r\n" for tag, value in _lines(citation)) + "ER  - \r\n"


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "ID", citation.key
    yield "TI", citation.title
    yield "T2", citation.site
    if citation.publisher:
        yield "PB", citation.publisher
    if citation.issued:
        yield "PY", str(citation.issued.year)
        yield "DA", f"{citation.issued:%Y/%m/%d}"
    if citation.version is not None:
        yield "ET", str(citation.version)
    yield "Y2", f"{citation.accessed:%Y/%m/%d}"
    yield "UR", citation.address
    yield "LA", citation.language
    for note in (citation.about, citation.note):
        if note:
            yield "N1", note
