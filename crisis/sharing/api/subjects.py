"""Articles, actors, places, topics and publishers: those that a published event rests on, each with how many do.

Of an article there is who published it and when, and the words that support events; never its text.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router
from ninja.params.functions import Path

from crisis.articles.models import Article, Source
from crisis.events.models import Actor, Event, Evidence, Place, Topic
from crisis.public.event.listing import passages_of, public_articles
from crisis.public.filters import subject_filter_of
from crisis.public.site import Site
from crisis.public.visibility import with_published

from ..open import note_names
from . import schemas
from .answering import answer, answered, chunk_of, misunderstood
from .description import CURSOR, LANG, documented
from .examples import ACTOR, ARTICLE, ARTICLE_IN_FULL, PLACE, SOURCE, TOPIC

router = Router()
Subject = Actor | Place | Topic
Slug = Annotated[str, Path(description=_("The slug, as the list has it."), example="geneva")]
Number = Annotated[int, Path(description=_("The last part of the address of the article's page here."), example=1)]
SCHEMAS: dict[type[Subject], type[schemas.Counted]] = {
    Actor: schemas.Actor,
    Place: schemas.Place,
    Topic: schemas.Topic,
}


def _a_page(summary: str, example: dict[str, Any], tag: str = "subjects") -> dict[str, Any]:
    extra = documented(CURSOR, LANG, example={"items": [example], "count": 1, "next": None})
    return {"summary": summary, "tags": [tag], "openapi_extra": extra}


def _one(summary: str, example: dict[str, Any], tag: str = "subjects") -> dict[str, Any]:
    return {"summary": summary, "tags": [tag], "openapi_extra": documented(LANG, example=example, refusals=(404,))}


@router.get(
    "/articles", response=schemas.Articles, **_a_page(_("Articles that published events rest on"), ARTICLE, "articles")
)
def articles(request: HttpRequest) -> HttpResponse:
    site = Site.of_data(request)
    chunk = chunk_of(request, _listed(), "pk")
    counts = _numbers_of_events([row.pk for row in chunk.rows])
    return answered(request, chunk, reverse("api:articles"), lambda row: schemas.Article.of(row, counts[row.pk], site))


@router.get(
    "/articles/{int:number}",
    response=schemas.ArticleInFull,
    **_one(_("One article, with the passages that support published events"), ARTICLE_IN_FULL, "articles"),
)
def article(request: HttpRequest, number: Number) -> HttpResponse:
    found = _listed().filter(pk=number).first()
    if found is None:
        raise Http404
    site = Site.of_data(request)
    events = _numbers_of_events([found.pk])[found.pk]
    response = answer(request, schemas.ArticleInFull.of(found, events, site, excerpts=_excerpts(found, site)))
    note_names(response, misunderstood(request))
    return response


@router.get("/actors", response=schemas.Actors, **_a_page(_("Who takes part in published events"), ACTOR))
def actors(request: HttpRequest) -> HttpResponse:
    return _list(request, Actor)


@router.get("/actors/{slug:slug}", response=schemas.Actor, **_one(_("One actor"), ACTOR))
def actor(request: HttpRequest, slug: Slug) -> HttpResponse:
    return _subject(request, Actor, slug)


@router.get(
    "/places", response=schemas.Places, **_a_page(_("Where published events happened, or led from and to"), PLACE)
)
def places(request: HttpRequest) -> HttpResponse:
    return _list(request, Place)


@router.get("/places/{slug:slug}", response=schemas.Place, **_one(_("One place"), PLACE))
def place(request: HttpRequest, slug: Slug) -> HttpResponse:
    return _subject(request, Place, slug)


@router.get("/topics", response=schemas.Topics, **_a_page(_("What published events are about"), TOPIC))
def topics(request: HttpRequest) -> HttpResponse:
    return _list(request, Topic)


@router.get("/topics/{slug:slug}", response=schemas.Topic, **_one(_("One topic"), TOPIC))
def topic(request: HttpRequest, slug: Slug) -> HttpResponse:
    return _subject(request, Topic, slug)


@router.get(
    "/sources",
    response=schemas.Sources,
    **_a_page(_("Publishers and agencies of what published events rest on"), SOURCE),
)
def sources(request: HttpRequest) -> HttpResponse:
    chunk = chunk_of(request, with_published(Source), "slug")
    counts = subject_filter_of(Source).count(Event.objects.public())
    return answered(request, chunk, reverse("api:sources"), lambda row: schemas.Source.of(row, counts.get(row.pk, 0)))


def _list(request: HttpRequest, model: type[Subject]) -> HttpResponse:
    site = Site.of_data(request)
    chunk = chunk_of(request, with_published(model), "slug")
    counts = subject_filter_of(model).count(Event.objects.public(), [row.pk for row in chunk.rows])
    path = reverse(f"api:{subject_filter_of(model).name}s")
    return answered(request, chunk, path, lambda row: _told(row, counts.get(row.pk, 0), site))


def _subject(request: HttpRequest, model: type[Subject], slug: str) -> HttpResponse:
    found = with_published(model).filter(slug=slug).first()
    if found is None:
        raise Http404
    number = subject_filter_of(model).count(Event.objects.public(), [found.pk]).get(found.pk, 0)
    response = answer(request, _told(found, number, Site.of_data(request)))
    note_names(response, misunderstood(request))
    return response


def _told(row: Subject, number: int, site: Site) -> schemas.Counted:
    return SCHEMAS[type(row)].of(row, number, site.named(subject_filter_of(row).name, row.slug))


def _listed() -> QuerySet[Article]:
    return public_articles().select_related("source", "agency").defer("text", "sketch")


def _numbers_of_events(articles: list[int]) -> dict[int, int]:
    rows = Evidence.objects.public().filter(excerpt__article__in=articles).order_by()
    return dict(rows.values_list("excerpt__article").annotate(number=Count("event", distinct=True)))


def _excerpts(article: Article, site: Site) -> list[schemas.Excerpt]:
    return [schemas.Excerpt.of_article(each, site) for each in passages_of(article)]
