"""A stored event as the cells of its row, and what the cells of a row say of an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Article
from crisis.events.kinds import KINDS, EventKind
from crisis.events.models import Actor, Event, Place, Topic
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import LinkKind, Role, Stance
from crisis.events.writing import Part
from crisis.public.columns import FlatColumn, cell_text, columns, items_of
from crisis.public.event import PublicEvent
from crisis.public.evidence import PublicEvidence
from crisis.public.site import Site

from .sheet import Cells, batches, refusal_of

Value = TypeVar("Value")
_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_SPAN = re.compile(r"\s*(\d{1,9})-(\d{1,9})\s*", re.ASCII)
_UID = re.compile(r"\b[0-9a-z]{1,12}\b")


# What is stored.


def event_columns() -> tuple[FlatColumn, ...]:
    """Those of the public file; links to what readers do not see; and where the review stands."""
    every_link = FlatColumn(
        "links",
        next(column.description for column in columns() if column.name == "links"),
        lambda event, _site: [f"{link.kind}:{link.to_event.uid}" for link in event.links.all()],
        tells_of="links",
    )
    review = FlatColumn("review", gettext_lazy("Where the review stands."), lambda event, _site: event.review)
    return (*(every_link if column.name == "links" else column for column in columns()), review)


def in_full(events: EventQuerySet) -> EventQuerySet:
    """Fetches with the events all that a row says of them, in a fixed number of queries."""
    return events.with_evidence().select_related("place", *KINDS.rows).prefetch_related(*_TIES)


_TIES = ("participations", "taggings", "links")


def in_order(pks: Iterable[int]) -> Iterator[Event]:
    """The events with these keys, in this order."""
    for some in batches(pks):
        found = in_full(Event.objects.all()).in_bulk(some)
        yield from (found[pk] for pk in some if pk in found)


def cells_of(event: Event, site: Site) -> Cells:
    """The cells of the event's row, by column; what another kind would have is empty."""
    public = PublicEvent(event)
    return {
        column.name: cell_text(column.read(event if column.name in {"links", "review"} else public, site))
        for column in event_columns()
    }


def told_links(event: Event) -> str:
    """The cell of its links as a file for readers has it."""
    return cell_text([f"{link.kind}:{link.to_event.uid}" for link in event.links.all() if link.to_event.is_public])


# What is known.


@dataclass(slots=True)
class Known:
    """What the rows of a file name and the database holds: by slug, fingerprint or permanent name."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Cells]) -> Known:
        """Fetched once for the whole file: three queries, and two more for every `BATCH` of articles and events."""
        fingerprints: set[str] = set()
        uids: set[str] = set()
        for row in rows:
            for column in ("evidence_fingerprints", "quote_fingerprints"):
                fingerprints.update(_FINGERPRINT.findall(row.get(column, "")))
            for column in ("uid", "links"):
                uids.update(_UID.findall(row.get(column, "")))
        known = cls(
            {actor.slug: actor for actor in Actor.objects.all()},
            {place.slug: place for place in Place.objects.all()},
            {topic.slug: topic for topic in Topic.objects.all()},
        )
        for some in batches(sorted(fingerprints)):
            known.articles.update((article.sha256, article) for article in Article.objects.filter(sha256__in=some))
        for some in batches(sorted(uids)):
            known.events.update((event.uid, event) for event in Event.objects.filter(uid__in=some))
        return known


# What a row says.


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points `start` to `end` (half-open) of the article with that fingerprint."""

    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something is written whose text is not held here."""

    publisher: str
    title: str
    url: str


Told = tuple[Any, ...]
"""The items of a fact: parts, topics, `(Stance, Passage | Cited)`, passages, `(LinkKind, uid)`."""


@dataclass(slots=True)
class EventRow:
    """A row as read."""

    kind: EventKind
    fields: dict[str, Any] = field(default_factory=dict)
    """By column of the database."""
    facts: dict[str, Told] = field(default_factory=dict)
    """By fact; one of which the file has no columns is missing."""


class Faults:
    """The faults of one row, by column."""

    def __init__(self) -> None:
        self._by_column: dict[str, list[str]] = {}

    def add(self, column: str, sentence: str) -> None:
        self._by_column.setdefault(column, []).append(sentence)

    def read(self, column: str, reader: Callable[[], Value]) -> Value | None:
        """What the reader gives, or nothing and a fault; of another column where the refusal names one."""
        try:
            return reader()
        except ValidationError as refusal:
            found = refusal.message_dict if hasattr(refusal, "error_dict") else {column: refusal.messages}
            for name, sentences in found.items():
                for sentence in sentences:
                    self.add(name, sentence)
            return None

    def settle(self) -> None:
        """Raises `ValidationError` with all of them, if there are any."""
        if self._by_column:
            raise ValidationError(self._by_column)


def read_event_row(cells: Cells, known: Known) -> EventRow:
    """Reads the cells of one row. Raises `ValidationError` with every fault, by column."""
    if cells["kind"].strip() not in KINDS:
        codes = {"cell": cells["kind"], "codes": ", ".join(KINDS.codes)}
        raise refusal_of("kind", _("“%(cell)s” is not one of: %(codes)s.") % codes)
    row, faults = EventRow(KINDS[cells["kind"].strip()]), Faults()
    facts: set[str] = set()
    for column in event_columns():
        name = column.name
        if name not in cells or not (column.stores or column.tells_of):
            continue
        if (owner := owner_of(column)) and not _has(row.kind, column):
            if cells[name]:
                named = {"kind": owner.plural, "this": row.kind.label}
                faults.add(name, _("Only %(kind)s have this; the row is a %(this)s. Leave it empty.") % named)
        elif column.tells_of:
            facts.add(column.tells_of)
        elif stores := column.stores:
            row.fields[stores.name] = faults.read(name, lambda: stores.read(cells[name], known.places))  # noqa: B023
    for fact in sorted(facts):
        if (told := faults.read(fact, lambda: tuple(_READERS[fact](cells, known)))) is not None:  # noqa: B023
            row.facts[fact] = told
    faults.settle()
    return row


def owner_of(column: FlatColumn) -> EventKind | None:
    """The kind of event that alone has it; `None` where all have."""
    if all(_has(kind, column) for kind in KINDS):
        return None
    return next((kind for kind in KINDS if _has(kind, column)), None)


def _has(kind: EventKind, column: FlatColumn) -> bool:
    if column.stores:
        return any(own.name == column.stores.name for fact in kind.all_facts for own in fact.columns)
    return column.tells_of != "quotations" or any(fact.name == column.tells_of for fact in kind.facts)


def stored_fact(fact: str, event: Event) -> Told:
    """The items of a fact as a row would say them."""
    match fact:
        case "actors":
            parts = event.participations.all()
            return tuple(Part(role=Role(one.role), actor=one.actor, description=one.description) for one in parts)
        case "topics":
            return tuple(tagging.topic for tagging in event.taggings.all())
        case "links":
            return tuple((LinkKind(link.kind), link.to_event.uid) for link in event.links.all())
        case "quotations":
            return tuple(Passage(quote.fingerprint, quote.start, quote.end) for quote in PublicEvent(event).quotes)
    return tuple((Stance(one.stance), _what(one)) for one in PublicEvent(event).evidence)


def _what(evidence: PublicEvidence) -> Passage | Cited | None:
    if passage := evidence.passage:
        return Passage(passage.fingerprint, passage.start, passage.end)
    return Cited(evidence.cited.publisher, evidence.cited.title, evidence.cited.url) if evidence.cited else None


def _actors(cells: Cells, known: Known) -> Iterator[Part]:
    for role, slug, described in _together(cells, "actor_roles", "actors", "actors_fr"):
        if role not in Role.values:
            sentence = _("“%(text)s” is no role. Roles are: %(known)s.")
            raise refusal_of("actor_roles", sentence % {"text": role, "known": ", ".join(Role.values)})
        if not (slug or described.strip()):
            raise refusal_of("actors", _("Write a short name, or in actors_fr how the source describes them."))
        actor = _named("actors", slug, known.actors) if slug else None
        yield Part(role=Role(role), actor=actor, description="" if actor else described)


def _topics(cells: Cells, known: Known) -> Iterator[Topic]:
    for (slug,) in _together(cells, "topics"):
        yield _named("topics", slug, known.topics)


def _evidence(cells: Cells, known: Known) -> Iterator[tuple[Stance, Passage | Cited]]:
    names = ("evidence_stances", "evidence_fingerprints", "evidence_spans")
    cited = ("evidence_publishers", "evidence_titles", "evidence_urls")
    for stance, sha256, span, publisher, title, url in _together(cells, *names, *cited):
        if stance not in Stance.values:
            sentence = _("“%(cell)s” is not one of: %(codes)s.")
            raise refusal_of("evidence_stances", sentence % {"cell": stance, "codes": ", ".join(Stance.values)})
        if sha256 or span:
            yield Stance(stance), _passage(sha256, span, known, *names[1:])
        elif publisher.strip() and title.strip():
            yield Stance(stance), Cited(publisher, title, url)
        else:
            raise refusal_of(cited[0] if title.strip() else cited[1], _NOTHING_NAMED)


_NOTHING_NAMED = gettext_lazy("Write a publisher and a title, or the fingerprint of an article and where it says so.")


def _quotations(cells: Cells, known: Known) -> Iterator[Passage]:
    for sha256, span in _together(cells, "quote_fingerprints", "quote_spans"):
        yield _passage(sha256, span, known, "quote_fingerprints", "quote_spans")


def _links(cells: Cells, known: Known) -> Iterator[tuple[LinkKind, str]]:
    for (text,) in _together(cells, "links"):
        kind, _colon, uid = text.partition(":")
        if kind not in LinkKind.values or not uid.strip():
            sentence = _("“%(text)s” is no link: write fulfils:UID. Links are: %(known)s.")
            raise refusal_of("links", sentence % {"text": text, "known": ", ".join(LinkKind.values)})
        yield LinkKind(kind), uid.strip()


_READERS: dict[str, Callable[[Cells, Known], Iterator[Any]]] = {
    "actors": _actors,
    "topics": _topics,
    "evidence": _evidence,
    "quotations": _quotations,
    "links": _links,
}


def _together(cells: Cells, leading: str, *others: str) -> Iterator[Sequence[str]]:
    """The items of columns that tell one thing together. `leading` is never empty in any item: it says how many."""
    lists = {}
    for name in (leading, *others):
        try:
            lists[name] = items_of(cells[name])
        except ValidationError as refusal:
            raise ValidationError({name: refusal.messages}) from refusal
    count = len(lists[leading])
    for name in others:
        if not any(lists[name]) and len(lists[name]) <= count:
            lists[name] = [""] * count
        if len(lists[name]) != count:
            counts = {"count": len(lists[name]), "column": leading, "there": count}
            raise refusal_of(name, _("Here stand %(count)s items, in %(column)s %(there)s: as many each.") % counts)
    return zip(*lists.values(), strict=True)


def _named(column: str, slug: str, stored: Mapping[str, Value]) -> Value:
    if slug.strip() in stored:
        return stored[slug.strip()]
    sentence = _("“%(slug)s” is not stored here. Add it first, or import it before the events.")
    raise refusal_of(column, sentence % {"slug": slug})


def _passage(sha256: str, span: str, known: Known, fingerprints: str, spans: str) -> Passage:
    if sha256.strip() not in known.articles:
        sentence = _("No article with the fingerprint %(sha256)s… is held here.")
        raise refusal_of(fingerprints, sentence % {"sha256": sha256[:12]})
    found = _SPAN.fullmatch(span)
    if not found:
        raise refusal_of(spans, _("“%(text)s” is no passage: write from where to where, 400-500.") % {"text": span})
    return Passage(sha256.strip(), int(found[1]), int(found[2]))
