"""The ways to cite, in the order in which they are offered, how each is written, and a citation as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import orjson
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.articles.dates import day_in_words
from crisis.public.permalinks import event_named, reason_of, with_query
from crisis.public.site import Site

from ..access import open_to_all
from .citation import Citation, citation_of, one_line


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
    """A name without a value is left out."""
    item = {
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
    written = {name: value for name, value in item.items() if value}
    return orjson.dumps([written], option=orjson.OPT_INDENT_2).decode() + "\n"


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
    is_french = citation.language == "fr"
    parameters = _in_french(citation) if is_french else _in_english(citation)
    written = "".join(f" |{parameter}={value}" for parameter, value in parameters if value)
    note = in_wikitext(citation.note)
    return f"{{{{{'Lien web' if is_french else 'cite web'}{written} }}}}{f', {note}' if note else ''}.\n"


def in_wikitext(text: str) -> str:
    return "".join(_IN_WIKITEXT.get(sign, sign) for sign in one_line(text))


def _in_french(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "langue", citation.language
    yield from zip(("titre", "url", "site", "éditeur", "date", "consulté le"), _wiki_values(citation), strict=True)


def _in_english(citation: Citation) -> Iterator[tuple[str, str]]:
    names = ("title", "url", "website", "publisher", "date", "access-date")
    yield from zip(names, _wiki_values(citation), strict=True)
    yield "language", citation.language


def _wiki_values(citation: Citation) -> Iterator[str]:
    yield in_wikitext(f"{citation.title} ({citation.about})" if citation.about else citation.title)
    yield _wiki_address(citation)
    yield in_wikitext(citation.site)
    yield in_wikitext(citation.publisher)
    yield citation.issued.isoformat() if citation.issued else ""
    yield citation.accessed.isoformat()


def _wiki_address(citation: Citation) -> str:
    """An address ends at a space or a bracket, and a parameter at a bar."""
    written = citation.address
    for sign in "|[]{}<>\"' ":
        written = written.replace(sign, f"%{ord(sign):02X}")
    return written


Write_co = TypeVar("Write_co", bound=Callable[..., Any], covariant=True)


@dataclass(frozen=True, slots=True)
class Format(Generic[Write_co]):
    """A way to write something as a file."""

    ending: str
    media_type: str
    label: str | Promise
    purpose: str | Promise
    """For whom, in a few words."""
    write: Write_co


STYLES: dict[str, Format[Callable[[Citation], str]]] = {
    style.ending: style
    for style in (
        Format("txt", "text/plain", gettext_lazy("Plain text"), gettext_lazy("a footnote"), plain),
        Format("bib", "application/x-bibtex", "BibTeX", gettext_lazy("LaTeX, JabRef"), bibtex),
        Format("ris", "application/x-research-info-systems", "RIS", gettext_lazy("Zotero, EndNote, Mendeley"), ris),
        Format("wiki", "text/plain", gettext_lazy("Wikipedia"), gettext_lazy("a reference in an article"), wikipedia),
        Format(
            "json", "application/vnd.citationstyles.csl+json", "CSL JSON", gettext_lazy("citeproc, Pandoc, Zotero"), csl
        ),
    )
}


@require_safe
@open_to_all
def cite(request: HttpRequest, uid: str, ending: str) -> HttpResponse:
    """The event's page as it stands today, to be cited in that format; `lang` says in which language.

    Raises `Http404` for a format nobody writes and for what readers were never shown.
    """
    style = STYLES.get(ending)
    if style is None:
        raise Http404
    found, event = event_named(uid)
    if event is None:
        return reason_of(found)
    if event.uid != uid:
        return HttpResponseRedirect(with_query(reverse("cite", args=[event.uid, ending]), request))
    citation = citation_of(event, Site.of_data(request))
    response = HttpResponse(style.write(citation), content_type=f"{style.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{ending}"'
    return response
