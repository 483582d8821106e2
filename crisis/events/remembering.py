"""What a decision changed, kept so that it can be undone. The only code that writes `Decision`.

A merger touches rows of both events, and may touch more of them as it learns to; so what it did is found by
comparing all rows of the two before and after, not told by it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from .models import (
    Apart,
    Correction,
    Decision,
    ErrorReport,
    Event,
    EventLink,
    Evidence,
    Participation,
    Quotation,
    Tagging,
)
from .vocabulary import Review
from .writing import save_valid

REVIEW_COLUMNS = ("review", "review_reason", "merged_into_id", "reviewed_by_id", "reviewed_at")
_TIES: tuple[type[models.Model], ...] = (
    Evidence,
    Participation,
    Tagging,
    EventLink,
    Quotation,
    Apart,
    ErrorReport,
    Correction,
)
_NOT_FACTS = {*REVIEW_COLUMNS, "version", "search_text", "changed_at", "corrected_at"}
Rows = dict[str, dict[str, Any]]
"""Rows by “model:primary key”, each with its columns as JSON holds them."""


def review_of(event: Event) -> dict[str, Any]:
    """The event's review columns, as JSON holds them."""
    return {name: _plain(getattr(event, name)) for name in REVIEW_COLUMNS}


def remember(event: Event, what: Review, *, by: Any, before: dict[str, Any]) -> Decision:
    made = Decision(event_id=event.pk, what=what, made_by_id=by.pk if by is not None else None, before=before)
    save_valid(made)
    return made


def last_decision(event: Event) -> Decision | None:
    """The event's last decision, undone or not."""
    return Decision.objects.filter(event_id=event.pk).order_by("-pk").first()


def merging(merge: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps `merge(event, *, into, by, …)`, within its transaction: notes the rows it made, took away, changed."""

    @functools.wraps(merge)
    def remembered(event: Event, *, into: Event, **rest: Any) -> Any:
        before = rows_of(event, into)
        answer = merge(event, into=into, **rest)
        decision = last_decision(event)
        if decision is not None and decision.what == Review.MERGED:
            decision.moved = difference(before, rows_of(event, into))
            save_valid(decision)
        return answer

    return remembered


def rows_of(event: Event, into: Event) -> Rows:
    """All ties of the two events, the facts of the survivor, and which events were merged into the first."""
    both = [event.pk, into.pk]
    found: Rows = {}
    for model in _TIES:
        if model is EventLink:
            mine = Q(from_event__in=both) | Q(to_event__in=both)
        elif model is Apart:
            mine = Q(first__in=both) | Q(second__in=both)
        elif model is Quotation:
            mine = Q(statement__in=both)
        else:
            mine = Q(event__in=both)
        for row in model._default_manager.filter(mine):
            found[name_of(row)] = columns_of(row)
    survivor = type(into.as_kind)._default_manager.get(pk=into.pk)
    found[name_of(survivor)] = columns_of(survivor)
    for earlier in Event.objects.filter(merged_into__in=both).exclude(pk=event.pk):
        found[name_of(earlier)] = {"merged_into_id": earlier.merged_into_id}
    return found


def difference(before: Rows, after: Rows) -> list[dict[str, Any]]:
    """Each row that was made (`before` is null), taken away (`after` is null) or changed."""
    return [
        {"row": name, "before": before.get(name), "after": after.get(name)}
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def name_of(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def row_named(name: str) -> tuple[type[models.Model], int]:
    label, pk = name.split(":")
    return apps.get_model(label), int(pk)


def columns_of(row: models.Model) -> dict[str, Any]:
    """The row's facts as JSON holds them; of a reader's report only where it lies: its sender is forgotten in a day."""
    if isinstance(row, ErrorReport):
        return {"event_id": row.event_id}
    return {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in _NOT_FACTS
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | dict | list):
        return value
    return DjangoJSONEncoder().default(value)
