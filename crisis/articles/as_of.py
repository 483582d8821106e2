"""Rows as they stood at a moment, out of their histories. Nothing made here may be saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import models


def rows_as_of(model: type[models.Model], pks: Collection[Any], moment: datetime) -> dict[Any, Any]:
    """By primary key. A row without a history before `moment` is given as it stands now, if it does (two queries)."""
    history: Any = getattr(model, "history", None)
    found: dict[Any, Any] = {}
    if history is not None:
        past = history.filter(id__in=pks, history_date__lt=moment).order_by("history_date", "history_id")
        found = {record.id: record.instance for record in past}
    missing = set(pks) - found.keys()
    return found | model._base_manager.in_bulk(missing) if missing else found


def relate_as_of(rows: Iterable[Any], names: Collection[str], moment: datetime) -> list[Any]:
    """Gives each row, under each of these names, what it pointed to as that stood; returns all that was given."""
    rows = list(rows)
    given: list[Any] = []
    for name in names:
        pks = {pk for row in rows if (pk := getattr(row, f"{name}_id")) is not None}
        if not pks:
            continue
        field: Any = rows[0]._meta.get_field(name)
        found = rows_as_of(field.related_model, pks, moment)
        for row in rows:
            if (pk := getattr(row, f"{name}_id")) in found:
                setattr(row, name, found[pk])
        given += found.values()
    return given
