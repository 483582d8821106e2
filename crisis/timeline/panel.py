"""What a reader learns of one event: its evidence in context, who, where, how sure, and what it is linked to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from crisis.articles.models import Excerpt, Reference
from crisis.articles.passage import Passage, address_of, in_context
from crisis.events.kinds.model import KindRow
from crisis.events.models import Event, Meeting, Participation, Statement, Topic, TroopMovement
from crisis.events.vocabulary import LinkKind, MeetingFormat, Review, Role
from crisis.public.corrected import Corrected, corrections_of
from crisis.public.paging import neighbours
from crisis.public.selection import Selection
from crisis.public.wording import badge_of, strength_in_words


@dataclass(frozen=True, slots=True)
class Quoted:
    """One piece of evidence that can be read here."""

    excerpt: Excerpt
    passage: Passage
    stance: str
    address: str


@dataclass(frozen=True, slots=True)
class Cited:
    reference: Reference
    stance: str


@dataclass(frozen=True, slots=True)
class Linked:
    words: str
    event: Event


@dataclass(frozen=True, slots=True)
class Step:
    """The way to a neighbour in the reader's selection."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    event: Event
    row: KindRow
    quoted: list[Quoted]
    cited: list[Cited]
    quotes: list[Excerpt]
    facts: list[tuple[str, list[Participation]]]
    """Who, by role, in the order of the roles."""
    format: str
    strength: str
    links: list[Linked]
    topics: list[Topic]
    previous: Step | None
    next: Step | None
    badge: str
    corrections: list[Corrected]


def panel_of(event: Event, selection: Selection) -> Panel:
    """The panel of a published event. The number of queries does not depend on what the event has."""
    row = event.as_kind
    evidence = list(event.evidence.all())
    quoted = [
        Quoted(item.excerpt, in_context(item.excerpt), str(item.get_stance_display()), address_of(item.excerpt))
        for item in evidence
        if item.excerpt
    ]
    cited = [Cited(item.reference, str(item.get_stance_display())) for item in evidence if item.reference]
    before, after = neighbours(event, selection)
    return Panel(
        event=event,
        row=row,
        quoted=quoted,
        cited=cited,
        quotes=_quotes(row, [item.excerpt for item in quoted]),
        facts=_facts(event),
        format=str(MeetingFormat(row.format).label) if isinstance(row, Meeting) and row.format else "",
        strength=strength_in_words(row.strength_min, row.strength_max) if isinstance(row, TroopMovement) else "",
        links=_links(event),
        topics=[tagging.topic for tagging in event.taggings.all()],
        previous=_step(before, selection),
        next=_step(after, selection),
        badge=badge_of(event),
        corrections=corrections_of(event),
    )


def _step(to: Event | None, selection: Selection) -> Step | None:
    return Step(to.title, address_in_selection(to, selection)) if to else None


def _quotes(row: KindRow, evidence: list[Excerpt]) -> list[Excerpt]:
    """The quoted words that no passage shown already holds."""
    if not isinstance(row, Statement):
        return []
    return [
        quotation.excerpt
        for quotation in row.quotations.all()
        if not any(
            passage.article_id == quotation.excerpt.article_id
            and passage.start <= quotation.excerpt.start
            and quotation.excerpt.end <= passage.end
            for passage in evidence
        )
    ]


def _facts(event: Event) -> list[tuple[str, list[Participation]]]:
    parts = list(event.participations.all())
    found = [(role, [part for part in parts if part.role == role]) for role in Role]
    return [(str(role.label), there) for role, there in found if there]


def _links(event: Event) -> list[Linked]:
    """Both directions, each worded as it reads from this event."""
    onward = [(str(LinkKind(link.kind).label), link.to_event) for link in event.links.all()]
    back = [(LinkKind(link.kind).inverse, link.from_event) for link in event.backlinks.all()]
    return [Linked(words, other) for words, other in [*onward, *back] if other.review == Review.PUBLISHED]


def address_in_selection(event: Event, selection: Selection) -> str:
    """The permalink, with the selection the reader came from kept behind it."""
    return selection.behind(reverse("timeline:event", args=[event.uid, event.slug]))
