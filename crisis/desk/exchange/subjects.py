"""The sheets of actors, places and topics, found by their short names."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from crisis.events.models import Actor, Place, Topic
from crisis.events.search import refresh_events_of
from crisis.events.writing import save_valid
from crisis.public.visibility import is_shown

from .columns import ACTOR_COLUMNS, PLACE_COLUMNS, TOPIC_COLUMNS
from .resources import Sheet, SheetRow, changed, differing, made, may_publish, refuse

Subject = Actor | Place | Topic
NAMES = {"name_fr", "name_en", "aliases"}
"""Columns by which the events of an actor or a place are found."""
DEGREES = ("latitude", "longitude")
YES, NO = "yes", "no"


class SubjectSheet(Sheet):
    """One row an actor, a place or a topic. All of its columns are texts but those of a place's point."""

    key = "slug"
    model: ClassVar[type[Actor] | type[Place] | type[Topic]]

    def cells(self, stored: models.QuerySet[Any]) -> Iterator[dict[str, str]]:
        return map(self._cells_of, stored.iterator(chunk_size=500))

    def _cells_of(self, subject: Subject) -> dict[str, str]:
        return {column.name: _cell(column.name, getattr(subject, column.name)) for column in self.columns}

    def prepare(self, rows: list[dict[str, str]]) -> None:
        self.stored: dict[str, Subject] = {subject.slug: subject for subject in self.model._default_manager.all()}

    def take(self, row: dict[str, str], outcome: SheetRow) -> None:
        subject = self.stored.get(row["slug"])
        if subject is None:
            subject = self.model(**_values(row))
            save_valid(subject)
            made(outcome, subject)
            return
        outcome.changes = differing(row, self._cells_of(subject))
        if not outcome.changes:
            return
        self._refuse_shown(subject)
        names = {name for name, _before, _after in outcome.changes}
        for name, value in _values({name: row[name] for name in names}).items():
            setattr(subject, name, value)
        save_valid(subject)
        if names & NAMES and not isinstance(subject, Topic):
            refresh_events_of(subject)
        changed(outcome, subject)

    def _refuse_shown(self, subject: Subject) -> None:
        """As on its own page: what readers see is changed by those who publish."""
        if not may_publish(self.user) and is_shown(subject):
            raise refuse(
                self.key,
                _("Published events rest on “%(name)s”: only who may publish changes it. Leave it out of the file.")
                % {"name": subject},
            )


class ActorSheet(SubjectSheet):
    columns = ACTOR_COLUMNS
    model = Actor

    class Meta:
        model = Actor


class PlaceSheet(SubjectSheet):
    columns = PLACE_COLUMNS
    model = Place

    class Meta:
        model = Place


class TopicSheet(SubjectSheet):
    columns = TOPIC_COLUMNS
    model = Topic

    class Meta:
        model = Topic


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):  # as short as it is exact: 50.45, whatever the database pads it with
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _values(row: dict[str, str]) -> dict[str, Any]:
    return {name: _value(name, cell) for name, cell in row.items()}


def _value(name: str, cell: str) -> Any:
    if name in DEGREES:
        return _degrees(name, cell.strip())
    if name == "is_approximate":
        if cell.strip() not in {YES, NO, ""}:
            raise refuse(name, _("“%(cell)s” is not one of: %(codes)s.") % {"cell": cell, "codes": f"{YES}, {NO}"})
        return cell.strip() == YES
    return cell


def _degrees(name: str, cell: str) -> Decimal | None:
    if not cell:
        return None
    try:
        return Decimal(cell)
    except InvalidOperation as error:
        sentence = _("“%(cell)s” is no number of degrees: write 50.45, with a point.") % {"cell": cell}
        raise ValidationError({name: [sentence]}) from error
