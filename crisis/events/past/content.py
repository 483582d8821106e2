"""An event as plain values: what a revision keeps of it, how two such differ in words, and the way back from there.

`Content` is JSON: for each fact its items, in order, with what identifies them (primary keys, slugs, permanent
names) and how they were named. Facts that are not told are left out. Beside the facts stand `about` (what the
machine notes of an event) and `backlinks` (links that lead to it, which are facts of other events).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from crisis.articles.differences import Piece, words_changed
from crisis.articles.models import Article, Excerpt, Reference, Source

from ..kinds import KINDS, kind_of
from ..kinds.common import link_item
from ..kinds.facts import Fact, Item
from ..models import Actor, Event, EventLink, EventRevision, Evidence, Participation, Place, Quotation, Tagging, Topic
from ..vocabulary import Review

Content = dict[str, list[Any]]
ABOUT = ("origin", "rule", "why_fr", "why_en", "confidence")
"""Columns that are no fact of the event: how it came to be here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact that differs: what was said and what is said now."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference word by word, where both sides are one text."""
        if self.is_text:
            return words_changed(self.before[0], self.after[0])
        stayed = set(self.before) & set(self.after)
        went = [Piece("-", value) for value in self.before if value not in stayed]
        came = [Piece("+", value) for value in self.after if value not in stayed]
        return (*went, *came)

    @property
    def is_text(self) -> bool:
        return len(self.before) == len(self.after) == 1


def fetch_for_content(pk: int) -> Event:
    """The event as it is stored now, with all that its content tells of it."""
    events = Event.objects.with_evidence().select_related("place", *KINDS.rows)
    return events.prefetch_related("taggings", *KINDS.relations, "links", "backlinks").get(pk=pk)


def content_of(event: Event) -> Content:
    """What the event says. Asks nothing of the database where it came from `fetch_for_content`."""
    told: Content = {fact.name: fact.content(event) for fact in kind_of(event).all_facts}
    told["backlinks"] = [link_item(link, link.from_event) for link in event.backlinks.all()]
    told["about"] = [{name: getattr(event, name) for name in ABOUT}]
    return {name: items for name, items in told.items() if items}


def public(content: Content) -> Content:
    """Only what readers were told: without links to what was not published then."""
    told = {name: content[name] for name in KINDS.facts if name in content}
    links = [link for link in told.pop("links", []) if link.get("review", Review.PUBLISHED) == Review.PUBLISHED]
    return {**told, "links": links} if links else told


def snapshot(event: Event) -> Content:
    """What is public of the event as it is stored now."""
    return public(content_of(fetch_for_content(event.pk)))


def alike(before: Content, after: Content) -> Content:
    """`before` with the names that `after` has for the same things: a new name of a place is no change of the event."""
    known = {(name, key_of(item)): item for name, items in after.items() for item in items if isinstance(item, dict)}

    def renamed(name: str, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        stance = {"stance": item["stance"]} if "stance" in item else {}
        return {**known.get((name, key_of(item)), item), **stance}

    return {name: [renamed(name, item) for item in items] for name, items in before.items()}


def key_of(item: dict[str, Any]) -> tuple[Any, ...]:
    """What makes an item the same one, whatever it is called and whatever it does; of what is only described, that."""
    stored = tuple(item.get(name) for name in ("id", "excerpt", "reference"))
    named = () if any(stored) else tuple(item.get(name) for name in ("fr", "words", "title", "publisher"))
    return item.get("role"), item.get("kind"), *stored, *named


def in_words(told: Content) -> dict[str, tuple[str, ...]]:
    """The facts of a content in the current language, in the order in which an event is read."""
    return {
        name: tuple(fact.words(item) for item in told[name]) for name, fact in KINDS.facts.items() if told.get(name)
    }


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """Only what differs, in the current language. The order of evidence, actors and topics is no fact."""
    was, now = in_words(before), in_words(after)
    return tuple(
        Change(name=name, label=str(fact.label), before=was.get(name, ()), after=now.get(name, ()))
        for name, fact in KINDS.facts.items()
        if sorted(was.get(name, ())) != sorted(now.get(name, ()))
    )


def changed_names(before: Content, after: Content) -> set[str]:
    """The names of the facts that differ, whatever the language."""
    return {
        name
        for name, fact in KINDS.facts.items()
        if _unordered(fact, before.get(name, [])) != _unordered(fact, after.get(name, []))
    }


def _unordered(fact: Fact, items: list[Item]) -> list[str]:
    return sorted(json.dumps(fact.told(item), sort_keys=True) for item in items)


def articles_in(content: Content) -> set[int]:
    """The articles whose passages the content names."""
    return {
        item["article"] for name in ("evidence", "quotations") for item in content.get(name, []) if "article" in item
    }


def assign(row: Any, content: Content) -> None:
    """Writes what the content says into the columns of the event and of its kind; what is not told is empty there."""
    for fact in kind_of(row).all_facts:
        if fact.columns:
            fact.assign(row, content.get(fact.name, []))


def as_event(revision: EventRevision, texts: dict[int, Article] | None = None) -> Any:
    """The event as the revision has it, with what hung on it but its links: to be looked at, never to be saved.

    `texts` are the articles of its passages; without them a passage is given without its context.
    """
    content = revision.content
    row = unwritten(revision, version=revision.number, **revision.review_columns)
    assign(row, content)
    for fact in kind_of(row).all_facts:
        if fact.is_place and fact.name in content:
            setattr(row, fact.columns[0].name, _subject(Place, content[fact.name][0]))
    days = row.days
    row.starts_on, row.ends_on, row.precision = days.first, days.last, days.precision
    for name, rows in rows_of(row, content, texts).items():
        hold(row, name, rows)
    return row


def unwritten(revision: EventRevision, **columns: Any) -> Any:
    """A row of the event's kind with its names, and what the machine noted of it."""
    about: dict[str, Any] = next(iter(revision.content.get("about", [])), {})
    pk = revision.event_id
    return kind_of(revision.kind).model(id=pk, event_ptr_id=pk, uid=revision.uid, **columns, **about)


def rows_of(event: Event, content: Content, texts: dict[int, Article] | None = None) -> dict[str, list[Any]]:
    """What hangs on the event in its content, by the name under which the event has it; none of it is stored."""
    makers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "parts": ("participations", _participation),
        "evidence": ("evidence", lambda item: _support(item, texts or {})),
        "topics": ("taggings", lambda item: Tagging(pk=item["row"], topic=_subject(Topic, item))),
        "links": ("links", lambda item: EventLink(pk=item["row"], to_event_id=item["id"], kind=item["kind"])),
    }
    if "quotations" in kind_of(event).relations:
        makers["quotations"] = ("quotations", lambda item: _quotation(item, texts or {}))
    return {name: [make(item) for item in content.get(fact, [])] for fact, (name, make) in makers.items()}


def hold(event: Event, name: str, rows: Iterable[Any]) -> None:
    """As if the rows had been fetched together with the event: whoever asks it for them gets these."""
    held: Any = EventLink.objects.none()
    held._result_cache = list(rows)
    held._prefetch_done = True
    cache: dict[str, Any] = event.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = held


def _subject(model: Any, item: dict[str, Any]) -> Any:
    return model(pk=item.get("id"), slug=item.get("slug", ""), name_fr=item["fr"], name_en=item["en"])


def _participation(item: dict[str, Any]) -> Participation:
    actor = _subject(Actor, item) if item.get("id") is not None else None
    described = "" if actor else item["fr"]
    return Participation(
        pk=item.get("row"), role=item["role"], rank=item.get("rank", 0), actor=actor, description=described
    )


def _quotation(item: dict[str, Any], texts: dict[int, Article]) -> Quotation:
    return Quotation(pk=item.get("row"), rank=item.get("rank", 0), excerpt=_excerpt(item, texts))


def _support(item: dict[str, Any], texts: dict[int, Article]) -> Evidence:
    held = {"pk": item.get("row"), "rank": item.get("rank", 0), "stance": item["stance"]}
    if "words" in item:
        return Evidence(**held, excerpt=_excerpt(item, texts))
    source = Source(slug=item.get("slug", ""), name=item["publisher"])
    reference = Reference(pk=item.get("reference"), title=item["title"], url=item.get("url", ""), source=source)
    return Evidence(**held, reference=reference)


def _excerpt(item: dict[str, Any], texts: dict[int, Article]) -> Excerpt:
    """The passage in its article as that was called; where the text is not given, the words are all of it."""
    stored = texts.get(item.get("article", 0))
    start, end = (item["start"], item["end"]) if stored else (0, len(item["words"]))
    article = Article(
        pk=item.get("article"),
        text=stored.text if stored else item["words"],
        source=Source(pk=0, slug=item.get("slug", ""), name=item.get("publisher", "")),
        agency=Source(pk=-1, name=item["agency"]) if item.get("agency") else None,
        **{name: item.get(name, "") for name in ("title", "published", "language", "url")},
    )
    return Excerpt(pk=item.get("excerpt"), article=article, start=start, end=end)
