"""An event as JSON: what API and JSON export say of it, written and described in one place.

Names may be added, none is taken away. Addresses are absolute, days ISO 8601, instants UTC, positions code points;
`null` is what nobody knows. Descriptions are in English here, and translated where they are shown.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Self

from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from ninja import Schema
from pydantic import Field, create_model

from crisis.events.kinds import KINDS
from crisis.events.kinds.facts import Column, NumberColumn, PlaceColumn
from crisis.public.event.evidence import PublicEvidence, PublicPassage, PublicReference
from crisis.public.event.public_event import (
    PublicActor,
    PublicEvent,
    PublicLink,
    PublicName,
    PublicPlace,
)
from crisis.public.site import Site


class Names(Schema):
    """The same in both languages of the site."""

    fr: str = Field(examples=["Genève"])
    en: str = Field(examples=["Geneva"])

    @classmethod
    def of(cls, name: PublicName) -> Self:
        return cls.model_construct(fr=name.fr, en=name.en)


class Named(Schema):
    slug: str = Field(description=_("What it is called in addresses and parameters; it lasts."), examples=["geneva"])
    name: Names

    @classmethod
    def of_name(cls, name: PublicName) -> Self:
        return cls.model_construct(slug=name.slug, name=Names.of(name))


class Where(Named):
    """A place, with the point that stands for it on a map."""

    latitude: float | None = Field(
        description=_("Degrees, WGS 84; null where no point stands for it."), examples=[46.2044]
    )
    longitude: float | None
    approximate: bool = Field(description=_("Whether the point stands for a region or a sea."))

    @classmethod
    def of(cls, where: PublicPlace) -> Self:
        return cls.model_construct(
            slug=where.name.slug,
            name=Names.of(where.name),
            latitude=where.latitude,
            longitude=where.longitude,
            approximate=where.is_approximate,
        )


class Who(Schema):
    """Somebody in an event, and what as."""

    slug: str | None = Field(description=_("null for someone only described."), examples=["geneva"])
    name: Names | str = Field(description=_("In both languages; the source's own words for someone only described."))
    role: str = Field(
        description=_("participant, host, force, speaker, on_behalf_of, claimed_by (whose figure it is) or involved.")
    )
    kind: str | None = Field(None, description=_("person, state, organisation or force."), examples=["person"])

    @classmethod
    def of(cls, who: PublicActor) -> Self:
        """Someone only described has no slug, and one text that is of no language of ours."""
        if not who.name.slug:
            return cls.model_construct(slug=None, name=who.name.fr, role=who.role)
        return cls.model_construct(slug=who.name.slug, name=Names.of(who.name), role=who.role, kind=who.kind)


class Passage(Schema):
    """The exact words of an article. Never its whole text: that belongs to its publisher."""

    text: str = Field(
        description=_("The words, exactly."), examples=["rencontrera vendredi à Genève son homologue russe"]
    )
    start: int = Field(
        description=_("First code point of the words in the article as stored, counted from 0."), examples=[516]
    )
    end: int = Field(description=_("The code point after the last."), examples=[566])
    prefix: str = Field(description=_("At most 32 code points before."))
    suffix: str = Field(description=_("At most 32 code points after."))
    language: str = Field(description=_("Of the article: fr or en."), examples=["fr"])
    publisher: str
    agency: str | None = Field(description=_("The agency whose copy the publisher carries."))
    title: str = Field(description=_("Of the article."))
    published: str | None = Field(
        description=_("Of the article: EDTF, as exactly as it is known."), examples=["2022-01-18"]
    )
    article: str = Field(description=_("The article's page here."))
    url: str | None = Field(description=_("The article at its publisher's."))

    @classmethod
    def of(cls, passage: PublicPassage, site: Site, **besides: Any) -> Self:
        return cls.model_construct(
            text=passage.words,
            start=passage.start,
            end=passage.end,
            prefix=passage.prefix,
            suffix=passage.suffix,
            language=passage.language,
            publisher=passage.publisher,
            agency=passage.agency or None,
            title=passage.title,
            published=passage.published or None,
            article=site.named("article", passage.article),
            url=passage.url or None,
            **besides,
        )


class Evidence(Schema):
    """A passage, or (`text` null) a publication whose text is not held here."""

    stance: str = Field(
        description=_("What it does for the event: reports, announces, confirms or denies."), examples=["announces"]
    )
    text: str | None = Field(description=_("The exact words; null for a reference, whose text is not held here."))
    start: int | None = None
    end: int | None = None
    prefix: str | None = None
    suffix: str | None = None
    language: str | None = None
    publisher: str
    agency: str | None = None
    title: str
    published: str | None = None
    article: str | None = None
    url: str | None

    @classmethod
    def of(cls, support: PublicEvidence, site: Site) -> Self:
        if support.passage:
            return cls.model_construct(stance=support.stance, **vars(Passage.of(support.passage, site)))
        cited = support.cited or PublicReference(publisher="", publisher_slug="", title="", url="")
        return cls.model_construct(
            stance=support.stance, text=None, publisher=cited.publisher, title=cited.title, url=cited.url or None
        )


class Tie(Schema):
    """Another event that this one bears on."""

    kind: str = Field(description=_("announces, fulfils, cancels, answers or continues."), examples=["announces"])
    inverse: bool = Field(description=_("Whether the link is the other event's: “announced by”."))
    uid: str
    url: str
    title: Names

    @classmethod
    def of(cls, tie: PublicLink, site: Site) -> Self:
        return cls.model_construct(
            kind=tie.kind,
            inverse=tie.is_inverse,
            uid=tie.event.uid,
            url=site.permalink(tie.event.uid),
            title=Names.of(tie.event.title),
        )


class Event(Schema):
    """Everything public of an event. Nothing is asserted: it is what the evidence reports."""

    uid: str = Field(description=_("Its name for ever, never used again."), examples=["7m2kq9x4ha"])
    url: str = Field(description=_("Its permanent address."))
    kind: str = Field(description=_("meeting, troop_movement or statement."), examples=["meeting"])
    status: str = Field(
        description=_("What the source says: occurred, scheduled, announced, cancelled or denied."),
        examples=["scheduled"],
    )
    title: Names
    summary: Names
    when: str | None = Field(
        description=_("EDTF, no more exact than the source; null where nobody knows."), examples=["2022-01-21"]
    )
    when_text: str | None = Field(description=_("The source's own words for it."), examples=["vendredi"])
    starts_on: str | None = Field(
        description=_("First day it may have happened on. Read it with precision."), examples=["2022-01-21"]
    )
    ends_on: str | None = Field(
        description=_("Last such day; null also where the end is open."), examples=["2022-01-21"]
    )
    precision: str = Field(
        description=_("day, interval, month, year, approximate, open, set or unknown."), examples=["day"]
    )
    place: Where | None
    actors: list[Who]
    topics: list[Named]
    quotes: list[Passage] = Field(description=_("What a statement says, word for word."))
    evidence: list[Evidence] = Field(description=_("What it rests on, the fullest first; never empty."))
    links: list[Tie] = Field(description=_("Other events it bears on."))
    reviewed: bool = Field(description=_("Whether a person has looked at it."))
    origin: str = Field(
        description=_("Who made it: extracted (by rules), editor, or imported (from a chronology)."),
        examples=["extracted"],
    )
    rule: str | None = Field(description=_("The rule that made it, if one did."), examples=["meeting.rencontrer"])
    version: int = Field(description=_("Grows with every change."), examples=[3])
    recorded_at: str = Field(description=_("When it was first recorded here (UTC)."))
    changed_at: str
    corrected_at: str | None = Field(description=_("When what it says was last corrected in public."))


def event_schema() -> type[Schema]:
    """An event with what its kind alone tells: the columns that the kinds declare. Other kinds do not have these."""
    return _event(tuple(KINDS.codes))


@cache
def _event(codes: tuple[str, ...]) -> type[Schema]:
    fields: dict[str, Any] = {}
    for name, field in Event.model_fields.items():
        if name == "quotes":
            fields |= {column.name: _field_of(column) for column in KINDS.columns.values()}
        fields[name] = (field.annotation, field)
    event: type[Schema] = create_model("Event", __base__=Schema, __doc__=Event.__doc__, **fields)
    return event


def _field_of(column: Column) -> tuple[Any, Any]:
    kinds: dict[type[Column], Any] = {NumberColumn: int, PlaceColumn: Where}
    with override("en"):
        description = None if isinstance(column, PlaceColumn) else str(column.description)
    return kinds.get(type(column), str) | None, Field(None, description=description)


def event_of(event: PublicEvent, site: Site) -> Schema:
    """Everything public of an event, as JSON tells it."""
    return event_schema().model_construct(
        uid=event.uid,
        url=site.permalink(event.uid),
        kind=event.kind,
        status=event.status,
        title=Names.of(event.title),
        summary=Names.of(event.summary),
        when=event.when or None,
        when_text=event.when_text or None,
        starts_on=event.starts_on.isoformat() if event.starts_on else None,
        ends_on=event.ends_on.isoformat() if event.ends_on else None,
        precision=event.precision,
        place=Where.of(event.place) if event.place else None,
        actors=[Who.of(who) for who in event.actors],
        topics=[Named.of_name(topic) for topic in event.topics],
        **_details(event),
        quotes=[Passage.of(quote, site) for quote in event.quotes],
        evidence=[Evidence.of(support, site) for support in event.evidence],
        links=[Tie.of(tie, site) for tie in event.links],
        reviewed=event.is_reviewed,
        origin=event.origin,
        rule=event.rule or None,
        version=event.version,
        recorded_at=event.recorded_at.isoformat(),
        changed_at=event.changed_at.isoformat(),
        corrected_at=event.corrected_at.isoformat() if event.corrected_at else None,
    )


def _details(event: PublicEvent) -> dict[str, Any]:
    """What is told of its kind alone: its own columns."""
    return {
        name: Where.of(value) if isinstance(value, PublicPlace) else value if value != "" else None
        for name, value in event.details.items()
    }
