"""Where a point stands on the chart: its lane, and the row within it that is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from crisis.events.models import Actor, Participation, Place
from crisis.events.querysets import OPEN_START_REACH, EventQuerySet
from crisis.events.vocabulary import Kind
from crisis.public.selection import Selection

MOST_LANES = 6
"""Lanes by actor or place, besides the one for all the others."""
MOST_ROWS = 12
COLUMNS = 120
"""Points that stand side by side on the whole width before they overlap."""
OTHERS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event, as the chart needs it."""

    uid: str
    kind: str
    status: str
    starts_on: date | None
    ends_on: date | None
    is_quiet: bool
    """A context event: it rests on references only."""
    lane: str

    @property
    def first(self) -> date:
        """Where its drawing begins: an open start reaches back, as it does in the selection."""
        if self.starts_on is not None:
            return self.starts_on
        return self.last - min(OPEN_START_REACH, self.last - date.min)

    @property
    def last(self) -> date:
        return self.ends_on or self.starts_on or date.min

    @property
    def point(self) -> date:
        """Where its one point stands: the known end, or the middle of the doubt."""
        if self.starts_on is None or self.ends_on is None:
            return self.starts_on or self.last
        return self.starts_on + (self.ends_on - self.starts_on) / 2

    @property
    def is_doubtful(self) -> bool:
        return self.starts_on != self.ends_on


def lanes_of(selection: Selection, events: EventQuerySet) -> tuple[list[tuple[str, str]], dict[int, str]]:
    """The lanes (slug, label) from top to bottom, and for each event's key the slug of its lane."""
    if selection.lane == "actor":
        pairs = Participation.objects.filter(event__in=events.order_by().values("pk"), actor__isnull=False)
        counted = pairs.values("actor__slug").annotate(number=Count("event", distinct=True))
        rows = counted.order_by("-number", "actor__slug")[: MOST_LANES + len(selection.values("actor"))]
        slugs = _foremost([row["actor__slug"] for row in rows], selection.values("actor"))
        names = {slug: str(actor) for slug, actor in Actor.objects.in_bulk(slugs, field_name="slug").items()}
        lane_of: dict[int, str] = {}
        for event, slug in pairs.filter(actor__slug__in=slugs).values_list("event_id", "actor__slug"):
            known = lane_of.get(event)
            lane_of[event] = slug if known is None or slugs.index(slug) < slugs.index(known) else known
        return [*((slug, names[slug]) for slug in slugs), (OTHERS, _("Other actors"))], lane_of
    if selection.lane == "place":
        placed = events.order_by().filter(place__isnull=False).values("place__slug").annotate(number=Count("pk"))
        found = placed.order_by("-number", "place__slug")[: MOST_LANES + len(selection.values("place"))]
        slugs = _foremost([row["place__slug"] for row in found], selection.values("place"))
        names = {slug: str(place) for slug, place in Place.objects.in_bulk(slugs, field_name="slug").items()}
        there = events.order_by().filter(place__slug__in=slugs).values_list("pk", "place__slug")
        return [*((slug, names[slug]) for slug in slugs), (OTHERS, _("Elsewhere, or not told"))], dict(there)
    return [(kind.value, kind.plural) for kind in Kind], {}


def _foremost(slugs: list[str], chosen: tuple[str, ...]) -> list[str]:
    """Those the reader asked for come first."""
    return list(dict.fromkeys([*(slug for slug in chosen if slug in slugs), *slugs]))[:MOST_LANES]


def span_of(marks: Iterable[Mark]) -> tuple[date, date] | None:
    """The first and the last day that anything is drawn on."""
    marks = list(marks)
    if not marks:
        return None
    return min(mark.first for mark in marks), max(mark.last for mark in marks)


def gap_for(first: date, last: date) -> timedelta:
    """How far apart two points of one row must stand when all of the span is in view."""
    return max((last - first) / COLUMNS, timedelta(days=1))


def packed(marks: list[Mark], gap: timedelta) -> dict[str, int]:
    """A row for each mark (by uid) of one lane, so that neighbours do not hide each other.

    Deterministic: by day, then by uid. Each takes the lowest row that is free; where rows run out
    (crowds of hundreds) they are shared.
    """
    taken: list[date] = []
    rows = {}
    for number, mark in enumerate(sorted(marks, key=lambda mark: (mark.first, mark.uid))):
        until = mark.last + min(gap, date.max - mark.last)
        row = next((row for row, end in enumerate(taken) if end <= mark.first), len(taken))
        if row == MOST_ROWS:
            row = number % MOST_ROWS
        if row == len(taken):
            taken.append(until)
        taken[row] = max(taken[row], until)
        rows[mark.uid] = row
    return rows
