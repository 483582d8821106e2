"""What an editor decides about an event. The only code that changes `Event.review`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from .carrying import carry_over
from .corrections import correct
from .facts import Snapshot, changed_names, snapshot
from .models import Event
from .remembering import REVIEW_COLUMNS, merging, remember, review_of
from .vocabulary import Review
from .writing import claim_version, save_valid

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


def reopen(event: Event, *, by: Editor) -> None:
    """Makes a rejected event a draft again, as if nobody had looked at it."""
    if event.review != Review.REJECTED:
        raise _wrong_state(event)
    _decide(event, Review.DRAFT, by=by)


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
    """Folds an event into the one that survives it, which gains what it lacks (`carrying`); its permalink leads there.

    What readers saw is merged into what readers see; a draft may also be attached to another draft, whose
    later fate it shares. Raises `ValidationError`: `itself`, `kind`, `wrong-state`, or `conflict` if either
    was changed since it was read.
    """
    if event.pk == into.pk:
        raise ValidationError(_("An event cannot be merged into itself."), code="itself")
    if event.kind != into.kind:
        raise ValidationError(_("Only events of one kind can be merged."), code="kind")
    _lock_as_read(event, into)
    if event.review not in {Review.DRAFT, Review.PUBLISHED}:
        raise _wrong_state(event)
    if into.review not in {Review.DRAFT, Review.PUBLISHED}:
        raise _wrong_state(into)
    if event.review == Review.PUBLISHED and into.review == Review.DRAFT:
        raise ValidationError(
            _("“%(title)s” is published and the other is a draft: attach the draft to it, or publish the draft."),
            code="wrong-state",
            params={"title": event.title},
        )
    began, before = timezone.now(), snapshot(into)
    carry_over(event, into)
    if into.review == Review.PUBLISHED and by is not None:
        _tell_of_gains(into, event, before, by=by)
    for earlier in Event.objects.filter(merged_into_id=event.pk):  # a survivor that is merged itself
        _decide(earlier, Review.MERGED, by=by, survivor=into)
    _decide(event, Review.MERGED, by=by, survivor=into, since=began)


def _tell_of_gains(into: Event, event: Event, before: Snapshot, *, by: AbstractBaseUser) -> None:
    """Readers are told where the survivor now says more than before; further evidence alone is no correction."""
    after = snapshot(into)
    if changed_names(before, after) - {"evidence", "links"}:
        notes = {}
        for language in ("fr", "en"):
            with override(language):
                note = gettext("Completed from another report of the same event: “%(title)s”.")
                notes[f"note_{language}"] = note % {"title": event.title}
        correct(into, by=by, before=before, after=after, **notes)


def _lock_as_read(*events: Event) -> None:
    """Keeps both as they are until the end of the transaction, if they are still as they were read."""
    stored = Event.objects.select_for_update().order_by("pk").filter(pk__in=[event.pk for event in events])
    versions = {event.pk: event.version for event in stored}
    if any(versions.get(event.pk) != event.version for event in events):
        raise ValidationError(
            _("Somebody else changed one of the two events meanwhile. Look at both again, then decide."),
            code="conflict",
        )


def bring_back(event: Event, before: dict[str, Any], *, reason: str) -> None:
    """Sets the event's review back to what stood before a decision; `undoing.py` decides whether it may be."""
    row = _row(event)
    row._change_reason = reason
    for name, value in before.items():
        setattr(row, name, value)
    _store(row, event)


def _decide(
    event: Event,
    review: Review,
    *,
    by: Editor,
    reason: str = "",
    survivor: Event | None = None,
    since: datetime | None = None,
) -> None:
    """`since`: when the decision began to move what hangs on the event, where it did; its version ended then."""
    row = _row(event)
    if since is not None:
        row._history_date = since
    before = review_of(row)
    row.review = review
    row.review_reason = reason
    row.merged_into_id = survivor.pk if survivor else None
    if review == Review.DRAFT:
        row.reviewed_by_id = row.reviewed_at = None
    elif by is not None:
        row.reviewed_by_id, row.reviewed_at = by.pk, timezone.now()
    with transaction.atomic():
        _store(row, event)
        is_following = before["review"] == review == Review.MERGED  # its survivor was merged
        if review != Review.DRAFT and not is_following:
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
