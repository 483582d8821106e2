"""The events of a selection as an embed lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from crisis.articles.models import Article, Excerpt
from crisis.articles.passage import address_of, snippet
from crisis.events.models import Event, Evidence
from crisis.public.counting import publishers_of
from crisis.public.site import Site
from crisis.public.wording import badge_of, event_date

MOST_WORDS = 280
"""Characters of a passage in a list; the event's own page has it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    event: Event
    date: str
    address: str
    words: str
    """The first words of its fullest passage, exactly; empty where it rests on references only."""
    language: str
    publishers: str
    badge: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The passages of one article that stand whole in the embed of one event."""

    article: Article
    excerpts: list[Excerpt]
    address: str
    """To the first one's words at the publisher's; empty where it is not known."""


def quoted_of(evidence: Iterable[Evidence]) -> list[Quoted]:
    """In their order; passages of one article that follow each other are told of once."""
    excerpts = [item.excerpt for item in evidence if item.excerpt]
    together = (list(there) for _key, there in groupby(excerpts, key=lambda excerpt: excerpt.article_id))
    return [Quoted(there[0].article, there, address_of(there[0])) for there in together]


def entry_of(event: Event, site: Site) -> Entry:
    """Asks nothing of the database where the event was fetched `with_evidence`."""
    evidence = list(event.evidence.all())
    excerpt = next((item.excerpt for item in evidence if item.excerpt), None)
    return Entry(
        event=event,
        date=event_date(event),
        address=site.page_of(event),
        words=snippet(excerpt.words, MOST_WORDS) if excerpt else "",
        language=excerpt.article.language if excerpt else "",
        publishers=", ".join(publishers_of(evidence)),
        badge=badge_of(event),
    )
