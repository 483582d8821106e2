"""From a stored event to what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crisis.articles.models import Excerpt
from crisis.articles.passage import address_of
from crisis.events.models import Event, Evidence, Meeting, Participation, Place, Statement, TroopMovement
from crisis.events.vocabulary import Review

from .paging import batches_of, let_go
from .record import Cited, Name, Passage, Record, Support, Tie, Where, Who
from .selection import Selection

AROUND = 32
"""Code points of context on either side of a passage."""


def records_of(
    selection: Selection, *, newest: bool | None = None, undated_last: bool = False, texts: bool = False
) -> Iterator[Record]:
    """Every event of the selection, however many: a batch at a time is fetched and forgotten.

    With `texts`, passages know the address that leads to their very words (`text_url`).
    In the selection's order where `newest` does not say another; by relevance nothing can be written batch by batch.
    """
    newest = selection.sort != "oldest" if newest is None else newest
    for batch in batches_of(selection, newest=newest, undated_last=undated_last, texts=texts):
        for event in batch:
            record = record_of(event)
            let_go(event)
            yield record


def record_of(event: Event) -> Record:
    """Asks nothing of the database where the event was fetched `with_everything`."""
    row = event.as_kind
    movement = row if isinstance(row, TroopMovement) else None
    return Record(
        uid=event.uid,
        kind=event.kind,
        status=event.status,
        title=Name("", event.title_fr, event.title_en),
        summary=Name("", event.summary_fr, event.summary_en),
        when=event.when,
        when_text=event.when_text,
        precision=event.precision,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        place=where_of(event.place) if event.place else None,
        actors=tuple(_who(part) for part in event.participations.all()),
        topics=tuple(
            Name(tagging.topic.slug, tagging.topic.name_fr, tagging.topic.name_en) for tagging in event.taggings.all()
        ),
        support=tuple(_support(evidence) for evidence in event.evidence.all()),
        quotes=tuple(passage_of(quotation.excerpt) for quotation in row.quotations.all())
        if isinstance(row, Statement)
        else (),
        ties=_ties(event),
        details=_details(row),
        origin_place=where_of(movement.origin_place) if movement and movement.origin_place else None,
        destination_place=where_of(movement.destination_place) if movement and movement.destination_place else None,
        is_reviewed=event.is_reviewed,
        origin=event.origin,
        rule=event.rule,
        version=event.version,
        corrected_at=event.corrected_at,
        recorded_at=event.created_at,
        changed_at=event.changed_at,
    )


def passage_of(excerpt: Excerpt) -> Passage:
    article = excerpt.article
    return Passage(
        article=article.pk,
        words=excerpt.words,
        start=excerpt.start,
        end=excerpt.end,
        prefix=excerpt.before(AROUND),
        suffix=excerpt.after(AROUND),
        title=article.title,
        language=article.language,
        publisher=article.source.name,
        publisher_slug=article.source.slug,
        agency=article.agency_name,
        published=article.published,
        url=article.url,
        text_url=address_of(excerpt) if excerpt.has_text else "",
    )


def _support(evidence: Evidence) -> Support:
    reference = evidence.reference
    return Support(
        stance=evidence.stance,
        passage=passage_of(evidence.excerpt) if evidence.excerpt else None,
        cited=Cited(
            publisher=reference.source.name,
            publisher_slug=reference.source.slug,
            title=reference.title,
            url=reference.url,
        )
        if reference
        else None,
    )


def where_of(place: Place) -> Where:
    """The place with its point, where it has one."""
    known = place.latitude is not None and place.longitude is not None
    return Where(
        name=Name(place.slug, place.name_fr, place.name_en),
        latitude=float(place.latitude) if known and place.latitude is not None else None,
        longitude=float(place.longitude) if known and place.longitude is not None else None,
        is_approximate=place.is_approximate,
    )


def _who(part: Participation) -> Who:
    actor = part.actor
    if actor is None:
        return Who(name=Name("", part.description, part.description), role=part.role, kind="")
    return Who(name=Name(actor.slug, actor.name_fr, actor.name_en), role=part.role, kind=actor.kind)


def _ties(event: Event) -> tuple[Tie, ...]:
    onward = [(link.kind, False, link.to_event) for link in event.links.all()]
    back = [(link.kind, True, link.from_event) for link in event.backlinks.all()]
    return tuple(
        Tie(kind=kind, is_inverse=inverse, uid=other.uid, title=Name("", other.title_fr, other.title_en))
        for kind, inverse, other in [*onward, *back]
        if other.review == Review.PUBLISHED  # however the event was fetched
    )


def _details(row: Any) -> dict[str, str | int | None]:
    if isinstance(row, Meeting):
        return {"format": row.format}
    if isinstance(row, Statement):
        return {"mode": row.mode, "medium": row.medium}
    return {
        "movement": row.movement,
        "strength_min": row.strength_min,
        "strength_max": row.strength_max,
        "equipment": row.equipment,
        "origin_text": row.origin_text,
        "destination_text": row.destination_text,
    }
