"""What may be done to an event's facts. Every path that writes one comes through here.

Rules that span tables live here and nowhere else: an excerpt lies within its article (`articles`),
a published event keeps its evidence, a kind has the row of its kind. `check_evidence` audits them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Excerpt, Reference
from crisis.articles.writing import refuse_unstorable

from .kinds import KINDS, kind_of
from .kinds.model import KindRow
from .models import (
    Actor,
    Event,
    EventLink,
    Evidence,
    Participation,
    Quotation,
    Statement,
    Tagging,
    Topic,
)
from .models.event import UID_ALPHABET, UID_LENGTH, new_uid
from .search import refresh
from .vocabulary import LinkKind, Review, Role, Stance

AnyEvent = KindRow


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
    event = kind_of(record.kind).model(uid=record.uid or _free_uid(record.key), review=Review.DRAFT, **record.fields)
    save_new(event)
    for support in record.support:
        add_evidence(event, support.what, stance=support.stance)
    for part in record.parts:
        add_part(event, part)
    for topic in record.topics:
        save_valid(Tagging(event=_base(event), topic=topic))
    if record.quotes:
        if not isinstance(event, Statement):
            raise ValidationError(_("Only a statement has quotations."), code="kind")
        for excerpt in record.quotes:
            add_quotation(event, excerpt)
    refresh(event)
    return event


def save_new(event: AnyEvent) -> None:
    """Stores the event's own row, with its derived days; its kind is that of its model."""
    event.kind = event.KIND
    set_when(event)
    save_valid(event)


def save_valid(row: models.Model) -> None:
    """Stores a row that its fields and its table accept; raises `ValidationError` with the broken rule's sentence."""
    with _rules_of(row), transaction.atomic():
        row.save()


def save_changed(event: AnyEvent) -> None:
    """Stores an edited event if nobody else changed it since it was read.

    Raises `ValidationError` (code `conflict`) if somebody did, and then writes nothing.
    """
    set_when(event)
    read = event.version
    try:
        with _rules_of(event), transaction.atomic():
            claim_version(event)
            event.save()
            refresh(event)
    except (ValidationError, IntegrityError):
        event.version = read
        raise


@contextmanager
def _rules_of(row: models.Model) -> Iterator[None]:
    """Around storing a row: whatever refuses it, the editor reads every rule it breaks.

    Django asks the database one question a constraint to find the sentences. The database holds the
    constraints anyway, so they are only asked one by one when it refuses.
    """
    for column in row._meta.concrete_fields:  # first, for the database could not even be asked about such words
        if isinstance(value := getattr(row, column.attname), str):
            refuse_unstorable(value)
    try:
        row.clean_fields()
        row.clean()
        yield
    except (ValidationError, IntegrityError):
        row.full_clean()
        raise


def claim_version(event: Event) -> None:
    """Moves the event from the version that was read to the next, if it is still that version."""
    read = event.version
    claimed = Event.objects.filter(pk=event.pk, version=read).update(version=F("version") + 1)
    if not claimed:
        raise ValidationError(
            _("Somebody else changed this event while you were editing it. Your changes are not saved yet."),
            code="conflict",
        )
    event.version = read + 1


def add_evidence(event: Event, what: Excerpt | Reference, *, stance: Stance = Stance.REPORTS) -> Evidence:
    """Ties a passage or a reference to the event, after those it has; the same one is tied once."""
    tied = {"excerpt": what} if isinstance(what, Excerpt) else {"reference": what}
    found = Evidence.objects.filter(event_id=event.pk, **tied).first()
    if found:
        return found
    evidence = Evidence(event=_base(event), stance=stance, rank=event.evidence.count(), **tied)
    save_valid(evidence)
    return evidence


def refuse_unsupported(event: Event, *, left: int) -> None:
    """Raises `ValidationError` if a published event would be left with no evidence."""
    if event.review == Review.PUBLISHED and left < 1:
        raise ValidationError(
            _("A published event keeps at least one excerpt or one reference. Add another before removing this one."),
            code="no-evidence",
        )


def add_part(event: Event, part: Part) -> Participation:
    participation = Participation(
        event=_base(event),
        actor=part.actor,
        description=part.description,
        role=part.role,
        rank=event.participations.count(),
    )
    save_valid(participation)
    return participation


def add_quotation(statement: Statement, excerpt: Excerpt) -> Quotation:
    quotation = Quotation(statement=statement, excerpt=excerpt, rank=statement.quotations.count())
    save_valid(quotation)
    return quotation


def link(from_event: Event, to_event: Event, kind: LinkKind) -> EventLink:
    """Links two events; the same link is made once."""
    found = EventLink.objects.filter(from_event_id=from_event.pk, to_event_id=to_event.pk, kind=kind).first()
    if found:
        return found
    made = EventLink(from_event=_base(from_event), to_event=_base(to_event), kind=kind)
    save_valid(made)
    return made


def _free_uid(key: str) -> str:
    """A name that no event has, and that none had whose permalink somebody may hold."""
    uid = uid_for(key) if key else new_uid()
    while Event.objects.filter(uid=uid).exists() or _was_public(uid):
        uid = new_uid()
    return uid


def _was_public(uid: str) -> bool:
    seen = [review.value for review in Review if review.was_public]
    return any(model.history.filter(uid=uid, review__in=seen).exists() for model in (kind.model for kind in KINDS))


def _base(event: Event) -> Event:
    """The event as the table's own row, which is what ties point to."""
    return event if type(event) is Event else event.event_ptr  # type: ignore[attr-defined]
