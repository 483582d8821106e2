"""Taking back the last decision about an event: what stood before it stands again, and nothing later is lost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from crisis.articles.reasons import because

from .corrections import note_corrected
from .kinds.model import KindRow
from .models import Decision, Event, Quotation
from .remembering import columns_of, last_decision, row_named
from .review import bring_back
from .search import refresh
from .tying import move_on
from .vocabulary import Review
from .writing import refuse_unsupported, save_changed, save_valid

PERMISSIONS = {
    Review.PUBLISHED: "events.publish_event",
    Review.REJECTED: "events.publish_event",
    Review.RETRACTED: "events.retract_event",
    Review.MERGED: "events.merge_event",
}
"""What one must be allowed in order to undo it: what one needed to do it."""
SLIP = timedelta(days=1)
"""How long a publication can be undone. What readers have had for longer is retracted: its permalink says why."""
REASONS = {
    Review.PUBLISHED: gettext_noop("publication undone"),
    Review.REJECTED: gettext_noop("rejection undone"),
    Review.RETRACTED: gettext_noop("retraction undone"),
    Review.MERGED: gettext_noop("merger undone"),
}


def undoable(event: Event) -> Decision | None:
    """The event's last decision, if it still stands and was not undone."""
    return undoable_among([event]).get(event.pk)


def undoable_among(events: Collection[Event]) -> dict[int, Decision]:
    """The same for many events, by their primary keys (one question)."""
    decisions = Decision.objects.filter(event__in=[event.pk for event in events]).select_related("made_by")
    last = {decision.event_id: decision for decision in decisions.order_by("pk")}
    reviews = {event.pk: event.review for event in events}
    return {pk: one for pk, one in last.items() if _stands(one, reviews[pk]) and not _is_settled(one)}


def _stands(decision: Decision, review: str) -> bool:
    return decision.undone_at is None and decision.what == review


def _takes_away(decision: Decision) -> bool:
    """Whether undoing it would take from readers what they were shown."""
    return decision.what == Review.PUBLISHED and decision.before["review"] != Review.PUBLISHED


def _is_settled(decision: Decision) -> bool:
    return _takes_away(decision) and timezone.now() - decision.made_at > SLIP


def may_undo(user: Any, decision: Decision) -> bool:
    needed = PERMISSIONS[Review(decision.what)]
    if decision.what == Review.MERGED and decision.before["review"] == Review.DRAFT:
        needed = PERMISSIONS[Review.PUBLISHED]  # who may publish drafts may attach them
    return bool(user.is_active and user.has_perm(needed))


@transaction.atomic
def undo_last(event: Event, *, by: AbstractBaseUser) -> Decision:
    """Brings the event back to where it stood before its last decision; of a merger, all that moved goes back.

    Raises `ValidationError`: code `nothing` where there is nothing to undo, `changed` where somebody has since
    changed what would be lost, `no-evidence` where a published event would be left with nothing, `retract` where
    readers would meet a dead permalink.
    """
    decision = last_decision(event)
    if decision is None or not _stands(decision, event.review):
        raise ValidationError(
            _("“%(title)s”: there is nothing to undo, or it has been undone already."),
            code="nothing",
            params={"title": event.title},
        )
    if _is_settled(decision) or (_takes_away(decision) and _others_lead_to(event)):
        raise ValidationError(
            _(
                "“%(title)s” has been public for more than a day, or permalinks of merged events lead to it: it is "
                "retracted, so that readers are told why."
            ),
            code="retract",
            params={"title": event.title},
        )
    if decision.what == Review.MERGED:
        _unmerge(event, decision)
    before = dict(decision.before)
    before["reviewed_at"] = parse_datetime(before["reviewed_at"]) if before["reviewed_at"] else None
    if before["review"] == Review.PUBLISHED:
        refuse_unsupported_as_published(event)
    bring_back(event, before, reason=REASONS[Review(decision.what)])
    if _takes_away(decision):  # nothing of what readers saw meanwhile is shown again, corrections included
        for correction in event.corrections.all():
            correction.delete()  # its history stays
        note_corrected(event)
    decision.undone_by_id, decision.undone_at = by.pk, timezone.now()
    save_valid(decision)
    return decision


def _others_lead_to(event: Event) -> bool:
    """Whether events that readers saw were merged into this one."""
    mergers = Decision.objects.filter(event__merged_into=event.pk, what=Review.MERGED, undone_at=None)
    return mergers.filter(before__review=Review.PUBLISHED).exists()


def refuse_unsupported_as_published(event: Event) -> None:
    """Raises `ValidationError` if the event, were it public, would be so without evidence."""
    refuse_unsupported(Event(review=Review.PUBLISHED), left=event.evidence.count())


def _unmerge(event: Event, decision: Decision) -> None:
    survivor = event.merged_into
    assert survivor is not None  # noqa: S101  # a constraint holds that a merged event has one
    if survivor.merged_into_id is not None:
        raise ValidationError(
            _("“%(title)s” has been merged into another event since. Undo that first."),
            code="changed",
            params={"title": survivor.title},
        )
    with because(REASONS[Review.MERGED]):
        move_on(survivor)  # whoever has its page open is told
    made = [change for change in decision.moved if change["before"] is None]
    others = [change for change in decision.moved if change["before"] is not None]
    for change in made:
        _take_away(change)
    for change in others:
        _put_back(change, survivor)
    refuse_unsupported(survivor, left=survivor.evidence.count())
    note_corrected(survivor)
    refresh(survivor)
    refresh(event)


def _take_away(change: dict[str, Any]) -> None:
    model, pk = row_named(change["row"])
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        return  # somebody took it away already
    if columns_of(row) != change["after"]:
        raise _changed(row)
    row._change_reason = REASONS[Review.MERGED]  # type: ignore[attr-defined]
    row.delete()


def _put_back(change: dict[str, Any], survivor: Event) -> None:
    model, pk = row_named(change["row"])
    if model is Event:
        _lead_back(pk, change)
        return
    row = model._default_manager.filter(pk=pk).first()
    if row is None and change["after"] is None:
        row = model(**change["before"])
    elif row is None:
        return  # moved by the merger, taken away by somebody since
    elif columns_of(row) != change["after"]:
        raise _changed(row)
    for name, value in change["before"].items():
        field: Any = row._meta.get_field(name)
        setattr(row, name, field.to_python(value))
    row._change_reason = REASONS[Review.MERGED]  # type: ignore[attr-defined]
    if issubclass(model, KindRow):
        row.version = survivor.version  # type: ignore[attr-defined]
        save_changed(row)  # type: ignore[arg-type]
        survivor.version = row.version  # type: ignore[attr-defined]
    else:
        save_valid(row)


def _lead_back(pk: int, change: dict[str, Any]) -> None:
    """An event that had been merged into this one earlier leads here again."""
    earlier = Event.objects.filter(pk=pk).first()
    if earlier is None or earlier.merged_into_id != change["after"]["merged_into_id"] or not change["before"]:
        return
    before = {name: getattr(earlier, name) for name in ("review", "review_reason", "reviewed_by_id", "reviewed_at")}
    bring_back(earlier, {**before, **change["before"]}, reason=REASONS[Review.MERGED])


def _changed(row: Any) -> ValidationError:
    what = row._meta.verbose_name
    if isinstance(row, Quotation | Event):
        what = str(row)
    return ValidationError(
        _("Somebody has changed “%(row)s” (%(what)s) since. Undoing would lose that: bring it into order by hand."),
        code="changed",
        params={"row": row, "what": what},
    )
