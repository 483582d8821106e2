"""The sheet of events. Its rows are written through the verbs of the events room, and published by none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Excerpt, Reference
from crisis.articles.writing import cite, quote
from crisis.events.models import Event
from crisis.events.models.event import UID_ALPHABET
from crisis.events.past.revisions import revising
from crisis.events.vocabulary import Origin, Review
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
from crisis.public.columns import FlatColumn, items_of

from .event_rows import (
    CitedReference,
    EventRow,
    HeldPassage,
    Lookup,
    Told,
    cells_of,
    event_columns,
    in_full,
    in_order,
    read_event_row,
    stored_fact,
    told_links,
)
from .sheet import Cells, RowOutcome, Sheet, blaming, may_publish, refusal_of, says_the_same

RULE = "file"
"""The rule of an event that came in a file."""
UNORDERED = {"topics", "links"}
"""Facts whose items are stored in no order."""
OF_TABLES = {"when": "date", "when_text": "date_text", "description": "actors_fr"}
"""Columns of the database that a file calls otherwise."""
_UID = re.compile(rf"[{UID_ALPHABET}]{{4,12}}")


@dataclass(frozen=True, slots=True)
class Written:
    """A row that was stored, and what stood there before; nothing of a new event."""

    event: Event
    row: Cells
    before: Cells
    outcome: RowOutcome


class EventSheet(Sheet):
    """One row an event, whatever its kind."""

    key = "uid"
    hint = gettext_lazy("The files that readers download are read as well. A new event has no uid and no version yet.")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.columns = event_columns()

    def cells(self, stored: models.QuerySet[Any]) -> Iterator[Cells]:
        for event in in_order(stored.values_list("pk", flat=True)):
            yield self._cells_of(event)

    def _cells_of(self, event: Event) -> Cells:
        return cells_of(event, self.columns, self.site)

    def prepare(self, rows: Sequence[Cells]) -> None:
        self.known = Lookup(rows)
        self.coming = {row["uid"].strip() for row in rows}
        self.waiting: list[tuple[Event, Told, RowOutcome]] = []
        self.written: list[Written] = []

    def fetch(self, rows: Sequence[Cells]) -> None:
        named = {row["uid"].strip() for row in rows} & self.known.events.keys()
        self.stored = {event.uid: event for event in in_full(Event.objects.filter(uid__in=named))}

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
                write_links(event, links, self.known)
        after = {event.pk: event for event in in_order([written.event.pk for written in self.written])}
        for written in self.written:
            with written.outcome.refusing():
                self._check_information(written.row, written.before, self._cells_of(after[written.event.pk]))

    # An event that is stored.

    def _compare(self, event: Event, row: Cells, outcome: RowOutcome) -> None:
        if event.review != Review.DRAFT and not may_publish(self.user):
            sentence = _("This event is %(review)s: only who may publish imports it. Leave it out of the file.")
            raise refusal_of("review", sentence % {"review": event.get_review_display()})
        before = self._cells_of(event)
        if row["version"].strip() != before["version"]:
            sentence = _("This event was changed since the export: it is at version %(version)s. Export it again.")
            raise refusal_of("version", sentence % {"version": event.version})
        if event.review != Review.DRAFT and row.get("links") == told_links(event):
            row = {**row, "links": before["links"]}  # readers are told of no others, and that alone is no difference
        named = [column for column in self.columns if column.name in row]
        differing = [column for column in named if not says_the_same(row[column.name], before[column.name])]
        self._refuse_of_record(row, before, differing)
        writable = [column for column in differing if column.stores or column.tells_of]
        if writable and event.review != Review.DRAFT:
            raise ValidationError({column.name: [_unchangeable(event)] for column in writable})
        changed = self._change(event, row, writable, outcome) if writable else []
        if changed:
            outcome.done("changed", event)
            outcome.changes = [(column.name, before[column.name], row[column.name]) for column in changed]
            self.written.append(Written(event, row, before, outcome))
        elif differing:
            self._check_information(row, before, before)

    def _refuse_of_record(self, row: Cells, before: Cells, differing: Sequence[FlatColumn]) -> None:
        for column in differing:
            if column.name == "review":
                sentence = _("An import decides nothing: the event is “%(stored)s”, the file says “%(cell)s”.")
            elif column.is_of_record or column.name == "kind":
                sentence = _("This cannot be changed by a file: it is “%(stored)s”, the file says “%(cell)s”.")
            else:
                continue
            raise refusal_of(column.name, sentence % {"stored": before[column.name], "cell": row[column.name]})

    def _change(
        self, event: Event, row: Cells, writable: Sequence[FlatColumn], outcome: RowOutcome
    ) -> list[FlatColumn]:
        """Writes what the row says otherwise; of a list, names beside short names are for information."""
        read = read_event_row(row, self.columns, self.known)
        facts = {column.tells_of for column in writable} & read.facts.keys()
        facts = {fact for fact in facts if _differ(fact, read.facts[fact], stored_fact(fact, event))}
        changed = [column for column in writable if column.stores or column.tells_of in facts]
        if changed:
            write_changes(event, read, {column.stores.name for column in changed if column.stores}, facts, self.known)
            if "links" in facts:
                self._link(event, read.facts["links"], outcome)
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
        read = read_event_row(row, self.columns, self.known)
        event = write_new(read, uid, self.known)
        self.known.events[event.uid] = event
        outcome.done("new", event)
        if links := read.facts.get("links"):
            self._link(event, links, outcome)
        self.written.append(Written(event, row, {}, outcome))

    # What both need.

    def _link(self, event: Event, links: Told, outcome: RowOutcome) -> None:
        """At once, or after the last row where an event of a later row is meant."""
        others = {uid for _kind, uid in links}
        for uid in sorted(others - self.known.events.keys() - self.coming):
            raise refusal_of("links", _("No event is called “%(uid)s”.") % {"uid": uid})
        if others <= self.known.events.keys():
            write_links(event, links, self.known)
        else:
            self.waiting.append((event, links, outcome))

    def _check_information(self, row: Cells, before: Cells, after: Cells) -> None:
        """What a file tells for information is as it stood, or as it stands now; an empty cell tells nothing."""
        faults = {}
        for column in self.columns:
            name = column.name
            if name not in row or not _is_judged(column) or _agrees(column, row[name], before, after):
                continue
            told = {"stored": _short(after[name]), "cell": _short(row[name])}
            faults[name] = [_("This cannot be changed by a file: it is “%(stored)s”, the file says “%(cell)s”.") % told]
        if faults:
            raise ValidationError(faults)


def _differ(fact: str, told: Told, stored: Told) -> bool:
    return set(told) != set(stored) if fact in UNORDERED else told != stored


def _is_judged(column: FlatColumn) -> bool:
    """Whether it tells something for information, as names beside short names do."""
    is_said_otherwise = column.stores or column.is_address or column.is_of_record
    return not is_said_otherwise and column.name not in {"uid", "kind", "review", *UNORDERED}


def _agrees(column: FlatColumn, cell: str, before: Cells, after: Cells) -> bool:
    """Item by item, in a list: names that stood beside what the row changes may stay as they were."""
    name = column.name
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


# Writing: the only calls of the verbs of the events room.


def write_new(read: EventRow, uid: str, known: Lookup) -> Event:
    """Stores a draft, but for its links."""
    record = Record(
        kind=read.kind.code,
        fields={**read.fields, "origin": Origin.IMPORTED, "rule": RULE},
        support=_supports(read.facts["evidence"], known),
        parts=read.facts.get("actors", ()),
        topics=read.facts.get("topics", ()),
        quotes=_excerpts(read.facts.get("quotations", ()), known),
        uid=uid,
    )
    with blaming(**OF_TABLES):
        return record_event(record).event_ptr


def write_changes(event: Event, read: EventRow, names: set[str], facts: set[str], known: Lookup) -> None:
    """Stores these columns and facts of a draft, but for its links."""
    row = event.as_kind
    for name in names:
        setattr(row, name, read.fields[name])
    with blaming(**OF_TABLES), revising(event):
        if names:
            save_changed(row)
        if "actors" in facts:
            set_participants(event, read.facts["actors"])
        if "topics" in facts:
            set_topics(event, read.facts["topics"])
        if "evidence" in facts:
            set_evidence(event, _supports(read.facts["evidence"], known))
        if "quotations" in facts:
            set_quotations(row, _excerpts(read.facts["quotations"], known))  # type: ignore[arg-type]  # kinds that quote


def write_links(event: Event, links: Told, known: Lookup) -> None:
    """Those that lead from the event. Raises `ValidationError`, by column."""
    with blaming("links"), revising(event, moves=False):  # part of the row's own change
        set_links(event, [(kind, known.events[uid]) for kind, uid in links])


def _supports(told: Told, known: Lookup) -> tuple[Support, ...]:
    if not told:
        raise refusal_of("evidence_stances", _("An event needs at least one excerpt or one reference."))
    return tuple(Support(what=_what(what, known), stance=stance) for stance, what in told)


def _what(what: HeldPassage | CitedReference, known: Lookup) -> Excerpt | Reference:
    if isinstance(what, CitedReference):
        with blaming("evidence_publishers", url="evidence_urls", title="evidence_titles", name="evidence_publishers"):
            return cite(publisher=what.publisher, title=what.title, url=what.url)
    return _excerpt(what, known, "evidence_spans")


def _excerpts(told: Told, known: Lookup) -> tuple[Excerpt, ...]:
    return tuple(_excerpt(passage, known, "quote_spans") for passage in told)


def _excerpt(passage: HeldPassage, known: Lookup, column: str) -> Excerpt:
    with blaming(column):
        return quote(known.articles[passage.sha256], start=passage.start, end=passage.end)
