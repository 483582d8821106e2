"""The sheet of events. Its rows are written through the verbs of the events room, and published by none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from crisis.articles.models import Excerpt, Reference
from crisis.articles.writing import quote
from crisis.events.models import Event, Statement
from crisis.events.models.event import UID_ALPHABET
from crisis.events.revisions import revising
from crisis.events.vocabulary import LinkKind, Origin, Review
from crisis.events.writing import (
    Record,
    Support,
    record_event,
    save_changed,
    set_evidence,
    set_links,
    set_participants,
    set_quotations,
    set_topics,
)

from .columns import EVENT_COLUMNS
from .event_cells import cells_of, one_by_one
from .event_rows import EventRow, read_event_row
from .known import Known
from .lists import Cited, Passage
from .resources import Sheet, SheetRow, by_column, changed, differing, made, may_publish, refuse

RULE = "file"
"""The rule of an event that came in a file."""

_UID = re.compile(rf"[{UID_ALPHABET}]{{4,12}}")


class EventSheet(Sheet):
    """One row an event, whatever its kind."""

    columns = EVENT_COLUMNS
    key = "uid"

    class Meta:
        model = Event

    known: Known

    def cells(self, stored: models.QuerySet[Any]) -> Iterator[dict[str, str]]:
        return map(cells_of, one_by_one(list(stored.values_list("pk", flat=True))))

    def prepare(self, rows: list[dict[str, str]]) -> None:
        self.known = Known.of(rows)
        self.coming = {row["uid"] for row in rows}
        self.waiting: list[tuple[Event, EventRow]] = []

    def take(self, row: dict[str, str], outcome: SheetRow) -> None:
        event = self.known.events.get(row["uid"])
        if event is None:
            self._add(row, outcome)
        else:
            self._compare(event, row, outcome)

    # An event that is stored.

    def _compare(self, event: Event, row: dict[str, str], outcome: SheetRow) -> None:
        self._refuse_strangers(event)
        cells = cells_of(event)
        if row["version"].strip() != cells["version"]:
            raise refuse(
                "version",
                _("This event was changed since the export: it is at version %(version)s. Export it again.")
                % {"version": event.version},
            )
        differences = differing(row, cells)
        for column in EVENT_COLUMNS:
            if column.is_told or column.name == "kind":
                self._refuse_told(column.name, row, cells)
        if not differences:
            return
        if event.review != Review.DRAFT:
            raise ValidationError({name: [_unchangeable(event)] for name, _before, _after in differences})
        self._change(event, read_event_row(row, self.known), {name for name, _before, _after in differences})
        outcome.changes = differences
        changed(outcome, event)

    def _refuse_strangers(self, event: Event) -> None:
        if event.review != Review.DRAFT and not may_publish(self.user):
            raise refuse(
                "review",
                _("This event is %(review)s: only who may publish imports it. Leave it out of the file.")
                % {"review": event.get_review_display()},
            )

    def _refuse_told(self, name: str, row: dict[str, str], cells: dict[str, str]) -> None:
        cell = row.get(name, cells[name])
        if cell == cells[name]:
            return
        told = {"cell": cell, "stored": cells[name]}
        if name == "review":
            sentence = _("An import decides nothing: the event is “%(stored)s”, the file says “%(cell)s”.")
        else:
            sentence = _("This cannot be changed by a file: it is “%(stored)s”, the file says “%(cell)s”.")
        raise refuse(name, sentence % told)

    def _change(self, event: Event, read: EventRow, names: set[str]) -> None:
        row = event.as_kind
        for name in names & read.fields.keys():
            setattr(row, name, read.fields[name])
        with revising(event):
            if names & read.fields.keys():
                save_changed(row)
            self._tie(event, read, names)

    def _tie(self, event: Event, read: EventRow, names: set[str]) -> None:
        if "actors" in names and read.parts is not None:
            with _of("actors"):
                set_participants(event, read.parts)
        if "topics" in names and read.topics is not None:
            set_topics(event, read.topics)
        if "evidence" in names and read.supports is not None:
            with _of("evidence"):
                _refuse_unsupported(read)
                set_evidence(event, self._supports(read))
        if "quotations" in names and read.quotations is not None:
            statement = event.as_kind
            assert isinstance(statement, Statement)  # noqa: S101  # other kinds have no such column
            with _of("quotations"):
                set_quotations(statement, self._quotes(read))
        if "links" in names and read.links is not None:
            self._link(event, read)

    # An event that is not.

    def _add(self, row: dict[str, str], outcome: SheetRow) -> None:
        uid = row["uid"].strip()
        if uid and not _UID.fullmatch(uid):
            raise refuse("uid", _("“%(uid)s” is no permanent name. Leave it empty for a new event.") % {"uid": uid})
        if row["version"].strip():
            raise refuse(
                "version",
                _("No such event is stored here. Leave the version empty to add it as new."),
            )
        if row.get("review", "") not in {"", Review.DRAFT}:
            raise refuse("review", _("New events arrive as drafts: leave this empty, or write draft."))
        read = read_event_row(row, self.known)
        with _of("evidence"):
            _refuse_unsupported(read)
            support = self._supports(read)
        with _of("quotations"):
            quotes = self._quotes(read)
        event = record_event(
            Record(
                kind=read.kind,
                fields={**read.fields, "origin": Origin.IMPORTED, "rule": RULE},
                support=support,
                parts=read.parts or (),
                topics=read.topics or (),
                quotes=quotes,
                uid=uid,
            )
        ).event_ptr
        self.known.events[event.uid] = event
        if read.links:
            self._link(event, read)
        made(outcome, event)

    # What both need.

    def _supports(self, read: EventRow) -> tuple[Support, ...]:
        return tuple(Support(what=self._what(one.what), stance=one.stance) for one in read.supports or ())

    def _what(self, what: Passage | Cited) -> Excerpt | Reference:
        return self._excerpt(what) if isinstance(what, Passage) else self.known.reference(what)

    def _quotes(self, read: EventRow) -> tuple[Excerpt, ...]:
        return tuple(map(self._excerpt, read.quotations or ()))

    def _excerpt(self, passage: Passage) -> Excerpt:
        return quote(self.known.articles[passage.sha256], start=passage.start, end=passage.end)

    def _link(self, event: Event, read: EventRow) -> None:
        """At once, or after the last row where an event of a later row is meant."""
        others = {uid for _kind, uid in read.links or ()}
        with _of("links"):
            for uid in sorted(others - self.known.events.keys() - self.coming):
                raise refuse("links", _("No event is called “%(uid)s”.") % {"uid": uid})
            if others <= self.known.events.keys():
                self._set_links(event, read)
            else:
                self.waiting.append((event, read))

    def _set_links(self, event: Event, read: EventRow) -> None:
        with revising(event, moves=False):  # part of the row's own change
            set_links(event, self._linked(read))

    def _linked(self, read: EventRow) -> list[tuple[LinkKind, Event]]:
        return [(kind, self.known.events[uid]) for kind, uid in read.links or ()]

    def after_import(self, dataset: Any, result: Any, **_options: Any) -> None:
        if result.is_refused:
            return
        for event, read in self.waiting:
            self._set_links(event, read)


def _refuse_unsupported(read: EventRow) -> None:
    if not read.supports:
        raise refuse("evidence", _("An event needs at least one excerpt or one reference."))


def _unchangeable(event: Event) -> str:
    if event.review == Review.PUBLISHED:
        return _(
            "A published event is corrected on its own page, with a note to readers; a file changes nothing of it."
        )
    return _("This event is %(review)s: a file changes nothing of it.") % {"review": event.get_review_display()}


@contextmanager
def _of(column: str) -> Iterator[None]:
    try:
        yield
    except ValidationError as refusal:
        raise by_column(column, refusal) from refusal
