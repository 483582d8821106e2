"""The ways to cite, in the order in which they are offered, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _

from crisis.articles.dates import day_in_words

from .citation import Citation, one_line


def plain(citation: Citation) -> str:
    """“Title” (day), site, publisher, version, address (accessed on …). What it rests on."""
    with override(citation.language):
        written = ", ".join(one_line(part) for part in _plain_parts(citation))
        note = one_line(citation.note)
        return f"{written}. {note[:1].upper()}{note[1:]}.\n" if note else f"{written}.\n"


def _plain_parts(citation: Citation) -> Iterator[str]:
    title = _("“%(title)s”") % {"title": citation.title}
    yield f"{title} ({citation.about})" if citation.about else title
    yield citation.site
    if citation.publisher:
        yield citation.publisher
    if citation.version is not None and citation.issued:
        yield _("version %(number)s of %(day)s") % {
            "number": citation.version,
            "day": day_in_words(citation.issued),
        }
    yield _("%(address)s (accessed on %(day)s)") % {
        "address": citation.address,
        "day": day_in_words(citation.accessed),
    }


_IN_LATEX = {
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
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _bibtex_fields(citation))
    return f"@misc{{{citation.key},\n{fields}\n}}\n"


def in_latex(text: str) -> str:
    """What LaTeX would take for a command, a comment or a formula, written so that it prints."""
    return "".join(_IN_LATEX.get(sign, sign) for sign in one_line(text))


def _bibtex_fields(citation: Citation) -> Iterator[tuple[str, str]]:
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
    yield "langid", str(get_language_info(citation.language)["name"]).lower()  # as biblatex calls it
    if note := in_latex("; ".join(part for part in (citation.about, citation.note) if part)):
        yield "note", note


def ris(citation: Citation) -> str:
    return (
        "".join(f"{tag}  - {one_line(value)}".rstrip() + "\r\n" for tag, value in _ris_lines(citation)) + "ER  - \r\n"
    )


def _ris_lines(citation: Citation) -> Iterator[tuple[str, str]]:
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


def csl(citation: Citation) -> str:
    written = {name: value for name, value in _csl_item(citation).items() if value}
    return orjson.dumps([written], option=orjson.OPT_INDENT_2).decode() + "\n"


def _csl_item(citation: Citation) -> dict[str, Any]:
    """A name without a value is left out."""
    return {
        "id": citation.key,
        "type": "webpage",
        "title": one_line(citation.title),
        "container-title": citation.site,
        "publisher": citation.publisher,
        "version": "" if citation.version is None else str(citation.version),
        "issued": _csl_day(citation.issued) if citation.issued else None,
        "accessed": _csl_day(citation.accessed),
        "URL": citation.address,
        "language": citation.language,
        "note": one_line("; ".join(part for part in (citation.about, citation.note) if part)),
    }


def _csl_day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


_IN_WIKITEXT = {
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
        ("Lien web", _french(citation)) if citation.language == "fr" else ("cite web", _english(citation))
    )
    written = "".join(f" |{parameter}={value}" for parameter, value in parameters if value)
    note = in_wikitext(citation.note)
    return f"{{{{{name}{written} }}}}{f', {note}' if note else ''}.\n"


def in_wikitext(text: str) -> str:
    return "".join(_IN_WIKITEXT.get(sign, sign) for sign in one_line(text))


def _french(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "langue", citation.language
    yield "titre", _wiki_title(citation)
    yield "url", _wiki_address(citation)
    yield "site", in_wikitext(citation.site)
    yield "éditeur", in_wikitext(citation.publisher)
    yield "date", citation.issued.isoformat() if citation.issued else ""
    yield "consulté le", citation.accessed.isoformat()


def _english(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", _wiki_title(citation)
    yield "url", _wiki_address(citation)
    yield "website", in_wikitext(citation.site)
    yield "publisher", in_wikitext(citation.publisher)
    yield "date", citation.issued.isoformat() if citation.issued else ""
    yield "access-date", citation.accessed.isoformat()
    yield "language", citation.language


def _wiki_title(citation: Citation) -> str:
    return in_wikitext(f"{citation.title} ({citation.about})" if citation.about else citation.title)


def _wiki_address(citation: Citation) -> str:
    """An address ends at a space or a bracket, and a parameter at a bar."""
    written = citation.address
    for sign in "|[]{}<>\"' ":
        written = written.replace(sign, f"%{ord(sign):02X}")
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    ending: str
    media_type: str
    label: str | Promise
    purpose: str | Promise
    """For whom, in a few words."""
    write: Callable[[Citation], str]


STYLES: dict[str, Style] = {
    style.ending: style
    for style in (
        Style(
            ending="txt",
            media_type="text/plain",
            label=gettext_lazy("Plain text"),
            purpose=gettext_lazy("a footnote"),
            write=plain,
        ),
        Style(
            ending="bib",
            media_type="application/x-bibtex",
            label="BibTeX",
            purpose=gettext_lazy("LaTeX, JabRef"),
            write=bibtex,
        ),
        Style(
            ending="ris",
            media_type="application/x-research-info-systems",
            label="RIS",
            purpose=gettext_lazy("Zotero, EndNote, Mendeley"),
            write=ris,
        ),
        Style(
            ending="wiki",
            media_type="text/plain",
            label=gettext_lazy("Wikipedia"),
            purpose=gettext_lazy("a reference in an article"),
            write=wikipedia,
        ),
        Style(
            ending="json",
            media_type="application/vnd.citationstyles.csl+json",
            label="CSL JSON",
            purpose=gettext_lazy("citeproc, Pandoc, Zotero"),
            write=csl,
        ),
    )
}
