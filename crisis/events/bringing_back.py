"""Bringing back what an event, or a tie of it, once was: its facts, never where it stands at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from crisis.articles.reasons import because
from crisis.articles.restoring import bring_columns_back, gone_row, reason_of

from .models import Event, EventLink, Evidence, Participation, Quotation, Tagging
from .search import refresh
from .tying import move_on
from .vocabulary import Review
from .writing import AnyEvent, refuse_unsupported, save_changed, save_valid

PARENTS: dict[type[models.Model], str] = {
    Evidence: "event",
    Participation: "event",
    Quotation: "statement",
    Tagging: "event",
    EventLink: "from_event",
}
"""The rows that tie an event to the rest, and the key by which they hang on it."""
TOGETHER = timedelta(seconds=10)
"""Rows deleted within this time of their event went with it."""


def restore_facts(event: AnyEvent, record: Any) -> None:
    """The event's own columns as that version had them. Its review stays."""
    bring_columns_back(event, record)
    save_changed(event)


@transaction.atomic
def restore_deleted(record: Any) -> AnyEvent:
    """A deleted draft, with the ties that went with it, as a draft again.

    Raises `ValidationError` where what it needs is gone or taken.
    """
    event: AnyEvent = gone_row(record)
    event.review, event.review_reason, event.merged_into_id = Review.DRAFT, "", None
    event.reviewed_by_id = event.reviewed_at = None
    save_valid(event)
    gone = record.instance_type.history.filter(id=record.id, history_type="-").order_by("-history_id").first()
    if gone is not None:
        for tie in _gone_with(gone):
            row = gone_row(tie)
            if not isinstance(row, EventLink) or Event.objects.filter(pk=row.to_event_id).exists():
                save_valid(row)
    refresh(event)
    return event


@transaction.atomic
def restore_tie(event: AnyEvent, record: Any) -> Any:
    """A piece of evidence, an actor, a topic, a link or a quotation of the event, as that version had it.

    Raises `ValidationError` where it hangs on another event by now, or is there already.
    """
    model, parent = record.instance_type, PARENTS[record.instance_type]
    row = model._default_manager.filter(pk=record.id).first()
    with because(reason_of(record)):
        move_on(event)
    if row is None:
        row = gone_row(record)
    else:
        if getattr(row, f"{parent}_id") != event.pk:
            raise ValidationError(_("It belongs to another event by now."), code="moved")
        bring_columns_back(row, record, parent=parent)
    save_valid(row)
    refuse_unsupported(event, left=event.evidence.count())
    refresh(event)
    return row


def history_of_ties(pk: int) -> list[Any]:
    """All records of what ever hung on the event."""
    found = []
    for model, parent in PARENTS.items():
        past = model.history  # type: ignore[attr-defined]
        ids = past.filter(**{f"{parent}_id": pk}).values("id")
        found += past.filter(id__in=ids).select_related("history_user")
    return found


def _gone_with(gone: Any) -> list[Any]:
    """The last records of the ties that were deleted together with the event."""
    found = []
    for model, parent in PARENTS.items():
        past = model.history.filter(**{f"{parent}_id": gone.id}, history_type="-")  # type: ignore[attr-defined]
        near = past.filter(history_date__gt=gone.history_date - TOGETHER, history_date__lt=gone.history_date + TOGETHER)
        found += [tie for tie in near.order_by("id") if _can_return(tie)]
    return found


def _can_return(tie: Any) -> bool:
    """Whether nothing it points to has been deleted, and it is not there."""
    if tie.instance_type._default_manager.filter(pk=tie.id).exists():
        return False
    try:
        return bool(str(tie.instance))
    except ObjectDoesNotExist:
        return False
