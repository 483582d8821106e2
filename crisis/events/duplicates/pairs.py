"""What is decided of two events that look alike: that they are one, or that they are not.

`review.merge` calls `merge_facts`, inside its transaction.

Nothing the survivor says is overwritten; it only gains what it lacks. The merged event keeps its own
evidence, actors and words as they were: it goes on saying what it rested on, and its articles go on
counting as read. What can stand in one place only (links, open reports, pairs that are not the same) moves.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..kinds import kind_of
from ..models import ErrorReport, Event, EventLink, NotDuplicate
from ..past.revisions import revising
from ..vocabulary import Role
from ..writing import AnyEvent, add_rows, save_changed, save_valid

ONE_VOICE = {Role.SPEAKER, Role.ON_BEHALF_OF, Role.FORCE, Role.CLAIMED_BY}
"""Roles a second source words differently for the same body: they are taken over only where nobody has them."""


def merge_facts(event: Event, into: Event) -> dict[str, Any]:
    """Gives the survivor what the event has: evidence, quotations, actors, topics, facts, links, reports and pairs.

    Both are being revised. Returns what moved and is no fact of either, by primary key.
    """
    _facts(event, into)
    for name in ("evidence", *kind_of(into).relations):
        add_rows(into.as_kind, name, [copy(row) for row in getattr(event.as_kind, name).all()])
    _parts(event, into)
    add_rows(into, "taggings", [copy(row) for row in event.taggings.all()])
    _links(event, into)
    return {"pairs": _pairs(event, into), "reports": _reports(event, into)}


def _parts(event: Event, into: Event) -> None:
    """Actors who do not stand there yet in any role; descriptions only for a role in which nobody stands."""
    there = list(into.participations.all())
    actors, roles = {part.actor_id for part in there}, {part.role for part in there}
    for part in event.participations.all():
        is_new = part.actor_id not in actors if part.actor_id else part.role not in roles
        if is_new and not (part.role in ONE_VOICE and part.role in roles):
            add_rows(into, "participations", [copy(part)])


def _facts(event: Event, into: Event) -> None:
    merged, survivor = event.as_kind, into.as_kind
    taken = False
    for group in kind_of(into).groups:
        if _is_told(merged, group) and not _is_told(survivor, group):
            taken = True
            for name in group:
                setattr(survivor, name, getattr(merged, name))
    if taken:
        save_changed(survivor)
        for field in Event._meta.concrete_fields:
            setattr(into, field.attname, getattr(survivor, field.attname))


def _is_told(event: AnyEvent, group: tuple[str, ...]) -> bool:
    return any(getattr(event, name) not in (None, "") for name in group)


def _links(event: Event, into: Event) -> None:
    """Those to and from others lead to the survivor; what tied the two to each other stays with the merged one."""
    for link in EventLink.objects.filter(from_event_id=event.pk).exclude(to_event_id=into.pk):
        lead_elsewhere(link, from_event_id=into.pk)
    for link in EventLink.objects.filter(to_event_id=event.pk).exclude(from_event_id=into.pk):
        lead_elsewhere(link, to_event_id=into.pk)


def lead_elsewhere(link: EventLink, **end: int) -> None:
    """Gives the link another end, unless there is such a link already."""
    with revising(link.from_event, moves=False):
        ends = {"from_event_id": link.from_event_id, "to_event_id": link.to_event_id, **end}
        if EventLink.objects.filter(**ends, kind=link.kind).exists():
            link.delete()
        else:
            EventLink.objects.filter(pk=link.pk).update(**ends)


def _pairs(event: Event, into: Event) -> list[dict[str, Any]]:
    """Whom the event is not the same as, the survivor is not; that the two were is overruled by merging them."""
    moved = []
    for pair in NotDuplicate.objects.filter(Q(first_id=event.pk) | Q(second_id=event.pk)):
        other = pair.second_id if pair.first_id == event.pk else pair.first_id
        is_gone = other == into.pk or NotDuplicate.objects.between(other, into.pk).exists()
        moved.append({"other": other, "by": pair.by_id, "at": pair.at.isoformat(), "row": pair.pk, "is_gone": is_gone})
        if is_gone:
            pair.delete()
        else:
            pair.join(other, into.pk)
            save_valid(pair)
    return moved


def _reports(event: Event, into: Event) -> list[int]:
    moved = []
    for report in ErrorReport.objects.open().filter(event_id=event.pk):
        report.event_id = into.pk
        save_valid(report)
        moved.append(report.pk)
    return moved


def keep_apart(one: Event, other: Event, *, by: AbstractBaseUser) -> NotDuplicate:
    """Notes that the two are not the same, so that they are not offered to each other again; once."""
    if one.pk == other.pk:
        raise ValidationError(_("Choose another event to keep this one apart from."), code="itself")
    if found := apart(one, other):
        return found
    pair = NotDuplicate(by_id=by.pk)
    pair.join(one.pk, other.pk)
    save_valid(pair)
    return pair


def forget_apart(one: Event, other: Event) -> None:
    """Lets the two be offered to each other again; nothing happens to a pair that nobody kept apart."""
    if pair := apart(one, other):
        pair.delete()


def apart(one: Event, other: Event) -> NotDuplicate | None:
    """The decision to keep the two apart, if there is one."""
    return NotDuplicate.objects.between(one.pk, other.pk).first()
