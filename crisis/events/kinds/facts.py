"""What a fact of an event is, whatever the kind: how it is stored, compared, said and exchanged.

A fact is declared once, beside the model that stores it; versions, corrections, exports, the API, the desk's
forms, mergers, imports and the extractor's drafts are loops over the declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..vocabulary import name_language

Item = Any
"""One thing a fact says, as JSON holds it: a text, a code, a number, a list of them, or the names of something."""
Label = str | Promise
Subjects = Mapping[str, Any]
"""Actors or places by their slugs."""
IDENTITY = frozenset(
    {"id", "slug", "uid", "excerpt", "reference", "article", "start", "end", "row", "rank"}
    | {"agency", "published", "language", "url"}
)
"""Names by which an item says what it is stored as. Readers are not told them, so that they are never compared."""
LARGEST_NUMBER = 2_147_483_647
"""What both databases can store."""


class Prominence(StrEnum):
    """Where the page of an event says a fact."""

    KICKER = "kicker"
    """Beside the name of the kind, above the title."""
    LEAD = "lead"
    """Under the date and the place."""
    ROW = "row"
    """In the table of facts."""
    NOWHERE = "nowhere"
    """In a way of its own."""


@dataclass(frozen=True, slots=True)
class Column:
    """A database column of a fact: in files and in the API it has the same name."""

    name: str
    _: KW_ONLY
    description: Label
    """What it holds, for whoever reads or fills in a file."""
    longest: int = 0
    """Characters that a draft of the extractor may bring; none where drafts say nothing of it."""

    def of(self, event: Any) -> Any:
        """Its value: of the event itself, or of the row of its kind."""
        return getattr(event if self.name in _columns_of(event._meta.model) else event.as_kind, self.name)

    def item(self, value: Any) -> Item:
        """The value as content holds it; `None` for what is not told."""
        return value or None

    def assign(self, row: Any, item: Item) -> None:
        """Writes what content holds to a row that is not stored yet."""
        setattr(row, self.name, item or "")

    def words(self, item: Item) -> str:
        """What content holds, in the current language."""
        return str(item)

    def read(self, cell: str, places: Subjects) -> Any:
        """The value that a cell says. Raises `ValidationError` for what it cannot say."""
        return cell

    def drafted(self, told: Any, places: Subjects) -> dict[str, Any]:
        """The columns that follow from what a draft of the extractor says of the fact."""
        return {self.name: told[: self.longest]} if self.longest else {}


@dataclass(frozen=True, slots=True)
class CodeColumn(Column):
    """One of a closed set."""

    codes: type[TextChoices] = field(kw_only=True)
    is_needed: bool = field(default=False, kw_only=True)

    def words(self, item: Item) -> str:
        return str(self.codes(item).label)

    def drafted(self, told: Any, places: Subjects) -> dict[str, Any]:
        return {self.name: str(told or "")}

    def read(self, cell: str, places: Subjects) -> str:
        code = cell.strip()
        if code in self.codes.values or not (code or self.is_needed):
            return code
        raise ValidationError(
            _("“%(cell)s” is not one of: %(codes)s."),
            code="code",
            params={"cell": cell, "codes": ", ".join(self.codes.values)},
        )


@dataclass(frozen=True, slots=True)
class NumberColumn(Column):
    """A whole number that counts something."""

    def assign(self, row: Any, item: Item) -> None:
        setattr(row, self.name, item)

    def read(self, cell: str, places: Subjects) -> int | None:
        digits = cell.strip()
        if not digits:
            return None
        if digits.isascii() and digits.isdigit() and len(digits) < 12 and int(digits) <= LARGEST_NUMBER:
            return int(digits)
        raise ValidationError(
            _("“%(cell)s” is no number: write 100000, without spaces or words."), code="number", params={"cell": cell}
        )


@dataclass(frozen=True, slots=True)
class PlaceColumn(Column):
    """A place of the list, by its slug; what a source calls one that is not in the list stands in `words_column`."""

    words_column: str = field(default="", kw_only=True)
    longest: int = field(default=200, kw_only=True)

    def item(self, value: Any) -> Item:
        return names_in(value) if value else None

    def assign(self, row: Any, item: Item) -> None:
        setattr(row, f"{self.name}_id", item["id"] if item else None)

    def words(self, item: Item) -> str:
        return named_here(item)

    def drafted(self, told: Any, places: Subjects) -> dict[str, Any]:
        known = places.get(told.id) if told and told.id else None
        if known or not self.words_column:
            return {self.name: known}
        return {self.words_column: told.name[: self.longest] if told else ""}

    def read(self, cell: str, places: Subjects) -> Any:
        slug = cell.strip()
        if not slug:
            return None
        if slug in places:
            return places[slug]
        raise ValidationError(
            _("“%(slug)s” is not stored here. Add it first, or import it before the events."),
            code="unknown",
            params={"slug": slug},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that an event says. `content` and `words` are of what hangs on it too; columns only of its own row."""

    name: str
    label: Label
    columns: tuple[Column, ...] = ()
    """Empty for what is stored in rows of its own: actors, evidence, quotations, topics, links."""
    is_claim: bool = True
    """Whether a change of it never happens in silence: in others a slip of the pen may stand."""
    group: str = ""
    """Facts that only say something together: what survives a merger takes all of a group, or none."""
    heading: Label = ""
    """What the page of an event calls it; its label where nothing else is given."""
    prominence: Prominence = Prominence.ROW
    """Of what only the kind says: what every event says has its place on the page."""

    @classmethod
    def of(cls, label: Label, column: Column, **more: Any) -> Self:
        """A fact that has the name of its one column."""
        return cls(name=column.name, label=label, columns=(column,), **more)

    @property
    def is_place(self) -> bool:
        return any(isinstance(column, PlaceColumn) for column in self.columns)

    def content(self, event: Any) -> list[Item]:
        """What the event says of it, as it is stored in versions; empty for what is not told."""
        [column] = self.columns
        item = column.item(column.of(event))
        return [] if item is None else [item]

    def words(self, item: Item) -> str:
        """One item in the current language."""
        [column] = self.columns
        return column.words(item)

    def on_page(self, item: Item) -> str:
        """One item as the page of an event says it, where it stands without its label."""
        return self.words(item)

    def told(self, item: Item) -> Item:
        """The item without what says how it is stored: two that readers are told alike are equal."""
        if isinstance(item, dict):
            return {name: value for name, value in item.items() if name not in IDENTITY}
        return item

    def assign(self, row: Any, items: list[Item]) -> None:
        """Writes content back to the columns of an event that is not stored yet."""
        for column in self.columns:
            column.assign(row, items[0] if items else None)

    def drafted(self, draft: Any, places: Subjects) -> dict[str, Any]:
        """Columns and values that a draft of the extractor gives; each fact has its name there too."""
        drafted = (column.drafted(getattr(draft, self.name, None), places) for column in self.columns)
        return {name: value for columns in drafted for name, value in columns.items()}

    def fields(self) -> list[str]:
        """Names of the form's fields, side by side in one line."""
        return [column.name for column in self.columns]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeFact(Fact):
    """At least and at most so many, as claimed; either end may be left open."""

    counted: Callable[[int | None, int | None], str] | None = None
    """The two with what is counted, in words."""

    def on_page(self, item: Item) -> str:
        return self.counted(*item) if self.counted else self.words(item)

    def content(self, event: Any) -> list[Item]:
        bounds = [column.of(event) for column in self.columns]
        return [bounds] if any(bounds) else []

    def words(self, item: Item) -> str:
        least, most = (None if number is None else number_in_words(number) for number in item)
        if least is not None and most is not None:
            return least if least == most else f"{least} – {most}"
        if most is None:
            return _("at least %(number)s") % {"number": least}
        return _("at most %(number)s") % {"number": most}

    def assign(self, row: Any, items: list[Item]) -> None:
        for column, value in zip(self.columns, items[0] if items else (None, None), strict=True):
            setattr(row, column.name, value)

    def drafted(self, draft: Any, places: Subjects) -> dict[str, Any]:
        return {column.name: told for column, told in zip(self.columns, getattr(draft, self.name), strict=True)}


@lru_cache
def _columns_of(model: type[Model]) -> frozenset[str]:
    return frozenset(column.name for column in model._meta.concrete_fields)


def names_in(subject: Any) -> dict[str, Any]:
    """An actor, a place or a topic as it is stored in content."""
    return {"id": subject.pk, "slug": subject.slug, "fr": subject.name_fr, "en": subject.name_en}


def named_here(names: Mapping[str, str]) -> str:
    """The name in the current language."""
    return names[name_language()]


def number_in_words(number: int) -> str:
    """With the language's own mark between thousands."""
    return number_format(number, use_l10n=True, force_grouping=True)
