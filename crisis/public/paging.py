"""Pages by keyset: a cursor names the row that a page continues from, not a number of rows."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.db.models import Q

from crisis.events.models import Event
from crisis.events.querysets import UNDATED, EventQuerySet
from crisis.events.search.matching import by_relevance

from .selection import Selection

PAGE_SIZE = 50
BATCH_SIZE = 500
LONGEST_CURSOR = 200


def encoded(mark: str) -> str:
    """A mark in letters that no address has to escape."""
    return base64.urlsafe_b64encode(mark.encode()).decode().rstrip("=")


def decoded(cursor: str) -> str | None:
    """The mark that was encoded; `None` for what is no cursor of ours (PostgreSQL cannot be asked for a NUL)."""
    cursor = cursor[:LONGEST_CURSOR]
    try:
        mark = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
    except ValueError:
        return None
    return None if "\x00" in mark else mark


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of events begins: after (or before) this event in reading order."""

    anchor: date
    uid: str
    backwards: bool = False

    @classmethod
    def of(cls, event: Event, *, backwards: bool = False) -> Self:
        return cls(event.starts_on or event.ends_on or UNDATED, event.uid, backwards)

    @classmethod
    def decode(cls, cursor: str) -> Self | None:
        """What a cursor says; `None` for what is no cursor of ours."""
        try:
            mark, day, uid = (decoded(cursor) or "").split("|")
            return cls(date.fromisoformat(day) if day else UNDATED, uid, mark == "b")
        except ValueError:
            return None

    def encode(self) -> str:
        day = self.anchor.isoformat() if self.anchor != UNDATED else ""
        return encoded(f"{'b' if self.backwards else 'a'}|{day}|{self.uid}")

    def beyond(self, newest: bool) -> Q:
        """What follows, going towards older events (`newest` first) or newer ones.

        A range of the index in reading order, less a part of one day: either database begins to read at the cursor.
        """
        if newest:
            return Q(anchor__lte=self.anchor) & (Q(anchor__lt=self.anchor) | Q(uid__lt=self.uid))
        return Q(anchor__gte=self.anchor) & (Q(anchor__gt=self.anchor) | Q(uid__gt=self.uid))


@dataclass(frozen=True, slots=True)
class EventPage:
    """Up to fifty events in reading order, with the query strings of the pages on either side (or `None`)."""

    events: list[Event]
    next: str | None
    previous: str | None


def page_of(selection: Selection, size: int = PAGE_SIZE, *, everything: bool = False) -> EventPage:
    """The page that the selection's cursor asks for; the first one if it asks for none that exists.

    Its events come with their evidence, or with `everything` that is public of them.
    """
    if selection.sort == "relevance" and selection.q:
        return _ranked_page(selection, size, everything)
    cursor = Cursor.decode(selection.cursor) if selection.cursor else None
    backwards = cursor is not None and cursor.backwards
    newest = (selection.sort != "oldest") != backwards
    rows = _in_order(selection.events(), newest)
    if cursor:
        rows = rows.filter(cursor.beyond(newest))
    events = list(_told(rows, everything)[: size + 1])
    more, events = len(events) > size, events[:size]
    if backwards:
        events.reverse()
    has_next, has_previous = (cursor is not None, more) if backwards else (more, cursor is not None)
    if not events and cursor:  # the cursor points past the end: begin again rather than show nothing
        return page_of(replace(selection, cursor=""), size, everything=everything)

    def at(event: Event, *, back: bool) -> str:
        return replace(selection, cursor=Cursor.of(event, backwards=back).encode()).query_string

    return EventPage(
        events,
        next=at(events[-1], back=False) if has_next and events else None,
        previous=at(events[0], back=True) if has_previous and events else None,
    )


def is_cursor_understood(selection: Selection) -> bool:
    """Whether the page begins where the cursor says; without one, it begins where it should."""
    if selection.sort == "relevance" and selection.q:
        return not selection.cursor or (selection.cursor.isdecimal() and len(selection.cursor) < 4)
    return not selection.cursor or Cursor.decode(selection.cursor) is not None


def batches_of(
    selection: Selection, *, chronological: bool = False, size: int = BATCH_SIZE, texts: bool = False
) -> Iterator[list[Event]]:
    """All events of the selection in reading order, with everything public of them, so many at a time.

    By keyset, so that a million events never stand in memory together, nor wait in the database for a slow reader.
    By relevance nothing can be given so: the newest come first. `chronological` puts the oldest first and those
    without a date last, whatever the selection says. With `texts` come the whole texts of the articles, each once a
    batch.
    """
    newest = selection.sort != "oldest" and not chronological
    events = _in_order(selection.events(), newest).with_everything(texts=texts)
    parts = (events.filter(Q(anchor__gt=UNDATED)), events.filter(Q(anchor=UNDATED))) if chronological else (events,)
    for rows in parts:
        batch = list(rows[:size])
        while batch:
            yield batch
            following = rows.filter(Cursor.of(batch[-1]).beyond(newest))
            batch = list(following[:size]) if len(batch) == size else []


def let_go(event: Event) -> None:
    """Cuts loose what the event was fetched with; whoever still asks for it asks the database.

    They hold each other, so that Python keeps them until it next looks for such circles: some batches later.
    """
    for row in (event.as_kind, event):
        vars(row).pop("_prefetched_objects_cache", None)
        row._state.fields_cache.clear()


def neighbours(event: Event, selection: Selection) -> tuple[Event | None, Event | None]:
    """The events before and after this one in the selection's reading order."""
    newest = selection.sort != "oldest"
    events = selection.events().exclude(pk=event.pk)
    cursor = Cursor.of(event)
    before = _in_order(events, not newest).filter(cursor.beyond(not newest)).first()
    after = _in_order(events, newest).filter(cursor.beyond(newest)).first()
    return before, after


def _in_order(events: EventQuerySet, newest: bool) -> EventQuerySet:
    """Undated events come last among the newest and first among the oldest: one order, two directions."""
    return events.newest_first() if newest else events.oldest_first()


def _told(events: EventQuerySet, everything: bool) -> EventQuerySet:
    return events.with_everything() if everything else events.with_evidence()


def _ranked_page(selection: Selection, size: int, everything: bool) -> EventPage:
    """By relevance there is no keyset; the cursor counts, and counting stops at ten pages."""
    offset = int(selection.cursor) if selection.cursor.isdecimal() and len(selection.cursor) < 4 else 0
    offset = min(offset, 10 * size)
    ranked = _told(by_relevance(selection.events(), selection.terms), everything)
    events = list(ranked[offset : offset + size + 1])

    def at(number: int) -> str:
        return replace(selection, cursor=str(number) if number else "").query_string

    return EventPage(
        events[:size],
        next=at(offset + size) if len(events) > size and offset < 10 * size else None,
        previous=at(max(offset - size, 0)) if offset else None,
    )
