"""Making what hangs on an event exactly what is given: rows that stay are kept, the rest is taken off or added.

Each verb tells whether it changed anything; every change leaves history. The caller moves the event's version.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from django.db import models

from crisis.articles.models import Excerpt

from .models import Event, EventLink, Evidence, Participation, Quotation, Statement, Tagging, Topic
from .vocabulary import LinkKind
from .writing import Part, Support, claim_version, refuse_unsupported, save_valid

Row = TypeVar("Row", bound=models.Model)
Given = TypeVar("Given")


def move_on(event: Event) -> None:
    """Moves the event to its next version where only what hangs on it changes, and notes that in its history.

    Raises `ValidationError` (code `conflict`) if somebody else moved it since it was read.
    """
    row = event.as_kind
    row.version = event.version
    claim_version(row)
    row.save()
    event.version = row.version


def tie_evidence(event: Event, supports: Sequence[Support]) -> bool:
    """In this order, with these stances. Raises `ValidationError` if a published event would be left without any."""
    refuse_unsupported(event, left=len(supports))
    return _tie(
        list(event.evidence.all()),
        supports,
        stored_key=lambda row: ("excerpt", row.excerpt_id) if row.excerpt_id else ("reference", row.reference_id),
        given_key=lambda given: ("excerpt" if isinstance(given.what, Excerpt) else "reference", given.what.pk),
        columns=lambda given, rank: {"stance": given.stance, "rank": rank},
        make=lambda given: Evidence(
            event_id=event.pk, **{"excerpt" if isinstance(given.what, Excerpt) else "reference": given.what}
        ),
    )


def tie_parts(event: Event, parts: Sequence[Part]) -> bool:
    return _tie(
        list(event.participations.all()),
        parts,
        stored_key=lambda row: (row.role, row.actor_id, row.description),
        given_key=lambda part: (part.role.value, part.actor.pk if part.actor else None, part.description),
        columns=lambda _part, rank: {"rank": rank},
        make=lambda part: Participation(
            event_id=event.pk, actor=part.actor, description=part.description, role=part.role
        ),
    )


def tie_quotations(statement: Statement, excerpts: Sequence[Excerpt]) -> bool:
    return _tie(
        list(statement.quotations.all()),
        excerpts,
        stored_key=lambda row: row.excerpt_id,
        given_key=lambda excerpt: excerpt.pk,
        columns=lambda _excerpt, rank: {"rank": rank},
        make=lambda excerpt: Quotation(statement_id=statement.pk, excerpt=excerpt),
    )


def tie_topics(event: Event, topics: Collection[Topic]) -> bool:
    return _tie(
        list(event.taggings.all()),
        list(topics),
        stored_key=lambda row: row.topic_id,
        given_key=lambda topic: topic.pk,
        columns=lambda _topic, _rank: {},
        make=lambda topic: Tagging(event_id=event.pk, topic=topic),
    )


def tie_links(event: Event, links: Collection[tuple[LinkKind, Event]]) -> bool:
    """The links that lead from the event; those that lead to it are its neighbours'."""
    return _tie(
        list(event.links.all()),
        list(links),
        stored_key=lambda row: (row.kind, row.to_event_id),
        given_key=lambda given: (given[0].value, given[1].pk),
        columns=lambda _given, _rank: {},
        make=lambda given: EventLink(from_event_id=event.pk, to_event_id=given[1].pk, kind=given[0]),
    )


def _tie(
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
    for row in gone:
        row.delete()
    changed = bool(gone)
    in_order = list(kept) == list(wanted)
    for rank, (key, one) in enumerate(wanted.items()):
        known = kept.get(key)
        row = known or make(one)
        values = columns(one, rank)
        if in_order:
            values.pop("rank", None)  # ranks with gaps say the same
        if known and all(getattr(known, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        save_valid(row)
        changed = True
    return changed
