"""What a row of the sheet of events says: of its columns, and of what hangs on the event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import cite, quote
from crisis.events.kinds import KINDS, EventKind
from crisis.events.kinds.facts import CodeColumn
from crisis.events.models import Actor, Event, Place, Topic
from crisis.events.vocabulary import LinkKind, Role, Stance
from crisis.events.writing import Part, Support, set_evidence, set_links, set_participants, set_quotations, set_topics
from crisis.public.columns import FlatColumn, columns, items_of

from .sheet import Cells, blaming, refusal_of

_UIDS = re.compile(r"\b[0-9a-z]{1,12}\b")
_FINGERPRINTS = re.compile(r"\b[0-9a-f]{64}\b")
_SPAN = re.compile(r"\s*(\d{1,9})-(\d{1,9})\s*", re.ASCII)
_STANCE = CodeColumn("stance", codes=Stance, is_needed=True, description="")
Value = TypeVar("Value")


def event_columns() -> list[FlatColumn]:
    """Those of the public file, but with links to what readers do not see; and where the review stands."""
    review = FlatColumn("review", gettext_lazy("Where the review stands."), lambda event, _site: event.review)
    every_link: dict[str, Any] = {"read": lambda event, _site: link_items(event.links.all())}
    return [*(replace(it, **every_link) if it.name == "links" else it for it in columns()), review]


def link_items(links: Iterable[Any]) -> list[str]:
    return [f"{link.kind}:{link.to_event.uid}" for link in links]


def kinds_with(column: FlatColumn) -> list[EventKind]:
    """The kinds of event that say what the column stores or tells of."""
    stored = column.stores.name if column.stores else None
    return [
        kind
        for kind in KINDS
        if (stored is None or any(stored == own.name for fact in kind.all_facts for own in fact.columns))
        and (column.tells_of != "quotations" or "quotations" in kind.relations)
    ]


# What hangs on an event: as the cells of a row say it, as it is stored, and how it is written.


class Lookup:
    """What the rows of a file name and the database holds, fetched once: by slug, fingerprint or permanent name."""

    def __init__(self, rows: Iterable[Cells]) -> None:
        fingerprints: set[str] = set()
        uids: set[str] = set()
        for row in rows:
            for column in ("evidence_fingerprints", "quote_fingerprints"):
                fingerprints.update(_FINGERPRINTS.findall(row.get(column, "")))
            for column in ("uid", "links"):
                uids.update(_UIDS.findall(row.get(column, "")))
        self.actors = Actor.objects.in_bulk(field_name="slug")
        self.places = Place.objects.in_bulk(field_name="slug")
        self.topics = Topic.objects.in_bulk(field_name="slug")
        self.articles = Article.objects.in_bulk(sorted(fingerprints), field_name="sha256")
        self.events: dict[str, Event] = Event.objects.in_bulk(sorted(uids), field_name="uid")


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


def _evidence(cells: Cells, known: Lookup) -> Iterator[Support]:
    names = ("evidence_stances", "evidence_fingerprints", "evidence_spans")
    cited = ("evidence_publishers", "evidence_titles", "evidence_urls")
    told = list(_together(cells, *names, *cited))
    if not told:
        raise refusal_of("evidence_stances", _("An event needs at least one excerpt or one reference."))
    for stance, sha256, span, publisher, title, url in told:
        with blaming("evidence_stances"):
            does = Stance(_STANCE.read(stance, {}))
        if sha256 or span:
            yield Support(what=_passage(sha256, span, known, *names[1:]), stance=does)
        elif publisher.strip() and title.strip():
            with blaming(cited[0], name=cited[0], title=cited[1], url=cited[2]):
                yield Support(what=cite(publisher=publisher, title=title, url=url), stance=does)
        else:
            sentence = _("Write a publisher and a title, or the fingerprint of an article and where it says so.")
            raise refusal_of(cited[0] if title.strip() else cited[1], sentence)


def _quotations(cells: Cells, known: Lookup) -> Iterator[Excerpt]:
    names = ("quote_fingerprints", "quote_spans")
    for sha256, span in _together(cells, *names):
        yield _passage(sha256, span, known, *names)


def _links(cells: Cells, known: Lookup) -> Iterator[tuple[LinkKind, str]]:
    """Each with the permanent name of the other event, which may stand in a later row."""
    for (text,) in _together(cells, "links"):
        kind, _colon, uid = text.partition(":")
        if kind not in LinkKind.values or not uid.strip():
            sentence = _("“%(text)s” is no link: write fulfils:UID. Links are: %(known)s.")
            raise refusal_of("links", sentence % {"text": text, "known": ", ".join(LinkKind.values)})
        yield LinkKind(kind), uid.strip()


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


def _passage(sha256: str, span: str, known: Lookup, fingerprints: str, spans: str) -> Excerpt:
    article = known.articles.get(sha256.strip())
    if article is None:
        sentence = _("No article with the fingerprint %(sha256)s… is held here.")
        raise refusal_of(fingerprints, sentence % {"sha256": sha256[:12]})
    found = _SPAN.fullmatch(span)
    if not found:
        raise refusal_of(spans, _("“%(text)s” is no passage: write from where to where, 400-500.") % {"text": span})
    with blaming(spans):
        return quote(article, start=int(found[1]), end=int(found[2]))


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact that columns of the file tell together, an item each."""

    read: Callable[[Cells, Lookup], Iterator[Any]]
    stored: Callable[[Any], Iterable[Any]]
    """The items as they are read, of the row of its kind."""
    write: Callable[[Any, Any], bool]


RELATIONS = {
    "actors": Relation(
        _actors,
        lambda row: (
            Part(role=Role(part.role), actor=part.actor, description=part.description)
            for part in row.participations.all()
        ),
        set_participants,
    ),
    "topics": Relation(_topics, lambda row: (tagging.topic for tagging in row.taggings.all()), set_topics),
    "evidence": Relation(
        _evidence,
        lambda row: (Support(what=it.excerpt or it.reference, stance=Stance(it.stance)) for it in row.evidence.all()),
        set_evidence,
    ),
    "quotations": Relation(
        _quotations, lambda row: (quotation.excerpt for quotation in row.quotations.all()), set_quotations
    ),
    "links": Relation(
        _links, lambda row: ((LinkKind(link.kind), link.to_event.uid) for link in row.links.all()), set_links
    ),
}
