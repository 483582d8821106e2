"""What the API answers besides events: articles, subjects, pages of each, counts, problems; written and described here.

Descriptions are in English, and translated where they are shown.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Self

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import ConfigDict, Field, JsonValue, create_model

from crisis.articles import models as article_models
from crisis.events import models as event_models
from crisis.public.event.listing import SupportedEvent
from crisis.public.event.public_event import PublicPlace
from crisis.public.filters import choice_filters, counted_filters, subject_filter_of
from crisis.public.filters.subjects import names_of
from crisis.public.site import Site

from ..schemas import Named, Names, Passage, Where


class Article(Schema):
    """An article that published events rest on: who published it, and when. Its text is its publisher's."""

    number: int
    article: str = Field(description=_("Its page here."))
    url: str | None = Field(description=_("The article at its publisher's."))
    title: str = Field(examples=["Blinken et Lavrov se rencontreront à Genève vendredi"])
    language: str = Field(description=_("Of the article: fr or en."), examples=["fr"])
    publisher: str = Field(examples=["AFP"])
    publisher_slug: str = Field(examples=["afp"])
    agency: str | None = Field(description=_("The agency whose copy the publisher carries."))
    published: str | None = Field(
        description=_("Of the article: EDTF, as exactly as it is known."), examples=["2022-01-18"]
    )
    events: int = Field(description=_("How many published events rest on it."), examples=[52])

    @classmethod
    def of(cls, article: article_models.Article, number: int, site: Site, **more: Any) -> Self:
        return cls.model_construct(
            number=article.pk,
            article=site.named("article", article.pk),
            url=article.url or None,
            title=article.title,
            language=article.language,
            publisher=article.source.name,
            publisher_slug=article.source.slug,
            agency=article.agency_name or None,
            published=article.published or None,
            events=number,
            **more,
        )


class Supported(Schema):
    uid: str = Field(examples=["7m2kq9x4ha"])
    url: str
    stance: str = Field(
        description=_("What it does for the event: reports, announces, confirms or denies."), examples=["announces"]
    )
    title: Names

    @classmethod
    def of(cls, supported: SupportedEvent, site: Site) -> Self:
        event = supported.event
        return cls.model_construct(
            uid=event.uid, url=site.permalink(event.uid), stance=supported.stance, title=Names.of(event.title)
        )


class Excerpt(Passage):
    events: list[Supported] = Field(description=_("The published events that rest on these words."))


class ArticleInFull(Article):
    """The article with the passages that support published events, in the order they stand in."""

    excerpts: list[Excerpt]


class Counted(Named):
    url: str = Field(description=_("Its page here."))
    events: int = Field(description=_("How many published events the parameter of that name finds."), examples=[52])

    @classmethod
    def of(cls, row: Any, number: int, site: Site) -> Self:
        """Of an actor, a place or a topic."""
        name, url = Names(**names_of(row)), site.named(subject_filter_of(row).name, row.slug)
        told: dict[str, Any] = {"slug": row.slug, "name": name, "url": url}
        if not isinstance(row, event_models.Topic):
            told["kind"], told["country"] = row.kind or None, row.country or None
            told["other_names"] = [name for line in row.aliases.splitlines() if (name := line.strip())]
        if isinstance(row, event_models.Place):
            told |= vars(Where.of(PublicPlace.of(row)))
        return cls.model_construct(events=number, **told)


class Actor(Counted):
    kind: str = Field(description=_("person, state, organisation or force."), examples=["person"])
    country: str | None = Field(description=_("Two letters (ISO 3166)."), examples=["RU"])
    other_names: list[str] = Field(description=_("What articles call it besides."))


class Place(Counted):
    kind: str | None = Field(description=_("city, region, border, sea…"), examples=["city"])
    country: str | None = Field(description=_("Two letters (ISO 3166)."), examples=["CH"])
    other_names: list[str] = Field(description=_("What articles call it besides."))
    latitude: float | None = Field(description=_("Degrees, WGS 84; null where no point stands for it."))
    longitude: float | None
    approximate: bool = Field(description=_("Whether the point stands for a region or a sea."))


class Topic(Counted):
    pass


class Source(Schema):
    """A publisher or an agency."""

    slug: str = Field(description=_("What it is called in addresses and parameters; it lasts."), examples=["geneva"])
    name: str
    url: str | None = Field(description=_("Its own front page."))
    events: int = Field(description=_("How many published events the parameter of that name finds."), examples=[52])

    @classmethod
    def of(cls, source: article_models.Source, number: int, _site: Site) -> Self:
        return cls.model_construct(slug=source.slug, name=source.name, url=source.url or None, events=number)


class Page(Schema):
    count: int = Field(description=_("How many there are on all pages."), examples=[258])
    next: str | None = Field(description=_("The path of the next page; null on the last."))


@cache
def page_of(item: type[Schema]) -> type[Page]:
    """Up to fifty of them: `Events`, `Articles`…"""
    return create_model(f"{item.__name__}s", __base__=Page, items=(list[item], ...))  # type: ignore[valid-type]


class Value(Schema):
    value: str = Field(description=_("What the parameter is to be."), examples=["meeting"])
    name: Names
    count: int = Field(description=_("How many events of the selection would be left."), examples=[52])


def facets_schema() -> type[Schema]:
    """The counts beside every filter that counts: those declared in `public/filters`."""
    return _facets(tuple(each.name for each in counted_filters()))


@cache
def _facets(names: tuple[str, ...]) -> type[Schema]:
    """In the order in which they have always stood: those with boxes, then those of which only the first come."""
    first = Field(description=_("The hundred with most events."))
    boxes = {each.name for each in choice_filters()}
    values = {name: (list[Value], ...) if name in boxes else (list[Value], first) for name in names}
    facets: type[Schema] = create_model(
        "Facets",
        __base__=Schema,
        __doc__="A parameter's own choice does not narrow its own counts; everything else that is asked for does.",
        count=(int, Field(description=_("Events of the selection."), examples=[258])),
        **values,  # type: ignore[call-overload]
    )
    return facets


class Bin(Schema):
    from_: str = Field(alias="from", description=_("The first day."), examples=["2022-01-18"])
    to: str = Field(description=_("The day after the last."), examples=["2022-01-19"])
    kind: str = Field(description=_("meeting, troop_movement or statement."), examples=["meeting"])
    count: int = Field(examples=[3])


class Density(Schema):
    """How many events began when. Those whose date nobody knows are in no bin."""

    step: str = Field(
        description=_("How long a bin is: P1D, P7D, P1M or P1Y, the finest that leaves 400 bins."), examples=["P1D"]
    )
    bins: list[Bin]


PROBLEM: dict[str, JsonValue] = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": "There is nothing here that readers may see.",
    "instance": "/api/v1/events/nobody",
}


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROBLEM]})

    type: str
    title: str
    status: int
    detail: str = Field(description=_("In the language of lang, else of Accept-Language, else in English."))
    instance: str = Field(description=_("The path that was asked for."))
