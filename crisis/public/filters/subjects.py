"""Filters whose values are rows of a table, by their slugs: too many for boxes, so they are picked from a list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from crisis.articles.models import Article, Reference, Source
from crisis.events.models import Actor, Event, Evidence, Participation, Place, Tagging, Topic
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import Kind

from ..visibility import RESTS_ON, resting_on, with_shown
from .declaration import Chosen, CountedFilter, QueryReading, any_of, in_order

if TYPE_CHECKING:
    from ..selection import Selection

Subject = Actor | Place | Topic | Source
MOST_SOURCES = 40
"""Publishers in the list: those chosen, then those with most publications; typing finds the others."""


class SubjectFilter(CountedFilter):
    """A filter whose values are slugs of rows that events have to do with."""

    model: ClassVar[type[Subject]]
    title: str | Promise
    add: str | Promise

    def read(self, reading: QueryReading) -> Chosen | None:
        asked = reading.values(self.name)
        if not asked:
            return None
        rows = with_shown(self.model).in_bulk(asked, field_name="slug")
        known = tuple(sorted(rows))
        reading.ignore_unknown(self.name, asked, known)
        if not known:
            return None
        # Names that only the desk knows stay there.
        names = {slug: str(row) if row.is_shown else slug for slug, row in rows.items()}
        return Chosen(known, names, meaning=[rows[slug].pk for slug in known])

    def names(self, chosen: Chosen) -> str:
        return any_of([chosen.names.get(slug, slug) for slug in chosen.values])

    def options(self, chosen: Chosen | None) -> Iterable[Subject]:
        """What its list offers: the rows that a public event has (one query)."""
        return resting_on(self.model, RESTS_ON[self.model])

    @abstractmethod
    def count(self, events: EventQuerySet, among: Iterable[int] | None = None) -> Mapping[int, int]:
        """Number of events by the row's key, of the rows `among` those given."""

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return self.names(chosen)

    def named(self, events: EventQuerySet, most: int) -> list[tuple[str, Mapping[str, str], int]]:
        counts = self.count(events)
        first = in_order(counts)[:most]
        rows = self.model._default_manager.in_bulk(first)
        return [(rows[pk].slug, names_of(rows[pk]), counts[pk]) for pk in first]


class TiedFilter(SubjectFilter):
    """One whose rows are tied to events by rows of another table, of which a column has the filter's name."""

    ties: ClassVar[type[Any]]

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        tied = self.ties.objects.filter(**{f"{self.name}__in": chosen.meaning})
        return events.filter(pk__in=tied.values("event"))

    def count(self, events: EventQuerySet, among: Iterable[int] | None = None) -> Mapping[int, int]:
        there = {f"{self.name}__isnull": False} if among is None else {f"{self.name}__in": among}
        tied = _of(self.ties, events).filter(**there)
        return dict(tied.values_list(self.name).annotate(number=Count("event", distinct=True)))


class ActorFilter(TiedFilter):
    name = "actor"
    description = gettext_noop("Who takes part, in whatever role: slugs, as /actors lists them.")
    example = "lavrov"
    model = Actor
    title = gettext_lazy("Actor")
    add = gettext_lazy("Add an actor")
    ties = Participation

    def counted(self, words: str, count: int, chosen: Chosen, selection: Selection) -> str:
        said = {"events": words, "names": self.names(chosen)}
        if selection.values("kind") == (Kind.MEETING,):
            return _("%(events)s with %(names)s") % said
        return _("%(events)s involving %(names)s") % said

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return ""  # the number says it


class PlaceFilter(SubjectFilter):
    name = "place"
    description = gettext_noop("Where it happened: slugs, as /places lists them.")
    example = "geneva"
    model = Place
    title = gettext_lazy("Place")
    add = gettext_lazy("Add a place")

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        return events.filter(place__in=chosen.meaning)

    def count(self, events: EventQuerySet, among: Iterable[int] | None = None) -> Mapping[int, int]:
        there = Q(place__isnull=False) if among is None else Q(place__in=among)
        return dict(events.order_by().filter(there).values_list("place").annotate(number=Count("*")))


class TopicFilter(TiedFilter):
    name = "topic"
    description = gettext_noop("What it is about: slugs, as /topics lists them.")
    example = "nato"
    model = Topic
    title = gettext_lazy("Topic")
    add = gettext_lazy("Add a topic")
    ties = Tagging


class SourceFilter(SubjectFilter):
    """Who published what an event rests on: the publisher, or the agency whose copy the publisher carries."""

    name = "source"
    description = gettext_noop("Who published what it rests on, publisher or agency: slugs, as /sources lists them.")
    example = "afp"
    model = Source
    title = gettext_lazy("Published by")
    add = gettext_lazy("Add a publisher")

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        published = Q()
        for path in RESTS_ON[Source]:
            published |= Q(**{f"{path.removeprefix('evidence__')}__in": chosen.meaning})
        return events.filter(pk__in=Evidence.objects.filter(published).values("event"))

    def options(self, chosen: Chosen | None) -> Iterable[Subject]:
        articles, references = _number_of(Article), _number_of(Reference)
        sources = resting_on(Source, RESTS_ON[Source]).annotate(weight=articles + references)
        # Where nothing is chosen the case would be a constant, and PostgreSQL takes a constant for a column's number.
        first = [Case(When(pk__in=chosen.meaning, then=0), default=1)] if chosen else []
        rows: QuerySet[Source] = sources.order_by(*first, "-weight", "slug")[:MOST_SOURCES]
        return rows

    def count(self, events: EventQuerySet, among: Iterable[int] | None = None) -> Mapping[int, int]:
        """A source counts once for an event, however it comes to it (two queries)."""
        evidence = (
            _of(Evidence, events)
            .annotate(publisher=Coalesce("excerpt__article__source", "reference__source"))
            .annotate(agency=F("excerpt__article__agency"))
        )
        as_publisher = evidence.values_list("publisher").annotate(number=Count("event", distinct=True))
        counted_already = evidence.filter(event=OuterRef("event"), publisher=OuterRef("agency"))
        as_agency = (
            evidence.filter(~Exists(counted_already), agency__isnull=False)
            .values_list("agency")
            .annotate(number=Count("event", distinct=True))
        )
        counts: dict[int, int] = {}
        for pk, number in [*as_publisher, *as_agency]:
            if among is None or pk in among:
                counts[pk] = counts.get(pk, 0) + number
        return counts

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return _("published by %(names)s") % {"names": self.names(chosen)}


@dataclass(frozen=True, slots=True)
class Publisher:
    source: Source
    count: int


def publishers() -> list[Publisher]:
    """Every source of what is published, each with as many events as its filter finds; the most quoted first."""
    counts = SourceFilter().count(Event.objects.public())
    found = [Publisher(source, counts[source.pk]) for source in Source.objects.filter(pk__in=counts)]
    return sorted(found, key=lambda publisher: (-publisher.count, publisher.source.name.casefold()))


def names_of(row: Subject) -> dict[str, str]:
    """In every language of the site; a publisher has one name."""
    if isinstance(row, Source):
        return {code: row.name for code, _name in settings.LANGUAGES}
    return {"fr": row.name_fr, "en": row.name_en}


def _of(model: type[models.Model], events: EventQuerySet) -> QuerySet[Any]:
    """The rows of these events, in no order."""
    return model._default_manager.filter(event__in=events.order_by().values("pk")).order_by()


def _number_of(model: type[Article | Reference]) -> Coalesce:
    """How many of them a source has, without joining one table to the other."""
    rows = model._default_manager.filter(source=OuterRef("pk")).order_by().values("source")
    return Coalesce(Subquery(rows.annotate(number=Count("*")).values("number")), 0)
