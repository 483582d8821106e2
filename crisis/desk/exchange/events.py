"""The sheet of events. Its rows are written through the verbs of the events room, and published by none of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.events.kinds import KINDS, EventKind
from crisis.events.models import Event
from crisis.events.models.event import UID_ALPHABET
from crisis.events.past.revisions import revising
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import LinkKind, Origin, Review
from crisis.events.writing import Record, record_event, save_changed, set_links
from crisis.public.columns import FlatColumn, cell_text, items_of
from crisis.public.event.public_event import PublicEvent

from .event_rows import RELATIONS, Lookup, event_columns, kinds_with, link_items
from .sheet import Cells, RowOutcome, Sheet, batches, blaming, gathering, may_publish, refusal_of, says_the_same

RULE = "file"
"""The rule of an event that came in a file."""
UNORDERED = {"topics", "links"}
"""Facts whose items are stored in no order."""
OF_TABLES = {"when": "date", "when_text": "date_text", "description": "actors_fr"}
"""Columns of the database that a file calls otherwise."""
_OF_THE_DESK = {"links", "review"}
"""Columns that are read from the event as stored."""
_UID = re.compile(rf"[{UID_ALPHABET}]{{4,12}}")


class EventSheet(Sheet):
    """One row an event, whatever its kind."""

    key = "uid"
    hint = gettext_lazy("The files that readers download are read as well. A new event has no uid and no version yet.")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.columns = event_columns()

    def only(self, column: FlatColumn) -> str:
        kinds = kinds_with(column)
        return str(kinds[0].plural) if len(kinds) < len(KINDS) else ""

    def cells(self, stored: models.QuerySet[Any]) -> Iterator[Cells]:
        return map(self._cells_of, in_order(stored.values_list("pk", flat=True)))

    def _cells_of(self, event: Event) -> Cells:
        """By column; what another kind would have is empty."""
        public = PublicEvent(event)
        return {
            column.name: cell_text(column.read(event if column.name in _OF_THE_DESK else public, self.site))
            for column in self.columns
        }

    def prepare(self, rows: Sequence[Cells]) -> None:
        self.known = Lookup(rows)
        self.kinds = {column.name: kinds_with(column) for column in self.columns}
        self.coming = {row["uid"].strip() for row in rows}
        self.waiting: list[tuple[Event, Any, RowOutcome]] = []
        """Links to events of later rows."""
        self.written: list[tuple[Event, Cells, Cells, RowOutcome]] = []
        """Each with its row, and what stood there before; nothing of a new event."""

    def fetch(self, rows: Sequence[Cells]) -> None:
        named = {row["uid"].strip() for row in rows} & self.known.events.keys()
        self.stored = in_full(Event.objects.all()).in_bulk(named, field_name="uid")

    def take(self, row: Cells, outcome: RowOutcome) -> None:
        event = self.stored.get(row["uid"].strip())
        if event is None:
            self._add(row, outcome)
        else:
            self._compare(event, row, outcome)

    def finish(self) -> None:
        """Ties the events that stand in later rows, and looks whether what is told for information is so."""
        for event, links, outcome in self.waiting:
            with outcome.refusing():
                self._write_links(event, links)
        after = {event.pk: event for event in in_order([written[0].pk for written in self.written])}
        for event, row, before, outcome in self.written:
            with outcome.refusing():
                self._check_information(row, before, self._cells_of(after[event.pk]))

    # An event that is stored.

    def _compare(self, event: Event, row: Cells, outcome: RowOutcome) -> None:
        if event.review != Review.DRAFT and not may_publish(self.user):
            sentence = _("This event is %(review)s: only who may publish imports it. Leave it out of the file.")
            raise refusal_of("review", sentence % {"review": event.get_review_display()})
        before = self._cells_of(event)
        if row["version"].strip() != before["version"]:
            sentence = _("This event was changed since the export: it is at version %(version)s. Export it again.")
            raise refusal_of("version", sentence % {"version": event.version})
        shown = (link for link in event.links.all() if link.to_event.is_public)
        if event.review != Review.DRAFT and row.get("links") == cell_text(link_items(shown)):
            row = {**row, "links": before["links"]}  # readers are told of no others, and that alone is no difference
        named = [column for column in self.columns if column.name in row]
        differing = [column for column in named if not says_the_same(row[column.name], before[column.name])]
        _refuse_of_record(row, before, differing)
        writable = [column for column in differing if column.stores or column.tells_of]
        if writable and event.review != Review.DRAFT:
            raise ValidationError({column.name: [_unchangeable(event)] for column in writable})
        changed = self._change(event, row, writable, outcome) if writable else []
        if changed:
            outcome.done("changed", event)
            outcome.changes = [(column.name, before[column.name], row[column.name]) for column in changed]
            self.written.append((event, row, before, outcome))
        elif differing:
            self._check_information(row, before, before)

    def _change(
        self, event: Event, row: Cells, writable: Sequence[FlatColumn], outcome: RowOutcome
    ) -> list[FlatColumn]:
        """Writes what the row says otherwise; of a list, names beside short names are for information."""
        _kind, fields, told = self._read(row, {column.tells_of for column in writable} - {""})
        of_kind = event.as_kind
        facts = {fact for fact in told if _differ(fact, told[fact], [*RELATIONS[fact].stored(of_kind)])}
        changed = [column for column in writable if column.stores or column.tells_of in facts]
        if not changed:
            return []
        names = {column.stores.name for column in changed if column.stores}
        with blaming(**OF_TABLES), revising(event):
            for name in names:
                setattr(of_kind, name, fields[name])
            if names:
                save_changed(of_kind)
            for fact in sorted(facts - {"links"}):
                RELATIONS[fact].write(of_kind, told[fact])
        if "links" in facts:
            self._link(event, told["links"], outcome)
        return changed

    # An event that is not.

    def _add(self, row: Cells, outcome: RowOutcome) -> None:
        uid = row["uid"].strip()
        if uid and not _UID.fullmatch(uid):
            sentence = _("“%(uid)s” is no permanent name. Leave it empty for a new event.")
            raise refusal_of("uid", sentence % {"uid": uid})
        if row["version"].strip():
            raise refusal_of("version", _("No such event is stored here. Leave the version empty to add it as new."))
        if row.get("review", "") not in {"", Review.DRAFT}:
            raise refusal_of("review", _("New events arrive as drafts: leave this empty, or write draft."))
        kind, fields, told = self._read(row)
        record = Record(
            kind=kind.code,
            fields={**fields, "origin": Origin.IMPORTED, "rule": RULE},
            support=told["evidence"],
            parts=told.get("actors", ()),
            topics=told.get("topics", ()),
            quotes=told.get("quotations", ()),
            uid=uid,
        )
        with blaming(**OF_TABLES):
            event = record_event(record).event_ptr
        self.known.events[event.uid] = event
        outcome.done("new", event)
        if links := told.get("links"):
            self._link(event, links, outcome)
        self.written.append((event, row, {}, outcome))

    # What both need.

    def _read(
        self, cells: Cells, only: Collection[str] = RELATIONS
    ) -> tuple[EventKind, dict[str, Any], dict[str, tuple[Any, ...]]]:
        """The row's kind, the values of its columns, and the items of its facts (of these `only`, as reading them
        asks the database); of what the file has no columns nothing is said.

        Raises `ValidationError` with every fault, by column.
        """
        code = cells["kind"].strip()
        if code not in KINDS:
            codes = {"cell": cells["kind"], "codes": ", ".join(KINDS.codes)}
            raise refusal_of("kind", _("“%(cell)s” is not one of: %(codes)s.") % codes)
        kind, fields, told, faults = KINDS[code], {}, {}, {}  # type: ignore[var-annotated]
        facts: set[str] = set()
        for column in self.columns:
            cell = cells.get(column.name)
            if cell is None:
                continue
            with gathering(faults), blaming(column.name):
                if kind not in self.kinds[column.name]:
                    if cell:
                        sentence = _("Only %(kind)s have this; the row is a %(this)s. Leave it empty.")
                        owner = self.kinds[column.name][0]
                        raise ValidationError(sentence, params={"kind": owner.plural, "this": kind.label})
                elif column.stores:
                    fields[column.stores.name] = column.stores.read(cell, self.known.places)
                elif column.tells_of in only:
                    facts.add(column.tells_of)
        for fact in sorted(facts):
            with gathering(faults):
                told[fact] = tuple(RELATIONS[fact].read(cells, self.known))
        if faults:
            raise ValidationError(faults)
        return kind, fields, told

    def _link(self, event: Event, links: Collection[tuple[LinkKind, str]], outcome: RowOutcome) -> None:
        """At once, or after the last row where an event of a later row is meant."""
        others = {uid for _kind, uid in links}
        for uid in sorted(others - self.known.events.keys() - self.coming):
            raise refusal_of("links", _("No event is called “%(uid)s”.") % {"uid": uid})
        if others <= self.known.events.keys():
            self._write_links(event, links)
        else:
            self.waiting.append((event, links, outcome))

    def _write_links(self, event: Event, links: Collection[tuple[LinkKind, str]]) -> None:
        with blaming("links"), revising(event, moves=False):  # part of the row's own change
            set_links(event, [(kind, self.known.events[uid]) for kind, uid in links])

    def _check_information(self, row: Cells, before: Cells, after: Cells) -> None:
        """What a file tells for information is as it stood, or as it stands now; an empty cell tells nothing."""
        faults = {}
        for column in self.columns:
            name = column.name
            if name not in row or not _is_judged(column) or _agrees(name, row[name], before, after):
                continue
            told = {"stored": _short(after[name]), "cell": _short(row[name])}
            faults[name] = [_("This cannot be changed by a file: it is “%(stored)s”, the file says “%(cell)s”.") % told]
        if faults:
            raise ValidationError(faults)


def _refuse_of_record(row: Cells, before: Cells, differing: Sequence[FlatColumn]) -> None:
    for column in differing:
        if column.name == "review":
            sentence = _("An import decides nothing: the event is “%(stored)s”, the file says “%(cell)s”.")
        elif column.is_of_record or column.name == "kind":
            sentence = _("This cannot be changed by a file: it is “%(stored)s”, the file says “%(cell)s”.")
        else:
            continue
        raise refusal_of(column.name, sentence % {"stored": before[column.name], "cell": row[column.name]})


def _differ(fact: str, told: Sequence[Any], stored: Sequence[Any]) -> bool:
    return set(told) != set(stored) if fact in UNORDERED else list(told) != list(stored)


def _is_judged(column: FlatColumn) -> bool:
    """Whether it tells something for information, as names beside short names do."""
    is_said_otherwise = column.stores or column.is_address or column.is_of_record
    return not is_said_otherwise and column.name not in {"uid", "kind", "review", *UNORDERED}


def _agrees(name: str, cell: str, before: Cells, after: Cells) -> bool:
    """Item by item, in a list: names that stood beside what the row changes may stay as they were."""
    if says_the_same(cell, after[name]) or (before and says_the_same(cell, before[name])):
        return True
    try:
        told, stored = items_of(cell), items_of(after[name])
    except ValidationError:  # no list, or none that is read
        return not cell
    told, stored = ([" ".join(item.split()) for item in items] for items in (told, stored))
    if name in {"topics_fr", "topics_en"}:
        return {*told} <= {*stored, ""}
    return all(item in {"", there} for item, there in zip_longest(told, stored, fillvalue=""))


def _short(cell: str) -> str:
    return cell if len(cell) <= 100 else f"{cell[:99]}…"


def _unchangeable(event: Event) -> str:
    if event.review == Review.PUBLISHED:
        return _(
            "A published event is corrected on its own page, with a note to readers; a file changes nothing of it."
        )
    return _("This event is %(review)s: a file changes nothing of it.") % {"review": event.get_review_display()}


def in_full(events: EventQuerySet) -> EventQuerySet:
    """Fetches with the events all that a row says of them, in a fixed number of queries."""
    ties = ("participations", "taggings", "links")
    return events.with_evidence().select_related("place", *KINDS.rows).prefetch_related(*ties)


def in_order(pks: Iterable[int]) -> Iterator[Event]:
    """The events with these keys, in this order."""
    for some in batches(pks):
        found = in_full(Event.objects.all()).in_bulk(some)
        yield from (found[pk] for pk in some if pk in found)
