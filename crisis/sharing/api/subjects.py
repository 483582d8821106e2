"""Articles, actors, places, topics and publishers: those that a published event rests on, each with how many do.

Of an article there is who published it and when, and the words that support events; never its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema
from ninja.params.functions import Path

from crisis.articles.models import Article, Source
from crisis.events.models import Actor, Event, Evidence, Place, Topic
from crisis.public.articles import passages_of, public_articles
from crisis.public.filters import Subject, subject_filter_of
from crisis.public.site import Site
from crisis.public.visibility import with_published

from . import schemas
from .answering import answer, listed, misunderstood
from .description import CURSOR, LANG, documented

router = Router()
Slug = Annotated[str, Path(description=_("The slug, as the list has it."), example="geneva")]
Number = Annotated[int, Path(description=_("The last part of the address of the article's page here."), example=1)]


def _a_page(summary: str, tag: str = "subjects") -> dict[str, Any]:
    return {"summary": summary, "tags": [tag], "openapi_extra": documented(CURSOR, LANG)}


def _one(summary: str, tag: str = "subjects") -> dict[str, Any]:
    return {"summary": summary, "tags": [tag], "openapi_extra": documented(LANG, refusals=(404,))}


@router.get(
    "/articles",
    response=schemas.page_of(schemas.Article),
    **_a_page(_("Articles that published events rest on"), "articles"),
)
def articles(request: HttpRequest) -> HttpResponse:
    return listed(request, _with_sources(), "pk", lambda rows: _articles(schemas.Article, rows, Site.of_data(request)))


@router.get(
    "/articles/{int:number}",
    response=schemas.ArticleInFull,
    **_one(_("One article, with the passages that support published events"), "articles"),
)
def article(request: HttpRequest, number: Number) -> HttpResponse:
    found, site = _with_sources().filter(pk=number).first(), Site.of_data(request)
    if found is None:
        raise Http404
    excerpts = [
        schemas.Excerpt.of(each.passage, site, events=[schemas.Supported.of(one, site) for one in each.events])
        for each in passages_of(found)
    ]
    [body] = _articles(schemas.ArticleInFull, [found], site, excerpts=excerpts)
    return answer(request, body, misunderstood(request))


def _with_sources() -> QuerySet[Article]:
    return public_articles().select_related("source", "agency").defer("text", "sketch")


def _articles(
    shape: type[schemas.Article], rows: list[Article], site: Site, **besides: object
) -> Iterator[schemas.Article]:
    support = Evidence.objects.public().filter(excerpt__article__in=rows).order_by().values_list("excerpt__article")
    numbers = dict(support.annotate(number=Count("event", distinct=True)))
    return (shape.of(row, numbers[row.pk], site, **besides) for row in rows)


def _offer(model: type[Subject], one: type[schemas.Counted | schemas.Source], every: str, each: str = "") -> None:
    """Two operations, by their summaries: `every` row that published events have, and `each` that has a page here."""
    counting = subject_filter_of(model)
    plural = f"{counting.name}s"

    def told(rows: list[Any], request: HttpRequest) -> Iterator[Schema]:
        counts, site = counting.count(Event.objects.public(), [row.pk for row in rows]), Site.of_data(request)
        return (one.of(row, counts.get(row.pk, 0), site) for row in rows)

    def found(request: HttpRequest) -> HttpResponse:
        return listed(request, with_published(model), "slug", lambda rows: told(rows, request))

    def one_found(request: HttpRequest, slug: Slug) -> HttpResponse:
        [body] = told([get_object_or_404(with_published(model), slug=slug)], request)
        return answer(request, body, misunderstood(request))

    many = schemas.page_of(one)
    router.get(f"/{plural}", response=many, operation_id=plural, url_name=plural, **_a_page(every))(found)
    if each:
        path, name = f"/{plural}/{{slug:slug}}", counting.name
        router.get(path, response=one, operation_id=name, url_name=name, **_one(each))(one_found)


_offer(Actor, schemas.Actor, _("Who takes part in published events"), _("One actor"))
_offer(Place, schemas.Place, _("Where published events happened, or led from and to"), _("One place"))
_offer(Topic, schemas.Topic, _("What published events are about"), _("One topic"))
_offer(Source, schemas.Source, _("Publishers and agencies of what published events rest on"))
