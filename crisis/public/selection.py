"""Query string <-> one description of a selection <-> queryset, and the selection in words.

Page, chart, list, counts, permalinks, API and exports all read the query string here, so that their
numbers agree. What a parameter does not understand is named to the reader and ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from crisis.events.kinds import counted_in_words
from crisis.events.models import Event
from crisis.events.querysets import EventQuerySet
from crisis.events.search.matching import Terms

from .filters import FILTERS, filter_named
from .filters.declaration import Chosen, CountedFilter, Filter, Problem, QueryReading

LANES = ("kind", "actor", "place")
SORTS = ("newest", "oldest", "relevance")
ARRANGEMENT = ("lane", "sort", "cursor")
"""The parameters that say how events are shown, not which."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing the selection asks for, with the query string that no longer asks for it."""

    parameter: str
    value: str
    label: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which events, in which order, drawn in which lanes. Any-of within a filter, all-of across."""

    chosen: Mapping[str, Chosen] = field(default_factory=dict, hash=False)
    """What is asked of each filter of which anything is asked, by its name."""
    lane: str = LANES[0]
    sort: str = SORTS[0]
    cursor: str = ""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def parse(cls, query: QueryDict, *, besides: tuple[str, ...] = ()) -> Self:
        """The selection a query string describes; never raises. Parameters `besides` are somebody else's to read."""
        reading = QueryReading(query)
        for each in FILTERS:
            if chosen := each.read(reading):
                reading.chosen[each.name] = chosen
        known = {*(each.name for each in FILTERS), *ARRANGEMENT, *besides}
        for name in query:
            if name not in known:
                message = _("“%(name)s” is not something this page can filter by; it is ignored.")
                reading.ignore(name, message % {"name": name[:40]})
        return cls(
            lane=_one("lane", reading, LANES),
            sort=_one("sort", reading, SORTS),
            cursor=reading.value("cursor")[:200],
            chosen=reading.chosen,
            problems=tuple(reading.problems),
        )

    def events(self) -> EventQuerySet:
        """The published events asked for, in no order yet."""
        events: EventQuerySet = Event.objects.public()
        for each, chosen in self.asked():
            events = each.narrow(events, chosen)
        return events

    def counted_by(self, facet: CountedFilter) -> Mapping[Any, int]:
        """How many events each value would leave: its own choice does not narrow its counts, everything else does."""
        return facet.count(self.choosing(facet.name).events())

    def asked(self) -> list[tuple[Filter, Chosen]]:
        """The filters of which anything is asked, with what, in their canonical order."""
        return [(each, self.chosen[each.name]) for each in FILTERS if each.name in self.chosen]

    def values(self, name: str) -> tuple[str, ...]:
        """What is asked of a filter; empty where it may be anything."""
        chosen = self.chosen.get(name)
        return chosen.values if chosen else ()

    def choosing(self, name: str, *values: str) -> Self:
        """The same selection with these values of a filter, without any if none are given, from its beginning."""
        chosen = {each: what for each, what in self.chosen.items() if each != name}
        query = QueryDict(mutable=True)
        query.setlist(name, list(values))
        asked = filter_named(name)
        if asked and (now := asked.read(QueryReading(query, chosen=chosen))):
            chosen[name] = now
        return replace(self, chosen=chosen, cursor="")

    def during(self, first: date | None, last: date | None) -> Self:
        """The same selection in these days, closed; at any time where they are `None`."""
        days = [day.isoformat() if day else "" for day in (first, last)]
        return self.choosing("to").choosing("from", days[0]).choosing("to", days[1])

    @property
    def since(self) -> str:
        """EDTF, the parameter `from`; empty where it is open."""
        return next(iter(self.values("from")), "")

    @property
    def until(self) -> str:
        """EDTF, the parameter `to`."""
        return next(iter(self.values("to")), "")

    @property
    def q(self) -> str:
        return next(iter(self.values("q")), "")

    @property
    def terms(self) -> Terms:
        """What `q` looks for, other names included."""
        asked = self.chosen.get("q")
        return asked.meaning if asked else Terms()

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that differ from the default, in their canonical order."""
        pairs = [(each.name, value) for each, chosen in self.asked() for value in chosen.values]
        single = {
            "lane": "" if self.lane == LANES[0] else self.lane,
            "sort": "" if self.sort == SORTS[0] else self.sort,
            "cursor": self.cursor,
        }
        return pairs + [(name, value) for name, value in single.items() if value]

    @property
    def query_string(self) -> str:
        """The one way to write this selection, without a question mark; empty for everything."""
        return urlencode(self.pairs())

    def behind(self, path: str) -> str:
        """The path with this selection as its query string, written in the one canonical way."""
        query = self.query_string
        return f"{path}?{query}" if query else path

    @property
    def without_cursor(self) -> Self:
        """The same selection from its beginning."""
        return replace(self, cursor="")

    @property
    def core(self) -> Self:
        """Which events, whatever their order, their lanes and the page of the list."""
        return replace(self, lane=LANES[0], sort=SORTS[0], cursor="")

    def chips(self) -> list[Chip]:
        """What is asked for, one by one, in the reader's words, each with a way out of it."""
        pairs = self.without_cursor.pairs()
        return [
            Chip(name, value, each.label(value, chosen), urlencode([pair for pair in pairs if pair != (name, value)]))
            for each, chosen in self.asked()
            for name, value in [(each.name, value) for value in chosen.values]
        ]

    def sentence(self, count: int) -> str:
        """What is shown, and how much of it: “12 rencontres avec Sergueï Lavrov, janvier 2022”."""
        words = counted_in_words(count)
        for each, chosen in self.asked():
            words = each.counted(words, count, chosen, self)
        clauses = (each.clause(chosen, self) for each, chosen in self.asked())
        return ", ".join([words, *filter(None, clauses)])


def _one(name: str, reading: QueryReading, allowed: tuple[str, ...]) -> str:
    value = reading.value(name) or allowed[0]
    reading.ignore_unknown(name, [value], allowed)
    return value if value in allowed else allowed[0]
