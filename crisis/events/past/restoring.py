"""Making an event what one of its revisions says: its facts as a whole, never where it stands at the desk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crisis.articles.models import Excerpt, Reference

from ..kinds import kind_of
from ..kinds.facts import PlaceFact
from ..models import Actor, Event, EventRevision, Place, Statement, Topic
from ..vocabulary import LinkKind, Review, Role, Stance
from ..writing import (
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
from .content import Content, assign
from .corrections import Notice
from .facts import changed_names
from .revisions import revising


def restore(event: Event, revision: EventRevision, *, notice: Notice | None = None) -> None:
    """Writes what the revision says, as one change. Raises `ValidationError` (code `nothing`) where that stands."""
    with revising(event, why=reason_of(revision), notice=notice) as made:
        if made.before and not changed_names(revision.content, made.before.content):
            raise ValidationError(_("This is how it stands now: there is nothing to restore."), code="nothing")
        write_content(event, revision.content)


@transaction.atomic
def restore_deleted(revision: EventRevision) -> AnyEvent:
    """A deleted event, with all that hung on it, as a draft again.

    Raises `ValidationError` where what it needs is gone or taken.
    """
    past = EventRevision.objects.filter(event_id=revision.event_id)
    event: AnyEvent = kind_of(revision.kind).model(
        id=revision.event_id,
        event_ptr_id=revision.event_id,
        uid=revision.uid,
        review=Review.DRAFT,
        version=max(past.values_list("number", flat=True)) + 1,
        **next(iter(revision.content.get("about", [])), {}),
    )
    _refuse_gone_places(event, revision.content)
    assign(event, revision.content)
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
    _refuse_gone_places(row, content)
    columns = [fact for fact in kind_of(row).all_facts if fact.columns]
    if any(fact.content(row) != content.get(fact.name, []) for fact in columns):
        assign(row, content)
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


def _refuse_gone_places(row: AnyEvent, content: Content) -> None:
    facts = [fact for fact in kind_of(row).all_facts if isinstance(fact, PlaceFact)]
    _by_pk(Place, [item["id"] for fact in facts for item in content.get(fact.name, [])])


def _gone(model: Any) -> ValidationError:
    return ValidationError(
        _("Something that this version names is no longer stored (%(what)s)."),
        code="gone",
        params={"what": model._meta.verbose_name},
    )
