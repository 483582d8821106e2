"""An event's history at the desk: its own and that of all that ties it to the rest, in one list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from crisis.events.bringing_back import PARENTS, history_of_ties, restore_deleted, restore_facts, restore_tie
from crisis.events.corrections import announce
from crisis.events.facts import snapshot
from crisis.events.vocabulary import Review

from ..guarding.history import HistoryAdmin
from .deciding import editor_of
from .forms import NoticeFields


class EventHistory(HistoryAdmin):
    """The history pages of the three kinds."""

    def records_of(self, pk: Any) -> list[Any]:
        return [*super().records_of(pk), *history_of_ties(pk)]

    def parents(self) -> dict[type[models.Model], str]:
        return PARENTS

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.tie_version_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_tie_history"
        return [path("<int:pk>/history/<slug:tie>/<int:version>/", view, name=name), *super().get_urls()]

    def tie_version_view(self, request: HttpRequest, pk: int, tie: str, version: int) -> HttpResponse:
        """One version of a tie, and the way back to it."""
        model = next((model for model in PARENTS if model._meta.model_name == tie), None)
        record = model.history.filter(history_id=version).first() if model else None  # type: ignore[attr-defined]
        event = self.get_object(request, str(pk))
        if model is None or record is None or event is None or getattr(record, f"{PARENTS[model]}_id") != pk:
            raise Http404
        row = model._default_manager.filter(pk=record.id).first()
        return self.version_page(request, pk, event, row, record, parent=PARENTS[model])

    def restoring_form(self, request: HttpRequest, owner: Any) -> forms.Form | None:
        """Readers are told of it as of any change."""
        if owner is None or owner.review != Review.PUBLISHED:
            return None
        return NoticeFields(request.POST or None)

    def restore(self, request: HttpRequest, owner: Any, row: Any, record: Any, form: forms.Form | None) -> Any:
        if owner is None:
            return restore_deleted(record)
        before = snapshot(owner)
        if record.instance_type in PARENTS:
            restore_tie(owner, record)
        else:
            restore_facts(owner, record)
        if isinstance(form, NoticeFields):
            announce(owner, by=editor_of(request), before=before, notice=form.notice())
        return owner

    def _version_address(self, pk: Any, record: Any) -> str:
        if record.instance_type in PARENTS:
            arguments = [pk, record.instance_type._meta.model_name, record.history_id]
            return reverse(self._desk_page("tie_history"), args=arguments)
        return super()._version_address(pk, record)
