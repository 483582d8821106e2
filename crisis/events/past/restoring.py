"""Making an event what one of its revisions says: its facts as a whole, never where it stands at the desk."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..kinds import kind_of
from ..models import Event, EventRevision
from ..vocabulary import Review
from ..writing import AnyEvent, save_changed, save_new, set_rows
from .content import Content, assign, changed_names, rows_of, unwritten
from .corrections import Notice
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
    version = max(past.values_list("number", flat=True)) + 1
    event: AnyEvent = unwritten(revision, review=Review.DRAFT, version=version)
    rows = _rows_to_store(event, revision.content)
    assign(event, revision.content)
    with revising(event, why=reason_of(revision)):
        save_new(event)
        for name, given in rows.items():
            set_rows(event, name, given)
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
    rows = _rows_to_store(row, content)
    columns = [fact for fact in kind_of(row).all_facts if fact.columns]
    if any(fact.content(row) != content.get(fact.name, []) for fact in columns):
        assign(row, content)
        save_changed(row)
    for name, given in rows.items():
        set_rows(row, name, given)


def _rows_to_store(event: AnyEvent, content: Content) -> dict[str, list[Any]]:
    """What is to hang on the event, if all that it and they point to is still there."""
    rows = rows_of(event, content)
    linked = Event.objects.in_bulk([row.to_event_id for row in rows["links"]])
    rows["links"] = [row for row in rows["links"] if row.to_event_id in linked]
    then = kind_of(event).model()
    assign(then, content)
    needed: dict[type[models.Model], set[int]] = defaultdict(set)
    for row in (then, *(row for given in rows.values() for row in given)):
        for column in row._meta.concrete_fields:
            if column.is_relation and (pk := getattr(row, column.attname)):
                needed[column.related_model].add(pk)
    for model, pks in needed.items():
        if model._default_manager.filter(pk__in=pks).count() < len(pks):
            raise ValidationError(
                _("Something that this version names is no longer stored (%(what)s)."),
                code="gone",
                params={"what": model._meta.verbose_name},
            )
    return rows
