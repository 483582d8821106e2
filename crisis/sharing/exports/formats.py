"""The formats a selection can be taken in, in the order in which they are offered; as files, written piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from crisis.public.event.public_event import public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..access import asked, ignored_by, note_ignored, open_to_all, tag_of, within_allowance
from ..citing.citation import citation_of
from ..citing.styles import STYLES, Format
from .data import write_csv, write_csv_for_excel, write_geojson, write_json
from .feed import MEDIA_TYPE, atom, news_of
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
            "timelinejs.json", "application/json", "TimelineJS", _("for a TimelineJS of one's own"), write_timelinejs
        ),
        Format("geojson", "application/geo+json", "GeoJSON", _("for maps"), write_geojson),
        Format(
            "jsonld", "application/ld+json", "JSON-LD", _("linked data, each passage a web annotation"), write_jsonld
        ),
        each_cited("bib"),
    )
}


BEGINNING = "ukraine-crisis"
LONGEST = 80
"""Characters before the ending."""


def file_name(selection: Selection, ending: str) -> str:
    """`ukraine-crisis-meeting-lavrov-2022-01.csv`: what was asked for, as far as there is room."""
    asked = [
        value.replace("_", "-")
        for name, value in selection.without_cursor.pairs()
        if name not in {"lane", "sort", "reviewed", "evidence"}
    ]
    name = "-".join([BEGINNING, *(slug for value in asked if (slug := slugify(value.replace("/", "-"))))])
    if len(name) > LONGEST:
        name = name[:LONGEST].rpartition("-")[0]
    return f"{name}.{ending}"


PIECE = 64 * 1024
"""Bytes that are gathered before they are sent: a thousand small writes cost more than one."""


def in_language(language: str, pieces: Iterator[str]) -> Iterator[bytes]:
    """UTF-8, written in `language`, whatever the thread speaks when the reader asks for the next piece."""
    gathered: list[str] = []
    length = 0
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            break
        gathered.append(piece)
        length += len(piece)
        if length >= PIECE:
            yield "".join(gathered).encode()
            gathered, length = [], 0
    if gathered:
        yield "".join(gathered).encode()


def started(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, its first piece written at once: what fails before it is answered as an error, not as a broken file.

    What fails later ends the connection, so that no reader takes half a file for a whole one.
    """
    return chain([next(pieces, b"")], pieces)


@require_safe
@open_to_all
@within_allowance
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All events of the selection, in that format. Raises `Http404` for a format nobody writes."""
    form = FORMATS.get(ending)
    if form is None:
        raise Http404
    selection, site = asked(request)
    # Who asks for the headers alone is spared the writing; its length nobody knows before it is written.
    pieces = iter(()) if request.method == "HEAD" else form.write(selection.without_cursor, site)
    written = started(in_language(site.language, pieces))
    response = StreamingHttpResponse(written, content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, ending)}"'
    response["Content-Language"] = site.language
    # Nothing tells in one question that neither events nor what they rest on have changed: it is asked anew each time.
    patch_cache_control(response, no_cache=True)
    note_ignored(response, ignored_by(selection))
    return response


@require_safe
@open_to_all
@within_allowance
def feed(request: HttpRequest) -> HttpResponseBase:
    """What is new of the selection, a page at a time.

    The tag is of the very bytes. There is no `Last-Modified`: a mended slip of the pen, or an event taken back,
    changes the feed and not the time of its newest entry, and who asked by time would be told that nothing changed.
    """
    selection, site = asked(request)
    with override(site.language):
        body = atom(news_of(selection), selection, site).encode()
    response = HttpResponse(body, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["ETag"] = tag_of(body)
    note_ignored(response, ignored_by(selection))
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
