"""Who published what the events rest on, with as many events each as its filter on the timeline finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef
from django.db.models.functions import Coalesce

from crisis.articles.models import Source
from crisis.events.models import Event, Evidence
from crisis.events.querysets import EventQuerySet


@dataclass(frozen=True, slots=True)
class Publisher:
    source: Source
    count: int


def publishers_of(evidence: Iterable[Evidence]) -> list[str]:
    """Whose publications it is, each name once, in the evidence's order; the agencies behind them are not named."""
    sources = (
        item.excerpt.article.source if item.excerpt else item.reference and item.reference.source for item in evidence
    )
    return list(dict.fromkeys(source.name for source in sources if source))


def publishers(events: EventQuerySet | None = None) -> list[Publisher]:
    """Every source of these events, of all that are published if none are given; the most quoted first.

    A source counts once for an event, be it as publisher or as the agency whose copy another publisher carries;
    `Selection` reads `source=` in the same way, and a test compares the two.
    """
    counts = counted_by_source(Event.objects.public() if events is None else events)
    found = [Publisher(source, counts[source.pk]) for source in Source.objects.filter(pk__in=counts)]
    return sorted(found, key=lambda publisher: (-publisher.count, publisher.source.name.casefold()))


def counted_by_source(events: EventQuerySet) -> dict[int, int]:
    """Number of these events by the key of the source (two queries)."""
    evidence = (
        Evidence.objects.filter(event__in=events.order_by().values("pk"))
        .annotate(publisher=Coalesce("excerpt__article__source", "reference__source"))
        .annotate(agency=F("excerpt__article__agency"))
        .order_by()
    )
    as_publisher = evidence.values_list("publisher").annotate(events=Count("event", distinct=True))
    counted_already = evidence.filter(event=OuterRef("event"), publisher=OuterRef("agency"))
    as_agency = (
        evidence.filter(~Exists(counted_already), agency__isnull=False)
        .values_list("agency")
        .annotate(events=Count("event", distinct=True))
    )
    counts: dict[int, int] = {}
    for pk, count in [*as_publisher, *as_agency]:
        counts[pk] = counts.get(pk, 0) + count
    return counts
