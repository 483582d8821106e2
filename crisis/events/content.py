"""An event as plain values: what a revision keeps of it, and the way back from there.

`Content` is JSON: for each fact its items, in order, with what identifies them (primary keys, slugs, permanent
names) and how they were named. Facts that are not told are left out. Beside the facts stand `about` (what the
machine notes of an event) and `backlinks` (links that lead to it, which are facts of other events).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.dateparse import parse_datetime

from crisis.articles.models import Article, Excerpt, Reference, Source

from .models import (
    Actor,
    Event,
    EventLink,
    EventRevision,
    Evidence,
    Participation,
    Place,
    Quotation,
    Statement,
    Tagging,
    Topic,
    TroopMovement,
)
from .vocabulary import Kind, Review

Content = dict[str, list[Any]]
ABOUT = ("origin", "rule", "why_fr", "why_en", "confidence")
"""Columns that are no fact of the event: how it came to be here."""
TEXTS = ("title_fr", "title_en", "when", "when_text", "status", "summary_fr", "summary_en")
TEXTS_OF_KIND = {
    Kind.MEETING: ("format",),
    Kind.TROOP_MOVEMENT: ("movement", "equipment", "origin_text", "destination_text"),
    Kind.STATEMENT: ("mode", "medium"),
}
PLACES_OF_KIND = {Kind.TROOP_MOVEMENT: {"origin": "origin_place", "destination": "destination_place"}}


def fetch_for_content(pk: int) -> Event:
    """The event as it is stored now, with all that its content tells of it."""
    kinds = ("meeting", "troopmovement__origin_place", "troopmovement__destination_place", "statement")
    events = Event.objects.with_evidence().select_related("place", *kinds)
    return events.prefetch_related("taggings", "statement__quotations", "links", "backlinks").get(pk=pk)


def content_of(event: Event) -> Content:
    """What the event says. Asks nothing of the database where it came from `fetch_for_content`."""
    row: Any = event.as_kind
    kind = Kind(event.kind)
    told: Content = {name: _said(getattr(event, name)) for name in TEXTS}
    told |= {name: _said(getattr(row, name)) for name in TEXTS_OF_KIND[kind]}
    told["place"] = _named(event.place)
    told |= {name: _named(getattr(row, column)) for name, column in PLACES_OF_KIND.get(kind, {}).items()}
    if isinstance(row, TroopMovement):
        strength = [row.strength_min, row.strength_max]
        told["strength"] = [strength] if any(strength) else []
    if isinstance(row, Statement):
        told["quotations"] = [_quotation(quotation) for quotation in row.quotations.all()]
    told["parts"] = [_part(part) for part in event.participations.all()]
    told["evidence"] = [_evidence(item) for item in event.evidence.all()]
    told["topics"] = [{**_names(tagging.topic), "row": tagging.pk} for tagging in event.taggings.all()]
    told["links"] = [_link(link, link.to_event) for link in event.links.all()]
    told["backlinks"] = [_link(link, link.from_event) for link in event.backlinks.all()]
    told["about"] = [{name: getattr(event, name) for name in ABOUT}]
    return {name: items for name, items in told.items() if items}


def public(content: Content) -> Content:
    """Only what readers were told: without links to what was not published then."""
    links = [link for link in content.get("links", []) if link.get("review", Review.PUBLISHED) == Review.PUBLISHED]
    told = {name: items for name, items in content.items() if name not in {"about", "backlinks", "links"}}
    return {**told, "links": links} if links else told


def alike(before: Content, after: Content) -> Content:
    """`before` with the names that `after` has for the same things: a new name of a place is no change of the event."""
    known = {name: {_identity(item): item for item in items} for name, items in after.items()}
    return {
        name: [known.get(name, {}).get(_identity(item), item) if _identity(item) else item for item in items]
        for name, items in before.items()
    }


_IDENTITY = {"id", "slug", "excerpt", "reference", "article", "start", "end", "review", "row", "rank"}
_OF_THE_ARTICLE = {"agency", "published", "language", "url", "slug"}


def plain(item: Any) -> Any:
    """An item as readers are told it, without what identifies it."""
    if not isinstance(item, dict):
        return item
    if set(item) - _IDENTITY - _OF_THE_ARTICLE == {"words"}:  # a quotation
        return item["words"]
    return {key: item[key] for key in sorted(item) if key not in _IDENTITY | _OF_THE_ARTICLE}


def _identity(item: Any) -> tuple[Any, ...]:
    """What makes an item the same one whatever it is called; empty for what is only words."""
    if not isinstance(item, dict):
        return ()
    named = tuple((key, item[key]) for key in ("id", "excerpt", "reference") if item.get(key) is not None)
    return (*named, *((key, item[key]) for key in ("role", "stance", "kind") if key in item)) if named else ()


def _said(text: str) -> list[Any]:
    return [str(text)] if text else []


def _names(subject: Actor | Place | Topic) -> dict[str, Any]:
    return {"id": subject.pk, "slug": subject.slug, "fr": subject.name_fr, "en": subject.name_en}


def _named(place: Place | None) -> list[Any]:
    return [_names(place)] if place else []


def _part(part: Participation) -> dict[str, Any]:
    names = _names(part.actor) if part.actor else {"fr": part.description, "en": part.description}
    return {"role": str(part.role), **names, "row": part.pk, "rank": part.rank}


def _link(link: EventLink, other: Event) -> dict[str, Any]:
    return {
        "kind": str(link.kind),
        "fr": other.title_fr,
        "en": other.title_en,
        "uid": other.uid,
        "id": other.pk,
        "review": str(other.review),
        "row": link.pk,
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    if item.excerpt:
        return {"stance": str(item.stance), **_passage(item.excerpt), "row": item.pk, "rank": item.rank}
    assert item.reference  # noqa: S101  # a constraint holds that it is one or the other
    return {
        "stance": str(item.stance),
        "publisher": item.reference.source.name,
        "title": item.reference.title,
        "reference": item.reference_id,
        "slug": item.reference.source.slug,
        "url": item.reference.url,
        "row": item.pk,
        "rank": item.rank,
    }


def _passage(excerpt: Excerpt) -> dict[str, Any]:
    article = excerpt.article
    return {
        "words": excerpt.words,
        "publisher": article.source.name,
        "title": article.title,
        "excerpt": excerpt.pk,
        "article": article.pk,
        "start": excerpt.start,
        "end": excerpt.end,
        "slug": article.source.slug,
        "agency": article.agency_name,
        "published": article.published,
        "language": article.language,
        "url": article.url,
    }


def _quotation(quotation: Quotation) -> dict[str, Any]:
    passage = _passage(quotation.excerpt)
    kept = {key: passage[key] for key in ("words", "excerpt", "article", "start", "end", "language")}
    return {**kept, "row": quotation.pk, "rank": quotation.rank}


# The way back.


def columns_in(content: Content, kind: Kind) -> dict[str, Any]:
    """What the content says of the event's own columns; a fact that is not told is an empty column."""
    found: dict[str, Any] = {name: _text(content, name) for name in (*TEXTS, *TEXTS_OF_KIND[kind])}
    places = {"place": "place", **PLACES_OF_KIND.get(kind, {})}
    found |= {
        f"{column}_id": next((item["id"] for item in content.get(name, [])), None) for name, column in places.items()
    }
    if kind == Kind.TROOP_MOVEMENT:
        [[found["strength_min"], found["strength_max"]]] = content.get("strength") or [[None, None]]
    return found


def as_event(revision: EventRevision, texts: dict[int, Article] | None = None) -> Any:
    """The event as the revision has it, with all that hung on it: to be looked at, never to be saved.

    `texts` are the articles of its passages; without them a passage is given without its context.
    """
    content, kind = revision.content, Kind(revision.kind)
    about = next(iter(content.get("about", [])), {})
    row: Any = apps.get_model("events", kind.model_name)(
        id=revision.event_id,
        event_ptr_id=revision.event_id,
        uid=revision.uid,
        version=revision.number,
        review=revision.review,
        reviewed_at=_moment(revision.state.get("reviewed_at")),
        reviewed_by_id=revision.state.get("reviewed_by"),
        review_reason=revision.state.get("review_reason", ""),
        merged_into_id=revision.state.get("merged_into"),
        **columns_in(content, kind),
        **about,
    )
    for name, column in {"place": "place", **PLACES_OF_KIND.get(kind, {})}.items():
        for item in content.get(name, []):
            setattr(row, column, _subject(Place, item))
    days = row.days
    row.starts_on, row.ends_on, row.precision = days.first, days.last, days.precision
    hold(row, "participations", map(_participation, content.get("parts", [])))
    hold(row, "evidence", (_support(item, texts or {}) for item in content.get("evidence", [])))
    hold(
        row,
        "taggings",
        (Tagging(pk=item.get("row"), topic=_subject(Topic, item)) for item in content.get("topics", [])),
    )
    if kind == Kind.STATEMENT:
        passages = (
            Quotation(pk=item.get("row"), excerpt=_excerpt(item, texts or {})) for item in content.get("quotations", [])
        )
        hold(row, "quotations", passages)
    return row


def articles_in(content: Content) -> set[int]:
    """The articles whose passages the content names."""
    return {
        item["article"] for name in ("evidence", "quotations") for item in content.get(name, []) if "article" in item
    }


def hold(event: Event, name: str, rows: Iterable[Any]) -> None:
    """As if the rows had been fetched together with the event: whoever asks it for them gets these."""
    held = EventLink.objects.none()
    held._result_cache = list(rows)
    held._prefetch_done = True
    cache: dict[str, Any] = event.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = held


def _text(content: Content, name: str) -> str:
    return str(next(iter(content.get(name, [])), ""))


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def _subject(model: Any, item: dict[str, Any]) -> Any:
    return model(pk=item.get("id"), slug=item.get("slug", ""), name_fr=item["fr"], name_en=item["en"])


def _participation(item: dict[str, Any]) -> Participation:
    actor = _subject(Actor, item) if item.get("id") is not None else None
    part = Participation(pk=item.get("row"), role=item["role"], rank=item.get("rank", 0), actor=actor)
    part.description = "" if actor else item["fr"]
    return part


def _support(item: dict[str, Any], texts: dict[int, Article]) -> Evidence:
    held = {"pk": item.get("row"), "rank": item.get("rank", 0), "stance": item["stance"]}
    if "words" in item:
        return Evidence(**held, excerpt=_excerpt(item, texts))
    source = Source(slug=item.get("slug", ""), name=item["publisher"])
    reference = Reference(pk=item.get("reference"), title=item["title"], url=item.get("url", ""), source=source)
    return Evidence(**held, reference=reference)


def _excerpt(item: dict[str, Any], texts: dict[int, Article]) -> Excerpt:
    """The passage in its article as that was called; where the text is not given, the words are all of it."""
    article = Article(pk=item.get("article"), text=item["words"], language=item.get("language", ""))
    start, end = 0, len(item["words"])
    if (stored := texts.get(item.get("article", 0))) is not None:
        article.text, start, end = stored.text, item["start"], item["end"]
    if "publisher" in item:
        article.title, article.published, article.url = item["title"], item.get("published", ""), item.get("url", "")
        article.source = Source(pk=0, slug=item.get("slug", ""), name=item["publisher"])
        article.agency = Source(pk=-1, name=item["agency"]) if item.get("agency") else None
    return Excerpt(pk=item.get("excerpt"), article=article, start=start, end=end)
