"""Compares what the extractor drafted, before it is stored, with events that are known to the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from crisis.articles.models import Article
from crisis.edtf import Precision
from crisis.events.duplicates.comparing import Traits
from crisis.events.duplicates.likeness import PRINCIPALS, SAME, compare, traits_of
from crisis.events.kinds import kind_of
from crisis.events.models import Actor, Event, Participation, Place
from crisis.events.vocabulary import Kind, Role, Status, Suggestion
from crisis.events.writing import set_when
from crisis.extraction import Draft

MOST = 1000
"""Known events that are looked at: those on the drafts' days, with the drafts' actors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Published events that an article may tell of, by kind and day, with the house's actors and places by slug."""

    events: dict[tuple[str, date], list[Traits]]
    actors: dict[str, Actor]
    places: dict[str, Place]

    @classmethod
    def of(cls, drafts: Iterable[Draft], *, beside: Article) -> Self:
        """Those on the drafts' days with one of their actors, none of which rests on the article (five questions)."""
        told = list(drafts)
        slugs = {actor.id for draft in told for actor in draft.actors if actor.id}
        actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=slugs)}
        places = {place.slug: place for place in Place.objects.filter(slug__in={_place(draft) for draft in told})}
        days = {draft.when.first for draft in told if draft.when and draft.when.first}
        dated = Event.objects.public().filter(
            precision=Precision.DAY,
            starts_on__in=days,
            participations__actor__in=actors.values(),
            participations__role__in=PRINCIPALS,
        )
        others = dated.exclude(evidence__excerpt__article=beside).distinct().order_by("pk")[:MOST]
        events: dict[tuple[str, date], list[Traits]] = {}
        for traits in traits_of(others.select_related("place", "meeting")):
            if traits.event.starts_on:
                events.setdefault((traits.event.kind, traits.event.starts_on), []).append(traits)
        return cls(events=events, actors=actors, places=places)

    def like(self, draft: Draft) -> Event | None:
        """The event of the draft's very day that is the likeliest to be what it tells; `None` if none is likely."""
        if draft.when is None or draft.when.first is None:
            return None
        own = self._traits(draft)
        found = [compare(own, other) for other in self.events.get((str(draft.kind), draft.when.first), [])]
        alike = [one for one in found if one and one.score >= SAME]
        if draft.kind == Kind.STATEMENT.value:  # one speaker says several things a day
            alike = [one for one in alike if one.suggested == Suggestion.ATTACH]
        return max(alike, key=lambda one: one.score).event if alike else None

    def _traits(self, draft: Draft) -> Traits:
        """The draft as an event that is not stored."""
        kind = Kind(str(draft.kind))
        event = kind_of(kind).model(
            title_fr=draft.title_fr,
            title_en=draft.title_en,
            when=draft.when.edtf if draft.when else "",
            status=Status(str(draft.status)),
            place=self.places.get(_place(draft)),
        )
        if kind == Kind.MEETING:
            event.format = str(draft.format or "")  # type: ignore[attr-defined]
        set_when(event)
        parts = tuple(
            Participation(role=Role(str(actor.role)), actor=self.actors[actor.id])
            for actor in draft.actors
            if actor.id in self.actors
        )
        return Traits(event=event, parts=parts, words=frozenset())


def _place(draft: Draft) -> str:
    return (draft.place.id or "") if draft.place else ""
