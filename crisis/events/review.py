"""What an editor decides about an event. The only code that changes `Event.review`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from crisis.articles.writing import refuse_unstorable

from .duplicates.pairs import merge_facts
from .models import Event, EventRevision
from .past.corrections import Notice
from .past.revisions import revising
from .vocabulary import Review

Editor = AbstractBaseUser | None
"""Who decides; `None` is the machine, and what it publishes carries the badge “not yet reviewed”."""


def publish(event: Event, *, by: Editor) -> None:
    """Shows the event to readers. Raises `ValidationError` if nothing supports it."""
    _require(event, Review.DRAFT, Review.REJECTED, Review.PUBLISHED)
    if not event.evidence.exists():
        raise ValidationError(
            _("“%(title)s”: link at least one excerpt or one reference before publishing."),
            code="no-evidence",
            params={"title": event.title},
        )
    _decide(event, Review.PUBLISHED, by=by)


def reject(event: Event, *, by: Editor, reason: str = "") -> None:
    """Keeps a draft from ever being shown. A published event is retracted instead, so that its permalink says why."""
    _require(event, Review.DRAFT, Review.REJECTED)
    _decide(event, Review.REJECTED, by=by, reason=reason)


def reopen(event: Event, *, by: Editor) -> None:
    """Makes a rejected event a draft again, as if nobody had looked at it."""
    _require(event, Review.REJECTED)
    _decide(event, Review.DRAFT, by=by)


def retract(event: Event, *, by: Editor, reason: str) -> None:
    """Takes a published event back; its permalink answers 410 with the reason."""
    _require(event, Review.PUBLISHED)
    if not reason.strip():
        raise ValidationError(_("Say why the event is retracted: readers will see it."), code="no-reason")
    _decide(event, Review.RETRACTED, by=by, reason=reason.strip())


@transaction.atomic
def merge(event: Event, *, into: Event, by: Editor) -> None:
    """Folds an event into the one that survives it, which gains what it lacks; its permalink leads there.

    What readers saw is merged into what readers see; a draft may also be attached to another draft, whose
    later fate it shares. Raises `ValidationError`: `itself`, `kind`, `wrong-state`, or `conflict` if either
    was changed since it was read.
    """
    if event.pk == into.pk:
        raise ValidationError(_("An event cannot be merged into itself."), code="itself")
    if event.kind != into.kind:
        raise ValidationError(_("Only events of one kind can be merged."), code="kind")
    _lock_as_read(event, into)
    _require(event, Review.DRAFT, Review.PUBLISHED)
    _require(into, Review.DRAFT, Review.PUBLISHED)
    if event.review == Review.PUBLISHED and into.review == Review.DRAFT:
        raise ValidationError(
            _("“%(title)s” is published and the other is a draft: attach the draft to it, or publish the draft."),
            code="wrong-state",
            params={"title": event.title},
        )
    with revising(event, by=by, decision=Review.MERGED) as merged:
        with revising(into, by=by, notice=_gains(event) if by is not None else None) as survivor:
            moved = merge_facts(event, into)
        followers = list(Event.objects.filter(merged_into_id=event.pk))  # of a survivor that is merged itself
        for earlier in followers:
            with revising(earlier, by=by):
                _set_review(earlier, Review.MERGED, by=by, survivor=into)
        _set_review(event, Review.MERGED, by=by, survivor=into)
        merged.state = {
            "survivor_number": survivor.claimed,
            **moved,
            "followers": [earlier.pk for earlier in followers],
        }


def _gains(event: Event) -> Notice:
    """Readers are told where the survivor now says more than before; further evidence alone is no correction."""
    notes: dict[str, Any] = {}
    for language in ("fr", "en"):
        with override(language):
            note = gettext("Completed from another report of the same event: “%(title)s”.")
            notes[f"note_{language}"] = note % {"title": event.title}
    return Notice(**notes, is_machines=True)


def _lock_as_read(*events: Event) -> None:
    """Keeps both as they are until the end of the transaction, if they are still as they were read."""
    stored = Event.objects.select_for_update().order_by("pk").filter(pk__in=[event.pk for event in events])
    versions = {event.pk: event.version for event in stored}
    if any(versions.get(event.pk) != event.version for event in events):
        raise ValidationError(
            _("Somebody else changed one of the two events meanwhile. Look at both again, then decide."),
            code="conflict",
        )


def set_back(event: Event, before: EventRevision) -> None:
    """Sets the event's review back to where it stood before a decision; `decisions.py` decides whether it may be."""
    with revising(event):
        _store_review(event, **before.review_columns)


def lead_to(event: Event, survivor: Event, *, why: str) -> None:
    """A merged event follows another survivor: the one it had been merged into at first."""
    with revising(event, why=why):
        _store_review(event, merged_into_id=survivor.pk)


def _decide(event: Event, review: Review, *, by: Editor, reason: str = "") -> None:
    """A draft again is no decision: it takes one back."""
    with revising(event, by=by, decision="" if review == Review.DRAFT else review, keeps_facts=True):
        _set_review(event, review, by=by, reason=reason)


def _set_review(event: Event, review: Review, *, by: Editor, reason: str = "", survivor: Event | None = None) -> None:
    columns: dict[str, Any] = {
        "review": review,
        "review_reason": reason,
        "merged_into_id": survivor.pk if survivor else None,
    }
    if review == Review.DRAFT:
        columns |= {"reviewed_by_id": None, "reviewed_at": None}
    elif by is not None:
        columns |= {"reviewed_by_id": by.pk, "reviewed_at": timezone.now()}
    _store_review(event, **columns)


def _store_review(event: Event, **columns: Any) -> None:
    refuse_unstorable(columns.get("review_reason", ""))
    Event.objects.filter(pk=event.pk).update(**columns)
    for name, value in columns.items():
        setattr(event, name, value)


def _require(event: Event, *reviews: Review) -> None:
    if event.review not in reviews:
        raise ValidationError(
            _("“%(title)s” is %(review)s: that cannot be done to it now."),
            code="wrong-state",
            params={"title": event.title, "review": event.get_review_display()},
        )
