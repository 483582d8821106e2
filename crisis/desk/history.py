"""A row's history at the desk: who changed what, and the way back to it.

In place of django-simple-history's “Revert”: that asks only for the permission to look, and would bring back an
event's review with its words, past the one module that decides it. What the pages show comes from the admin's
`past`; that of rows whose versions django-simple-history keeps is a `RowPast`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.past import bring_columns_back, entries, gone_row, restoring_changes, title_of
from crisis.events.requests import parse_pk

from .conflict import READ
from .pages import DeskPage, desk_page, page_address
from .permissions import require

PER_PAGE = 100


class RowPast:
    """What a row was, as django-simple-history keeps it. Its version is the number of its last record."""

    # For pages that change it.

    def version_of(self, row: Any) -> int:
        """Which version of the row is stored."""
        return int(row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0)

    def opened(self, row: Any, version: int) -> Model | None:
        """The row as it was at that version."""
        was = row.history.filter(history_id=version).first()
        return was.instance if was else None

    def ties_opened(self, row: Any, version: int, formset: Any) -> dict[str, Model]:
        """The rows of an inline as they were at that version, by their keys; no row but an event has any."""
        return {}

    def last_write(self, row: Any) -> tuple[str, datetime | None]:
        """By whom, and when; empty where nobody knows."""
        last = row.history.select_related("history_user").order_by("-history_id").first()
        return (str(last.history_user or ""), last.history_date) if last else ("", None)

    # For the history's own pages.

    def lines_of(self, of: Any, pk: int) -> list[tuple[Any, str]]:
        """The lines of the history page, the newest first, each with the address of its version."""
        records = of.model.history.filter(id=pk).select_related("history_user")
        return [(entry, page_address(of, "simple_history", pk, entry.record.history_id)) for entry in entries(records)]

    def record_of(self, of: Any, pk: int, number: int) -> Any:
        """One version; `None` where there is none."""
        return of.model.history.filter(id=pk, history_id=number).first()

    def row_of(self, record: Any) -> Any:
        """The row as that version has it."""
        return record.instance

    def told_of(self, record: Any) -> dict[str, Any]:
        """What the version is called, when it was stored and by whom."""
        return {"name": title_of(record), "at": record.history_date, "who": record.history_user}

    def changes_to(self, row: Any, record: Any) -> Sequence[Any]:
        """What bringing the version back would change."""
        return restoring_changes(row, record)

    def restoring_form(self, request: HttpRequest, row: Any) -> forms.Form | None:
        """What is asked before a version is brought back; nothing, mostly."""
        return None

    def restore(self, of: Any, request: HttpRequest, row: Any, record: Any, form: forms.Form | None) -> None:
        """Brings the version back. Raises `ValidationError` with what it would break."""
        if row is None:
            row = gone_row(record)
            row.full_clean()
            row.save()
            return
        changed = bring_columns_back(row, record)
        row.full_clean()
        of.save_model(request, row, SimpleNamespace(changed_data=changed), change=True)  # no form was sent


def history_page(of: Any, request: HttpRequest, object_id: str, context: dict[str, Any] | None) -> HttpResponse:
    """The row's history with its differences, also where the row is gone."""
    pk = number_in(object_id)
    row, lines = of.get_object(request, str(pk)), of.past.lines_of(of, pk)
    if row is None and not lines:
        raise Http404
    shown = row if row is not None else of.past.row_of(lines[0][0].record)
    require(of.has_view_or_change_permission(request, shown))
    paginator = Paginator(lines, PER_PAGE)
    page = paginator.get_page(request.GET.get(PAGE_VAR))
    shown_with = {
        "lines": list(page),
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
    record = of.past.record_of(of, pk, number_in(version_id))
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
