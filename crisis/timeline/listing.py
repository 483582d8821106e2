"""The list beside the chart: the same events in words, month by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.dates import month_in_words
from crisis.articles.models import Excerpt
from crisis.articles.passage import snippet
from crisis.events.models import Event
from crisis.events.terms import spans_of
from crisis.events.vocabulary import Status
from crisis.public.counting import publishers_of
from crisis.public.selection import Selection
from crisis.public.wording import event_date

from .panel import address_in_selection


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a list shows it."""

    event: Event
    date: str
    address: str
    words: str
    """The first words of its fullest excerpt; empty for a context event."""
    language: str
    publishers: str

    @property
    def is_quiet(self) -> bool:
        return not self.words

    @property
    def has_status(self) -> bool:
        """Whether its status is worth a word: most things have simply occurred."""
        return self.event.status != Status.OCCURRED


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    entries: list[Entry]


def entry_of(event: Event, selection: Selection) -> Entry:
    """Asks nothing of the database where the event was fetched `with_evidence`."""
    evidence = list(event.evidence.all())
    excerpt = next((item.excerpt for item in evidence if item.excerpt), None)
    return Entry(
        event=event,
        date=event_date(event),
        address=address_in_selection(event, selection),
        words=_words(excerpt, selection) if excerpt else "",
        language=excerpt.article.language if excerpt else "",
        publishers=_publishers(publishers_of(evidence)),
    )


def grouped(events: Iterable[Event], selection: Selection) -> list[Group]:
    """The page's events under their months; in one group where they are ordered by relevance."""
    entries = [entry_of(event, selection) for event in events]
    if selection.sort == "relevance":
        return [Group("", entries)] if entries else []
    return [Group(label, list(there)) for label, there in groupby(entries, key=_month)]


def _words(excerpt: Excerpt, selection: Selection) -> str:
    """The excerpt's first words, or those round what was searched for."""
    spans = spans_of(excerpt.words, selection.terms) if selection.terms else []
    return snippet(excerpt.words, around=spans[0][0] if spans else 0)


def _month(entry: Entry) -> str:
    day = entry.event.starts_on or entry.event.ends_on
    return month_in_words(day) if day else _("Date not known")


def _publishers(names: list[str]) -> str:
    if len(names) <= 1:
        return "".join(names)
    others = len(names) - 1
    return ngettext("%(name)s and %(others)s other", "%(name)s and %(others)s others", others) % {
        "name": names[0],
        "others": others,
    }
