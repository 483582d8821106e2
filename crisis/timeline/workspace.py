"""All that the timeline page shows of a selection: sentence, chips, list, overview, counts, and the toolbar's links.

Each of those leads to a selection that differs from the present one in a single thing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.dates import period_in_words
from crisis.articles.passage import snippet
from crisis.edtf import earlier, later
from crisis.events.kinds import kind_of
from crisis.events.models import Event, Evidence
from crisis.events.querysets import with_windows
from crisis.events.vocabulary import Stance
from crisis.public.event.evidence import PublicPassage
from crisis.public.event.listing import by_month
from crisis.public.event.public_event import PublicEvent
from crisis.public.marks import Period
from crisis.public.paging import Cursor, EventPage, neighbours, page_of
from crisis.public.selection import LANES, Selection

from .chart.overview import overview_of, period_of, whole_period
from .context_processors import in_other_languages, translated
from .facets import Choice, facets_of

MOST_UNDATED = 6
"""Events beside the axis; the list has them all."""


def workspace_of(selection: Selection, event: Event | None = None) -> dict[str, Any]:
    """The context of the part that a filter replaces; `event` is the one that stands open beside it."""
    page = _page(selection, event)
    count = selection.events().count()
    facets = facets_of(selection)
    whole = whole_period()
    return {
        "selection": selection,
        "chips": selection.chips(),
        "problems": selection.problems,
        "page": page,
        "groups": by_month(page.events, selection),
        "count": count,
        "sentence": selection.sentence(count),
        "facets": facets,
        "undated": [] if selection.since or selection.until else _undated(selection),
        "overview": overview_of(selection, whole),
        "period": period_in_words(selection.since, selection.until),
        "presets": presets_of(selection, whole, event),
        "steps": steps_of(selection, whole),
        "lanes": lane_links(selection),
        "legend": status_links(selection, [each for each in facets.choices if each.parameter == "status"]),
        "example": None if event else _example(),
        "state": {
            "query": selection.without_cursor.query_string,
            "counts": facets.counts,
            # order and page of the list do not matter to the chart
            "figure": replace(selection, sort="newest", cursor="").behind(reverse("timeline:figure")),
            "others": in_other_languages(translated(timeline_path(selection))),
        },
        "back": timeline_path(selection),
    }


def timeline_path(selection: Selection) -> str:
    """The timeline at this selection, written in the one canonical way."""
    return selection.behind(reverse("timeline:timeline"))


def _page(selection: Selection, event: Event | None) -> EventPage:
    """The page the cursor asks for; for an event that stands open without one, the page that holds it."""
    page = page_of(selection)
    if event is None or selection.cursor or selection.sort == "relevance" or event in page.events:
        return page
    if not selection.events().filter(pk=event.pk).exists():
        return page
    before, _after = neighbours(event, selection)
    return page_of(replace(selection, cursor=Cursor.of(before).encode())) if before else page


def _example() -> dict[str, Any] | None:
    """An event and the words that speak for it, to show what one finds here before one has chosen anything.

    One query, or four where more than its fullest passage could speak for it.
    """
    passages = with_windows(Evidence.objects.filter(excerpt__isnull=False, rank=0))
    has_one = Exists(passages.filter(event=OuterRef("pk")))
    latest = Event.objects.public().filter(has_one).with_anchor().order_by(F("anchor").desc(), "uid").values("pk")[:1]
    evidence = passages.filter(event=latest).select_related("event").first()
    if evidence is None or evidence.excerpt is None:
        return None
    event, words = PublicEvent(evidence.event), PublicPassage(evidence.excerpt)
    if kind_of(evidence.event).relations or evidence.stance == Stance.DENIES:
        event = PublicEvent(Event.objects.with_evidence().get(pk=evidence.event_id))
        words = event.words or words
    return {"event": event, "passage": words, "words": snippet(words.words, 240)}


def _undated(selection: Selection) -> list[PublicEvent]:
    """What stands beside the axis, where no period is asked for."""
    return [PublicEvent(event) for event in selection.events().undated().order_by("uid")[:MOST_UNDATED]]


WEEK, MONTH = timedelta(days=6), timedelta(days=29)
ROUND_AN_EVENT = timedelta(days=3)
"""Days on either side of it."""


@dataclass(frozen=True, slots=True)
class SelectionLink:
    """Where a link leads (a query string), and whether that is where one is."""

    name: str
    label: str
    query: str
    title: str = ""
    is_current: bool = False
    count: int = 0


def lane_links(selection: Selection) -> list[SelectionLink]:
    """The chart by kind, by actor, by place."""
    labels = {"kind": _("kind"), "actor": _("actor"), "place": _("place")}
    queries = {lane: replace(selection, lane=lane, cursor="").query_string for lane in LANES}
    return [
        SelectionLink(lane, labels[lane], query, is_current=lane == selection.lane) for lane, query in queries.items()
    ]


def status_links(selection: Selection, choices: list[Choice]) -> list[SelectionLink]:
    """The legend: the selection with one status more, or less."""
    chosen, links = set(selection.values("status")), []
    for choice in choices:
        query = selection.choosing("status", *chosen ^ {choice.value}).query_string
        links.append(SelectionLink(choice.value, choice.label, query, "", choice.is_chosen, choice.count))
    return links


def presets_of(selection: Selection, whole: Period, event: Event | None = None) -> list[SelectionLink]:
    """Links that keep the rest of the selection. A week and a month end where the period in view does."""
    last = (period_of(selection, whole) or whole).last
    week, month = Period(earlier(last, WEEK), last), Period(earlier(last, MONTH), last)
    links = [
        _to_period(selection, whole, "week", _("Week"), _("The last seven days of the period in view"), week),
        _to_period(selection, whole, "month", _("Month"), _("The last thirty days of the period in view"), month),
    ]
    if known := [day for day in (event.starts_on, event.ends_on) if day] if event else []:
        around = Period(earlier(min(known), ROUND_AN_EVENT), later(max(known), ROUND_AN_EVENT))
        title = _("Three days before it to three days after")
        links.append(_to_period(selection, whole, "around", _("Round this event"), title, around))
    return [*links, _to_period(selection, whole, "all", pgettext("period", "All"), _("The whole period"), None)]


def steps_of(selection: Selection, whole: Period) -> list[SelectionLink]:
    """Earlier and later by the length of the period in view, and twice as much of it; none where all is in view."""
    now = period_of(selection, whole)
    if now is None:
        return []
    step, half = now.length + timedelta(days=1), now.length / 2 + timedelta(days=1)
    wider = Period(earlier(now.first, half), later(now.last, half))
    is_all = wider.first <= whole.first and wider.last >= whole.last
    links = []
    if now.first > whole.first:
        links.append(_to_period(selection, whole, "earlier", "←", _("Earlier"), now.shifted(-step)))
    if now.last < whole.last:
        links.append(_to_period(selection, whole, "later", "→", _("Later"), now.shifted(step)))
    return [*links, _to_period(selection, whole, "wider", "−", _("Twice the period"), None if is_all else wider)]


def _to_period(
    selection: Selection, whole: Period, name: str, label: str, title: str, to: Period | None
) -> SelectionLink:
    query = selection.during(*((to.first, to.last) if to else (None, None))).query_string
    return SelectionLink(name, label, query, title, is_current=to == period_of(selection, whole))
