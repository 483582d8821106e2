"""What the filter form offers, with counts that hold under the rest of the selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.models import Article, Reference, Source
from crisis.events.models import Actor, Event, Evidence, Participation, Place, Tagging, Topic
from crisis.events.vocabulary import Kind, Review, Status
from crisis.public.counting import counted_by, counted_by_basis, reviewed_in
from crisis.public.selection import Selection

MOST_SOURCES = 40
"""Publishers in the list: those chosen, then those with most; typing finds the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a parameter, and how many events it would leave."""

    parameter: str
    value: str
    label: str
    is_chosen: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Picker:
    """A parameter with too many values for boxes: those chosen, and a list to add another from.

    The page's script makes a field of the list that suggests while one types (`suggesting.py`).
    """

    parameter: str
    label: str
    add: str
    chosen: list[tuple[str, str]]
    options: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facets:
    kinds: list[Choice]
    statuses: list[Choice]
    bases: list[Choice]
    reviewed: Choice

    @property
    def counts(self) -> dict[str, int]:
        """For the page's script: the count beside each box after the list has changed."""
        choices = (*self.kinds, *self.statuses, *self.bases, self.reviewed)
        return {f"{choice.parameter}={choice.value}": choice.count for choice in choices}


def facets_of(selection: Selection) -> Facets:
    """Four queries. A parameter's own choice does not narrow its own counts."""
    kinds, statuses = counted_by(selection, "kind"), counted_by(selection, "status")
    bases, looked_at = counted_by_basis(selection), reviewed_in(selection)
    labels = {
        "excerpt": pgettext("basis", "an excerpt you can read here"),
        "reference": pgettext("basis", "a reference only, for context"),
    }
    return Facets(
        [Choice("kind", kind, kind.plural, kind in selection.kind, kinds.get(kind, 0)) for kind in Kind],
        [
            Choice("status", status, str(status.label), status in selection.status, statuses.get(status, 0))
            for status in Status
        ],
        [
            Choice("evidence", basis, label, basis in selection.evidence, bases[basis])
            for basis, label in labels.items()
        ],
        Choice("reviewed", "yes", _("reviewed by an editor"), bool(selection.reviewed), looked_at),
    )


def _number_of(model: type[Article] | type[Reference]) -> Coalesce:
    """How many of them a source has, without joining one table to the other."""
    rows = model._default_manager.filter(source=OuterRef("pk")).order_by().values("source")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def pickers_of(selection: Selection) -> list[Picker]:
    """Actors, places, topics and publishers that published events have (four queries)."""
    shown = Q(event__review=Review.PUBLISHED)
    actors = Actor.objects.filter(Exists(Participation.objects.filter(shown, actor=OuterRef("pk"))))
    places = Place.objects.filter(Exists(Event.objects.public().filter(place=OuterRef("pk"))))
    topics = Topic.objects.filter(Exists(Tagging.objects.filter(shown, topic=OuterRef("pk"))))
    evidence = Evidence.objects.filter(shown)
    sources = Source.objects.annotate(weight=_number_of(Article) + _number_of(Reference)).filter(
        Exists(evidence.filter(excerpt__article__source=OuterRef("pk")))
        | Exists(evidence.filter(excerpt__article__agency=OuterRef("pk")))
        | Exists(evidence.filter(reference__source=OuterRef("pk")))
    )
    chosen = Q(slug__in=selection.source)
    sources = sources.order_by(Case(When(chosen, then=0), default=1), "-weight", "slug")[:MOST_SOURCES]
    rows: list[tuple[str, str, str, Iterable[Actor | Place | Topic | Source]]] = [
        ("actor", _("Actor"), _("Add an actor"), actors),
        ("place", _("Place"), _("Add a place"), places),
        ("topic", _("Topic"), _("Add a topic"), topics),
        ("source", _("Published by"), _("Add a publisher"), sources),
    ]
    return [
        Picker(
            name,
            label,
            add,
            [(slug, selection.names.get((name, slug), slug)) for slug in getattr(selection, name)],
            sorted(((row.slug, str(row)) for row in found), key=lambda option: option[1].casefold()),
        )
        for name, label, add, found in rows
    ]
