"""Ties the meeting that was held to the meeting that was announced.

Two reports of different articles, or of an article and a chronology, stay two events: what was planned
and what happened are not the same claim. They are linked where days, place and an actor agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from crisis.articles.models import Excerpt

from ..models import Event, EventLink, Participation
from ..querysets import EventQuerySet
from ..vocabulary import Kind, LinkKind, Role, Status
from ..writing import link
from .likeness import OPEN_REVIEWS, PLANNED, candidates

PRESENT = (Role.PARTICIPANT, Role.HOST)


def link_fulfilments(events: Iterable[Event]) -> int:
    """Links each planned meeting among `events` to those that fulfil it, and each held one to what was planned.

    The link is made once, from the meeting held to the meeting planned, whichever is loaded first.
    Returns how many links are new.
    """
    before = EventLink.objects.count()
    for event in events:
        if event.kind != Kind.MEETING or event.place_id is None or event.review not in OPEN_REVIEWS:
            continue
        if event.status in PLANNED:
            for held in _counterparts(event).filter(status=Status.OCCURRED):
                link(held, event, LinkKind.FULFILS)
        elif event.status == Status.OCCURRED:
            for planned in _counterparts(event).filter(status__in=PLANNED):
                link(event, planned, LinkKind.FULFILS)
    return EventLink.objects.count() - before


def _counterparts(event: Event) -> EventQuerySet:
    """Meetings of other reports, at the same place, on days that overlap, with an actor in common."""
    if event.place_id is None or event.starts_on is None or event.ends_on is None:
        return Event.objects.none()
    here = Participation.objects.filter(event_id=event.pk, role__in=PRESENT, actor__isnull=False)
    meetings = candidates(event, [part.actor for part in here if part.actor], roles=PRESENT).filter(
        place_id=event.place_id, starts_on__isnull=False, ends_on__isnull=False
    )
    own_articles = Excerpt.objects.filter(evidence__event_id=event.pk).values("article")
    return meetings.exclude(evidence__excerpt__article__in=own_articles).distinct()
