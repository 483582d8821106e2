"""The formats a selection can be taken in, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from crisis.public.event.public_event import public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..citing.citation import citation_of
from ..citing.styles import STYLES, Format
from .data import write_csv, write_csv_for_excel, write_geojson, write_json
from .icalendar import write_icalendar
from .jsonld import write_jsonld
from .markdown import write_markdown
from .timelinejs import write_timelinejs

SelectionFormat = Format[Callable[[Selection, Site], Iterator[str]]]
"""Its `write` yields text, in the language that is active when it is asked for more."""


def each_cited(ending: str) -> SelectionFormat:
    """A citation an event, as that way to cite writes it."""
    style = STYLES[ending]

    def write(selection: Selection, site: Site) -> Iterator[str]:
        return (f"{style.write(citation_of(event, site))}\n" for event in public_events(selection))

    return Format(ending, style.media_type, style.label, style.purpose, write)


FORMATS: dict[str, SelectionFormat] = {
    form.ending: form
    for form in (
        Format("csv", "text/csv", "CSV", _("one row an event, for spreadsheets and statistics"), write_csv),
        Format(
            "excel.csv",
            "text/csv",
            _("CSV for Excel"),
            _("the same, marked as UTF-8, so that Excel shows accents and Cyrillic"),
            write_csv_for_excel,
        ),
        Format("md", "text/markdown", "Markdown", _("a chronology, to read and to paste"), write_markdown),
        Format("json", "application/json", "JSON", _("everything, for programs"), write_json),
        Format("ics", "text/calendar", "iCalendar", _("for calendars"), write_icalendar),
        Format(
            "timelinejs.json",
            "application/json",
            "TimelineJS",
            _("for a TimelineJS of one's own"),
            write_timelinejs,
        ),
        Format("geojson", "application/geo+json", "GeoJSON", _("for maps"), write_geojson),
        Format(
            "jsonld", "application/ld+json", "JSON-LD", _("linked data, each passage a web annotation"), write_jsonld
        ),
        each_cited("bib"),
    )
}
