"""What a filter is: a parameter of the query string, and everything that the site does with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.events.querysets import EventQuerySet

if TYPE_CHECKING:
    from ..selection import Selection

MOST_VALUES = 50
"""Values of one parameter that are read; a query string is no place for more."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that was ignored, and why, for the reader."""

    parameter: str
    message: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked of one filter, as it was understood; never empty."""

    values: tuple[str, ...]
    """Each once, in their one canonical order and spelling."""
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What values are called in the language of the request, where only the database knows it."""
    meaning: Any = field(default=None, compare=False)
    """What the filter found out while it read the values, so that nobody has to ask again."""


@dataclass(frozen=True, slots=True)
class QueryReading:
    """A query string while the filters read it, one after the other."""

    query: QueryDict
    chosen: dict[str, Chosen] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def values(self, parameter: str) -> list[str]:
        """What a parameter that may be repeated says, each value once."""
        # PostgreSQL cannot even be asked for a NUL character
        given = (value.replace("\x00", "\ufffd").strip() for value in self.query.getlist(parameter)[:MOST_VALUES])
        return list(dict.fromkeys(value for value in given if value))

    def value(self, parameter: str) -> str:
        return self.query.get(parameter, "")

    def ignore(self, parameter: str, message: str) -> None:
        self.problems.append(Problem(parameter, message))

    def ignore_unknown(self, parameter: str, asked: list[str], known: tuple[str, ...]) -> None:
        for value in asked:
            if value not in known:
                self.ignore(parameter, _("“%(value)s” is not known here; it is ignored.") % {"value": value[:80]})


class Filter(ABC):
    """One way to narrow the events down. Each is declared once, and listed in `filters/__init__.py`.

    Any of its values will do; all filters together must hold.
    """

    name: str
    """Its parameter in the query strings of pages, data and API."""
    description: str
    """What the parameter means, in English, for the API's description; translated where it is shown."""
    example: str
    is_repeatable = True

    @property
    def values(self) -> tuple[str, ...]:
        """What it may be, where that is a closed set."""
        return ()

    @abstractmethod
    def read(self, reading: QueryReading) -> Chosen | None:
        """What the query string asks of it; what it does not understand becomes a problem."""

    @abstractmethod
    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet: ...

    def label(self, value: str, chosen: Chosen) -> str:
        """The value on the chip that leads out of it."""
        return chosen.names.get(value, value)

    def counted(self, words: str, count: int, chosen: Chosen, selection: Selection) -> str:
        """The number of events in the sentence above the list, said more exactly: “12 meetings with …”."""
        return words

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        """What follows the number in that sentence, after a comma; empty where nothing does."""
        return ""


class CountedFilter(Filter):
    """A filter that knows how many events each of its values would leave: a facet of the page and of the API."""

    @abstractmethod
    def count(self, events: EventQuerySet) -> Mapping[Any, int]:
        """Number of events by value, or by the key of the value's row."""

    @abstractmethod
    def named(self, events: EventQuerySet, most: int) -> list[tuple[str, Mapping[str, str], int]]:
        """For the API: each value, its name in every language of the site, its number of events."""


def in_order(counts: Mapping[Any, int]) -> list[Any]:
    """The keys with most events first."""
    return sorted(counts, key=lambda key: (-counts[key], key))


def any_of(names: list[str]) -> str:
    """“A, B or C”."""
    *others, last = names
    if not others:
        return last
    return pgettext("any of", "%(names)s or %(last)s") % {"names": ", ".join(others), "last": last}
