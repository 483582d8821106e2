"""A selection or an event in a frame on somebody else's page: little, fast, and with a way back.

Above a selection stands a strip, drawn by the server: points on one small axis while they fit, counted bars beyond. All
its places are in percent of the width, so that points stay round and words readable however narrow the frame is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from crisis.articles.dates import day_in_words, parse_days
from crisis.events.kinds import KINDS, counted_in_words
from crisis.events.models import Event
from crisis.public.event.evidence import by_article
from crisis.public.event.listing import listed
from crisis.public.event.public_event import PublicEvent
from crisis.public.marks import Counts, Mark, Period, bars_of, counted_by_day, gap_for, marks_of, packed, span_of
from crisis.public.paging import page_of
from crisis.public.permalinks import public_or_retracted, with_query
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..access import OWN, ignored_by, note_ignored
from .looks import PARAMETERS, Look


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Lets the hosts of `EMBED_HOSTS` frame the answer, or any where none is named.

    Only for pages that ask nothing of a reader: there must be nothing to press that could be pressed unawares.
    """

    @wraps(view)
    def framed(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        ancestors = settings.EMBED_HOSTS or ["*"]
        exempt = xframe_options_exempt(csp_replace({"frame-ancestors": ancestors})(view))
        return exempt(request, **arguments)

    return framed


MOST_WORDS = 280
"""Characters of a passage in the list; the event's own page has it whole."""
FRESH = "public, max-age=300"
"""A page that thousands read at once asks its cache; a correction reaches it in five minutes."""


@require_safe
@framable
def selection(request: HttpRequest) -> HttpResponse:
    """The events of a selection: the sentence, the strip, the first of the list."""
    asked = Selection.parse(request.GET, besides=(*OWN, *PARAMETERS)).without_cursor
    site, look = Site.of_data(request), Look.parse(request.GET)
    with override(site.language):
        count = asked.events().count()
        context = {
            "sentence": asked.sentence(count),
            "strip": strip_of(asked, count),
            "entries": [
                listed(event, origin=site.origin, length=MOST_WORDS) for event in page_of(asked, look.limit).events
            ],
            "count": count,
            "canonical": site.timeline(asked),
        }
    response = _rendered(request, "sharing/embed_selection.html", context, site)
    note_ignored(response, ignored_by(asked))
    return response


@require_safe
@framable
def event(request: HttpRequest, uid: str) -> HttpResponse:
    """One event with its exact words; a notice where it was taken back, or where there is none."""
    found, site = public_or_retracted(uid), Site.of_data(request)
    if found is None:
        return _rendered(request, "sharing/embed_missing.html", {"canonical": site.named("timeline")}, site, 404)
    if not found.is_public:
        context = {"event": found, "canonical": site.permalink(found.uid)}
        return _rendered(request, "sharing/embed_retracted.html", context, site, 410)
    if found.uid != uid:
        return HttpResponseRedirect(with_query(reverse("embed-event", args=[found.uid]), request))
    shown = PublicEvent(Event.objects.with_evidence(texts=True).get(pk=found.pk))
    context = {
        "event": shown,
        "quoted": list(by_article(shown.passages)),
        "canonical": site.page_of(shown),
        "permalink": site.permalink(shown.uid),
    }
    return _rendered(request, "sharing/embed_event.html", context, site)


def _rendered(
    request: HttpRequest, template: str, context: dict[str, Any], site: Site, status: int = 200
) -> HttpResponse:
    with override(site.language):
        look = Look.parse(request.GET)
        response = render(request, template, {**context, "look": look, "home": site.named("timeline")}, status=status)
    response["Content-Language"] = site.language
    response["Cache-Control"] = FRESH
    return response


MOST_POINTS = 60
"""Drawn one by one; a narrow frame holds no more side by side."""
COLUMNS, MOST_ROWS = 36, 4
"""Points side by side on the whole width of a phone before they overlap, and rows a lane may grow to."""
BARS = 48
ROW, NAME, FOOT, BAR_LANE = 14, 18, 20, 30
"""Pixels: a row of points, a lane's name above it, the dates below, a lane of bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A point, with the bar of its doubt; or a counted bar."""

    at: str
    """Percent of the width: the point's middle, the bar's left edge."""
    y: int
    """Pixels from the top: the point's middle, the bar's upper edge."""
    height: int = 0
    width: str = ""
    """Percent; of the counted bar, or of the doubt."""
    start: str = ""
    """Where the doubt begins; empty where the day is known."""
    is_open: bool = False
    """Whether the source leaves an end of the doubt open."""
    status: str = "occurred"


@dataclass(frozen=True, slots=True)
class StripLane:
    kind: str
    name: str
    """With its number: “12 rencontres”."""
    y: int
    """Pixels from the top to the foot of its name."""
    drawn: list[Drawn]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    height: int
    base: int
    """Pixels from the top to the axis."""
    is_counted: bool
    lanes: list[StripLane]
    first: str
    last: str
    """The axis's ends, in words."""
    undated: int
    words: str
    """The whole in a sentence's parts, for those who do not see it."""


Draw = Callable[[str, int], tuple[int, list[Drawn], int]]
"""Of a kind, from so many pixels from the top: how many events, what is drawn of them, how many pixels that takes."""


def strip_of(selection: Selection, count: int) -> Strip | None:
    """Two queries at most; `None` where nothing of the selection has a date."""
    events = selection.events()
    marks = marks_of(events, MOST_POINTS + 1)
    if not marks:
        return None
    is_counted = len(marks) > MOST_POINTS
    counts = counted_by_day(events) if is_counted else Counter[tuple[date, str]]()
    first, last = span_of(counts) or (min(mark.first for mark in marks), max(mark.fades_until for mark in marks))
    # from the day asked for, else from the first on which anything is drawn; and likewise to the last
    since, until = parse_days(selection.since).first, parse_days(selection.until).last
    axis = Period(since or first, max(until or last, since or first))
    draw = _bars(counts, axis) if is_counted else _points(marks, axis)
    lanes: list[StripLane] = []
    y = 0
    for kind in KINDS:
        number, drawn, height = draw(kind.code, y + NAME)
        if number:
            lanes.append(StripLane(kind.code, counted_in_words(number, kind.code), y + NAME - 6, drawn))
            y += NAME + height
    return Strip(
        height=y + FOOT + 4,
        base=y + 4,
        is_counted=is_counted,
        lanes=lanes,
        first=day_in_words(axis.first),
        last=day_in_words(axis.last) if axis.last != axis.first else "",
        undated=count - (sum(counts.values()) if is_counted else len(marks)),
        words=", ".join(lane.name for lane in lanes),
    )


def _points(marks: list[Mark], axis: Period) -> Draw:
    """Each point in a row where there is room for it, on the bar of its doubt."""

    def draw(kind: str, top: int) -> tuple[int, list[Drawn], int]:
        there = sorted((mark for mark in marks if mark.kind == kind), key=lambda mark: (mark.point, mark.uid))
        places = [(mark.uid, axis.within(mark.point), axis.within(mark.point)) for mark in there]
        rows = packed(places, gap_for(axis, COLUMNS), MOST_ROWS)
        drawn = [_point(mark, axis, top + rows[mark.uid] * ROW + ROW // 2) for mark in there]
        return len(there), drawn, (max(rows.values(), default=0) + 1) * ROW

    return draw


def _point(mark: Mark, axis: Period, y: int) -> Drawn:
    """A little inside the strip, so that none is cut at an edge."""
    middle = min(max(axis.percent(mark.point) + 50 / (axis.length.days + 1), 1.5), 98.5)
    start, end = axis.percent(mark.first), axis.percent_after(mark.fades_until)
    return Drawn(
        at=f"{middle:.2f}",
        y=y,
        start=f"{start:.2f}" if mark.is_doubtful else "",
        width=f"{max(end - start, 0.5):.2f}" if mark.is_doubtful else "",
        is_open=mark.is_open,
        status=mark.status,
    )


def _bars(counts: Counts, axis: Period) -> Draw:
    """By the first known day, as the chart counts; each lane's bars to the scale of the fullest of all."""
    width, bars = bars_of(counts, axis, BARS)
    most, share = max(bars.values()), 100 / width

    def draw(kind: str, top: int) -> tuple[int, list[Drawn], int]:
        there = sorted((place, number) for (place, of), number in bars.items() if of == kind)
        drawn = []
        for place, number in there:
            height = max(round(number / most * BAR_LANE), 2)
            y = top + BAR_LANE - height
            drawn.append(Drawn(at=f"{place * share:.2f}", width=f"{share * 0.8:.2f}", height=height, y=y))
        return sum(number for _place, number in there), drawn, BAR_LANE

    return draw
