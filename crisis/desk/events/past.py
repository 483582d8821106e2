"""An event's history at the desk: its own and that of all that ties it to the rest, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from crisis.articles.past import entries
from crisis.articles.restoring import restoring_changes
from crisis.events.bringing_back import PARENTS, history_of_ties, restore_deleted, restore_facts, restore_tie
from crisis.events.corrections import announce
from crisis.events.facts import snapshot
from crisis.events.kinds import KINDS
from crisis.events.models import Event
from crisis.events.vocabulary import Review

from ..history import RowPast, shown_version
from ..pages import DeskPage, page_address
from ..permissions import editor_of
from .forms import NoticeFields


class EventPast(RowPast):
    """An event counts its versions itself; what ties it to the rest has a past of its own."""

    def version_of(self, row: Any) -> int:
        return Event.objects.values_list("version", flat=True).get(pk=row.pk)

    def opened(self, row: Any, version: int) -> models.Model | None:
        was = row.history.filter(version=version).order_by("-history_id").first()
        return was.instance if was else None

    def ties_opened(self, row: Any, version: int, formset: Any) -> dict[str, models.Model]:
        following = row.history.filter(version__gt=version).order_by("history_id").first()
        until = following.history_date if following else timezone.now()
        past = formset.model.history.filter(**{formset.fk.attname: row.pk}, history_date__lt=until)
        latest = {record.id: record for record in past.order_by("history_date", "history_id")}
        return {str(pk): record.instance for pk, record in latest.items() if record.history_type != "-"}

    def lines_of(self, of: Any, pk: int) -> list[tuple[Any, str]]:
        own = list(of.model.history.filter(id=pk).select_related("history_user"))
        lines = entries([*own, *history_of_ties(pk)], parents=PARENTS)
        return [(entry, self._address(of, pk, entry.record)) for entry in lines] if own else []

    def row_of(self, record: Any) -> Any:
        if record.instance_type not in PARENTS:
            return record.instance
        pk = getattr(record, f"{PARENTS[record.instance_type]}_id")
        last = (kind.model.history.filter(id=pk).order_by("-history_id").first() for kind in KINDS)
        return next(found.instance for found in last if found is not None)

    def changes_to(self, row: Any, record: Any) -> Sequence[Any]:
        parent = PARENTS.get(record.instance_type, "")
        return restoring_changes(_tie(record) if parent else row, record, parent=parent)

    def is_gone(self, row: Any, record: Any) -> bool:
        return _tie(record) is None if record.instance_type in PARENTS else row is None

    def restoring_form(self, request: HttpRequest, row: Any) -> forms.Form | None:
        """Readers are told of it as of any change."""
        if row is None or row.review != Review.PUBLISHED:
            return None
        return NoticeFields(request.POST or None)

    def restore(self, of: Any, request: HttpRequest, row: Any, record: Any, form: forms.Form | None) -> None:
        if row is None:
            restore_deleted(record)
            return
        before = snapshot(row)
        if record.instance_type in PARENTS:
            restore_tie(row, record)
        else:
            restore_facts(row, record)
        if isinstance(form, NoticeFields):
            announce(row, by=editor_of(request), before=before, notice=form.notice())

    def _address(self, of: Any, pk: int, record: Any) -> str:
        if record.instance_type in PARENTS:
            return page_address(of, "tie_history", pk, record.instance_type._meta.model_name, record.history_id)
        return page_address(of, "simple_history", pk, record.history_id)


def tie_version(of: Any, request: HttpRequest, pk: int, tie: str, version: int) -> HttpResponse:
    """One version of a tie, and the way back to it."""
    model = next((model for model in PARENTS if model._meta.model_name == tie), None)
    record = model.history.filter(history_id=version).first() if model else None  # type: ignore[attr-defined]
    is_there = of.get_object(request, str(pk)) is not None
    if model is None or record is None or not is_there or getattr(record, f"{PARENTS[model]}_id") != pk:
        raise Http404
    return shown_version(of, request, pk, record)


TIE_VERSION_PAGE = DeskPage("<int:pk>/history/<slug:tie>/<int:version>/", "tie_history", tie_version)


def _tie(record: Any) -> models.Model | None:
    """What the record is of, if it is still there."""
    row: models.Model | None = record.instance_type._default_manager.filter(pk=record.id).first()
    return row
