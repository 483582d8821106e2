"""Questions one can ask of events."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from .vocabulary import Review

if TYPE_CHECKING:
    from .models import Event, Evidence, Participation

OPEN_START_REACH = timedelta(days=120)
"""How far back an event dated “by X, start not told” is taken to reach (guideline, section 3)."""


class EventQuerySet(models.QuerySet["Event"]):
    """Events, or events of one kind. Every method can be chained."""

    def get_by_natural_key(self, uid: str) -> Event:
        return self.get(uid=uid)

    def public(self) -> Self:
        """What readers may see in lists."""
        return self.filter(review=Review.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(review=Review.DRAFT)

    def reviewed(self) -> Self:
        """Those a person has looked at."""
        return self.filter(reviewed_at__isnull=False)

    def dated(self) -> Self:
        return self.filter(Q(starts_on__isnull=False) | Q(ends_on__isnull=False))

    def undated(self) -> Self:
        """Those whose date nobody knows; they stand beside the axis, not on it."""
        return self.filter(starts_on=None, ends_on=None)

    def overlapping(self, first: date | None, last: date | None) -> Self:
        """Events that touch the closed interval; `None` leaves that end open.

        A start that is not told reaches 120 days back, an end that is not told goes on.
        """
        events = self.dated()
        if last is not None:
            earliest = _safely_later(last)
            events = events.filter(Q(starts_on__lte=last) | Q(starts_on=None, ends_on__lte=earliest))
        if first is not None:
            events = events.filter(Q(ends_on__gte=first) | Q(ends_on=None))
        return events

    def with_anchor(self) -> Self:
        """Adds `anchor`, the day an event is sorted by: its first known day."""
        return self.annotate(anchor=Coalesce("starts_on", "ends_on"))

    def newest_first(self, *before: str) -> Self:
        """The reading order, after whatever should count `before` it."""
        return self.with_anchor().order_by(*before, F("anchor").desc(nulls_last=True), "-uid")

    def oldest_first(self) -> Self:
        """The reading order backwards, so that the undated come first: they may be as old as anything."""
        return self.with_anchor().order_by(F("anchor").asc(nulls_first=True), "uid")

    def with_evidence(self) -> Self:
        """Fetches with the events all that a list or the excerpt panel shows of them (three queries)."""
        return self.select_related("place").prefetch_related("participations", "evidence")


class ParticipationManager(models.Manager["Participation"]):
    """Participations with their actors: nobody asks for one without the other."""

    def get_queryset(self) -> models.QuerySet[Participation]:
        return super().get_queryset().select_related("actor")


class EvidenceManager(models.Manager["Evidence"]):
    """Evidence with what it points to: a passage is nothing without its article and publisher."""

    def get_queryset(self) -> models.QuerySet[Evidence]:
        return (
            super()
            .get_queryset()
            .select_related("excerpt__article__source", "excerpt__article__agency", "reference__source")
        )


def _safely_later(last: date) -> date:
    try:
        return last + OPEN_START_REACH
    except OverflowError:
        return date.max
