"""Actors, places and topics: their sheets, whose rows are found by short name; their lists and pages at the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.events.kinds.facts import Column, Subjects
from crisis.events.models import Actor, Place, Topic
from crisis.events.search.matching import refresh_events_of
from crisis.events.writing import save_valid
from crisis.public.columns import Cell, FlatColumn, cell_text
from crisis.public.site import Site
from crisis.public.visibility import is_shown

from ..base import DeskAdmin
from ..exchange.pages import Exchange, export_selected, may_add_and_change
from ..exchange.sheet import Cells, RowOutcome, Sheet, blaming, may_publish, refusal_of, says_the_same
from ..permissions import SHOWN_ROWS

Subject = Actor | Place | Topic
NAMES = {"name_fr", "name_en", "aliases"}
"""Columns by which the events of an actor or a place are found."""


class DegreesColumn(Column):
    """Degrees, with a point."""

    __slots__ = ()

    def read(self, cell: str, places: Subjects) -> Decimal | None:
        if not cell.strip():
            return None
        try:
            return Decimal(cell.strip())
        except InvalidOperation as error:
            sentence = _("“%(cell)s” is no number of degrees: write 50.45, with a point.")
            raise ValidationError(sentence, code="degrees", params={"cell": cell}) from error


class TruthColumn(Column):
    """`true` or `false`; empty is `false`."""

    __slots__ = ()

    def read(self, cell: str, places: Subjects) -> bool:
        if cell.strip().lower() not in {"true", "false", ""}:
            sentence = _("“%(cell)s” is not one of: %(codes)s.")
            raise ValidationError(sentence, code="code", params={"cell": cell, "codes": "true, false"})
        return cell.strip().lower() == "true"


def _flat(name: str, description: str | Promise, column: type[Column] = Column, *, needed: bool = False) -> FlatColumn:
    def read(subject: Subject, _site: Site) -> Cell:
        value = getattr(subject, name)
        if isinstance(value, Decimal):  # as short as it is exact: 50.45, whatever the database pads it with
            return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
        return value  # type: ignore[no-any-return]

    return FlatColumn(name, description, read, stores=column(name, description=description), is_needed=needed)


_NAMED = (
    _flat("slug", gettext_lazy("Short name in addresses; it stays what it is."), needed=True),
    _flat("name_fr", gettext_lazy("Name in French."), needed=True),
    _flat("name_en", gettext_lazy("Name in English."), needed=True),
)
_ALIASES = _flat("aliases", gettext_lazy("Other names, one a line."))
_COUNTRY = _flat("country", gettext_lazy("Two letters: UA, RU, US."))


class SubjectSheet(Sheet):
    """One row an actor, a place or a topic."""

    key = "slug"
    model: ClassVar[type[Actor] | type[Place] | type[Topic]]

    def cells(self, stored: models.QuerySet[Any]) -> Iterator[Cells]:
        return map(self._cells_of, stored.iterator(chunk_size=500))

    def _cells_of(self, subject: Subject) -> Cells:
        return {column.name: cell_text(column.read(subject, self.site)) for column in self.columns}

    def prepare(self, rows: Sequence[Cells]) -> None:
        self.stored: Mapping[str, Subject] = self.model._default_manager.in_bulk(field_name="slug")

    def take(self, row: Cells, outcome: RowOutcome) -> None:
        subject = self.stored.get(row["slug"])
        if subject is None:
            subject = self.model(**self._values(row))
            save_valid(subject)
            outcome.done("new", subject)
            return
        before = self._cells_of(subject)
        changed = {name: cell for name, cell in row.items() if not says_the_same(cell, before[name])}
        if not changed:
            return
        self._refuse_shown(subject)
        for name, value in self._values(changed).items():
            setattr(subject, name, value)
        save_valid(subject)
        if changed.keys() & NAMES and not isinstance(subject, Topic):
            refresh_events_of(subject)
        outcome.done("changed", subject)
        outcome.changes = [(name, before[name], cell) for name, cell in changed.items()]

    def _values(self, row: Cells) -> dict[str, Any]:
        """By column of the database. Raises `ValidationError`, by column."""
        values: dict[str, Any] = {}
        for column in self.columns:
            if column.stores and column.name in row:
                with blaming(column.name):
                    values[column.name] = column.stores.read(row[column.name], {})
        return values

    def _refuse_shown(self, subject: Subject) -> None:
        """As on its own page: what readers see is changed by those who publish."""
        if not may_publish(self.user) and is_shown(subject):
            sentence = _(
                "Published events rest on “%(name)s”: only who may publish changes it. Leave it out of the file."
            )
            raise refusal_of(self.key, sentence % {"name": subject})


class ActorSheet(SubjectSheet):
    model = Actor
    columns = (
        *_NAMED,
        _flat("kind", gettext_lazy("person, state, organisation or force"), needed=True),
        _ALIASES,
        _COUNTRY,
        _flat("role_fr", gettext_lazy("Office in January 2022, in French.")),
    )


class PlaceSheet(SubjectSheet):
    model = Place
    columns = (
        *_NAMED,
        _flat("kind", gettext_lazy("city, region, border, sea…")),
        _ALIASES,
        _COUNTRY,
        _flat("latitude", gettext_lazy("Degrees, four decimals."), DegreesColumn),
        _flat("longitude", gettext_lazy("Degrees, four decimals."), DegreesColumn),
        _flat("is_approximate", gettext_lazy("true or false"), TruthColumn),
    )


class TopicSheet(SubjectSheet):
    model = Topic
    columns = _NAMED


class SubjectAdmin(DeskAdmin):
    """Whom, where and what events are about. By a new name of an actor or a place its events are found too."""

    rules = SHOWN_ROWS
    change_list_template = "desk/change_list.html"
    actions = [export_selected]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name_en"]}

    def save_model(self, request: HttpRequest, obj: Actor | Place | Topic, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and not isinstance(obj, Topic) and NAMES & set(form.changed_data):
            refresh_events_of(obj)


@admin.register(Actor)
class ActorAdmin(SubjectAdmin):
    exchange = Exchange(ActorSheet, may_add_and_change)
    list_display = ["name_fr", "name_en", "kind", "country", "role_fr"]
    list_filter = ["kind", "country"]
    search_fields = ["name_fr", "name_en", "aliases", "slug"]
    fieldsets = [
        (None, {"fields": ["name_fr", "name_en", "slug", "kind"]}),
        (gettext_lazy("In articles"), {"fields": ["aliases", "role_fr", "country"]}),
    ]


@admin.register(Place)
class PlaceAdmin(SubjectAdmin):
    exchange = Exchange(PlaceSheet, may_add_and_change)
    list_display = ["name_fr", "name_en", "kind", "country", "latitude", "longitude", "is_approximate"]
    list_filter = ["kind", "is_approximate", "country"]
    search_fields = ["name_fr", "name_en", "aliases", "slug"]
    fieldsets = [
        (None, {"fields": ["name_fr", "name_en", "slug", "kind"]}),
        (gettext_lazy("In articles"), {"fields": ["aliases", "country"]}),
        (gettext_lazy("On the map"), {"fields": ["latitude", "longitude", "is_approximate"]}),
    ]


@admin.register(Topic)
class TopicAdmin(SubjectAdmin):
    exchange = Exchange(TopicSheet, may_add_and_change)
    list_display = ["name_fr", "name_en", "slug"]
    search_fields = ["name_fr", "name_en", "slug"]
