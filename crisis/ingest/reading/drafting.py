"""An article's drafts as plain values, what an event says now as the same, and what is stored of them.

`Values` is JSON: a name for each thing an editor may change, dates with the source's wording, the two ends of a
movement each as one thing, actors as [role, slug, description], passages as code points into the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import quote
from crisis.events.kinds import kind_of
from crisis.events.models import Actor, Event, Place
from crisis.events.vocabulary import Kind, Origin, Role, Stance, Status
from crisis.events.writing import Part, Record, Support
from crisis.extraction.values import Draft, DraftKind, Reading, Span
from crisis.extraction.wording import why

LONGEST_DESCRIPTION = 200
LONGEST_TITLE = 300
Values = dict[str, Any]

_PLAIN: dict[str, tuple[str, ...]] = {
    Kind.MEETING: ("format",),
    Kind.TROOP_MOVEMENT: ("strength_min", "strength_max", "movement"),
    Kind.STATEMENT: ("mode", "medium"),
}
_ENDS = {Kind.TROOP_MOVEMENT: ("origin", "destination")}
_QUOTES = {Kind.STATEMENT: ("quotes",)}
STORED_ABOUT = ("rule", "why_fr", "why_en", "confidence")
ABOUT = (*STORED_ABOUT, "when_other")
"""What is known about a proposal rather than about the event: never compared."""


def named(kind: Kind) -> tuple[str, ...]:
    """The names of what is compared, in the order in which an editor reads them."""
    own = (*_PLAIN[kind], *_ENDS.get(kind, ()))
    return ("title_fr", "title_en", "when", "status", "place", *own, "parts", "support", *_QUOTES.get(kind, ()))


@dataclass(frozen=True, slots=True)
class KnownSubjects:
    """The house's actors and places by slug."""

    actors: dict[str, Actor]
    places: dict[str, Place]

    @classmethod
    def of(cls, actors: Iterable[Actor], places: Iterable[Place]) -> Self:
        return cls({actor.slug: actor for actor in actors}, {place.slug: place for place in places})

    @classmethod
    def named_in(cls, values: Values) -> Self:
        slugs = {values.get("place"), *(values[end][0] for end in ("origin", "destination") if end in values)}
        actors = Actor.objects.filter(slug__in={slug for _role, slug, _words in values.get("parts", [])})
        return cls.of(actors, Place.objects.filter(slug__in=slugs))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDraft:
    """What one draft of the extractor proposes."""

    kind: Kind
    key: str
    """What the permanent name derives from: a site that is built anew keeps its permalinks."""
    values: Values


def drafts_of(article: Article, reading: Reading, subjects: KnownSubjects) -> Iterator[ReadDraft]:
    """The reading's drafts, in order. Nothing is stored."""
    seen: Counter[str] = Counter()
    for draft in reading.drafts:
        fullest = draft.evidence[0]
        key = f"seed:{article.sha256}:{draft.kind}:{fullest.start}:{fullest.end}"
        seen[key] += 1
        if seen[key] > 1:  # two drafts of one kind from one sentence
            key += f":{seen[key]}"
        yield ReadDraft(kind=Kind(draft.kind), key=key, values=of_draft(draft, subjects))


def of_draft(draft: Draft, subjects: KnownSubjects) -> Values:
    kind = Kind(draft.kind)
    given = kind_of(kind).drafted(draft, subjects.places)
    place = subjects.places.get(draft.place.id) if draft.place and draft.place.id else None
    other = draft.dated_by.other if draft.dated_by else None
    values: Values = {
        "title_fr": draft.title_fr[:LONGEST_TITLE],
        "title_en": draft.title_en[:LONGEST_TITLE],
        "when": [
            draft.when.edtf if draft.when else "",
            draft.when_text.text[:LONGEST_DESCRIPTION] if draft.when_text else "",
        ],
        "status": str(draft.status),
        "place": place.slug if place else "",
        "parts": list(_parts(draft, subjects.actors)),
        "support": _positions(draft.evidence),
        "rule": draft.rule,
        "why_fr": why(draft, "fr"),
        "why_en": why(draft, "en"),
        "confidence": draft.confidence,
        "when_other": other.edtf if other else None,
    }
    return values | _own(kind, given) | {name: _positions(draft.quotes) for name in _QUOTES.get(kind, ())}


def of_event(event: Event, article: Article) -> Values:
    """What the event says now; of its passages, those of this article."""
    row: Any = event.as_kind  # the ties are asked of the event, which may have fetched them
    kind = Kind(row.kind)
    values: Values = {
        "title_fr": row.title_fr,
        "title_en": row.title_en,
        "when": [row.when, row.when_text],
        "status": row.status,
        "place": event.place.slug if event.place else "",
        "parts": [
            [part.role, part.actor.slug if part.actor else "", part.description] for part in event.participations.all()
        ],
        "support": _positions(_excerpts(event.evidence.all(), article)),
        **_own(kind, {column.name: getattr(row, column.name) for column in kind_of(kind).columns}),
    }
    for name in _QUOTES.get(kind, ()):
        values[name] = _positions(_excerpts(row.quotations.all(), article))
    return values


def _excerpts(ties: Iterable[Any], article: Article) -> list[Excerpt]:
    return [tie.excerpt for tie in ties if tie.excerpt and tie.excerpt.article_id == article.pk]


def _own(kind: Kind, columns: dict[str, Any]) -> Values:
    """What only the kind says."""
    places = {end: columns.get(f"{end}_place") for end in _ENDS.get(kind, ())}
    ends = {end: [place.slug if place else "", columns.get(f"{end}_text", "")] for end, place in places.items()}
    return {name: columns.get(name) for name in _PLAIN[kind]} | ends


def _positions(passages: Iterable[Span | Excerpt]) -> list[list[int]]:
    return [list(ends) for ends in dict.fromkeys((passage.start, passage.end) for passage in passages)]


def _parts(draft: Draft, actors: dict[str, Actor]) -> Iterator[list[str]]:
    told = [(actor.name, actor.id, str(actor.role)) for actor in draft.actors]
    if draft.speaker:  # a statement's actors are its speaker; elsewhere the claim is theirs
        as_what = Role.SPEAKER if draft.kind is DraftKind.STATEMENT else Role.CLAIMED_BY
        told.append((draft.speaker.name, draft.speaker.id, as_what.value))
    seen: set[tuple[str, str]] = set()
    for name, actor_id, role in told:
        slug = actor_id if actor_id in actors else ""
        described = "" if slug else name[:LONGEST_DESCRIPTION]
        who = slug or described
        if who and (who, role) not in seen:
            seen.add((who, role))
            yield [role, slug or "", described]


def columns_of(name: str, value: Any, places: dict[str, Place]) -> dict[str, Any]:
    """The columns that hold a value; none where rows of their own do."""
    match name:
        case "parts" | "support" | "quotes":
            return {}
        case "when":
            return {"when": value[0], "when_text": value[1]}
        case "place":
            return {"place": places.get(value)}
        case "origin" | "destination":
            return {f"{name}_place": places.get(value[0]), f"{name}_text": value[1]}
        case _:
            return {name: value}


def parts_of(values: Values, actors: dict[str, Actor]) -> tuple[Part, ...]:
    return tuple(
        Part(role=Role(role), actor=actors.get(slug), description="" if slug in actors else words or slug)
        for role, slug, words in values["parts"]
    )


def passages_of(positions: list[list[int]], article: Article) -> tuple[Excerpt, ...]:
    """The excerpts, stored on first use."""
    return tuple(quote(article, start=start, end=end) for start, end in positions)


def record_of(drafted: ReadDraft, article: Article, subjects: KnownSubjects) -> Record:
    """A draft in the words of the events room; its excerpts are stored on the way."""
    values = drafted.values
    names = (*named(drafted.kind), *STORED_ABOUT)
    columns = [columns_of(name, values[name], subjects.places) for name in names]
    stance = stance_of(Status(values["status"]))
    return Record(
        kind=drafted.kind,
        fields={column: value for one in columns for column, value in one.items()} | {"origin": Origin.EXTRACTED},
        support=tuple(Support(what=what, stance=stance) for what in passages_of(values["support"], article)),
        parts=parts_of(values, subjects.actors),
        quotes=passages_of(values.get("quotes", []), article),
        key=drafted.key,
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


def drafted(article: Article) -> list[Event]:
    """The events that the extractor drew from this article, whatever became of them."""
    events = Event.objects.filter(origin=Origin.EXTRACTED, evidence__excerpt__article=article)
    return list(events.distinct().order_by("pk"))
