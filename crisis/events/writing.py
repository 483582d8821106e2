"""What may be done to an event's facts. Every path that writes one comes through here.

Rules that span tables live here and nowhere else: an excerpt lies within its article (`articles`),
a published event keeps its evidence, a kind has the row of its kind. `check_evidence` audits them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

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
Row = TypeVar("Row", bound=models.Model)
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Someone's part in an event: an actor, or a description where the source names nobody."""

    role: Role
    actor: Actor | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A passage or a reference, and what it does for the event."""

    what: Excerpt | Reference
    stance: Stance = Stance.REPORTS


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
    support = {_thing(one.what): one for one in reversed(record.support)}  # the same thing is tied once
    supports = [one for one in record.support if support[_thing(one.what)] is one]
    rows: dict[str, list[Any]] = {
        "evidence": [_evidence(event, one, rank) for rank, one in enumerate(supports)],
        "participations": [_participation(event, part, rank) for rank, part in enumerate(record.parts)],
        "taggings": [Tagging(topic=topic) for topic in record.topics],
        "quotations": [Quotation(excerpt=excerpt, rank=rank) for rank, excerpt in enumerate(record.quotes)],
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


def save_changed(event: AnyEvent, *, why: str = "") -> None:
    """Stores an edited event if nobody else changed it since it was read.

    Raises `ValidationError` (code `conflict`) if somebody did, and then writes nothing.
    """
    set_when(event)
    with rules_of(event), revising(event, why=why):
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
    base = _base(event)
    for name, given in rows.items():
        for row in given:
            setattr(row, *(("statement", event) if name == "quotations" else ("event", base)))
    every = [row for given in rows.values() for row in given]
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


# What hangs on an event. These leave its version as it is, unless they are part of a larger change.


def add_evidence(event: Event, what: Excerpt | Reference, *, stance: Stance = Stance.REPORTS) -> Evidence:
    """Ties a passage or a reference to the event, after those it has; the same one is tied once."""
    tied = {"excerpt": what} if isinstance(what, Excerpt) else {"reference": what}
    found = Evidence.objects.filter(event_id=event.pk, **tied).first()
    if found:
        return found
    evidence = _evidence(event, Support(what=what, stance=stance), event.evidence.count())
    _add(event, evidence, event=_base(event))
    return evidence


def add_part(event: Event, part: Part) -> Participation:
    participation = _participation(event, part, event.participations.count())
    _add(event, participation, event=_base(event))
    return participation


def add_quotation(statement: Statement, excerpt: Excerpt) -> Quotation:
    quotation = Quotation(excerpt=excerpt, rank=statement.quotations.count())
    _add(statement, quotation, statement=statement)
    return quotation


def link(from_event: Event, to_event: Event, kind: LinkKind) -> EventLink:
    """Links two events; the same link is made once."""
    found = EventLink.objects.filter(from_event_id=from_event.pk, to_event_id=to_event.pk, kind=kind).first()
    if found:
        return found
    made = EventLink(to_event=_base(to_event), kind=kind)
    _add(from_event, made, from_event=_base(from_event))
    return made


def _add(revised: Event, row: models.Model, **owner: Any) -> None:
    for name, value in owner.items():
        setattr(row, name, value)
    with revising(revised, moves=False):
        save_valid(row)


# Making what hangs on an event exactly what is given: rows that stay are kept, the rest is taken off or added.
# Each tells whether it changed anything, and moves the event to its next version.


def set_evidence(event: Event, supports: Sequence[Support]) -> bool:
    """In this order, with these stances. Raises `ValidationError` if a published event would be left without any."""
    refuse_unsupported(event, left=len(supports))
    return _set(
        event,
        list(event.evidence.all()),
        supports,
        stored_key=lambda row: ("excerpt", row.excerpt_id) if row.excerpt_id else ("reference", row.reference_id),
        given_key=lambda given: _thing(given.what),
        columns=lambda given, rank: {"stance": given.stance, "rank": rank},
        make=lambda given: _evidence(event, given, 0, event_id=event.pk),
    )


def set_participants(event: Event, parts: Sequence[Part]) -> bool:
    return _set(
        event,
        list(event.participations.all()),
        parts,
        stored_key=lambda row: (row.role, row.actor_id, row.description),
        given_key=lambda part: (str(part.role), part.actor.pk if part.actor else None, part.description),
        columns=lambda _part, rank: {"rank": rank},
        make=lambda part: _participation(event, part, 0, event_id=event.pk),
    )


def set_quotations(statement: Statement, excerpts: Sequence[Excerpt]) -> bool:
    return _set(
        statement,
        list(statement.quotations.all()),
        excerpts,
        stored_key=lambda row: row.excerpt_id,
        given_key=lambda excerpt: excerpt.pk,
        columns=lambda _excerpt, rank: {"rank": rank},
        make=lambda excerpt: Quotation(statement_id=statement.pk, excerpt=excerpt),
    )


def set_topics(event: Event, topics: Collection[Topic]) -> bool:
    return _set(
        event,
        list(event.taggings.all()),
        list(topics),
        stored_key=lambda row: row.topic_id,
        given_key=lambda topic: topic.pk,
        columns=lambda _topic, _rank: {},
        make=lambda topic: Tagging(event_id=event.pk, topic=topic),
    )


def set_links(event: Event, links: Collection[tuple[LinkKind, Event]]) -> bool:
    """The links that lead from the event; those that lead to it are its neighbours'."""
    return _set(
        event,
        list(event.links.all()),
        list(links),
        stored_key=lambda row: (row.kind, row.to_event_id),
        given_key=lambda given: (given[0].value, given[1].pk),
        columns=lambda _given, _rank: {},
        make=lambda given: EventLink(from_event_id=event.pk, to_event_id=given[1].pk, kind=given[0]),
    )


def _set(
    event: Event,
    stored: Sequence[Row],
    given: Sequence[Given],
    *,
    stored_key: Callable[[Any], object],
    given_key: Callable[[Given], object],
    columns: Callable[[Given, int], dict[str, Any]],
    make: Callable[[Given], Row],
) -> bool:
    kept = {stored_key(row): row for row in stored}
    wanted = {given_key(one): one for one in given}  # the same thing is tied once
    gone = [row for key, row in kept.items() if key not in wanted]
    changed: list[Row] = []
    in_order = list(kept) == list(wanted)
    for rank, (key, one) in enumerate(wanted.items()):
        known = kept.get(key)
        row = known or make(one)
        values = columns(one, rank)
        if known and in_order:
            values.pop("rank", None)  # ranks with gaps say the same
        if known and all(getattr(known, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        changed.append(row)
    if not gone and not changed:
        return False
    with revising(event):
        for row in gone:
            row.delete()
        for row in changed:
            save_valid(row)
    return True


def _thing(what: Excerpt | Reference) -> tuple[str, int]:
    return ("excerpt" if isinstance(what, Excerpt) else "reference", what.pk)


def _evidence(event: Event, support: Support, rank: int, **owner: Any) -> Evidence:
    tied = {"excerpt" if isinstance(support.what, Excerpt) else "reference": support.what}
    return Evidence(**owner, **tied, stance=support.stance, rank=rank)


def _participation(event: Event, part: Part, rank: int, **owner: Any) -> Participation:
    return Participation(**owner, actor=part.actor, description=part.description, role=part.role, rank=rank)


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


def _base(event: Event) -> Event:
    """The event as the table's own row, which is what ties point to."""
    return event if type(event) is Event else event.event_ptr  # type: ignore[attr-defined]
