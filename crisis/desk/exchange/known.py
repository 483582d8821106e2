"""What the rows of a file name and the database already holds, fetched once for the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from crisis.articles.models import Article, Reference
from crisis.articles.writing import cite
from crisis.events.models import Actor, Event, Place, Topic

from .event_cells import in_full
from .lists import Cited

_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_UID = re.compile(r"[0-9a-z]{1,12}")
PAGE = 500


@dataclass(slots=True)
class Known:
    """Actors, places and topics by slug, articles by fingerprint, events by permanent name."""

    actors: dict[str, Actor]
    places: dict[str, Place]
    topics: dict[str, Topic]
    articles: dict[str, Article]
    events: dict[str, Event]
    references: dict[Cited, Reference] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[dict[str, str]]) -> Known:
        """What these rows may name: three queries, and eight more for every 500 events."""
        fingerprints: set[str] = set()
        uids: set[str] = set()
        for row in rows:
            for column in ("evidence", "quotations"):
                fingerprints.update(_FINGERPRINT.findall(row.get(column, "")))
            uids.add(row.get("uid", ""))
            uids.update(link.partition(":")[2].strip() for link in row.get("links", "").split(";"))
        known = cls(
            {actor.slug: actor for actor in Actor.objects.all()},
            {place.slug: place for place in Place.objects.all()},
            {topic.slug: topic for topic in Topic.objects.all()},
            {},
            {},
        )
        for some in _pages(fingerprints):
            known.articles.update((article.sha256, article) for article in Article.objects.filter(sha256__in=some))
        for some in _pages({uid for uid in uids if _UID.fullmatch(uid)}):
            known.events.update((event.uid, event) for event in in_full(Event.objects.filter(uid__in=some)))
        return known

    def reference(self, cited: Cited) -> Reference:
        """The reference, stored on first use. Raises `ValidationError` for one that names nothing."""
        if cited not in self.references:
            self.references[cited] = cite(publisher=cited.publisher, title=cited.title, url=cited.url)
        return self.references[cited]


def _pages(names: set[str]) -> Iterable[list[str]]:
    ordered = sorted(names)
    return (ordered[at : at + PAGE] for at in range(0, len(ordered), PAGE))
