"""Bringing back what a row once said. Its columns only: what was decided of it, and a stored text, stay as they are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .past import ColumnChange, Wording, columns


def restorable(record: Any) -> list[Any]:
    """The columns an editor may write."""
    return [field for field in columns(record) if field.editable]


def restoring_changes(row: models.Model | None, record: Any) -> tuple[ColumnChange, ...]:
    """What bringing that version back would change, from now to then; all of it where the row is gone."""
    wording = Wording()
    found = []
    for field in restorable(record):
        now = wording.value(field, getattr(row, field.attname) if row is not None else None)
        then = wording.value(field, getattr(record, field.attname))
        if now != then:
            found.append(ColumnChange(name=field.name, label=capfirst(str(field.verbose_name)), before=now, after=then))
    return tuple(found)


def bring_columns_back(row: models.Model, record: Any) -> list[str]:
    """Sets the row's columns to that version, stores nothing; returns the names of those that differ.

    Raises `ValidationError` (code `nothing`) where none does.
    """
    names = []
    for field in restorable(record):
        if getattr(row, field.attname) != getattr(record, field.attname):
            setattr(row, field.attname, getattr(record, field.attname))
            names.append(field.name)
    if not names:
        raise ValidationError(_("This is how it stands now: there is nothing to restore."), code="nothing")
    row._change_reason = reason_of(record)  # type: ignore[attr-defined]
    return names


def gone_row(record: Any) -> Any:
    """The deleted row as that version had it, not stored yet.

    Raises `ValidationError` where the history does not keep all that the row needs.
    """
    kept = {field.attname for field in record.tracked_fields}
    model = record.instance_type
    missing = [field for field in model._meta.concrete_fields if field.attname not in kept and not field.blank]
    if missing:
        raise ValidationError(
            _("The history does not keep the %(fields)s: what is deleted cannot be brought back from it."),
            code="not-kept",
            params={"fields": ", ".join(str(field.verbose_name) for field in missing)},
        )
    row = record.instance
    row._state.adding = True
    row._change_reason = reason_of(record)
    return row


def reason_of(record: Any) -> str:
    when = date_format(timezone.localtime(record.history_date), "SHORT_DATETIME_FORMAT")
    return _("restored: the version of %(when)s") % {"when": when}
