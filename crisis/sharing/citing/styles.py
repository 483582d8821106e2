"""The ways to cite, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .bibtex import bibtex
from .citation import Citation
from .csl import csl
from .plain import plain
from .ris import ris
from .wikipedia import wikipedia


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
        Style(ending="txt", media_type="text/plain", label=_("Plain text"), purpose=_("a footnote"), write=plain),
        Style(
            ending="bib", media_type="application/x-bibtex", label="BibTeX", purpose=_("LaTeX, JabRef"), write=bibtex
        ),
        Style(
            ending="ris",
            media_type="application/x-research-info-systems",
            label="RIS",
            purpose=_("Zotero, EndNote, Mendeley"),
            write=ris,
        ),
        Style(
            ending="wiki",
            media_type="text/plain",
            label=_("Wikipedia"),
            purpose=_("a reference in an article"),
            write=wikipedia,
        ),
        Style(
            ending="json",
            media_type="application/vnd.citationstyles.csl+json",
            label="CSL JSON",
            purpose=_("citeproc, Pandoc, Zotero"),
            write=csl,
        ),
    )
}
