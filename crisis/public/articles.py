"""What an article reports: the passages that events rest on, each with its events; for its page and for the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from crisis.articles.models import Article
from crisis.events.models import Evidence
from crisis.events.querysets import with_windows

from .event.evidence import PublicPassage
from .event.public_event import PublicEvent


@dataclass(frozen=True, slots=True)
class SupportedEvent:
    """An event that rests on a passage, and what the passage does for it (a value of `Stance`)."""

    event: PublicEvent
    stance: str


@dataclass(frozen=True, slots=True)
class ReportingPassage:
    passage: PublicPassage
    events: list[SupportedEvent]


def public_articles() -> QuerySet[Article]:
    """Articles with a passage that a public event rests on: those that have a page."""
    return Article.objects.filter(Exists(Evidence.objects.public().filter(excerpt__article=OuterRef("pk"))))


def passages_of(article: Article) -> list[ReportingPassage]:
    """In the order in which the passages stand (one query); none of an article that readers may not see."""
    support: Iterable[Evidence] = (
        with_windows(Evidence.objects.public().filter(excerpt__article=article))
        .select_related("event")
        .order_by("excerpt__start", "excerpt__end", "pk")
    )
    passages: dict[int, ReportingPassage] = {}
    for evidence in support:
        if evidence.excerpt is not None:
            evidence.excerpt.article = article  # one for all, with its text if it was fetched
            passage = PublicPassage(evidence.excerpt)
            entry = passages.setdefault(evidence.excerpt.pk, ReportingPassage(passage, []))
            entry.events.append(SupportedEvent(PublicEvent(evidence.event), evidence.stance))
    return list(passages.values())
