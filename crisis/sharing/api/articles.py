"""Articles: who published them and when, and the words that support events. Never their text."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router
from ninja.params.functions import Path

from crisis.articles.models import Article
from crisis.events.models import Evidence
from crisis.events.vocabulary import Review
from crisis.public.evidence import PublicPassage
from crisis.public.site import Site

from ..described import told_passage
from ..open import note_names
from . import schemas
from .answering import answer
from .api import documented
from .chunks import answered, chunk_of, misunderstood
from .examples import ARTICLE, ARTICLE_IN_FULL
from .parameters import CURSOR, LANG
from .summaries import SUMMARIES

router = Router(tags=["articles"])
Number = Annotated[int, Path(description=_("The last part of the address of the article's page here."), example=1)]


@router.get(
    "/articles",
    response=schemas.Articles,
    summary=SUMMARIES["articles"],
    openapi_extra=documented(CURSOR, LANG, example={"items": [ARTICLE], "count": 1, "next": None}),
)
def articles(request: HttpRequest) -> HttpResponse:
    site = Site.of_data(request)
    chunk = chunk_of(request, _quoted(), "pk")
    counts = _numbers_of_events([row.pk for row in chunk.rows])
    return answered(request, chunk, reverse("api:articles"), lambda row: _told(row, counts[row.pk], site))


@router.get(
    "/articles/{int:number}",
    response=schemas.ArticleInFull,
    summary=SUMMARIES["article"],
    openapi_extra=documented(LANG, example=ARTICLE_IN_FULL, refusals=(404,)),
)
def article(request: HttpRequest, number: Number) -> HttpResponse:
    found = _quoted().filter(pk=number).first()
    if found is None:
        raise Http404
    site = Site.of_data(request)
    body = {**_told(found, _numbers_of_events([found.pk])[found.pk], site), "excerpts": _excerpts(found, site)}
    response = answer(request, body)
    note_names(response, misunderstood(request))
    return response


def _quoted() -> QuerySet[Article]:
    """Articles with a passage that a published event rests on: those that have a page."""
    support = Evidence.objects.filter(event__review=Review.PUBLISHED, excerpt__article=OuterRef("pk"))
    return Article.objects.filter(Exists(support)).select_related("source", "agency").defer("text", "sketch")


def _numbers_of_events(articles: list[int]) -> dict[int, int]:
    rows = Evidence.objects.filter(event__review=Review.PUBLISHED, excerpt__article__in=articles).order_by()
    return dict(rows.values_list("excerpt__article").annotate(number=Count("event", distinct=True)))


def _told(article: Article, number: int, site: Site) -> dict[str, Any]:
    return {
        "number": article.pk,
        "article": site.named("article", article.pk),
        "url": article.url or None,
        "title": article.title,
        "language": article.language,
        "publisher": article.source.name,
        "publisher_slug": article.source.slug,
        "agency": article.agency_name or None,
        "published": article.published or None,
        "events": number,
    }


def _excerpts(article: Article, site: Site) -> list[dict[str, Any]]:
    """In the order in which the passages stand, each with the events that rest on it (one query)."""
    support = (
        Evidence.objects.filter(excerpt__article=article, event__review=Review.PUBLISHED)
        .select_related("event")
        .order_by("excerpt__start", "excerpt__end", "pk")
    )
    excerpts: dict[int, dict[str, Any]] = {}
    for evidence in support:
        if evidence.excerpt is None:
            continue
        excerpt = excerpts.setdefault(
            evidence.excerpt.pk, {**told_passage(PublicPassage(evidence.excerpt), site), "events": []}
        )
        event = evidence.event
        excerpt["events"].append(
            {
                "uid": event.uid,
                "url": site.permalink(event.uid),
                "stance": evidence.stance,
                "title": {"fr": event.title_fr, "en": event.title_en},
            }
        )
    return list(excerpts.values())
