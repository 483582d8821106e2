"""Dull examples of every model. What matters to a test is written in the test."""

from __future__ import annotations

import os
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from crisis.articles.models import Article, Excerpt, Reference
from crisis.articles.writing import cite, find_words, quote, source_named, store_article
from crisis.events.models import (
    Actor,
    ErrorReport,
    Event,
    EventRevision,
    Meeting,
    Place,
    Statement,
    Topic,
    TroopMovement,
)
from crisis.events.past.corrections import Notice
from crisis.events.past.revisions import revising
from crisis.events.reporting import report_error
from crisis.events.review import publish
from crisis.events.vocabulary import ActorKind, Fault, Kind, LinkKind, Mode, Origin, Role, Stance
from crisis.events.writing import Part, Record, Support, add_rows, link, record_event, save_changed

_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_number = count(1 + 1_000_000 * _worker)
"""In no two workers the same: what one has made and kept, another puts back among what it makes itself."""

TEXT = "Titre d'essai\n\nLes ministres se sont vus mardi à Genève. Le soir, ils sont repartis.\n\nDépêche {}."


def make_article(text: str | None = None, **fields: Any) -> Article:
    given = {
        "source": source_named("Agence d'essai"),
        "title": "Titre d'essai",
        "language": "fr",
        "published": "2022-01-18",
        **fields,
    }
    return store_article(text=text if text is not None else TEXT.format(next(_number)), **given)


def make_excerpt(article: Article | None = None, words: str = "Les ministres se sont vus mardi à Genève.") -> Excerpt:
    return quote_words(article or make_article(), words)


def quote_words(article: Article, words: str) -> Excerpt:
    """The excerpt with exactly these words, as the desk makes it of what an editor pastes."""
    start, end = find_words(article, words)
    return quote(article, start=start, end=end)


def make_reference(title: str | None = None, publisher: str = "Journal d'essai") -> Reference:
    return cite(publisher=publisher, title=title or f"Référence {next(_number)}", url="https://example.org/")


def make_editor(name: str = "redactrice") -> User:
    return User.objects.get_or_create(username=name)[0]


def make_actor(slug: str = "dupont", **fields: Any) -> Actor:
    found = Actor.objects.filter(slug=slug).first()
    given = {"kind": ActorKind.PERSON, "name_fr": slug.title(), "name_en": slug.title(), **fields}
    return found or Actor.objects.create(slug=slug, **given)


def make_place(slug: str = "geneve", **fields: Any) -> Place:
    found = Place.objects.filter(slug=slug).first()
    return found or Place.objects.create(slug=slug, **{"name_fr": "Genève", "name_en": "Geneva", **fields})


def make_topic(slug: str = "otan", **fields: Any) -> Topic:
    found = Topic.objects.filter(slug=slug).first()
    return found or Topic.objects.create(slug=slug, **{"name_fr": "Otan", "name_en": "NATO", **fields})


def make_event(
    kind: Kind = Kind.MEETING,
    *,
    support: tuple[Excerpt | Reference, ...] = (),
    parts: tuple[Part, ...] = (),
    topics: tuple[Topic, ...] = (),
    quotes: tuple[Excerpt, ...] = (),
    published: bool = False,
    key: str = "",
    **fields: Any,
) -> Meeting | TroopMovement | Statement:
    """A draft with one reference, or the support given; published by the machine if asked."""
    number = next(_number)
    given: dict[str, Any] = {
        "title_fr": f"Événement {number}",
        "title_en": f"Event {number}",
        "when": "2022-01-18",
        "origin": Origin.EDITOR,
        **fields,
    }
    if kind == Kind.STATEMENT:
        given.setdefault("mode", Mode.DIRECT)
        parts = parts or (Part(role=Role.SPEAKER, description="une responsable"),)
    event = record_event(
        Record(
            kind=kind,
            fields=given,
            support=tuple(Support(what=what) for what in support or (make_reference(),)),
            parts=parts,
            topics=topics,
            quotes=quotes,
            key=key,
        )
    )
    if published:
        publish(event, by=None)
    return event


def make_whole_event() -> Event:
    """A published event, and one of everything that it rests on and that rests on it."""
    article, actor, place, topic = make_article(), make_actor(), make_place(), make_topic()
    excerpt = make_excerpt(article)
    event = make_event(
        Kind.STATEMENT,
        support=(excerpt, make_reference()),
        parts=(Part(role=Role.SPEAKER, actor=actor),),
        topics=(topic,),
        quotes=(excerpt,),
        place=place,
        published=True,
    )
    other = make_event(support=(excerpt,), published=True)
    link(event, other, LinkKind.CONTINUES)
    make_event(Kind.TROOP_MOVEMENT, support=(excerpt,), origin_place=place, published=True)
    make_report(event)
    return event


def make_report(event: Event | None = None, **fields: Any) -> ErrorReport:
    """A reader's report, from a sender of its own unless told."""
    given = {
        "what": Fault.DATE,
        "text": "C'était un mercredi.",
        "language": "fr",
        "address": f"2001:db8:0:{next(_number):x}::1",
        **fields,
    }
    return report_error(event or make_event(published=True), **given)


def make_correction(
    event: Meeting | TroopMovement | Statement | None = None,
    *,
    note_fr: str = "La date était fausse.",
    note_en: str = "",
    **fields: Any,
) -> EventRevision:
    """A published event of which something was wrong: another date now, unless told."""
    corrected = event or make_event(published=True)
    by, _made = User.objects.get_or_create(username="correctrice")
    with revising(corrected, by=by, notice=Notice(note_fr=note_fr, note_en=note_en)):
        for name, value in (fields or {"when": "2022-01-19"}).items():
            setattr(corrected, name, value)
        save_changed(corrected)
    return EventRevision.objects.filter(event_id=corrected.pk).latest("pk")


def add_evidence(event: Event, what: Excerpt | Reference, *, stance: Stance = Stance.REPORTS) -> None:
    add_rows(event, "evidence", [Support(what=what, stance=stance).row()])


def add_part(event: Event, part: Part) -> None:
    add_rows(event, "participations", [part.row()])
