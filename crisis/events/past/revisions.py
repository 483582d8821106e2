"""One revision for each write of an event: the only code that stores `EventRevision` and moves `Event.version`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crisis.articles.past import current_reason
from crisis.articles.writing import refuse_unstorable

from ..models import Event, EventRevision
from ..search.matching import document
from ..vocabulary import Review
from .content import Content, content_of, fetch_for_content
from .corrections import Notice, settle

Author = AbstractBaseUser | None


@dataclass(slots=True, kw_only=True)
class Revising:
    """A write that is under way."""

    event: Event
    by: Author
    why: str = ""
    notice: Notice | None = None
    decision: str = ""
    state: dict[str, Any] = field(default_factory=dict)
    """What is noted beside the event's own review columns."""
    read: int = 0
    claimed: int = 0
    """The version that this write made; 0 as long as it makes none."""
    before: EventRevision | None = None
    keeps_facts: bool = False
    """Whether only the review changes."""
    seen: list[Event] = field(default_factory=list)
    """Every object that stands for the event in this write, so that all know its version."""

    def join(self, event: Event, *, moves: bool) -> None:
        """Another object for the same event takes part, if it was read at the same version."""
        if moves and event.version not in {self.read, self.claimed or self.read}:
            raise conflict()
        if not any(event is one for one in self.seen):
            self.seen.append(event)
        event.version = self.claimed or self.read

    def claim(self) -> None:
        """Moves the event from the version that was read to the next, if it is still that version."""
        moved, now = Event.objects.filter(pk=self.event.pk, version=self.read), timezone.now()
        if not moved.update(version=F("version") + 1, changed_at=now):
            raise conflict()
        self.claimed = self.read + 1
        for one in self.seen:
            one.version, one.changed_at = self.claimed, now

    def forget(self) -> None:
        """Nothing of it was stored."""
        for one in self.seen:
            one.version = self.read


_under_way: ContextVar[tuple[Revising, ...]] = ContextVar("revisions_under_way", default=())


@contextmanager
def revising(
    event: Event,
    *,
    by: Author = None,
    why: str = "",
    notice: Notice | None = None,
    decision: str = "",
    moves: bool = True,
    keeps_facts: bool = False,
) -> Iterator[Revising]:
    """Around everything that is written of one event: claims its next version, and stores one revision at the end.

    Within another `revising` of the same event it joins that one. `notice` is what readers of a published event are
    told; without one nobody asks. `moves` is false for what leaves the version as it is: a link, a further passage;
    `keeps_facts` is true where only the review is written. Who is signed in is the author where nobody is named.

    Raises `ValidationError` (code `conflict`) if somebody else moved the event since it was read; whatever is raised
    within, nothing is stored.
    """
    same = (one for one in _under_way.get() if one.event is event or (event.pk and one.event.pk == event.pk))
    outer = next(same, None)
    if outer is not None:
        outer.join(event, moves=moves)
        outer.why, outer.notice = outer.why or why, outer.notice or notice
        outer.decision, outer.by = outer.decision or decision, outer.by or by
        outer.keeps_facts = outer.keeps_facts and keeps_facts
        yield outer
        return
    is_new = event._state.adding
    made = Revising(
        event=event,
        by=by or signed_in(),
        why=why,
        notice=notice,
        decision=decision,
        keeps_facts=keeps_facts,
        seen=[event],
    )
    token = _under_way.set((*_under_way.get(), made))
    try:
        with transaction.atomic():
            made.read = event.version
            if not is_new:
                if moves:
                    made.claim()
                made.before = _just_stored(event) or last_revision(event) or _baseline(made)
            yield made
            if event.pk is not None:
                _store(made)
    except BaseException:
        if not is_new:
            made.forget()
        raise
    finally:
        _under_way.reset(token)


def store_first(event: Event, content: Content) -> None:
    """The revision of an event that was made just now, and of which the content is known."""
    event.__dict__["_revision"] = _insert(event, content, by=signed_in())


def last_revision(event: Event) -> EventRevision | None:
    return EventRevision.objects.filter(event_id=event.pk).order_by("-pk").first()


def state_of(event: Event) -> dict[str, Any]:
    """The columns of its review, `review` itself apart, as JSON holds them; what is empty is left out."""
    told = {
        "review_reason": event.review_reason,
        "merged_into": event.merged_into_id,
        "reviewed_by": event.reviewed_by_id,
        "reviewed_at": DjangoJSONEncoder().default(event.reviewed_at) if event.reviewed_at else None,
    }
    return {name: value for name, value in told.items() if value}


def conflict() -> ValidationError:
    return ValidationError(
        _("Somebody else changed this event while you were editing it. Your changes are not saved yet."),
        code="conflict",
    )


def signed_in() -> Any:
    """Who sent the request that is being answered; nobody outside of one."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None


@transaction.atomic
def delete_draft(event: Event, *, by: Author = None) -> None:
    """Deletes an event and says so; what it was stays known."""
    last = last_revision(event)
    content = last.content if last else content_of(fetch_for_content(event.pk))
    _insert(event, content, by=by or signed_in(), is_deletion=True)
    event.delete()


def _baseline(made: Revising) -> EventRevision:
    """What an event said that was made in bulk, before its first change: such events leave no revision."""
    found = fetch_for_content(made.event.pk)
    found.version = made.read
    return _insert(found, content_of(found), by=None, at=found.created_at)


def _just_stored(event: Event) -> EventRevision | None:
    """The revision that this very object has stored, if no other came after it."""
    kept: EventRevision | None = event.__dict__.get("_revision")
    if kept is None or kept.event_id != event.pk:
        return None
    last = EventRevision.objects.filter(event_id=event.pk).order_by("-pk").values_list("pk", flat=True).first()
    return kept if kept.pk == last else None


def _store(made: Revising) -> EventRevision:
    if made.keeps_facts and made.before is not None and made.before is made.event.__dict__.get("_revision"):
        event, content = made.event, made.before.content if made.before else {}
    else:
        event = fetch_for_content(made.event.pk)
        content = content_of(event)
    at = timezone.now()
    notes = settle(made.notice, event, made.before, content) if made.notice and made.before else {}
    changed: dict[str, Any] = {"corrected_at": at} if notes else {}
    if event is not made.event and (text := document(event)) != event.search_text:
        changed["search_text"] = text
    if changed:
        Event.objects.filter(pk=event.pk).update(**changed)
        for one in made.seen:
            for name, value in changed.items():
                setattr(one, name, value)
    if made.decision and made.before:
        made.state["was"] = made.before.review
    why = made.why or (made.notice.reason if made.notice else "")
    made.event.__dict__["_revision"] = stored = _insert(
        event, content, by=made.by, why=why, at=at, decision=made.decision, state=made.state, **notes
    )
    for other in Event.objects.filter(pk__in=_ends_that_changed(made.before, stored)):
        with revising(other, by=made.by, why=why, moves=False):
            pass  # a link that leads to it came or went
    return stored


def _ends_that_changed(before: EventRevision | None, made: EventRevision) -> set[int]:
    """The events to which a link was made or taken away."""
    then, now = (
        {(item["kind"], item["id"]) for item in one.content.get("links", [])} if one else set()
        for one in (before, made)
    )
    return {pk for _kind, pk in then ^ now}


def _insert(
    event: Event,
    content: Content,
    *,
    by: Author,
    why: str = "",
    at: datetime | None = None,
    state: dict[str, Any] | None = None,
    **columns: Any,
) -> EventRevision:
    revision = EventRevision(
        event_id=event.pk,
        uid=event.uid,
        kind=event.kind,
        number=event.version,
        at=at or timezone.now(),
        by_id=by.pk if by is not None else None,
        why=str(why) or current_reason(),
        review=Review(event.review),
        state={**state_of(event), **(state or {})},
        content=content,
        **columns,
    )
    for words in (revision.why, revision.note_fr, revision.note_en):
        refuse_unstorable(words)
    revision.save(force_insert=True)
    return revision
