"""Finding words in events: titles, summaries, the excerpts themselves, names and other names.

Each event keeps one folded text (no accents, no capitals), so that “geneve” finds “Genève” and
“Kyiv” finds “Kiev” through the place's other names. `refresh` derives it anew after every change.
"""

from __future__ import annotations

import re
import unicodedata

from django.db.models import Case, IntegerField, Value, When

from .models import Event
from .querysets import EventQuerySet

LONGEST_QUERY = 200
"""Characters; what is longer is cut."""
MOST_WORDS = 12


def fold(text: str) -> str:
    """Text as it is compared: no accents, no capitals, no punctuation, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", plain))


def document(event: Event) -> str:
    """Everything a reader may find the event by, folded; one line a part, so that words of two parts never join."""
    parts = [event.title_fr, event.title_en, event.summary_fr, event.summary_en, event.when_text]
    if event.place:
        parts += [event.place.name_fr, event.place.name_en, *event.place.aliases.splitlines()]
    for participation in event.participations.all():
        parts.append(participation.description)
        if actor := participation.actor:
            parts += [actor.name_fr, actor.name_en, *actor.aliases.splitlines()]
    for evidence in event.evidence.all():
        if evidence.excerpt:
            parts.append(evidence.excerpt.words)
        elif evidence.reference:
            parts += [evidence.reference.title, evidence.reference.source.name]
    return "\n".join(f" {folded} " for part in parts if (folded := fold(part)))


def refresh(event: Event) -> None:
    """Derives the event's folded text anew. It is no fact, so it leaves no history."""
    event.search_text = document(Event.objects.with_evidence().get(pk=event.pk))
    Event.objects.filter(pk=event.pk).update(search_text=event.search_text)


def matching(events: EventQuerySet, query: str) -> EventQuerySet:
    """Those that hold every word of the query, each as the beginning of a word. Any text is a safe query."""
    for word in _words(query):
        events = events.filter(search_text__contains=f" {word}")
    return events


def by_relevance(events: EventQuerySet, query: str) -> EventQuerySet:
    """Those with the words in their title first, then the newest."""
    whens = [When(search_text__startswith=f" {word}", then=Value(0)) for word in _words(query)[:1]]
    ranked = events.annotate(rank=Case(*whens, default=Value(1), output_field=IntegerField()))
    return ranked.newest_first("rank")


def _words(query: str) -> list[str]:
    return fold(query[:LONGEST_QUERY]).split()[:MOST_WORDS]
