"""A stored event as the cells of its row, and what the cells of a row say of an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

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
from crisis.public.event.evidence import PublicEvidence
from crisis.public.event.public_event import PublicEvent
from crisis.public.site import Site

from .sheet import Cells, batches, blaming, gathering, refusal_of

Value = TypeVar("Value")
_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_SPAN = re.compile(r"\s*(\d{1,9})-(\d{1,9})\s*", re.ASCII)
_UID = re.compile(r"\b[0-9a-z]{1,12}\b")


# What is stored.

_OF_THE_DESK = {"links", "review"}
"""Columns that are read from the event as stored."""


def event_columns() -> list[FlatColumn]:
    """Those of the public file, but with links to what readers do not see; and where the review stands."""
    review = FlatColumn("review", gettext_lazy("Where the review stands."), lambda event, _site: event.review)
    return [*(replace(it, read=_every_link) if it.name == "links" else it for it in columns()), review]


def _every_link(event: Event, _site: Site) -> list[str]:
    return [f"{link.kind}:{link.to_event.uid}" for link in event.links.all()]


def in_full(events: EventQuerySet) -> EventQuerySet:
    """Fetches with the events all that a row says of them, in a fixed number of queries."""
    ties = ("participations", "taggings", "links")
    return events.with_evidence().select_related("place", *KINDS.rows).prefetch_related(*ties)


def in_order(pks: Iterable[int]) -> Iterator[Event]:
    """The events with these keys, in this order."""
    for some in batches(pks):
        found = in_full(Event.objects.all()).in_bulk(some)
        yield from (found[pk] for pk in some if pk in found)


def cells_of(event: Event, columns: Sequence[FlatColumn], site: Site) -> Cells:
    """The cells of the event's row, by column; what another kind would have is empty."""
    public = PublicEvent(event)
    return {
        column.name: cell_text(column.read(event if column.name in _OF_THE_DESK else public, site))
        for column in columns
    }


def told_links(event: Event) -> str:
    """The cell of its links as a file for readers has it."""
    return cell_text([f"{link.kind}:{link.to_event.uid}" for link in event.links.all() if link.to_event.is_public])


# What is known.


class Lookup:
    """What the rows of a file name and the database holds, fetched once: by slug, fingerprint or permanent name."""

    def __init__(self, rows: Iterable[Cells]) -> None:
        fingerprints: set[str] = set()
        uids: set[str] = set()
        for row in rows:
            for column in ("evidence_fingerprints", "quote_fingerprints"):
                fingerprints.update(_FINGERPRINT.findall(row.get(column, "")))
            for column in ("uid", "links"):
                uids.update(_UID.findall(row.get(column, "")))
        self.actors = {actor.slug: actor for actor in Actor.objects.all()}
        self.places = {place.slug: place for place in Place.objects.all()}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.articles: dict[str, Article] = {}
        self.events: dict[str, Event] = {}
        for some in batches(sorted(fingerprints)):
            self.articles |= {article.sha256: article for article in Article.objects.filter(sha256__in=some)}
        for some in batches(sorted(uids)):
            self.events |= {event.uid: event for event in Event.objects.filter(uid__in=some)}


# What a row says.


class HeldPassage(NamedTuple):
    """Code points `start` to `end` (half-open) of the article with that fingerprint."""

    sha256: str
    start: int
    end: int


class CitedReference(NamedTuple):
    """Where something is written whose text is not held here."""

    publisher: str
    title: str
    url: str


Told = tuple[Any, ...]
"""The items of a fact: parts, topics, `(Stance, HeldPassage | CitedReference)`, passages, `(LinkKind, uid)`."""


@dataclass(slots=True)
class EventRow:
    """A row as read."""

    kind: EventKind
    fields: dict[str, Any] = field(default_factory=dict)
    """By column of the database."""
    facts: dict[str, Told] = field(default_factory=dict)
    """By fact; one of which the file has no columns is missing."""


def read_event_row(cells: Cells, columns: Sequence[FlatColumn], known: Lookup) -> EventRow:
    """Reads the cells of one row. Raises `ValidationError` with every fault, by column."""
    if cells["kind"].strip() not in KINDS:
        codes = {"cell": cells["kind"], "codes": ", ".join(KINDS.codes)}
        raise refusal_of("kind", _("“%(cell)s” is not one of: %(codes)s.") % codes)
    row = EventRow(KINDS[cells["kind"].strip()])
    faults: dict[str, list[str]] = {}
    facts: set[str] = set()
    for column in columns:
        cell = cells.get(column.name)
        if cell is None or not (column.stores or column.tells_of):
            continue
        with gathering(faults), blaming(column.name):
            if not _has(row.kind, column):
                _refuse_of_others(row.kind, column, cell)
            elif column.tells_of:
                facts.add(column.tells_of)
            elif column.stores:
                row.fields[column.stores.name] = column.stores.read(cell, known.places)
    for fact in sorted(facts):
        with gathering(faults):
            row.facts[fact] = tuple(_READERS[fact](cells, known))
    if faults:
        raise ValidationError(faults)
    return row


def _refuse_of_others(kind: EventKind, column: FlatColumn, cell: str) -> None:
    if cell and (owner := owner_of(column)):
        sentence = _("Only %(kind)s have this; the row is a %(this)s. Leave it empty.")
        raise ValidationError(sentence, code="kind", params={"kind": owner.plural, "this": kind.label})


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
            return tuple(HeldPassage(quote.fingerprint, quote.start, quote.end) for quote in PublicEvent(event).quotes)
    return tuple((Stance(one.stance), _what(one)) for one in PublicEvent(event).evidence)


def _what(evidence: PublicEvidence) -> HeldPassage | CitedReference | None:
    if passage := evidence.passage:
        return HeldPassage(passage.fingerprint, passage.start, passage.end)
    return (
        CitedReference(evidence.cited.publisher, evidence.cited.title, evidence.cited.url) if evidence.cited else None
    )


def _actors(cells: Cells, known: Lookup) -> Iterator[Part]:
    for role, slug, described in _together(cells, "actor_roles", "actors", "actors_fr"):
        if role not in Role.values:
            sentence = _("“%(text)s” is no role. Roles are: %(known)s.")
            raise refusal_of("actor_roles", sentence % {"text": role, "known": ", ".join(Role.values)})
        if not (slug or described.strip()):
            raise refusal_of("actors", _("Write a short name, or in actors_fr how the source describes them."))
        actor = _named("actors", slug, known.actors) if slug else None
        yield Part(role=Role(role), actor=actor, description="" if actor else described)


def _topics(cells: Cells, known: Lookup) -> Iterator[Topic]:
    for (slug,) in _together(cells, "topics"):
        yield _named("topics", slug, known.topics)


def _evidence(cells: Cells, known: Lookup) -> Iterator[tuple[Stance, HeldPassage | CitedReference]]:
    names = ("evidence_stances", "evidence_fingerprints", "evidence_spans")
    cited = ("evidence_publishers", "evidence_titles", "evidence_urls")
    for stance, sha256, span, publisher, title, url in _together(cells, *names, *cited):
        if stance not in Stance.values:
            sentence = _("“%(cell)s” is not one of: %(codes)s.")
            raise refusal_of("evidence_stances", sentence % {"cell": stance, "codes": ", ".join(Stance.values)})
        if sha256 or span:
            yield Stance(stance), _passage(sha256, span, known, *names[1:])
        elif publisher.strip() and title.strip():
            yield Stance(stance), CitedReference(publisher, title, url)
        else:
            raise refusal_of(cited[0] if title.strip() else cited[1], _NOTHING_NAMED)


_NOTHING_NAMED = gettext_lazy("Write a publisher and a title, or the fingerprint of an article and where it says so.")


def _quotations(cells: Cells, known: Lookup) -> Iterator[HeldPassage]:
    for sha256, span in _together(cells, "quote_fingerprints", "quote_spans"):
        yield _passage(sha256, span, known, "quote_fingerprints", "quote_spans")


def _links(cells: Cells, known: Lookup) -> Iterator[tuple[LinkKind, str]]:
    for (text,) in _together(cells, "links"):
        kind, _colon, uid = text.partition(":")
        if kind not in LinkKind.values or not uid.strip():
            sentence = _("“%(text)s” is no link: write fulfils:UID. Links are: %(known)s.")
            raise refusal_of("links", sentence % {"text": text, "known": ", ".join(LinkKind.values)})
        yield LinkKind(kind), uid.strip()


_READERS: dict[str, Callable[[Cells, Lookup], Iterator[Any]]] = {
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
        with blaming(name):
            lists[name] = items_of(cells[name])
    count = len(lists[leading])
    for name in others:
        if not any(lists[name]) and len(lists[name]) <= count:
            lists[name] = [""] * count
        if len(lists[name]) != count:
            counts = {"count": len(lists[name]), "column": leading, "there": count}
            sentence = _("Items here: %(count)s, in %(column)s: %(there)s. Write as many in each.")
            raise refusal_of(name, sentence % counts)
    return zip(*lists.values(), strict=True)


def _named(column: str, slug: str, stored: Mapping[str, Value]) -> Value:
    if slug.strip() in stored:
        return stored[slug.strip()]
    sentence = _("“%(slug)s” is not stored here. Add it first, or import it before the events.")
    raise refusal_of(column, sentence % {"slug": slug})


def _passage(sha256: str, span: str, known: Lookup, fingerprints: str, spans: str) -> HeldPassage:
    if sha256.strip() not in known.articles:
        sentence = _("No article with the fingerprint %(sha256)s… is held here.")
        raise refusal_of(fingerprints, sentence % {"sha256": sha256[:12]})
    found = _SPAN.fullmatch(span)
    if not found:
        raise refusal_of(spans, _("“%(text)s” is no passage: write from where to where, 400-500.") % {"text": span})
    return HeldPassage(sha256.strip(), int(found[1]), int(found[2]))
