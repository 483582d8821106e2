"""Puts what the extractor read in an article into the words of the events room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from crisis.articles.models import Article
from crisis.articles.writing import quote
from crisis.events.kinds import kind_of
from crisis.events.models import Actor, Event, Place
from crisis.events.vocabulary import Kind, Origin, Role, Stance, Status
from crisis.events.writing import Part, Record, Support
from crisis.extraction.values import Draft, DraftPlace, Reading, Span
from crisis.extraction.wording import why

LONGEST_DESCRIPTION = 200
LONGEST_TITLE = 300


def records_of(article: Article, reading: Reading) -> list[Record]:
    """The reading's drafts in the words of the events room, in order; their excerpts are stored on the way."""
    actors = {actor.slug: actor for actor in Actor.objects.all()}
    places = {place.slug: place for place in Place.objects.all()}
    seen: Counter[str] = Counter()
    records = []
    for draft in reading.drafts:
        key = _key(article, draft)
        seen[key] += 1
        if seen[key] > 1:  # two drafts of one kind from one sentence
            key += f":{seen[key]}"
        records.append(record_of(draft, article, actors=actors, places=places, key=key))
    return records


def drafted(article: Article) -> list[Event]:
    """The events that the extractor drew from this article, whatever became of them."""
    events = Event.objects.filter(origin=Origin.EXTRACTED, evidence__excerpt__article=article)
    return list(events.distinct().order_by("pk"))


def record_of(
    draft: Draft, article: Article, *, actors: dict[str, Actor], places: dict[str, Place], key: str
) -> Record:
    """A draft in the words of the events room."""
    kind = Kind(str(draft.kind))
    fields: dict[str, Any] = {
        "title_fr": draft.title_fr[:LONGEST_TITLE],
        "title_en": draft.title_en[:LONGEST_TITLE],
        "when": draft.when.edtf if draft.when else "",
        "when_text": draft.when_text.text[:LONGEST_DESCRIPTION] if draft.when_text else "",
        "status": Status(str(draft.status)),
        "place": _place(draft.place, places),
        "origin": Origin.EXTRACTED,
        "rule": draft.rule,
        "why_fr": why(draft, "fr"),
        "why_en": why(draft, "en"),
        "confidence": draft.confidence,
        **kind_of(kind).drafted(draft, places),
    }
    return Record(
        kind=kind,
        fields=fields,
        support=tuple(
            Support(what=quote(article, start=span.start, end=span.end), stance=stance_of(Status(str(draft.status))))
            for span in _once(draft.evidence)
        ),
        parts=tuple(_parts(draft, actors)),
        quotes=tuple(quote(article, start=span.start, end=span.end) for span in _once(draft.quotes))
        if kind == Kind.STATEMENT
        else (),
        key=key,
    )


def stance_of(status: Status) -> Stance:
    """What a passage does for what it tells: a thing to come is announced, a thing contested denied."""
    match status:
        case Status.SCHEDULED | Status.ANNOUNCED:
            return Stance.ANNOUNCES
        case Status.DENIED:
            return Stance.DENIES
        case _:
            return Stance.REPORTS


def _key(article: Article, draft: Draft) -> str:
    """What the permanent name derives from: a site that is built anew keeps its permalinks."""
    fullest = draft.evidence[0]
    return f"seed:{article.sha256}:{draft.kind}:{fullest.start}:{fullest.end}"


def _place(place: DraftPlace | None, places: dict[str, Place]) -> Place | None:
    return places.get(place.id) if place and place.id else None


def _parts(draft: Draft, actors: dict[str, Actor]) -> Iterator[Part]:
    named = [(actor.name, actor.id, Role(str(actor.role))) for actor in draft.actors]
    if draft.speaker:  # a statement's actors are its speaker; elsewhere the claim is theirs
        role = Role.SPEAKER if str(draft.kind) == Kind.STATEMENT else Role.CLAIMED_BY
        named.append((draft.speaker.name, draft.speaker.id, role))
    seen: set[tuple[str, Role]] = set()
    for name, actor_id, role in named:
        actor = actors.get(actor_id) if actor_id else None
        described = "" if actor else name[:LONGEST_DESCRIPTION]
        who = actor.slug if actor else described
        if who and (who, role) not in seen:
            seen.add((who, role))
            yield Part(role=role, actor=actor, description=described)


def _once(spans: tuple[Span, ...]) -> list[Span]:
    return list({(span.start, span.end): span for span in spans}.values())
