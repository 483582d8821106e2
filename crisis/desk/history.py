"""A row's history at the desk: who changed what, and the way back to it.

In place of django-simple-history's “Revert”: that asks only for the permission to look, and would bring back an
event's review with its words, past the one module that decides it. What the pages show comes from the admin's
`past`; that of rows whose versions django-simple-history keeps is a `RowPast`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.past import Entry, entries, title_of
from crisis.articles.restoring import bring_columns_back, gone_row, restoring_changes
from crisis.articles.sent import whole_number

from .conflict import READ
from .pages import Page, address_of

PER_PAGE = 100


class RestoredColumns:
    """Stands for the form where columns are stored that no form was sent for."""

    def __init__(self, changed_data: list[str]) -> None:
        self.changed_data = changed_data


class RowPast:
    """What a row was, as django-simple-history keeps it. Its version is the number of its last record."""

    def version_of(self, row: Any) -> int:
        """Which version of the row is stored."""
        return int(row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0)

    def as_opened(self, row: Any, version: int) -> Model | None:
        """The row as it was at that version."""
        return self._spell(row, version)[0]

    def ties_as_opened(self, row: Any, version: int, model: Any, link: str) -> dict[str, Model]:
        """The rows of another table that hung on it then by the column `link`, by their keys."""
        past = model.history.filter(**{link: row.pk}, history_date__lt=self._spell(row, version)[1])
        latest = {record.id: record for record in past.order_by("history_date", "history_id")}
        return {str(pk): record.instance for pk, record in latest.items() if record.history_type != "-"}

    def last_written(self, row: Any) -> tuple[str, datetime | None]:
        """By whom, and when; empty where nobody knows."""
        last = row.history.select_related("history_user").order_by("-history_id").first()
        return (str(last.history_user or ""), last.history_date) if last else ("", None)

    def records(self, model: Any, pk: int) -> list[Any]:
        """All records of the row itself."""
        return list(model.history.filter(id=pk).select_related("history_user"))

    def entries(self, model: Any, pk: int) -> list[Entry]:
        """The lines of the history page, the newest first."""
        return entries(self.records(model, pk))

    def address(self, of: Any, pk: int, record: Any) -> str:
        """Where a version has its page."""
        return address_of(of, "simple_history", pk, record.history_id)

    def question(self, request: HttpRequest, owner: Any) -> forms.Form | None:
        """What is asked before a version is brought back; nothing, mostly."""
        return None

    def restore(self, of: Any, request: HttpRequest, owner: Any, row: Any, record: Any, answer: Any) -> Any:
        """Brings the version back and returns the row. Raises `ValidationError` with what it would break."""
        if row is None:
            row = gone_row(record)
            row.full_clean()
            row.save()
            return row
        changed = bring_columns_back(row, record)
        row.full_clean()
        of.save_model(request, row, RestoredColumns(changed), change=True)
        return row

    def _spell(self, row: Any, version: int) -> tuple[Model | None, datetime]:
        """The row as it was at that version, and the moment at which that ceased to be so."""
        was = row.history.filter(history_id=version).first()
        following = row.history.filter(history_id__gt=version).order_by("history_id").first()
        return was.instance if was else None, following.history_date if following else timezone.now()


def history_page(of: Any, request: HttpRequest, object_id: str, context: dict[str, Any] | None) -> HttpResponse:
    """The row's history with its differences, also where the row is gone."""
    pk = number_in(object_id)
    row = of.get_object(request, str(pk))
    own = of.past.records(of.model, pk) if row is None else []
    if row is None and not own:
        raise Http404
    shown = row if row is not None else max(own, key=lambda record: record.history_id).instance
    if not of.has_view_or_change_permission(request, shown):
        raise PermissionDenied
    paginator = Paginator(of.past.entries(of.model, pk), PER_PAGE)
    page = paginator.get_page(request.GET.get(PAGE_VAR))
    shown_with = {
        **of.admin_site.each_context(request),
        "title": _("History: %(row)s") % {"row": shown},
        "lines": [(entry, of.past.address(of, pk, entry.record)) for entry in page],
        "page_obj": page,
        "page_range": paginator.get_elided_page_range(page.number),
        "page_var": PAGE_VAR,
        "module_name": capfirst(str(of.opts.verbose_name_plural)),
        "object": shown,
        "is_deleted": row is None,
        "opts": of.opts,
        **(context or {}),
    }
    return TemplateResponse(request, "desk/history.html", shown_with)


def row_version(of: Any, request: HttpRequest, object_id: str, version_id: str) -> HttpResponse:
    """One version of the row itself."""
    pk = number_in(object_id)
    record = of.model.history.filter(id=pk, history_id=number_in(version_id)).first()
    if record is None:
        raise Http404
    row = of.get_object(request, str(pk))
    return version_page(of, request, pk, row, row, record)


VERSION_PAGE = Page("<str:object_id>/history/<str:version_id>/", "simple_history", row_version)


def version_page(
    of: Any, request: HttpRequest, pk: int, owner: Any, row: Any, record: Any, *, parent: str = ""
) -> HttpResponse:
    """What a version said, and a button that brings it back.

    `row` is what the version is of; `owner` the row whose page this is, mostly the same. Either may be gone.
    """
    if not of.has_view_or_change_permission(request, record.instance if owner is None else owner):
        raise PermissionDenied
    may = of.has_add_permission(request) if owner is None else of.has_change_permission(request, owner)
    question, refusal = of.past.question(request, owner), None
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        try:
            _refuse_outdated(of, request, owner)
            return _restored(of, request, owner, row, record, question)
        except ValidationError as refused:
            refusal = refused
    context = {
        **of.admin_site.each_context(request),
        "title": _("Version of %(row)s") % {"row": title_of(record)},
        "record": record,
        "changes": restoring_changes(row, record, parent=parent),
        "may_restore": may,
        "is_gone": row is None,
        "form": question,
        "version": None if owner is None else of.past.version_of(owner),
        "refusal": refusal,
        "opts": of.opts,
        "history_address": address_of(of, "history", pk),
    }
    return TemplateResponse(request, "desk/version.html", context)


def _refuse_outdated(of: Any, request: HttpRequest, owner: Any) -> None:
    """What a colleague has written since the page was opened is looked at first."""
    if owner is not None and request.POST.get(READ) not in {None, str(of.past.version_of(owner))}:
        raise ValidationError(
            _("Somebody else has changed it since this page was opened. Look at what would change, and decide."),
            code="conflict",
        )


def _restored(
    of: Any, request: HttpRequest, owner: Any, row: Any, record: Any, question: forms.Form | None
) -> HttpResponse:
    if question is not None and not question.is_valid():
        raise ValidationError([message for sentences in question.errors.values() for message in sentences])
    with transaction.atomic():
        restored = of.past.restore(of, request, owner, row, record, question)
    messages.info(request, _("“%(row)s”: the version is restored.") % {"row": title_of(record)})
    return HttpResponseRedirect(address_of(of, "change", owner.pk if owner is not None else restored.pk))


def number_in(text: str) -> int:
    """A primary key out of an address. Raises `Http404` for anything else."""
    number = whole_number(unquote(text))
    if number is None:
        raise Http404
    return number
