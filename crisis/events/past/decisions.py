"""The ways back: the last decision about an event undone, and what one of its revisions said written again.

What stood before a decision stands again, and nothing later is lost. A revision gives its facts as a whole, never
where the event stood at the desk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..duplicates.pairs import lead_elsewhere
from ..kinds import KINDS, kind_of
from ..models import ErrorReport, Event, EventLink, EventRevision, NotDuplicate
from ..review import lead_to, set_back
from ..vocabulary import LinkKind, Review
from ..writing import AnyEvent, link, refuse_unsupported, save_changed, save_new, save_valid, set_rows
from .content import (
    Content,
    alike,
    assign,
    changed_names,
    content_of,
    fetch_for_content,
    key_of,
    rows_of,
    unwritten,
)
from .corrections import Notice, corrections_among
from .revisions import revising

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


@dataclass(frozen=True, slots=True)
class Decision:
    """A revision that decided something, and where the event stood before it."""

    made: EventRevision
    before: EventRevision

    @property
    def pk(self) -> int:
        return self.made.pk

    @property
    def what(self) -> Review:
        return Review(self.made.decision)

    @property
    def takes_away(self) -> bool:
        """Whether undoing it would take from readers what they were shown."""
        return self.what == Review.PUBLISHED and self.before.review != Review.PUBLISHED

    @property
    def is_settled(self) -> bool:
        return self.takes_away and timezone.now() - self.made.at > SLIP


def undoable(event: Event) -> Decision | None:
    """The event's last decision, if it still stands and was not undone."""
    return undoable_among([event]).get(event.pk)


def undoable_among(events: Collection[Event]) -> dict[int, Decision]:
    """The same for many events, by their primary keys (one question)."""
    reviews = {event.pk: event.review for event in events}
    return {
        pk: one
        for pk, one in _last_decisions(list(reviews)).items()
        if one.what == reviews[pk] and not one.made.is_undone and not one.is_settled
    }


def _last_decisions(pks: Collection[int]) -> dict[int, Decision]:
    found: dict[int, Decision] = {}
    before: dict[int, EventRevision] = {}
    revisions = EventRevision.objects.filter(event__in=pks).defer("content").select_related("by")
    for revision in revisions.order_by("pk"):
        pk = revision.event_id
        if revision.decision:
            unknown = EventRevision(review=Review.DRAFT, state={}, content={})  # nobody knows where it stood before
            found[pk] = Decision(revision, before.get(pk, unknown))
        before[pk] = revision
    return found


def may_undo(user: Any, decision: Decision) -> bool:
    needed = PERMISSIONS[decision.what]
    if decision.what == Review.MERGED and decision.before.review == Review.DRAFT:
        needed = PERMISSIONS[Review.PUBLISHED]  # who may publish drafts may attach them
    return bool(user.is_active and user.has_perm(needed))


@transaction.atomic
def undo_last(event: Event, *, by: AbstractBaseUser) -> Decision:
    """Brings the event back to where it stood before its last decision; of a merger, all that moved goes back.

    Raises `ValidationError`: code `nothing` where there is nothing to undo, `changed` where somebody has since
    changed what would be lost, `no-evidence` where a published event would be left with nothing, `retract` where
    readers would meet a dead permalink.
    """
    decision = _last_decisions([event.pk]).get(event.pk)
    if decision is None or decision.made.is_undone or decision.what != event.review:
        raise ValidationError(
            _("“%(title)s”: there is nothing to undo, or it has been undone already."),
            code="nothing",
            params={"title": event.title},
        )
    led_here = Event.objects.ever_public().filter(merged_into=event.pk)
    if decision.is_settled or (decision.takes_away and led_here.exists()):
        raise ValidationError(
            _(
                "“%(title)s” has been public for more than a day, or permalinks of merged events lead to it: it is "
                "retracted, so that readers are told why."
            ),
            code="retract",
            params={"title": event.title},
        )
    with revising(event, by=by, why=REASONS[decision.what]):
        if decision.what == Review.MERGED:
            _unmerge(event, decision)
        if decision.before.review == Review.PUBLISHED:
            refuse_unsupported(Event(review=Review.PUBLISHED), left=event.evidence.count())
        set_back(event, decision.before)
    EventRevision.objects.filter(pk=decision.pk).update(is_undone=True)
    note_corrected(event)
    return decision


def note_corrected(event: Event) -> None:
    """Derives anew when readers were last told of a correction."""
    told = corrections_among(list(EventRevision.objects.filter(event_id=event.pk)))
    event.corrected_at = told[0][0].at if told else None
    Event.objects.filter(pk=event.pk).update(corrected_at=event.corrected_at)


def _unmerge(event: Event, decision: Decision) -> None:
    """Takes out of both events what the merger put there, and gives back what it took."""
    survivor = event.merged_into
    assert survivor is not None  # noqa: S101  # a constraint holds that a merged event has one
    if survivor.merged_into_id is not None:
        raise ValidationError(
            _("“%(title)s” has been merged into another event since. Undo that first."),
            code="changed",
            params={"title": survivor.title},
        )
    moved = decision.made.state
    of_survivor = list(EventRevision.objects.filter(event_id=survivor.pk))
    at = next((at for at, one in enumerate(of_survivor) if one.number == moved.get("survivor_number")), 0)
    if at == 0:
        raise ValidationError(
            _("What “%(title)s” was before the merger is not known: bring it into order by hand."),
            code="changed",
            params={"title": survivor.title},
        )
    gained, before = of_survivor[at], of_survivor[at - 1]
    with revising(survivor, why=REASONS[Review.MERGED]):
        _take_back(survivor, before.content, gained.content)
        _links_back(event, survivor, decision, before.content)
        _take_back(event, decision.before.content, decision.made.content)
        _pairs_back(event, survivor, moved.get("pairs", []))
        for report in ErrorReport.objects.filter(pk__in=moved.get("reports", []), event_id=survivor.pk):
            report.event_id = event.pk
            save_valid(report)
        refuse_unsupported(survivor, left=survivor.evidence.count())
    for earlier in Event.objects.filter(pk__in=moved.get("followers", []), merged_into_id=survivor.pk):
        lead_to(earlier, event, why=REASONS[Review.MERGED])
    EventRevision.objects.filter(pk=gained.pk).update(is_undone=True)
    note_corrected(survivor)


def _take_back(event: Event, before: Content, after: Content) -> None:
    """Undoes what came between the two contents, and leaves all that somebody else has changed."""
    before, now = alike(before, after), alike(content_of(fetch_for_content(event.pk)), after)
    names = [fact.name for fact in kind_of(event).all_facts]
    wanted = {name: _without(name, *(told.get(name, []) for told in (before, after, now))) for name in names}
    write_content(event, wanted)


def _without(name: str, before: list[Any], after: list[Any], now: list[Any]) -> list[Any]:
    """`now` without what `after` has more than `before`. Raises `ValidationError` where that was changed since."""
    if KINDS.facts[name].columns:
        if before != after and now != after:
            raise _changed(name, (now or after)[0])
        return now if before == after else before
    was, became, stands = ({key_of(item): item for item in items} for items in (before, after, now))
    gained = {key for key, item in became.items() if key not in was or _stance(was[key]) != _stance(item)}
    for key in gained & stands.keys():
        if _stance(stands[key]) != _stance(became[key]):
            raise _changed(name, stands[key])
    kept = [was.get(key) if key in gained else item for key, item in stands.items()]
    lost = [item for key, item in was.items() if key not in became and key not in stands]
    return [item for item in (*kept, *lost) if item is not None]


def _stance(item: dict[str, Any]) -> str | None:
    """All that can be said otherwise of the same thing."""
    return item.get("stance")


def _changed(name: str, item: Any) -> ValidationError:
    return ValidationError(
        _("Somebody has changed “%(row)s” (%(what)s) since. Undoing would lose that: bring it into order by hand."),
        code="changed",
        params={"row": KINDS.facts[name].words(item), "what": KINDS.facts[name].label},
    )


def _links_back(event: Event, survivor: Event, decision: Decision, before: Content) -> None:
    """The links of others that led to the event lead to it again; what somebody took away since stays away."""
    there = {(item["kind"], item["id"]) for item in decision.made.content.get("backlinks", [])}
    both_had = {(item["kind"], item["id"]) for item in before.get("backlinks", [])}
    for item in decision.before.content.get("backlinks", []):
        ends = (item["kind"], item["id"])
        other = Event.objects.filter(pk=item["id"]).first()
        if ends in there or other is None:
            continue
        if ends in both_had:
            link(other, event, LinkKind(item["kind"]))
        elif led := EventLink.objects.filter(from_event=other, to_event_id=survivor.pk, kind=item["kind"]).first():
            lead_elsewhere(led, to_event_id=event.pk)


def _pairs_back(event: Event, survivor: Event, pairs: list[dict[str, Any]]) -> None:
    for was in pairs:
        if NotDuplicate.objects.between(was["other"], event.pk).exists():
            continue
        pair = NotDuplicate.objects.filter(pk=was["row"]).first()
        if was["is_gone"] and pair is None:
            pair = NotDuplicate(pk=was["row"], by_id=was["by"], at=parse_datetime(was["at"]) or timezone.now())
        if pair is not None and (was["is_gone"] or survivor.pk in {pair.first_id, pair.second_id}):
            pair.join(was["other"], event.pk)
            save_valid(pair)


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
