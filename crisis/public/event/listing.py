"""Events in a list, each with the words that speak for it; and under the passages of an article, as it reports them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.dates import month_in_words
from crisis.articles.models import Article
from crisis.articles.passage import snippet
from crisis.events.models import Event, Evidence
from crisis.events.querysets import with_windows
from crisis.events.search.matching import Terms, spans_of

from ..selection import Selection
from .evidence import PublicPassage
from .public_event import PublicEvent

FEW_WORDS = 150
"""Characters of a passage in a list; the event's own page has it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    event: PublicEvent
    address: str
    words: str
    """The first words of the passage that speaks for it, or those searched for; empty for a context event."""
    language: str

    @property
    def is_quiet(self) -> bool:
        return not self.words

    @property
    def publishers(self) -> str:
        """“Le Monde et 2 autres”."""
        names = self.event.publishers
        if len(names) <= 1:
            return "".join(names)
        others = len(names) - 1
        return ngettext("%(name)s and %(others)s other", "%(name)s and %(others)s others", others) % {
            "name": names[0],
            "others": others,
        }

    @property
    def all_publishers(self) -> str:
        return ", ".join(self.event.publishers)


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    """Empty where events are not ordered by day."""
    entries: list[ListedEvent]


@dataclass(frozen=True, slots=True)
class SupportedEvent:
    """An event that rests on a passage, and what the passage does for it (a value of `Stance`)."""

    event: PublicEvent
    stance: str


@dataclass(frozen=True, slots=True)
class ReportingPassage:
    passage: PublicPassage
    events: list[SupportedEvent]


def listed(
    event: Event, selection: Selection | None = None, *, origin: str = "", length: int = FEW_WORDS
) -> ListedEvent:
    """The event as a list of the selection shows it. Asks nothing of the database of one fetched `with_evidence`."""
    public = PublicEvent(event)
    words, language = _words(public, selection.terms if selection else Terms(), length)
    path = public.get_absolute_url()
    address = origin + (selection.behind(path) if selection else path)
    return ListedEvent(event=public, address=address, words=words, language=language)


def by_month(events: Iterable[Event], selection: Selection) -> list[Month]:
    """The page's events under their months; in one group where they are ordered by relevance."""
    entries = [listed(event, selection) for event in events]
    if selection.sort == "relevance":
        return [Month("", entries)] if entries else []
    return [Month(label, list(there)) for label, there in groupby(entries, key=_month)]


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


def _words(event: PublicEvent, terms: Terms, length: int) -> tuple[str, str]:
    """The words and their language: the first passage with what was searched for, from a little before it."""
    speaking = event.words
    if speaking is None:
        return "", ""
    if terms:
        for passage in (speaking, *event.passages):
            if spans := spans_of(passage.words, terms):
                return snippet(passage.words, length, around=spans[0][0]), passage.language
    return snippet(speaking.words, length), speaking.language


def _month(entry: ListedEvent) -> str:
    day = entry.event.starts_on or entry.event.ends_on
    return month_in_words(day) if day else _("Date not known")
