"""The formats a selection can be taken in, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.public.selection import Selection
from crisis.public.site import Site

from ..citing.citation import Citation, citations_of
from ..citing.styles import bibtex
from ..schemas import write_json
from .csv import write_csv, write_csv_for_excel
from .geojson import write_geojson
from .icalendar import write_icalendar
from .jsonld import write_jsonld
from .markdown import write_markdown
from .timelinejs import write_timelinejs


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write a selection. `write` yields text, in the language that is active when it is asked for more."""

    ending: str
    media_type: str
    label: str | Promise
    purpose: str | Promise
    """For whom, in a few words."""
    write: Callable[[Selection, Site], Iterator[str]]


def each_cited(write: Callable[[Citation], str]) -> Callable[[Selection, Site], Iterator[str]]:
    """A citation an event, as one of the ways to cite writes it."""
    return lambda selection, site: (f"{write(citation)}\n" for citation in citations_of(selection, site))


FORMATS: dict[str, Format] = {
    form.ending: form
    for form in (
        Format(
            ending="csv",
            media_type="text/csv",
            label="CSV",
            purpose=_("one row an event, for spreadsheets and statistics"),
            write=write_csv,
        ),
        Format(
            ending="excel.csv",
            media_type="text/csv",
            label=_("CSV for Excel"),
            purpose=_("the same, marked as UTF-8, so that Excel shows accents and Cyrillic"),
            write=write_csv_for_excel,
        ),
        Format(
            ending="md",
            media_type="text/markdown",
            label="Markdown",
            purpose=_("a chronology, to read and to paste"),
            write=write_markdown,
        ),
        Format(
            ending="json",
            media_type="application/json",
            label="JSON",
            purpose=_("everything, for programs"),
            write=write_json,
        ),
        Format(
            ending="ics",
            media_type="text/calendar",
            label="iCalendar",
            purpose=_("for calendars"),
            write=write_icalendar,
        ),
        Format(
            ending="timelinejs.json",
            media_type="application/json",
            label="TimelineJS",
            purpose=_("for a TimelineJS of one's own"),
            write=write_timelinejs,
        ),
        Format(
            ending="geojson",
            media_type="application/geo+json",
            label="GeoJSON",
            purpose=_("for maps"),
            write=write_geojson,
        ),
        Format(
            ending="jsonld",
            media_type="application/ld+json",
            label="JSON-LD",
            purpose=_("linked data, each passage a web annotation"),
            write=write_jsonld,
        ),
        Format(
            ending="bib",
            media_type="application/x-bibtex",
            label="BibTeX",
            purpose=_("LaTeX, JabRef"),
            write=each_cited(bibtex),
        ),
    )
}
