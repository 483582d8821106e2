"""TimelineJS JSON: the selection as a timeline for Knight Lab's TimelineJS 3, and back (`ingest/timelinejs`).

Dates have as many parts as are known, never a first of the month that no source names; what is shown to readers
is `display_date`, our own words with the doubt in them. An open date stands at its known end. TimelineJS cannot
show an event without a date: those stand under `undated` (the same slides, without `start_date`) and as a list
on the title slide, so that `events` and `undated` together are the events of the page.

`edtf`, `status` and `url` of a slide are ours; TimelineJS passes them by, and our own import reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.dates import date_in_words
from crisis.edtf import Days
from crisis.events.vocabulary import Kind, Status
from crisis.public.record import Record
from crisis.public.recording import records_of
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.public.wording import counted_in_words

from .told import html_of, name_of, printable

Slide = dict[str, Any]


def write_timelinejs(selection: Selection, site: Site) -> Iterator[str]:
    """The events first, one a line; what must be known of all of them, the title slide, comes last."""
    yield '{"scale": "human", "events": ['
    count, undated = 0, []
    for record in records_of(selection, texts=True):
        slide = slide_of(record, site)
        if "start_date" not in slide:
            undated.append(slide)
            continue
        yield (",\n" if count else "\n") + orjson.dumps(slide).decode()
        count += 1
    yield '\n], "undated": ' + orjson.dumps(undated).decode()
    yield f', "count": {count + len(undated)}'
    yield ', "title": ' + orjson.dumps(title_slide(selection, undated, count + len(undated), site)).decode() + "}\n"


def slide_of(record: Record, site: Site) -> Slide:
    """The event as a slide; without `start_date` where nobody knows one."""
    headline = format_html("{}", printable(record.title.in_(site.language)))
    if record.status != Status.OCCURRED:
        status = capfirst(str(Status(record.status).label))
        headline = format_html('{} <span class="status">({})</span>', headline, status)
    return {
        **dates_of(record.days),
        "display_date": date_in_words(record.days),
        "text": {"headline": headline, "text": html_of(record, site)},
        "group": capfirst(str(Kind(record.kind).label)),
        "unique_id": record.uid,
        "autolink": False,
        "url": site.permalink(record.uid),
        "edtf": record.when,
        "status": record.status,
    }


def dates_of(days: Days) -> dict[str, dict[str, int]]:
    """`start_date`, and `end_date` where there are two ends, each as exactly as it is known; neither if unknown."""
    return dict(zip(("start_date", "end_date"), map(_parts, days.ends), strict=False))


def title_slide(selection: Selection, undated: list[Slide], count: int, site: Site) -> Slide:
    text = format_html(
        '<p>{}</p><p><a href="{}">{}</a></p>',
        _("What sources report, each event with its evidence."),
        site.timeline(selection),
        counted_in_words(count),
    )
    if undated:
        items = ((slide["url"], slide["text"]["headline"]) for slide in undated)
        listed = format_html_join("", '<li><a href="{}">{}</a></li>', items)
        text += format_html("<p>{}</p><ul>{}</ul>", _("Events whose date nobody knows:"), listed)
    return {
        "text": {"headline": format_html("{}", name_of(selection)), "text": text},
        "unique_id": "title",
        "autolink": False,
    }


def _parts(side: str) -> dict[str, int]:
    """Year, and month and day where the text has them."""
    numbers = map(int, side.split("-"))
    return dict(zip(("year", "month", "day"), numbers, strict=False))
