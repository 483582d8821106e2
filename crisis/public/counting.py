"""How many events each value of a parameter would leave: the numbers beside the filters, on the page and in the API.

A parameter's own choice does not narrow its own counts; everything else that the selection asks for does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, OuterRef

from crisis.articles.models import Source
from crisis.events.models import Actor, Evidence, Participation, Place, Tagging, Topic

from .publishers import counted_by_source
from .selection import BASES, Selection

Counts = dict[str, int]
"""Number of events by value."""
Subject = Actor | Place | Topic | Source


def counted_by(selection: Selection, column: str) -> Counts:
    """By `kind` or `status` (one query)."""
    events = _without(selection, column).events()
    return dict(events.order_by().values_list(column).annotate(number=Count("pk")))


def counted_by_basis(selection: Selection) -> Counts:
    """By what the event rests on, `evidence=` (one query); an event may rest on both."""
    excerpt, reference = (
        Evidence.objects.filter(event=OuterRef("pk"), **{f"{basis}__isnull": False}) for basis in BASES
    )
    return (
        _without(selection, "evidence")
        .events()
        .aggregate(excerpt=Count("pk", filter=Exists(excerpt)), reference=Count("pk", filter=Exists(reference)))
    )


def reviewed_in(selection: Selection) -> int:
    """Those that a person has looked at, `reviewed=yes` (one query)."""
    return _without(selection, "reviewed").events().reviewed().count()


def counted_by_subject(selection: Selection, parameter: str, most: int) -> list[tuple[Subject, int]]:
    """By `actor`, `place`, `topic` or `source`, those with most events first (two queries; three for `source`)."""
    counts = _by_key(selection, parameter)
    models: dict[str, type[Subject]] = {"actor": Actor, "place": Place, "topic": Topic, "source": Source}
    first = sorted(counts, key=lambda pk: (-counts[pk], pk))[:most]
    rows = models[parameter]._default_manager.in_bulk(first)
    return [(rows[pk], counts[pk]) for pk in first]


def _without(selection: Selection, parameter: str) -> Selection:
    free: dict[str, Any] = {parameter: ()}
    return replace(selection, **free)


def _by_key(selection: Selection, parameter: str) -> dict[int, int]:
    events = _without(selection, parameter).events().order_by()
    number = Count("event", distinct=True)
    match parameter:
        case "actor":
            parts = Participation.objects.filter(event__in=events.values("pk"), actor__isnull=False)
            return dict(parts.order_by().values_list("actor").annotate(number=number))
        case "topic":
            tags = Tagging.objects.filter(event__in=events.values("pk"))
            return dict(tags.order_by().values_list("topic").annotate(number=number))
        case "place":
            return dict(events.filter(place__isnull=False).values_list("place").annotate(number=Count("pk")))
        case _:
            return counted_by_source(events)
