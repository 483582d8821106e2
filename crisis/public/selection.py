"""Query string <-> one description of a selection <-> queryset.

Page, chart, list, counts, permalinks, API and exports all read the query string here, so that their
numbers agree. What a parameter does not understand is named to the reader and ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days
from crisis.articles.models import Source
from crisis.edtf import Days
from crisis.events.models import Actor, Event, Evidence, Participation, Place, Tagging, Topic
from crisis.events.querysets import EventQuerySet
from crisis.events.search import LONGEST_QUERY, matching, terms_of
from crisis.events.terms import Terms
from crisis.events.vocabulary import Kind, Status

from .shown import with_shown

LANES = ("kind", "actor", "place")
SORTS = ("newest", "oldest", "relevance")
BASES = ("excerpt", "reference")
MOST_VALUES = 50
"""Values of one parameter that are read; a query string is no place for more."""

_CLOSED = {"kind": tuple(Kind.values), "status": tuple(Status.values), "evidence": BASES, "reviewed": ("yes",)}
_OPEN = {"actor": Actor, "place": Place, "topic": Topic, "source": Source}
_MANY = ("kind", "actor", "place", "topic", "status", "source", "evidence", "reviewed")
_ONE = ("from", "to", "q", "lane", "sort", "cursor")


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that was ignored, and why, for the reader."""

    parameter: str
    message: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing the selection asks for, with the query string that no longer asks for it."""

    parameter: str
    value: str
    label: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which events, in which order, drawn in which lanes. Any-of within a parameter, all-of across."""

    kind: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    since: str = ""
    """EDTF, the parameter `from`: what ends before its first day is out."""
    until: str = ""
    """EDTF, the parameter `to`: what starts after its last day is out."""
    q: str = ""
    lane: str = "kind"
    sort: str = "newest"
    cursor: str = ""
    problems: tuple[Problem, ...] = ()
    terms: Terms = field(default_factory=Terms, compare=False, hash=False)
    """What `q` looks for, other names included."""
    names: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, hash=False)
    """What the chosen slugs are called in the reader's language."""

    @classmethod
    def parse(cls, query: QueryDict, *, besides: tuple[str, ...] = ()) -> Self:
        """The selection a query string describes; never raises. Parameters `besides` are somebody else's to read."""
        problems: list[Problem] = []
        names: dict[tuple[str, str], str] = {}
        many = {name: tuple(_chosen(name, query, problems, names)) for name in _MANY}
        since, until = (_days_text(name, query, problems) for name in ("from", "to"))
        if since and until and _is_after(parse_days(since).first, parse_days(until).last):
            problems.append(Problem("to", _("The last day is before the first; it is ignored.")))
            until = ""
        q = " ".join(query.get("q", "").replace("\x00", " ").split())
        if len(q) > LONGEST_QUERY:
            problems.append(Problem("q", _("The search words are too long; the rest is ignored.")))
        problems.extend(
            Problem(
                name, _("“%(name)s” is not something this page can filter by; it is ignored.") % {"name": name[:40]}
            )
            for name in query
            if name not in (*_MANY, *_ONE, *besides)
        )
        return cls(
            **many,
            since=since,
            until=until,
            q=q[:LONGEST_QUERY],
            terms=terms_of(q) if q else Terms(),
            lane=_one("lane", query, LANES, problems),
            sort=_one("sort", query, SORTS, problems),
            cursor=query.get("cursor", "")[:200],
            problems=tuple(problems),
            names=names,
        )

    def events(self) -> EventQuerySet:
        """The published events asked for, in no order yet."""
        events: EventQuerySet = Event.objects.public()
        for condition in self._conditions():
            events = events.filter(condition)
        if self.reviewed:
            events = events.reviewed()
        if self.since or self.until:
            first = parse_days(self.since).first if self.since else None
            last = parse_days(self.until).last if self.until else None
            events = events.overlapping(first, last)
        return matching(events, self.terms)

    def _conditions(self) -> Iterator[Q | Exists]:
        event = OuterRef("pk")
        if self.kind:
            yield Q(kind__in=self.kind)
        if self.status:
            yield Q(status__in=self.status)
        if self.place:
            yield Q(place__slug__in=self.place)
        if self.actor:
            yield Exists(Participation.objects.filter(event=event, actor__slug__in=self.actor))
        if self.topic:
            yield Exists(Tagging.objects.filter(event=event, topic__slug__in=self.topic))
        if self.source:
            published = (
                Q(excerpt__article__source__slug__in=self.source)
                | Q(excerpt__article__agency__slug__in=self.source)
                | Q(reference__source__slug__in=self.source)
            )
            yield Exists(Evidence.objects.filter(published, event=event))
        if self.evidence:
            basis = Q()
            for kind in self.evidence:
                basis |= Q(**{f"{kind}__isnull": False})
            yield Exists(Evidence.objects.filter(basis, event=event))

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that differ from the default, in their canonical order."""
        pairs = [(name, value) for name in _MANY for value in getattr(self, name)]
        single = {
            "from": self.since,
            "to": self.until,
            "q": self.q,
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
        """What is asked for, one by one, each with a way out of it."""
        chips = []
        for name, value in self.without_cursor.pairs():
            if name in {"lane", "sort"}:
                continue
            left = [pair for pair in self.without_cursor.pairs() if pair != (name, value)]
            chips.append(Chip(name, value, self._label(name, value), urlencode(left)))
        return chips

    def _label(self, name: str, value: str) -> str:
        match name:
            case "kind":
                return Kind(value).plural
            case "status":
                return str(Status(value).label)
            case "evidence":
                return _("with an excerpt") if value == "excerpt" else _("with a reference")
            case "reviewed":
                return _("reviewed only")
            case "from":
                return _("from %(date)s") % {"date": value}
            case "to":
                return _("until %(date)s") % {"date": value}
            case "q":
                return _("“%(words)s”") % {"words": value}
            case _:
                return self.names.get((name, value), value)


def _chosen(name: str, query: QueryDict, problems: list[Problem], names: dict[tuple[str, str], str]) -> list[str]:
    """The values of a repeatable parameter that exist, each once, in canonical order."""
    # PostgreSQL cannot even be asked for a NUL character
    given = (value.replace("\x00", "\ufffd").strip() for value in query.getlist(name)[:MOST_VALUES])
    asked = list(dict.fromkeys(value for value in given if value))
    if not asked:
        return []
    if name in _CLOSED:
        known = [value for value in _CLOSED[name] if value in asked]
    else:
        found = with_shown(_OPEN[name]).in_bulk(asked, field_name="slug")
        # Names that only the desk knows stay there.
        rows = {slug: str(row) if row.is_shown else slug for slug, row in found.items()}
        known = sorted(rows)
        names.update({(name, slug): label for slug, label in rows.items()})
    problems.extend(
        Problem(name, _("“%(value)s” is not known here; it is ignored.") % {"value": value[:80]})
        for value in asked
        if value not in known
    )
    return known


def _one(name: str, query: QueryDict, allowed: tuple[str, ...], problems: list[Problem]) -> str:
    value = query.get(name, "") or allowed[0]
    if value in allowed:
        return value
    problems.append(Problem(name, _("“%(value)s” is not known here; it is ignored.") % {"value": value[:80]}))
    return allowed[0]


def _days_text(name: str, query: QueryDict, problems: list[Problem]) -> str:
    text = query.get(name, "").strip()
    if not text:
        return ""
    try:
        days: Days = parse_days(text)
    except ValidationError as error:
        problems.append(Problem(name, " ".join(error.messages)))
        return ""
    return days.edtf


def _is_after(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last
