"""What readers see already, through the events that rest on it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from crisis.articles.models import Article, Reference, Source
from crisis.events.models import Actor, Event, Place, Topic
from crisis.events.vocabulary import Review

_OF_AN_ARTICLE = "evidence__excerpt__article"
_RESTS_ON: dict[type[models.Model], tuple[str, ...]] = {
    Actor: ("participations__actor",),
    Place: ("place", "troopmovement__origin_place", "troopmovement__destination_place"),
    Topic: ("taggings__topic",),
    Article: (_OF_AN_ARTICLE, "statement__quotations__excerpt__article"),
    Reference: ("evidence__reference",),
    Source: (f"{_OF_AN_ARTICLE}__source", f"{_OF_AN_ARTICLE}__agency", "evidence__reference__source"),
}
"""From an event to the row, for each model."""


def with_shown(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows, each with `is_shown` (one question)."""
    public = Event.objects.ever_public()
    paths = (Exists(public.filter(**{path: OuterRef("pk")})) for path in _RESTS_ON[model])
    return model._default_manager.annotate(is_shown=reduce(or_, paths))


def with_published(model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows that an event rests on which readers can see today."""
    public = Event.objects.public()
    paths = (Exists(public.filter(**{path: OuterRef("pk")})) for path in _RESTS_ON[model])
    return model._default_manager.filter(reduce(or_, paths))


def is_shown(row: models.Model) -> bool:
    """Whether an event that is or was public rests on the row: a change of it changes what readers were told."""
    if isinstance(row, Event):
        return Review(row.review).was_public
    public = Event.objects.ever_public()
    return any(public.filter(**{path: row.pk}).exists() for path in _RESTS_ON[type(row)])
