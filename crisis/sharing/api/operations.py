"""The operations of the API: events of a selection, how many there are, and what public events rest on or are about.

Articles, actors, places, topics and publishers are those that a published event has, each with how many do. Of an
article there is who published it and when, and the words that support events; never its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema
from ninja.params.functions import Path

from crisis.articles.models import Article, Source
from crisis.edtf import later
from crisis.events.models import Actor, Event, Evidence, Place, Topic
from crisis.public.event.listing import passages_of, public_articles
from crisis.public.event.public_event import PublicEvent
from crisis.public.filters import counted_filters, subject_filter_of
from crisis.public.filters.subjects import Subject
from crisis.public.marks import bin_end, binned_by, counted_by_day, span_of, step_for
from crisis.public.paging import is_cursor_understood, page_of
from crisis.public.permalinks import event_named
from crisis.public.site import Site, extended
from crisis.public.visibility import with_published

from ..access import asked, ignored_by, problem
from ..schemas import Names, event_of, event_schema
from . import schemas
from .answering import answer, language_asked, listed, misunderstood
from .description import CURSOR, LANG, documented

router = Router()
Uid = Annotated[str, Path(description=_("The last part of the event's permanent address."), example="7m2kq9x4ha")]
PERIODS = {"day": "P1D", "week": "P7D", "month": "P1M", "year": "P1Y"}
MOST = 100
"""Actors, places, topics and publishers that are counted by name."""
Slug = Annotated[str, Path(description=_("The slug, as the list has it."), example="geneva")]
Number = Annotated[int, Path(description=_("The last part of the address of the article's page here."), example=1)]


@router.get(
    "/events",
    response=schemas.page_of(event_schema()),
    tags=["events"],
    summary=_("Events of a selection, fifty a page"),
    openapi_extra=documented(),
)
def events(request: HttpRequest) -> HttpResponse:
    selection, site = asked(request)
    page = page_of(selection, everything=True)
    body = schemas.page_of(event_schema()).model_construct(
        items=[event_of(PublicEvent(event), site) for event in page.events],
        count=selection.events().count(),
        next=page.next and extended(f"{request.path}?{page.next}", language_asked(request)),
    )
    return answer(request, body, [*ignored_by(selection), *([] if is_cursor_understood(selection) else ["cursor"])])


@router.get(
    "/events/{slug:uid}",
    response=event_schema(),
    tags=["events"],
    summary=_("One event; where it was merged, the one that survives"),
    openapi_extra=documented(LANG, refusals=(404, 410)),
)
def event(request: HttpRequest, uid: Uid) -> HttpResponse:
    found, record = event_named(uid)
    if record is None:
        return problem(request, 410, found.review_reason)
    return answer(request, event_of(record, Site.of_data(request)), misunderstood(request))


@router.get(
    "/facets",
    response=schemas.facets_schema(),
    tags=["figures"],
    summary=_("How many events each value of each filter would leave"),
    openapi_extra=documented(),
)
def facets(request: HttpRequest) -> HttpResponse:
    selection, _site = asked(request)
    values: dict[str, Any] = {
        each.name: [
            schemas.Value.model_construct(value=value, name=Names(**names), count=count)
            for value, names, count in each.named(selection.choosing(each.name).events(), MOST)
        ]
        for each in counted_filters()
    }
    body = schemas.facets_schema().model_construct(count=selection.events().count(), **values)
    return answer(request, body, ignored_by(selection))


@router.get(
    "/density",
    response=schemas.Density,
    tags=["figures"],
    summary=_("How many events of a selection began when, by kind (half-open days)"),
    by_alias=True,
    openapi_extra=documented(),
)
def density(request: HttpRequest) -> HttpResponse:
    selection, _site = asked(request)
    counts = counted_by_day(selection.events())
    span = span_of(counts)
    step = step_for(*span) if span else "day"
    bins = [
        schemas.Bin.model_construct(
            from_=first.isoformat(),
            to=later(bin_end(first, step), timedelta(days=1)).isoformat(),
            kind=kind,
            count=number,
        )
        for (first, kind), number in sorted(binned_by(step, counts).items())
    ]
    return answer(request, schemas.Density.model_construct(step=PERIODS[step], bins=bins), ignored_by(selection))


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
