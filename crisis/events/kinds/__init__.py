"""What a kind of event is, declared once, and which kinds there are.

A kind is one module beside this one: its model with its constraints, what it says, how it is spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import ngettext, pgettext_lazy

from ..vocabulary import Status
from .common import AFTER, BEFORE
from .facts import Column, Fact, Label, PlaceColumn, number_in_words

if TYPE_CHECKING:
    from ..models.event import Event, KindRow
    from ..vocabulary import Role

AGREEING: dict[str, Label] = {
    Status.SCHEDULED: pgettext_lazy("of a meeting or a statement", "scheduled"),
    Status.ANNOUNCED: pgettext_lazy("of a meeting or a statement", "announced"),
    Status.CANCELLED: pgettext_lazy("of a meeting or a statement", "cancelled"),
    Status.DENIED: pgettext_lazy("of a meeting or a statement", "denied"),
}
"""How a status reads beside a noun that is feminine in French."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EventKind:
    """A kind of event: its table, what it says beside what every event says, and how it is spoken of."""

    code: str
    """In addresses, files and the database; never changed."""
    model: type[KindRow]
    label: Label
    plural: Label
    counted: Callable[[int], str]
    """The noun that goes with so many, with `%(number)s` where the number stands."""
    primary_role: Role
    """What most of its actors are: the desk's short form asks for those."""
    facts: tuple[Fact, ...]
    statuses: Mapping[str, Label] = field(default_factory=dict)
    """How a status reads beside the noun, where it agrees with it."""
    colour: str
    """By day, `#rrggbb`: at least 4.5 to 1 on paper."""
    colour_dark: str
    relations: tuple[str, ...] = ()
    """`quotations` where words are quoted: they hang on its row, and are fetched with it."""
    actions: bool = True
    """Whether it is something done, rather than something said."""

    def __str__(self) -> str:
        return self.code

    @property
    def model_name(self) -> str:
        """From an event to its row, in queries too."""
        return self.model._meta.model_name or ""

    @property
    def desk_name(self) -> str:
        """In the names of the desk's addresses: `admin:events_meeting_change`."""
        return f"{self.model._meta.app_label}_{self.model_name}"

    def permission(self, verb: str) -> str:
        """`events.change_meeting`: what one must have to `add`, `change`, `delete` or `view` its rows."""
        return f"{self.model._meta.app_label}.{verb}_{self.model_name}"

    def status_beside(self, status: str) -> str:
        """The status as it stands beside the noun: “rencontre annulée”, but “mouvement de troupes annulé”."""
        return str(self.statuses.get(status) or Status(status).label)

    @cached_property
    def all_facts(self) -> tuple[Fact, ...]:
        """In the order in which an event is read."""
        return (*BEFORE, *self.facts, *AFTER)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Those of its own table."""
        return tuple(column for fact in self.facts for column in fact.columns)

    @cached_property
    def place_columns(self) -> tuple[str, ...]:
        """By which columns of its own its rows point to a place."""
        return tuple(column.name for column in self.columns if isinstance(column, PlaceColumn))

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Columns that only say something together."""
        found: dict[str, tuple[str, ...]] = {}
        for fact in self.all_facts:
            if fact.columns and fact.group != "never":
                key = fact.group or fact.name
                found[key] = (*found.get(key, ()), *fact.fields())
        return tuple(found.values())

    def drafted(self, draft: object, places: Mapping[str, object]) -> dict[str, object]:
        """The columns of its own table that a draft of the extractor gives."""
        given = (fact.drafted(draft, places) for fact in self.facts)
        return {name: value for columns in given for name, value in columns.items()}


class Kinds:
    """The kinds there are, in the order in which they are shown. One is registered when its models are loaded."""

    def __init__(self) -> None:
        self._by_code: dict[str, EventKind] = {}

    def register(self, kind: EventKind) -> EventKind:
        """Raises `ValueError` where a name is taken, by another kind or by a fact that says something else."""
        if kind.code in self._by_code:
            raise ValueError(f"There is a kind “{kind.code}” already.")
        known = self.facts
        for fact in kind.facts:
            if fact.name in known and known[fact.name] is not fact:
                raise ValueError(f"“{fact.name}” is a fact of another kind already.")
        self._by_code[kind.code] = kind
        return kind

    def __iter__(self) -> Iterator[EventKind]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> EventKind:
        """Raises `KeyError` for what is no kind."""
        return self._by_code[code]

    @property
    def codes(self) -> list[str]:
        return list(self._by_code)

    @property
    def choices(self) -> list[tuple[str, Label]]:
        """As form fields and Django's models take them."""
        return [(kind.code, kind.label) for kind in self]

    @property
    def facts(self) -> dict[str, Fact]:
        """Every fact of every kind by its name, in the order in which an event is read."""
        own = [fact for kind in self for fact in kind.facts]
        return {fact.name: fact for fact in (*BEFORE, *own, *AFTER)}

    @property
    def columns(self) -> dict[str, Column]:
        """Every column that only some kinds have, by its name."""
        return {column.name: column for kind in self for column in kind.columns}

    @property
    def rows(self) -> list[str]:
        """What is joined to an event to have its row, whatever its kind: tables, and the places they name."""
        tables = [kind.model_name for kind in self]
        return tables + [f"{kind.model_name}__{name}" for kind in self for name in kind.place_columns]

    @property
    def relations(self) -> list[str]:
        """What is fetched besides, whatever the kind."""
        return [f"{kind.model_name}__{relation}" for kind in self for relation in kind.relations]


KINDS = Kinds()


def kind_of(event: Event | str) -> EventKind:
    """Of an event, or of a kind's code. Raises `KeyError` for what is no kind."""
    return KINDS[event if isinstance(event, str) else event.kind]


def counted_in_words(number: int, kind: str | None = None) -> str:
    """“12 rencontres”; “12 événements” where they are of several kinds."""
    words = kind_of(kind).counted(number) if kind else ngettext("%(number)s event", "%(number)s events", number)
    return words % {"number": number_in_words(number)}
