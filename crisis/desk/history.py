"""A row's history at the desk: who changed what, and the way back to it.

In place of django-simple-history's “Revert”: that asks only for the permission to look, and would bring back an
event's review with its words, past the one module that decides it. What the pages show comes from the admin's
`past`: a `RowPast` of rows whose versions django-simple-history keeps, the `EventPast` of events' revisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.past import NOTHING, bring_columns_back, entries, gone_row, restoring_changes, title_of
from crisis.events.kinds import kind_of
from crisis.events.models import Event, EventRevision
from crisis.events.past.content import Change, Content, as_event, changes, content_of, fetch_for_content
from crisis.events.past.decisions import restore, restore_deleted
from crisis.events.requests import parse_pk
from crisis.events.vocabulary import Review

from .events.forms import NoticeFields
from .pages import READ, DeskPage, desk_page, page_address
from .permissions import require

PER_PAGE = 100


class RowPast:
    """What a row was, as django-simple-history keeps it. Its version is the number of its last record."""

    version_column: ClassVar[str] = "pk"
    """The column of a record that says of which version of the row it is."""

    def version_of(self, row: Any) -> int:
        """Which version of the row is stored."""
        return int(row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0)

    def records(self, of: Any, pk: int) -> QuerySet[Any]:
        """All that is kept of the row with that key."""
        return of.model.history.filter(id=pk).select_related("history_user")  # type: ignore[no-any-return]

    def lines(self, records: Iterable[Any]) -> Sequence[Any]:
        """Those of one row as the history shows them, the newest first."""
        return entries(records)

    def row_of(self, record: Any) -> Any:
        """The row as that record has it."""
        return record.instance

    def told_of(self, record: Any) -> dict[str, Any]:
        """What the row was called, when the record was stored and by whom."""
        return {"name": title_of(record), "at": record.history_date, "who": record.history_user}

    def opened(self, of: Any, row: Any, version: int) -> Any:
        """The row as it was at that version; `None` where nobody knows."""
        was = self.records(of, row.pk).filter(**{self.version_column: version}).last()
        return self.row_of(was) if was else None

    def last_write(self, of: Any, row: Any) -> tuple[str, datetime | None]:
        """By whom, and when; empty where nobody knows."""
        last = self.records(of, row.pk).order_by("-pk").first()
        told = self.told_of(last) if last else {}
        return str(told.get("who") or ""), told.get("at")

    def changes_to(self, row: Any, record: Any) -> Sequence[Any]:
        """What bringing the record back would change."""
        return restoring_changes(row, record)

    def restoring_form(self, request: HttpRequest, row: Any) -> forms.Form | None:
        """What is asked before a record is brought back; nothing, mostly."""
        return None

    def restore(self, of: Any, request: HttpRequest, row: Any, record: Any, form: forms.Form | None) -> None:
        """Brings the record back. Raises `ValidationError` with what it would break."""
        if row is None:
            row = gone_row(record)
            row.full_clean()
            row.save()
            return
        changed = bring_columns_back(row, record)
        row.full_clean()
        of.save_model(request, row, SimpleNamespace(changed_data=changed), change=True)  # no form was sent


class EventPast(RowPast):
    """An event counts its versions itself, and each write of it is one revision."""

    version_column = "number"

    def version_of(self, row: Any) -> int:
        return Event.objects.values_list("version", flat=True).get(pk=row.pk)

    def records(self, of: Any, pk: int) -> QuerySet[EventRevision]:
        return EventRevision.objects.filter(event_id=pk, kind=of.kind.code).select_related("by")

    def lines(self, records: Iterable[EventRevision]) -> Sequence[Line]:
        newest_first = reversed([*pairwise([None, *records])])
        return [line_of(before, made) for before, made in newest_first if made]

    def row_of(self, record: EventRevision) -> Any:
        return as_event(record)

    def told_of(self, record: EventRevision) -> dict[str, Any]:
        return {"name": record.title, "at": record.at, "who": record.by}

    def changes_to(self, row: Any, record: EventRevision) -> Sequence[Any]:
        return in_words(content_of(fetch_for_content(row.pk)) if row else {}, record.content)

    def restoring_form(self, request: HttpRequest, row: Any) -> forms.Form | None:
        """Readers are told of it as of any change."""
        is_public = row is not None and row.review == Review.PUBLISHED
        return NoticeFields(request.POST or None) if is_public else None

    def restore(self, of: Any, request: HttpRequest, row: Any, record: Any, form: forms.Form | None) -> None:
        if row is None:
            restore_deleted(record)
        else:
            restore(row, record, notice=form.notice() if isinstance(form, NoticeFields) else None)


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
    """Every fact that differs; what is not told on one side is said to be nothing."""
    return tuple(
        replace(it, label=capfirst(it.label), before=it.before or (NOTHING,), after=it.after or (NOTHING,))
        for it in changes(before, after)
    )


def history_page(of: Any, request: HttpRequest, object_id: str, context: dict[str, Any] | None) -> HttpResponse:
    """The row's history with its differences, also where the row is gone."""
    pk = number_in(object_id)
    row, lines = of.get_object(request, str(pk)), of.past.lines(of.past.records(of, pk))
    if row is None and not lines:
        raise Http404
    shown = row if row is not None else of.past.row_of(lines[0].record)
    require(of.has_view_or_change_permission(request, shown))
    paginator = Paginator(lines, PER_PAGE)
    page = paginator.get_page(request.GET.get(PAGE_VAR))
    shown_with = {
        "lines": [(line, page_address(of, "simple_history", pk, line.record.pk)) for line in page],
        "page_obj": page,
        "page_range": paginator.get_elided_page_range(page.number),
        "page_var": PAGE_VAR,
        "module_name": capfirst(str(of.opts.verbose_name_plural)),
        "object": shown,
        "is_deleted": row is None,
        **(context or {}),
    }
    return desk_page(request, "history", _("History: %(row)s") % {"row": shown}, of=of, **shown_with)


def version_page(of: Any, request: HttpRequest, object_id: str, version_id: str) -> HttpResponse:
    """What a version said, and a button that brings it back. The row it is of may be gone."""
    pk = number_in(object_id)
    record = of.past.records(of, pk).filter(pk=number_in(version_id)).first()
    if record is None:
        raise Http404
    row = of.get_object(request, str(pk))
    require(of.has_view_or_change_permission(request, of.past.row_of(record) if row is None else row))
    may = of.has_add_permission(request) if row is None else of.has_change_permission(request, row)
    form, told, refusal = of.past.restoring_form(request, row), of.past.told_of(record), None
    if request.method == "POST":
        require(may)
        try:
            _restore(of, request, row, record, form)
        except ValidationError as refused:
            refusal = refused
        else:
            messages.info(request, _("“%(row)s”: the version is restored.") % {"row": told["name"]})
            return HttpResponseRedirect(page_address(of, "change", pk))
    context = {
        "stored": told,
        "changes": of.past.changes_to(row, record),
        "may_restore": may,
        "is_gone": row is None,
        "form": form,
        "version": None if row is None else of.past.version_of(row),
        "refusal": refusal,
        "history_address": page_address(of, "history", pk),
    }
    return desk_page(request, "version", _("Version of %(row)s") % {"row": told["name"]}, of=of, **context)


VERSION_PAGE = DeskPage("<str:object_id>/history/<str:version_id>/", "simple_history", version_page)


@transaction.atomic
def _restore(of: Any, request: HttpRequest, row: Any, record: Any, form: forms.Form | None) -> None:
    """What a colleague has written since the page was opened is looked at first."""
    if row is not None and request.POST.get(READ) not in {None, str(of.past.version_of(row))}:
        raise ValidationError(
            _("Somebody else has changed it since this page was opened. Look at what would change, and decide."),
            code="conflict",
        )
    if form is not None and not form.is_valid():
        raise ValidationError([message for sentences in form.errors.values() for message in sentences])
    of.past.restore(of, request, row, record, form)


def number_in(text: str) -> int:
    """A primary key out of an address. Raises `Http404` for anything else."""
    number = parse_pk(unquote(text))
    if number is None:
        raise Http404
    return number
