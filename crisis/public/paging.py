"""Pages of a selection by keyset: the cursor names the event a page continues from, not a number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.db.models import Q

from crisis.events.models import Event
from crisis.events.querysets import EventQuerySet
from crisis.events.search import by_relevance

from . import cursors
from .selection import Selection

PAGE_SIZE = 50
BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after (or before) this event in reading order."""

    anchor: date | None
    uid: str
    backwards: bool = False

    @classmethod
    def of(cls, event: Event, *, backwards: bool = False) -> Self:
        return cls(event.starts_on or event.ends_on, event.uid, backwards)

    @classmethod
    def decode(cls, cursor: str) -> Self | None:
        """The place a cursor names; `None` for what is no cursor of ours."""
        try:
            mark, day, uid = (cursors.read(cursor) or "").split("|")
            return cls(date.fromisoformat(day) if day else None, uid, mark == "b")
        except ValueError:
            return None

    def encode(self) -> str:
        day = self.anchor.isoformat() if self.anchor else ""
        return cursors.written(f"{'b' if self.backwards else 'a'}|{day}|{self.uid}")


@dataclass(frozen=True, slots=True)
class Page:
    """Up to fifty events in reading order, with the query strings of the pages on either side (or `None`)."""

    events: list[Event]
    next: str | None
    previous: str | None


def page_of(selection: Selection, size: int = PAGE_SIZE, *, everything: bool = False) -> Page:
    """The page that the selection's cursor asks for; the first one if it asks for none that exists.

    Its events come with their evidence, or with `everything` that is public of them.
    """
    if selection.sort == "relevance" and selection.q:
        return _ranked_page(selection, size, everything)
    place = Place.decode(selection.cursor) if selection.cursor else None
    backwards = place is not None and place.backwards
    newest = (selection.sort != "oldest") != backwards
    rows = _in_order(selection.events(), newest)
    if place:
        rows = rows.filter(_beyond(place, newest))
    events = list((rows.with_everything() if everything else rows.with_evidence())[: size + 1])
    more, events = len(events) > size, events[:size]
    if backwards:
        events.reverse()
    has_next, has_previous = (place is not None, more) if backwards else (more, place is not None)
    if not events and place:  # the cursor points past the end: begin again rather than show nothing
        return page_of(replace(selection, cursor=""), size, everything=everything)

    def at(event: Event, *, back: bool) -> str:
        return replace(selection, cursor=Place.of(event, backwards=back).encode()).query_string

    return Page(
        events,
        next=at(events[-1], back=False) if has_next and events else None,
        previous=at(events[0], back=True) if has_previous and events else None,
    )


def is_cursor_understood(selection: Selection) -> bool:
    """Whether the page begins where the cursor says; without one, it begins where it should."""
    if selection.sort == "relevance" and selection.q:
        return not selection.cursor or (selection.cursor.isdecimal() and len(selection.cursor) < 4)
    return not selection.cursor or Place.decode(selection.cursor) is not None


def batches_of(
    selection: Selection, *, newest: bool = True, undated_last: bool | None = None, size: int = BATCH_SIZE
) -> Iterator[list[Event]]:
    """All events of the selection in reading order, with everything public of them, so many at a time.

    By keyset, so that a million events never stand in memory together, nor wait in the database for a slow reader.
    `undated_last` puts those without a date last though the oldest come first, as a chronology does.
    """
    # The dated and the undated are asked for apart: then the index gives either in order, however deep (both vendors).
    events, sign = selection.events().with_anchor().with_everything(), "-" if newest else ""
    parts = [
        events.filter(Q(anchor__isnull=False)).order_by(f"{sign}anchor", f"{sign}uid"),
        events.filter(Q(anchor=None)).order_by(f"{sign}uid"),
    ]
    if not (newest if undated_last is None else undated_last):
        parts.reverse()
    for part in parts:
        yield from _batches(part, newest, size)


def let_go(event: Event) -> None:
    """Cuts loose what the event was fetched with; whoever still asks for it asks the database.

    They hold each other, so that Python keeps them until it next looks for such circles: some batches later.
    """
    for row in (event.as_kind, event):
        vars(row).pop("_prefetched_objects_cache", None)
        row._state.fields_cache.clear()


def _batches(rows: EventQuerySet, newest: bool, size: int) -> Iterator[list[Event]]:
    batch = list(rows[:size])
    while batch:
        yield batch
        if len(batch) < size:
            return
        batch = list(rows.filter(_further(Place.of(batch[-1]), newest))[:size])


def _further(place: Place, newest: bool) -> Q:
    """What follows the place among the dated, or among the undated: a range of the index, less a part of one day."""
    beyond = Q(uid__lt=place.uid) if newest else Q(uid__gt=place.uid)
    if place.anchor is None:
        return beyond
    if newest:
        return Q(anchor__lte=place.anchor) & (Q(anchor__lt=place.anchor) | beyond)
    return Q(anchor__gte=place.anchor) & (Q(anchor__gt=place.anchor) | beyond)


def neighbours(event: Event, selection: Selection) -> tuple[Event | None, Event | None]:
    """The events before and after this one in the selection's reading order."""
    newest = selection.sort != "oldest"
    events = selection.events().exclude(pk=event.pk)
    place = Place.of(event)
    before = _in_order(events, not newest).filter(_beyond(place, not newest)).first()
    after = _in_order(events, newest).filter(_beyond(place, newest)).first()
    return before, after


def _in_order(events: EventQuerySet, newest: bool) -> EventQuerySet:
    """Undated events come last among the newest and first among the oldest reversed: one order, two directions."""
    return events.newest_first() if newest else events.oldest_first()


def _beyond(place: Place, newest: bool) -> Q:
    """What follows the place, going towards older events (`newest` first) or newer ones."""
    if newest:
        if place.anchor is None:
            return Q(anchor=None, uid__lt=place.uid)
        return Q(anchor__lt=place.anchor) | Q(anchor=place.anchor, uid__lt=place.uid) | Q(anchor=None)
    if place.anchor is None:
        return Q(anchor=None, uid__gt=place.uid) | Q(anchor__isnull=False)
    return Q(anchor__gt=place.anchor) | Q(anchor=place.anchor, uid__gt=place.uid)


def _ranked_page(selection: Selection, size: int, everything: bool) -> Page:
    """By relevance there is no keyset; the cursor counts, and counting stops at ten pages."""
    offset = int(selection.cursor) if selection.cursor.isdecimal() and len(selection.cursor) < 4 else 0
    offset = min(offset, 10 * size)
    ranked = by_relevance(selection.events(), selection.terms)
    ranked = ranked.with_everything() if everything else ranked.with_evidence()
    events = list(ranked[offset : offset + size + 1])

    def at(number: int) -> str:
        return replace(selection, cursor=str(number) if number else "").query_string

    return Page(
        events[:size],
        next=at(offset + size) if len(events) > size and offset < 10 * size else None,
        previous=at(max(offset - size, 0)) if offset else None,
    )
