"""History at the desk: who changed what, and the way back to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.past import entries, title_of
from crisis.articles.restoring import bring_columns_back, gone_row, restoring_changes
from crisis.articles.sent import whole_number

from .guarding import READ, GuardedAdmin


class Restored:
    """Stands for the form where columns are stored that no form was sent for."""

    def __init__(self, changed_data: list[str]) -> None:
        self.changed_data = changed_data


class HistoryAdmin(GuardedAdmin):
    """A row's history with its differences, and a page for each version from which its columns are brought back.

    In place of django-simple-history's “Revert”: that asks only for the permission to look, and would bring
    back an event's review with its words, past the one module that decides it.
    """

    def records_of(self, pk: Any) -> list[Any]:
        """All that the history page lists: the row's own records, and those of what hangs on it."""
        return list(self.model.history.filter(id=pk).select_related("history_user"))

    def parents(self) -> dict[type[models.Model], str]:
        """By which key the other rows of the list hang on this one."""
        return {}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        pk = _number(object_id)
        row, records = self.get_object(request, str(pk)), self.records_of(pk)
        own = [record for record in records if record.instance_type is self.model]
        if row is None and not own:
            raise Http404
        shown = row if row is not None else max(own, key=lambda record: record.history_id).instance
        if not self.has_view_or_change_permission(request, shown):
            raise PermissionDenied
        paginator = Paginator(entries(records, parents=self.parents()), self.history_list_per_page)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(row)s") % {"row": shown},
            "lines": [(entry, self._version_address(pk, entry.record)) for entry in page],
            "page_obj": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            "object": shown,
            "is_deleted": row is None,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "simple_history/object_history.html", context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One version: what it said, and a button that brings it back."""
        pk = _number(object_id)
        record = self.model.history.filter(id=pk, history_id=_number(version_id)).first()
        if record is None:
            raise Http404
        row = self.get_object(request, str(pk))
        return self.version_page(request, pk, row, row, record)

    def version_page(
        self, request: HttpRequest, pk: int, owner: Any, row: Any, record: Any, *, parent: str = ""
    ) -> HttpResponse:
        """`row` is what the version is of; `owner` the row whose page this is, mostly the same. Either may be gone."""
        if not self.has_view_or_change_permission(request, record.instance if owner is None else owner):
            raise PermissionDenied
        may = self.may_restore(request, owner)
        form, refusal = self.restoring_form(request, owner), None
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            try:
                self._refuse_outdated(request, owner)
                return self._restore(request, owner, row, record, form)
            except ValidationError as refused:
                refusal = refused
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version of %(row)s") % {"row": title_of(record)},
            "record": record,
            "changes": restoring_changes(row, record, parent=parent),
            "may_restore": may,
            "is_gone": row is None,
            "form": form,
            "version": None if owner is None else self.version_of(owner),
            "refusal": refusal,
            "opts": self.opts,
            "history_address": reverse(self._desk_page("history"), args=[pk]),
        }
        return TemplateResponse(request, "admin/version.html", context)

    def _refuse_outdated(self, request: HttpRequest, owner: Any) -> None:
        """What a colleague has written since the page was opened is looked at first."""
        if owner is not None and request.POST.get(READ) not in {None, str(self.version_of(owner))}:
            raise ValidationError(
                _("Somebody else has changed it since this page was opened. Look at what would change, and decide."),
                code="conflict",
            )

    def may_restore(self, request: HttpRequest, owner: Any) -> bool:
        """As for changing; for what is deleted, as for adding."""
        if owner is None:
            return bool(self.has_add_permission(request))
        return bool(self.has_change_permission(request, owner))

    def restoring_form(self, request: HttpRequest, owner: Any) -> forms.Form | None:
        """What is asked before a version is brought back; nothing, mostly."""
        return None

    def restore(self, request: HttpRequest, owner: Any, row: Any, record: Any, form: forms.Form | None) -> Any:
        """Brings the version back and returns the row. Raises `ValidationError` with what it would break."""
        if row is None:
            row = gone_row(record)
            row.full_clean()
            row.save()
            return row
        changed = bring_columns_back(row, record)
        row.full_clean()
        self.save_model(request, row, Restored(changed), change=True)
        return row

    def _restore(
        self, request: HttpRequest, owner: Any, row: Any, record: Any, form: forms.Form | None
    ) -> HttpResponse:
        if form is not None and not form.is_valid():
            raise ValidationError([message for messages in form.errors.values() for message in messages])
        with transaction.atomic():
            restored = self.restore(request, owner, row, record, form)
        self.message_user(request, _("“%(row)s”: the version is restored.") % {"row": title_of(record)})
        pk = owner.pk if owner is not None else restored.pk
        return HttpResponseRedirect(reverse(self._desk_page("change"), args=[pk]))

    def _version_address(self, pk: Any, record: Any) -> str:
        return reverse(self._desk_page("simple_history"), args=[pk, record.history_id])

    def _desk_page(self, page: str) -> str:
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"


def _number(text: str) -> int:
    """A primary key out of an address. Raises `Http404` for anything else."""
    number = whole_number(unquote(text))
    if number is None:
        raise Http404
    return number
