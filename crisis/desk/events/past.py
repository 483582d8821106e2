"""An event's history at the desk: its own and that of all that ties it to the rest, in one list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from crisis.articles.past import Entry, entries
from crisis.events.bringing_back import PARENTS, history_of_ties, restore_deleted, restore_facts, restore_tie
from crisis.events.corrections import announce
from crisis.events.facts import snapshot
from crisis.events.models import Event
from crisis.events.vocabulary import Review

from ..history import RowPast, version_page
from ..pages import Page, address_of
from ..permissions import editor_of
from .forms import NoticeFields


class EventPast(RowPast):
    """An event counts its versions itself."""

    def version_of(self, row: Any) -> int:
        return Event.objects.values_list("version", flat=True).get(pk=row.pk)

    def _spell(self, row: Any, version: int) -> tuple[models.Model | None, datetime]:
        was = row.history.filter(version=version).order_by("-history_id").first()
        following = row.history.filter(version__gt=version).order_by("history_id").first()
        return was.instance if was else None, following.history_date if following else timezone.now()

    def entries(self, model: Any, pk: int) -> list[Entry]:
        return entries([*self.records(model, pk), *history_of_ties(pk)], parents=PARENTS)

    def address(self, of: Any, pk: int, record: Any) -> str:
        if record.instance_type in PARENTS:
            return address_of(of, "tie_history", pk, record.instance_type._meta.model_name, record.history_id)
        return super().address(of, pk, record)

    def question(self, request: HttpRequest, owner: Any) -> forms.Form | None:
        """Readers are told of it as of any change."""
        if owner is None or owner.review != Review.PUBLISHED:
            return None
        return NoticeFields(request.POST or None)

    def restore(self, of: Any, request: HttpRequest, owner: Any, row: Any, record: Any, answer: Any) -> Any:
        if owner is None:
            return restore_deleted(record)
        before = snapshot(owner)
        if record.instance_type in PARENTS:
            restore_tie(owner, record)
        else:
            restore_facts(owner, record)
        if isinstance(answer, NoticeFields):
            announce(owner, by=editor_of(request), before=before, notice=answer.notice())
        return owner


def tie_version(of: Any, request: HttpRequest, pk: int, tie: str, version: int) -> HttpResponse:
    """One version of a tie, and the way back to it."""
    model = next((model for model in PARENTS if model._meta.model_name == tie), None)
    record = model.history.filter(history_id=version).first() if model else None  # type: ignore[attr-defined]
    event = of.get_object(request, str(pk))
    if model is None or record is None or event is None or getattr(record, f"{PARENTS[model]}_id") != pk:
        raise Http404
    row = model._default_manager.filter(pk=record.id).first()
    return version_page(of, request, pk, event, row, record, parent=PARENTS[model])


TIE_VERSION_PAGE = Page("<int:pk>/history/<slug:tie>/<int:version>/", "tie_history", tie_version)
