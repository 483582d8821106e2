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

from crisis.events.kinds import counted_in_words
from crisis.public.event.public_event import PublicEvent, public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

from .prose import html_of, name_of, printable

Slide = dict[str, Any]


def write_timelinejs(selection: Selection, site: Site) -> Iterator[str]:
    """The events first, one a line; what must be known of all of them, the title slide, comes last."""
    yield '{"scale": "human", "events": ['
    count, undated = 0, []
    for event in public_events(selection, texts=True):
        slide = slide_of(event, site)
        if "start_date" not in slide:
            undated.append(slide)
            continue
        yield (",\n" if count else "\n") + orjson.dumps(slide).decode()
        count += 1
    yield '\n], "undated": ' + orjson.dumps(undated).decode()
    yield f', "count": {count + len(undated)}'
    yield ', "title": ' + orjson.dumps(title_slide(selection, undated, count + len(undated), site)).decode() + "}\n"


def slide_of(event: PublicEvent, site: Site) -> Slide:
    """The event as a slide; without `start_date` where nobody knows one."""
    headline = format_html("{}", printable(event.title.in_(site.language)))
    if not event.has_occurred:
        status = capfirst(event.status_label)
        headline = format_html('{} <span class="status">({})</span>', headline, status)
    return {
        # each end as exactly as it is known: year, and month and day where the text has them; none where nobody knows
        **dict(zip(("start_date", "end_date"), map(_parts, event.days.ends), strict=False)),
        "display_date": event.date,
        "text": {"headline": headline, "text": html_of(event, site)},
        "group": capfirst(event.kind_label),
        "unique_id": event.uid,
        "autolink": False,
        "url": site.permalink(event.uid),
        "edtf": event.when,
        "status": event.status,
    }


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
    return dict(zip(("year", "month", "day"), map(int, side.split("-")), strict=False))
