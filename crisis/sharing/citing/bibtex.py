r"""BibTeX, as its 1988 manual and biblatex both read it.

`@misc`, for classic styles know no `@online`. Accents stay UTF-8: every engine of today reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from .citation import Citation, one_line

LANGUAGES = {"fr": "french", "en": "english"}
"""As biblatex calls them (`langid`)."""
_WRITTEN = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u00a0": "~",
    "\u202f": r"\,",
}


def bibtex(citation: Citation) -> str:
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(citation))
    return f"@misc{{{citation.key},\n{fields}\n}}\n"


def in_latex(text: str) -> str:
    """What LaTeX would take for a command, a comment or a formula, written so that it prints."""
    return "".join(_WRITTEN.get(sign, sign) for sign in one_line(text))


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{in_latex(citation.title)}}}"  # braces twice: styles would lower its capitals
    yield "howpublished", in_latex(citation.site)
    if citation.publisher:
        yield "organization", in_latex(citation.publisher)
    if citation.issued:
        yield "year", str(citation.issued.year)
        yield "date", citation.issued.isoformat()
    if citation.version is not None:
        yield "version", str(citation.version)
    yield "url", citation.address.replace("{", "%7B").replace("}", "%7D")
    yield "urldate", citation.accessed.isoformat()
    yield "langid", LANGUAGES[citation.language]
    if note := in_latex("; ".join(part for part in (citation.about, citation.note) if part)):
        yield "note", note
