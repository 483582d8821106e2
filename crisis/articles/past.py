"""Histories: who changed what of a row, from what to what, and why; and what a row once said, brought back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.dispatch import receiver
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from simple_history.signals import pre_create_historical_record

from .differences import Piece, words_changed

DERIVED = frozenset(
    {"id", "version", "starts_on", "ends_on", "precision", "published_first", "published_last"}
    | {"changed_at", "created_at", "corrected_at", "sha256", "words_sha256"}
)
"""Columns nobody writes: they follow from others, or only count."""
NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChange:
    """One column, before and after, in words."""

    name: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Word by word where both are texts, whole where one is nothing."""
        if NOTHING in {self.before, self.after}:
            told = (Piece("-", self.before), Piece("+", self.after))
            return tuple(piece for piece in told if piece.words != NOTHING)
        return words_changed(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a history."""

    record: Any
    kind: str
    """What the row is: “meeting”, “evidence”."""
    row: str
    changes: tuple[ColumnChange, ...]

    @property
    def at(self) -> datetime:
        return self.record.history_date  # type: ignore[no-any-return]

    @property
    def who(self) -> Any:
        return self.record.history_user

    @property
    def what(self) -> str:
        return what_was_done(self.record)

    @property
    def reason(self) -> str:
        """Why; what the house itself notes is said in the reader's language."""
        reason = self.record.history_change_reason
        return _(reason) if reason else ""


def what_was_done(record: Any) -> str:
    """A word that goes with a row of any gender."""
    return {
        "+": pgettext("history", "added"),
        "~": pgettext("history", "changed"),
        "-": pgettext("history", "deleted"),
    }[record.history_type]


class Wording:
    """Values of columns in words; the names of what they point to are asked for once."""

    def __init__(self) -> None:
        self._names: dict[tuple[Any, Any], str] = {}

    def value(self, field: Any, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if field.is_relation:
            return self._name(field.related_model, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(field, models.DateTimeField):
            return str(localize(localtime(value)))
        return str(value)

    def _name(self, model: Any, pk: Any) -> str:
        key = (model, pk)
        if key not in self._names:
            row = model._base_manager.filter(pk=pk).first()
            self._names[key] = str(row) if row is not None else f"#{pk}"
        return self._names[key]


def columns(record: Any) -> list[Any]:
    """The fields that a history keeps and a person writes."""
    return [
        field
        for field in record.tracked_fields
        if field.name not in DERIVED and not field.auto_created and not field.primary_key
    ]


def change_between(
    before: Any, after: Any, wording: Wording, *, fields: Iterable[Any] | None = None
) -> tuple[ColumnChange, ...]:
    """What differs in words between two versions of one row; either may be `None`."""
    found = []
    for field in columns(after if after is not None else before) if fields is None else fields:
        was, now = (
            wording.value(field, None if version is None else getattr(version, field.attname))
            for version in (before, after)
        )
        if was != now:
            label = capfirst(str(field.verbose_name))
            found.append(ColumnChange(name=field.name, label=label, before=was, after=now))
    return tuple(found)


def entries(records: Iterable[Any]) -> list[Entry]:
    """The records of one row as lines, the newest first. They must be complete."""
    wording = Wording()
    last: Any = None
    found = []
    for record in sorted(records, key=lambda record: (record.history_date, record.history_id)):
        gone = record.history_type == "-"
        found.append(
            Entry(
                record=record,
                kind=str(record.instance_type._meta.verbose_name),
                row=title_of(record),
                changes=change_between(record if gone else last, None if gone else record, wording),
            )
        )
        last = None if gone else record
    return found[::-1]


def title_of(record: Any) -> str:
    """The row's name as it was then; a number where what named it is gone."""
    try:
        return str(record.instance)
    except ObjectDoesNotExist:
        return f"#{record.id}"


def restorable(record: Any) -> list[Any]:
    """The columns an editor may write."""
    return [field for field in columns(record) if field.editable]


def restoring_changes(row: models.Model | None, record: Any) -> tuple[ColumnChange, ...]:
    """What bringing that version back would change, from now to then; all of it where the row is gone."""
    return change_between(row, record, Wording(), fields=restorable(record))


def bring_columns_back(row: models.Model, record: Any) -> list[str]:
    """What was decided of the row, and a stored text, stay as they are.

    Sets the row's columns to that version, stores nothing; returns the names of those that differ.

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
    when = date_format(localtime(record.history_date), "SHORT_DATETIME_FORMAT")
    return _("restored: the version of %(when)s") % {"when": when}


LONGEST_REASON = 100
"""Characters; what the history's column holds."""

_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Everything written within carries the reason in its history, unless its writer gives one of its own."""
    token = _reason.set(reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…")
    try:
        yield
    finally:
        _reason.reset(token)


def current_reason() -> str:
    """Why whatever is written now is written; empty where nobody said."""
    return _reason.get()


@receiver(pre_create_historical_record, dispatch_uid="crisis.articles.past")
def _note_reason(history_instance: Any, **_signal: Any) -> None:
    if (reason := _reason.get()) and not history_instance.history_change_reason:
        history_instance.history_change_reason = reason
