"""What an editor decides about an event. The only code that changes `Event.review`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Event, EventLink
from .remembering import REVIEW_COLUMNS, merging, remember, review_of
from .search import refresh
from .vocabulary import Review, Stance
from .writing import add_evidence, claim_version, save_valid

Editor = AbstractBaseUser | None
"""Who decides; `None` is the machine, and what it publishes carries the badge “not yet reviewed”."""


def publish(event: Event, *, by: Editor) -> None:
    """Shows the event to readers. Raises `ValidationError` if nothing supports it."""
    if event.review not in {Review.DRAFT, Review.REJECTED, Review.PUBLISHED}:
        raise _wrong_state(event)
    if not event.evidence.exists():
        raise ValidationError(
            _("“%(title)s”: link at least one excerpt or one reference before publishing."),
            code="no-evidence",
            params={"title": event.title},
        )
    _decide(event, Review.PUBLISHED, by=by)


def reject(event: Event, *, by: Editor, reason: str = "") -> None:
    """Keeps a draft from ever being shown. A published event is retracted instead, so that its permalink says why."""
    if event.review not in {Review.DRAFT, Review.REJECTED}:
        raise _wrong_state(event)
    _decide(event, Review.REJECTED, by=by, reason=reason)


def retract(event: Event, *, by: Editor, reason: str) -> None:
    """Takes a published event back; its permalink answers 410 with the reason."""
    if event.review != Review.PUBLISHED:
        raise _wrong_state(event)
    if not reason.strip():
        raise ValidationError(_("Say why the event is retracted: readers will see it."), code="no-reason")
    _decide(event, Review.RETRACTED, by=by, reason=reason.strip())


@transaction.atomic
@merging
def merge(event: Event, *, into: Event, by: Editor) -> None:
    """Folds an event into the one that survives it, with its evidence and links; its permalink leads there."""
    if event.pk == into.pk:
        raise ValidationError(_("An event cannot be merged into itself."), code="itself")
    if event.kind != into.kind:
        raise ValidationError(_("Only events of one kind can be merged."), code="kind")
    if into.review != Review.PUBLISHED or event.review not in {Review.DRAFT, Review.PUBLISHED}:
        raise _wrong_state(event)
    for evidence in event.evidence.all():
        what = evidence.excerpt or evidence.reference
        if what:
            add_evidence(into, what, stance=Stance(evidence.stance))
    refresh(into)
    for link in EventLink.objects.filter(from_event_id=event.pk).exclude(to_event_id=into.pk):
        _hand_over(link, from_event_id=into.pk)
    for link in EventLink.objects.filter(to_event_id=event.pk).exclude(from_event_id=into.pk):
        _hand_over(link, to_event_id=into.pk)
    for earlier in Event.objects.filter(merged_into_id=event.pk):  # a survivor that is merged itself
        _decide(earlier, Review.MERGED, by=by, survivor=into)
    _decide(event, Review.MERGED, by=by, survivor=into)


def _hand_over(link: EventLink, **ends: int) -> None:
    for name, pk in ends.items():
        setattr(link, name, pk)
    known = EventLink.objects.filter(from_event_id=link.from_event_id, to_event_id=link.to_event_id, kind=link.kind)
    if known.exists():
        link.delete()
    else:
        link.save()


def bring_back(event: Event, before: dict[str, Any], *, reason: str) -> None:
    """Sets the event's review back to what stood before a decision; `undoing.py` decides whether it may be."""
    row = _row(event)
    row._change_reason = reason
    for name, value in before.items():
        setattr(row, name, value)
    _store(row, event)


def _decide(event: Event, review: Review, *, by: Editor, reason: str = "", survivor: Event | None = None) -> None:
    row = _row(event)
    before = review_of(row)
    row.review = review
    row.review_reason = reason
    row.merged_into_id = survivor.pk if survivor else None
    if by is not None:
        row.reviewed_by_id, row.reviewed_at = by.pk, timezone.now()
    with transaction.atomic():
        _store(row, event)
        if not (before["review"] == review == Review.MERGED):  # it only follows its survivor
            remember(event, review, by=by, before=before)


def _row(event: Event) -> Any:
    """The event with the columns of its kind, so that the decision stands in the history of the kind."""
    row = event.as_kind
    row.version = event.version
    return row


def _store(row: Any, event: Event) -> None:
    with transaction.atomic():
        claim_version(row)
        save_valid(row)
    for name in (*REVIEW_COLUMNS, "version"):
        setattr(event, name, getattr(row, name))


def _wrong_state(event: Event) -> ValidationError:
    return ValidationError(
        _("“%(title)s” is %(review)s: that cannot be done to it now."),
        code="wrong-state",
        params={"title": event.title, "review": event.get_review_display()},
    )
