"""A stored event as the cells of its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch

from crisis.articles.models import Excerpt
from crisis.events.models import Event, EventLink, Evidence, Quotation, Statement, TroopMovement
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import Role, Stance

from .columns import EVENT_COLUMNS
from .lists import Cited, Passage, Supports, Who, write_actors, write_evidence, write_passages, write_words

PAGE = 500
"""Events fetched at a time, with all that hangs on them."""

OWN_TEXTS = {  # columns that are texts of the kind's own row
    "format",
    "movement",
    "equipment",
    "origin_text",
    "destination_text",
    "mode",
    "medium",
}


def in_full(events: EventQuerySet) -> EventQuerySet:
    """Fetches with the events all that a row says of them (seven queries); the articles without their texts."""
    passages = "excerpt__article__text"
    evidence = Evidence.objects.select_related(None).select_related("excerpt__article", "reference__source")
    quotations = Quotation.objects.select_related("excerpt__article").defer(passages)
    return events.select_related(
        "place", "meeting", "troopmovement__origin_place", "troopmovement__destination_place", "statement"
    ).prefetch_related(
        "participations",
        Prefetch("evidence", evidence.defer(passages)),
        "taggings__topic",
        Prefetch("statement__quotations", quotations),
        Prefetch("links", EventLink.objects.select_related("to_event")),
    )


def one_by_one(pks: Sequence[int]) -> Iterator[Event]:
    """The events with these keys, in this order, fetched by pages."""
    for at in range(0, len(pks), PAGE):
        found = in_full(Event.objects.all()).in_bulk(pks[at : at + PAGE])
        yield from (found[pk] for pk in pks[at : at + PAGE] if pk in found)


def cells_of(event: Event) -> dict[str, str]:
    """The cells of the event's row, by column; what another kind would have is empty."""
    row = event.as_kind
    cells = {column.name: "" for column in EVENT_COLUMNS}
    for name in ("uid", "kind", "title_fr", "title_en", "summary_fr", "summary_en", "when", "when_text", "status"):
        cells[name] = getattr(event, name)
    for name in ("review", "version", "origin", "rule"):
        cells[name] = str(getattr(event, name))
    for name in OWN_TEXTS:
        cells[name] = getattr(row, name, "")
    cells["place"] = event.place.slug if event.place else ""
    if isinstance(row, TroopMovement):
        cells["strength_min"] = _number(row.strength_min)
        cells["strength_max"] = _number(row.strength_max)
        cells["origin_place"] = row.origin_place.slug if row.origin_place else ""
        cells["destination_place"] = row.destination_place.slug if row.destination_place else ""
    if isinstance(row, Statement):
        cells["quotations"] = write_passages(passage_of(quotation.excerpt) for quotation in row.quotations.all())
    cells["actors"] = write_actors(_parts(event))
    cells["evidence"] = write_evidence(_supports(event))
    cells["topics"] = write_words(sorted(tagging.topic.slug for tagging in event.taggings.all()))
    cells["links"] = write_words(sorted(f"{link.kind}:{link.to_event.uid}" for link in event.links.all()))
    return cells


def passage_of(excerpt: Excerpt) -> Passage:
    return Passage(excerpt.article.sha256, excerpt.start, excerpt.end)


def supported_by(evidence: Evidence) -> Passage | Cited:
    if evidence.excerpt:
        return passage_of(evidence.excerpt)
    assert evidence.reference  # noqa: S101  # a constraint of the table
    return Cited(evidence.reference.source.name, evidence.reference.title, evidence.reference.url)


def _parts(event: Event) -> Iterator[Who]:
    for part in event.participations.all():
        yield Who(Role(part.role), part.actor.slug if part.actor else "", part.description)


def _supports(event: Event) -> Iterator[Supports]:
    for evidence in event.evidence.all():
        yield Supports(supported_by(evidence), Stance(evidence.stance))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
