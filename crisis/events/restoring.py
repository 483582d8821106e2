"""Making an event what one of its revisions says: its facts as a whole, never where it stands at the desk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crisis.articles.models import Excerpt, Reference

from .content import Content, columns_in
from .corrections import Notice
from .facts import changed_names, labels
from .models import Actor, Event, EventRevision, Place, Statement, Topic
from .revisions import revising
from .vocabulary import Kind, LinkKind, Review, Role, Stance
from .writing import (
    MODELS,
    AnyEvent,
    Part,
    Support,
    save_changed,
    save_new,
    set_evidence,
    set_links,
    set_participants,
    set_quotations,
    set_topics,
)


def restore(event: Event, revision: EventRevision, *, notice: Notice | None = None) -> None:
    """Writes what the revision says, as one change. Raises `ValidationError` (code `nothing`) where that stands."""
    with revising(event, why=reason_of(revision), notice=notice) as made:
        if made.before and not changed_names(restorable(revision.content), restorable(made.before.content)):
            raise ValidationError(_("This is how it stands now: there is nothing to restore."), code="nothing")
        write_content(event, revision.content)


@transaction.atomic
def restore_deleted(revision: EventRevision) -> AnyEvent:
    """A deleted event, with all that hung on it, as a draft again.

    Raises `ValidationError` where what it needs is gone or taken.
    """
    kind = Kind(revision.kind)
    earlier = EventRevision.objects.filter(event_id=revision.event_id)
    event: Any = MODELS[kind](
        id=revision.event_id,
        event_ptr_id=revision.event_id,
        uid=revision.uid,
        review=Review.DRAFT,
        version=max(earlier.values_list("number", flat=True)) + 1,
        **columns_in(revision.content, kind),
        **next(iter(revision.content.get("about", [])), {}),
    )
    refuse_gone(Place, (getattr(event, name) for name in columns_in(revision.content, kind) if name.endswith("_id")))
    with revising(event, why=reason_of(revision)):
        save_new(event)
        _write_relations(event, revision.content)
    return event


def reason_of(revision: EventRevision) -> str:
    when = date_format(timezone.localtime(revision.at), "SHORT_DATETIME_FORMAT")
    return _("restored: the version of %(when)s") % {"when": when}


def write_content(event: Event, content: Content) -> None:
    """Makes the event say exactly this. It is being revised.

    Raises `ValidationError` (code `gone`) where what the content names is no longer stored; links to events that
    are gone are left out.
    """
    row: Any = event.as_kind
    row.version = event.version
    wanted = columns_in(content, Kind(event.kind))
    refuse_gone(Place, (value for name, value in wanted.items() if name.endswith("_id")))
    if any(getattr(row, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(row, name, value)
        save_changed(row)
    _write_relations(row, content)


def _write_relations(row: AnyEvent, content: Content) -> None:
    set_participants(row, _parts(content))
    set_evidence(row, _supports(content))
    if isinstance(row, Statement):
        excerpts = _by_pk(Excerpt, [item["excerpt"] for item in content.get("quotations", [])])
        set_quotations(row, [excerpts[item["excerpt"]] for item in content.get("quotations", [])])
    topics = _by_pk(Topic, [item["id"] for item in content.get("topics", [])])
    set_topics(row, list(topics.values()))
    others = Event.objects.in_bulk([item["id"] for item in content.get("links", [])])
    links = [(LinkKind(item["kind"]), item["id"]) for item in content.get("links", [])]
    set_links(row, [(kind, others[pk]) for kind, pk in links if pk in others])


def _parts(content: Content) -> list[Part]:
    items = content.get("parts", [])
    actors = _by_pk(Actor, [item["id"] for item in items if "id" in item])
    return [
        Part(role=Role(item["role"]), actor=actors[item["id"]])
        if "id" in item
        else Part(role=Role(item["role"]), description=item["fr"])
        for item in items
    ]


def _supports(content: Content) -> list[Support]:
    items = content.get("evidence", [])
    excerpts = _by_pk(Excerpt, [item["excerpt"] for item in items if "excerpt" in item])
    references = _by_pk(Reference, [item["reference"] for item in items if "reference" in item])
    return [
        Support(
            what=excerpts[item["excerpt"]] if "excerpt" in item else references[item["reference"]],
            stance=Stance(item["stance"]),
        )
        for item in items
    ]


def _by_pk(model: Any, pks: list[int]) -> dict[int, Any]:
    found: dict[int, Any] = model._default_manager.in_bulk(pks) if pks else {}
    if set(pks) - found.keys():
        raise _gone(model)
    return {pk: found[pk] for pk in pks}


def refuse_gone(model: Any, pks: Any) -> None:
    """Raises `ValidationError` where one of the rows is no longer stored."""
    _by_pk(model, [pk for pk in pks if pk is not None])


def _gone(model: Any) -> ValidationError:
    return ValidationError(
        _("Something that this version names is no longer stored (%(what)s)."),
        code="gone",
        params={"what": model._meta.verbose_name},
    )


def restorable(content: Content) -> Content:
    """What restoring can bring back: links to drafts among it."""
    return {name: content[name] for name in labels() if name in content}
