"""Actors, places, topics and publishers: those that a published event rests on, each with how many do."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router
from ninja.params.functions import Path

from crisis.articles.models import Source
from crisis.events.models import Actor, Event, Participation, Place, Tagging, Topic
from crisis.events.vocabulary import Review
from crisis.public.event import PublicName, PublicPlace
from crisis.public.publishers import counted_by_source
from crisis.public.shown import with_published
from crisis.public.site import Site

from ..described import both, point_of
from ..open import note_names
from . import schemas
from .answering import answer
from .api import documented
from .chunks import answered, chunk_of, misunderstood
from .examples import ACTOR, PLACE, SOURCE, TOPIC
from .parameters import CURSOR, LANG
from .summaries import SUMMARIES

router = Router(tags=["subjects"])
Subject = Actor | Place | Topic
Slug = Annotated[str, Path(description=_("The slug, as the list has it."), example="geneva")]
NAMES: dict[type[Subject], str] = {Actor: "actor", Place: "place", Topic: "topic"}


def _a_page(example: dict[str, Any]) -> dict[str, Any]:
    return documented(CURSOR, LANG, example={"items": [example], "count": 1, "next": None})


def _one(example: dict[str, Any]) -> dict[str, Any]:
    return documented(LANG, example=example, refusals=(404,))


@router.get("/actors", response=schemas.Actors, summary=SUMMARIES["actors"], openapi_extra=_a_page(ACTOR))
def actors(request: HttpRequest) -> HttpResponse:
    return _list(request, Actor)


@router.get("/actors/{slug:slug}", response=schemas.Actor, summary=SUMMARIES["actor"], openapi_extra=_one(ACTOR))
def actor(request: HttpRequest, slug: Slug) -> HttpResponse:
    return _subject(request, Actor, slug)


@router.get("/places", response=schemas.Places, summary=SUMMARIES["places"], openapi_extra=_a_page(PLACE))
def places(request: HttpRequest) -> HttpResponse:
    return _list(request, Place)


@router.get("/places/{slug:slug}", response=schemas.Place, summary=SUMMARIES["place"], openapi_extra=_one(PLACE))
def place(request: HttpRequest, slug: Slug) -> HttpResponse:
    return _subject(request, Place, slug)


@router.get("/topics", response=schemas.Topics, summary=SUMMARIES["topics"], openapi_extra=_a_page(TOPIC))
def topics(request: HttpRequest) -> HttpResponse:
    return _list(request, Topic)


@router.get("/topics/{slug:slug}", response=schemas.Topic, summary=SUMMARIES["topic"], openapi_extra=_one(TOPIC))
def topic(request: HttpRequest, slug: Slug) -> HttpResponse:
    return _subject(request, Topic, slug)


@router.get("/sources", response=schemas.Sources, summary=SUMMARIES["sources"], openapi_extra=_a_page(SOURCE))
def sources(request: HttpRequest) -> HttpResponse:
    chunk = chunk_of(request, with_published(Source), "slug")
    counts = counted_by_source(Event.objects.public())

    def told(source: Source) -> dict[str, Any]:
        number = counts.get(source.pk, 0)
        return {"slug": source.slug, "name": source.name, "url": source.url or None, "events": number}

    return answered(request, chunk, reverse("api:sources"), told)


def _list(request: HttpRequest, model: type[Subject]) -> HttpResponse:
    site = Site.of_data(request)
    chunk = chunk_of(request, with_published(model), "slug")
    counts = _numbers_of_events(model, [row.pk for row in chunk.rows])
    path = reverse(f"api:{NAMES[model]}s")
    return answered(request, chunk, path, lambda row: told_subject(row, counts.get(row.pk, 0), site))


def _subject(request: HttpRequest, model: type[Subject], slug: str) -> HttpResponse:
    found = with_published(model).filter(slug=slug).first()
    if found is None:
        raise Http404
    site = Site.of_data(request)
    number = _numbers_of_events(model, [found.pk]).get(found.pk, 0)
    response = answer(request, told_subject(found, number, site))
    note_names(response, misunderstood(request))
    return response


def _numbers_of_events(model: type[Subject], keys: list[int]) -> dict[int, int]:
    """As many as the parameter of that name finds."""
    number, shown = Count("event", distinct=True), {"event__review": Review.PUBLISHED}
    if model is Actor:
        parts = Participation.objects.filter(actor__in=keys, **shown).order_by()
        return dict(parts.values_list("actor").annotate(number=number))
    if model is Topic:
        tags = Tagging.objects.filter(topic__in=keys, **shown).order_by()
        return dict(tags.values_list("topic").annotate(number=number))
    events = Event.objects.public().filter(place__in=keys).order_by()
    return dict(events.values_list("place").annotate(number=Count("pk")))


def told_subject(subject: Subject, number: int, site: Site) -> dict[str, Any]:
    told = {
        "slug": subject.slug,
        "name": both(PublicName(subject.slug, subject.name_fr, subject.name_en)),
        "url": site.named(NAMES[type(subject)], subject.slug),
        "events": number,
    }
    if isinstance(subject, Topic):
        return told
    told |= {
        "kind": subject.kind or None,
        "country": subject.country or None,
        "other_names": [name for line in subject.aliases.splitlines() if (name := line.strip())],
    }
    if isinstance(subject, Place):
        told |= point_of(PublicPlace.of(subject))
    return told
