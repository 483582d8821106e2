"""What may be done to an event's facts. Every path that writes one comes through here.

Rules that span tables live here and nowhere else: an excerpt lies within its article (`articles`),
a published event keeps its evidence, a kind has the row of its kind. `check_evidence` audits them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Excerpt, Reference
from crisis.articles.writing import refuse_unstorable

from .kinds import kind_of
from .models import (
    Actor,
    Event,
    EventLink,
    EventRevision,
    Evidence,
    Participation,
    Quotation,
    Statement,
    Tagging,
    Topic,
)
from .models.event import UID_ALPHABET, UID_LENGTH, KindRow, new_uid
from .past.content import content_of, hold
from .past.revisions import revising, store_first
from .search.matching import document_of
from .vocabulary import Kind, LinkKind, Review, Role, Stance

AnyEvent = KindRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Someone's part in an event: an actor, or a description where the source names nobody."""

    role: Role
    actor: Actor | None = None
    description: str = ""

    def row(self) -> Participation:
        return Participation(role=self.role, actor=self.actor, description=self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A passage or a reference, and what it does for the event."""

    what: Excerpt | Reference
    stance: Stance = Stance.REPORTS

    def row(self) -> Evidence:
        is_held = isinstance(self.what, Excerpt)
        return Evidence(stance=self.stance, **{"excerpt" if is_held else "reference": self.what})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is stored of a new event. `fields` are columns of its kind's model."""

    kind: str
    """The code of a registered kind."""
    fields: dict[str, Any]
    support: tuple[Support, ...]
    parts: tuple[Part, ...] = ()
    topics: tuple[Topic, ...] = ()
    quotes: tuple[Excerpt, ...] = field(default=())
    key: str = ""
    """What the event is derived from, if it is: the same key gives the same permanent name."""
    uid: str = ""
    """The permanent name, where it has one already."""


def uid_for(key: str) -> str:
    """A permanent name derived from a key, so that a rebuilt site keeps its permalinks."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:16], "big")
    letters = []
    for _position in range(UID_LENGTH):
        number, rest = divmod(number, len(UID_ALPHABET))
        letters.append(UID_ALPHABET[rest])
    return "".join(letters)


def set_when(event: Event) -> None:
    """Derives the indexed days and the precision from `when`; raises `ValidationError` if it is no date."""
    days = event.days
    event.starts_on, event.ends_on, event.precision = days.first, days.last, days.precision


@transaction.atomic
def record_event(record: Record) -> AnyEvent:
    """Stores a draft with its evidence, actors, topics and quotations, or nothing of it.

    Raises `ValidationError` for what breaks a rule, and for a draft without evidence.
    """
    if not record.support:
        raise ValidationError(_("An event needs at least one excerpt or one reference."), code="no-evidence")
    if record.quotes and record.kind != Kind.STATEMENT:
        raise ValidationError(_("Only a statement has quotations."), code="kind")
    event = kind_of(record.kind).model(uid=record.uid or _free_uid(record.key), review=Review.DRAFT, **record.fields)
    evidence: dict[object, Evidence] = {}
    for support in record.support:
        row = support.row()
        evidence.setdefault(_key("evidence", row), row)  # the same thing is tied once
    rows: dict[str, list[Any]] = {
        "evidence": list(evidence.values()),
        "participations": [part.row() for part in record.parts],
        "taggings": [Tagging(topic=topic) for topic in record.topics],
        "quotations": [Quotation(excerpt=excerpt) for excerpt in record.quotes],
        "links": [],
        "backlinks": [],
    }
    event.search_text = document_of(event, rows["participations"], rows["evidence"])
    save_new(event)
    _store_all(event, rows)
    for name, given in rows.items():
        hold(event, name, given)
    store_first(event, content_of(event))
    event.__dict__.pop("_prefetched_objects_cache", None)
    return event


def save_new(event: AnyEvent) -> None:
    """Stores the event's own row, with its derived days; its kind is that of its model."""
    event.kind = event.KIND
    set_when(event)
    save_valid(event)


def save_valid(row: models.Model) -> None:
    """Stores a row that its fields and its table accept; raises `ValidationError` with the broken rule's sentence."""
    with rules_of(row), transaction.atomic():
        row.save()


def save_changed(event: AnyEvent) -> None:
    """Stores an edited event if nobody else changed it since it was read.

    Raises `ValidationError` (code `conflict`) if somebody did, and then writes nothing.
    """
    set_when(event)
    with rules_of(event), revising(event):
        event.save()


@contextmanager
def rules_of(*rows: models.Model) -> Iterator[None]:
    """Around storing rows: whatever refuses one, the editor reads every rule it breaks.

    Django asks the database one question a constraint to find the sentences. The database holds the
    constraints anyway, so they are only asked one by one when it refuses.
    """
    for row in rows:
        for column in row._meta.concrete_fields:  # first, for the database could not even be asked about such words
            if isinstance(value := getattr(row, column.attname), str):
                refuse_unstorable(value)
    try:
        for row in rows:
            _clean(row)
        yield
    except (ValidationError, IntegrityError):
        for row in rows:
            row.full_clean()
        raise


def _clean(row: models.Model) -> None:
    """Asks each field about its value, and no other table whether it has what a key points to: the database does."""
    row.clean_fields(exclude={column.name for column in row._meta.concrete_fields if column.is_relation})
    row.clean()


def _store_all(event: AnyEvent, rows: dict[str, list[Any]]) -> None:
    """Stores what hangs on a new event, one statement a table."""
    every = [_owned(event, name, row, rank) for name, given in rows.items() for rank, row in enumerate(given)]
    try:
        with rules_of(*every), transaction.atomic():
            for given in rows.values():
                if given:
                    type(given[0])._default_manager.bulk_create(given)
    except IntegrityError:
        for row in every:  # the first that is refused says by which rule
            save_valid(row)
        raise


def refuse_unsupported(event: Event, *, left: int) -> None:
    """Raises `ValidationError` if a published event would be left with no evidence."""
    if event.review == Review.PUBLISHED and left < 1:
        raise ValidationError(
            _("A published event keeps at least one excerpt or one reference. Add another before removing this one."),
            code="no-evidence",
        )


# What hangs on an event, by the name under which the event has it. Adding to it leaves the event's version as it is,
# unless that is part of a larger change.

_KEYS = {
    "evidence": ("excerpt_id", "reference_id"),
    "participations": ("role", "actor_id", "description"),
    "quotations": ("excerpt_id",),
    "taggings": ("topic_id",),
    "links": ("kind", "to_event_id"),
}
"""By which columns one row of an event is told from another: those of its table's constraint."""


def link(from_event: Event, to_event: Event, kind: LinkKind) -> None:
    add_rows(from_event, "links", [EventLink(to_event_id=to_event.pk, kind=kind)])


def add_rows(event: Event, name: str, rows: Iterable[models.Model]) -> None:
    """Ties new rows to the event, after those it has; the same thing is tied once."""
    there = {_key(name, row) for row in getattr(event, name).all()}
    for row in rows:
        if _key(name, row) not in there:
            with revising(event, moves=False):
                save_valid(_owned(event, name, row, rank=len(there)))
            there.add(_key(name, row))


def _owned(event: Event, name: str, row: models.Model, rank: int) -> models.Model:
    """The row as a new one of this event."""
    owner = event._meta.get_field(name).field  # type: ignore[union-attr]  # of a relation
    row.pk = None
    row._state.adding = True
    setattr(row, owner.attname, event.pk)
    if hasattr(row, "rank"):
        row.rank = rank
    return row


def _key(name: str, row: models.Model) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in _KEYS[name])


# Making what hangs on an event exactly what is given: rows that stay are kept, the rest is taken off or added.
# Each tells whether it changed anything, and moves the event to its next version.


def set_evidence(event: Event, supports: Sequence[Support]) -> bool:
    """In this order, with these stances. Raises `ValidationError` if a published event would be left without any."""
    return set_rows(event, "evidence", [support.row() for support in supports])


def set_participants(event: Event, parts: Sequence[Part]) -> bool:
    return set_rows(event, "participations", [part.row() for part in parts])


def set_quotations(statement: Statement, excerpts: Sequence[Excerpt]) -> bool:
    return set_rows(statement, "quotations", [Quotation(excerpt=excerpt) for excerpt in excerpts])


def set_topics(event: Event, topics: Collection[Topic]) -> bool:
    return set_rows(event, "taggings", [Tagging(topic=topic) for topic in topics])


def set_links(event: Event, links: Collection[tuple[LinkKind, Event]]) -> bool:
    """The links that lead from the event; those that lead to it are its neighbours'."""
    return set_rows(event, "links", [EventLink(to_event_id=other.pk, kind=kind) for kind, other in links])


def set_rows(event: Event, name: str, given: Sequence[models.Model]) -> bool:
    """In the order given. Raises `ValidationError` if a published event would be left without evidence."""
    if name == "evidence":
        refuse_unsupported(event, left=len(given))
    stored = {_key(name, row): row for row in getattr(event, name).all()}
    wanted = {_key(name, row): row for row in given}  # the same thing is tied once
    gone = [row for key, row in stored.items() if key not in wanted]
    is_in_order = list(stored) == list(wanted)  # ranks with gaps say the same
    changed: list[models.Model] = []
    for rank, (key, row) in enumerate(wanted.items()):
        known = stored.get(key)
        if known is None:
            changed.append(_owned(event, name, row, rank))
            continue
        told = {"stance": getattr(row, "stance", None), "rank": getattr(known, "rank", None) if is_in_order else rank}
        differing = {column: value for column, value in told.items() if getattr(known, column, value) != value}
        for column, value in differing.items():
            setattr(known, column, value)
        if differing:
            changed.append(known)
    if gone or changed:
        with revising(event):
            for row in gone:
                row.delete()
            for row in changed:
                save_valid(row)
    return bool(gone or changed)


def _free_uid(key: str) -> str:
    """A name that no event has, and that none had whose permalink somebody may hold."""
    uid = uid_for(key) if key else new_uid()
    while _is_taken(uid):
        uid = new_uid()
    return uid


def _is_taken(uid: str) -> bool:
    seen = [review.value for review in Review if review.was_public]
    held = EventRevision.objects.filter(uid=uid, review__in=seen).order_by()
    return Event.objects.filter(uid=uid).values("uid").union(held.values("uid")).exists()
