"""An event's past at the desk: its revisions in one list, and a page for each, from which the event is restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.events.kinds import kind_of
from crisis.events.models import Event, EventRevision
from crisis.events.past.content import Content, as_event, content_of, fetch_for_content
from crisis.events.past.facts import Change, changes
from crisis.events.past.restoring import restore, restore_deleted
from crisis.events.past.revisions import last_revision
from crisis.events.vocabulary import Review

from ..history import RowPast
from ..pages import page_address
from .forms import NoticeFields

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One write, as the list shows it."""

    record: EventRevision
    at: datetime
    who: Any
    kind: str
    row: str
    what: str
    changes: tuple[Change, ...]
    reason: str


def line_of(before: EventRevision | None, made: EventRevision) -> Line:
    """`before` is what was written of the event before it, if anything was."""
    what = pgettext("history", "changed") if before else pgettext("history", "added")
    return Line(
        record=made,
        at=made.at,
        who=made.by,
        kind=str(kind_of(made.kind).model._meta.verbose_name),
        row=f"{made.title} ({made.number})",
        what=pgettext("history", "deleted") if made.is_deletion else what,
        changes=changes_between(before or EventRevision(content={}, state={}, review=""), made),
        reason=_(made.why) if made.why else "",
    )


def changes_between(before: EventRevision, made: EventRevision) -> tuple[Change, ...]:
    """What differs, the review among it."""
    if made.is_deletion:
        return in_words(made.content, {})
    reviews = [str(Review(one.review).label) if one.review else "" for one in (before, made)]
    reasons = [str(one.state.get("review_reason", "")) for one in (before, made)]
    decided = [
        Change(name=name, label=label, before=(was or NOTHING,), after=(now or NOTHING,))
        for name, label, (was, now) in (("review", _("Review"), reviews), ("review_reason", _("Reason"), reasons))
        if was != now and (name != "review" or was)
    ]
    return (*in_words(before.content, made.content), *decided)


def in_words(before: Content, after: Content) -> tuple[Change, ...]:
    return tuple(
        replace(
            change,
            label=capfirst(change.label),
            before=change.before or (NOTHING,),
            after=change.after or (NOTHING,),
        )
        for change in changes(before, after)
    )


class EventPast(RowPast):
    """An event counts its versions itself, and each write of it is one revision."""

    def version_of(self, row: Any) -> int:
        return Event.objects.values_list("version", flat=True).get(pk=row.pk)

    def opened(self, row: Any, version: int) -> Any:
        revision = EventRevision.objects.filter(event_id=row.pk, number=version).last()
        return as_event(revision) if revision else None

    def ties_opened(self, row: Any, version: int, formset: Any) -> dict[str, Any]:
        was = self.opened(row, version)
        ties = getattr(was, formset.fk.remote_field.related_name).all() if was else ()
        return {str(tie.pk): tie for tie in ties}

    def last_write(self, row: Any) -> tuple[str, datetime | None]:
        last = last_revision(row)
        return (str(last.by or ""), last.at) if last else ("", None)

    def lines_of(self, of: Any, pk: int) -> list[tuple[Any, str]]:
        revisions = EventRevision.objects.filter(event_id=pk, kind=of.kind.code).select_related("by")
        newest_first = reversed([*pairwise([None, *revisions])])
        lines = [line_of(before, made) for before, made in newest_first if made]
        return [(line, page_address(of, "simple_history", pk, line.record.pk)) for line in lines]

    def record_of(self, of: Any, pk: int, number: int) -> EventRevision | None:
        revisions = EventRevision.objects.filter(event_id=pk, pk=number, kind=of.kind.code)
        return revisions.select_related("by").first()

    def row_of(self, record: EventRevision) -> Any:
        return as_event(record)

    def told_of(self, record: EventRevision) -> dict[str, Any]:
        return {"name": record.title, "at": record.at, "who": record.by}

    def changes_to(self, row: Any, record: EventRevision) -> Sequence[Any]:
        return in_words(content_of(fetch_for_content(row.pk)) if row else {}, record.content)

    def restoring_form(self, request: HttpRequest, row: Any) -> forms.Form | None:
        """Readers are told of it as of any change."""
        if row is None or row.review != Review.PUBLISHED:
            return None
        return NoticeFields(request.POST or None)

    def restore(self, of: Any, request: HttpRequest, row: Any, record: Any, form: forms.Form | None) -> None:
        if row is None:
            restore_deleted(record)
        else:
            restore(row, record, notice=form.notice() if isinstance(form, NoticeFields) else None)
