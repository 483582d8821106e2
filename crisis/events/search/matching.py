"""Finding words in events: titles, summaries, the excerpts themselves, names and other names.

Each event keeps one folded text (no accents, no capitals), so that “geneve” finds “Genève”; an index of the
database's own (`indexing.py`) finds words in it by their beginnings. A word that names a place or an actor
also finds its other names: “Kiev” finds “Kyiv”. Every revision derives an event's text anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connections
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, StrIndex

from crisis.edtf.folding import fold_words

from ..models import Actor, Event, Evidence, Participation, Place
from ..querysets import EventQuerySet

Phrase = tuple[str, ...]
"""Folded words that stand side by side; the last may be the beginning of a word."""
LONGEST_QUERY = 200
"""Characters; what is longer is cut."""
MOST_WORDS = 12
LONGEST_NAME = 5
"""Words of a name that is looked up in a query."""
SHORTEST_NAME = 3
"""Letters: a shorter one is more often something else."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All of the conditions, each as typed or by another name. Words are folded, so that none is query syntax."""

    conditions: tuple[tuple[Phrase, tuple[Phrase, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    @property
    def words(self) -> list[str]:
        """Each word as typed."""
        return [word for typed, _others in self.conditions for word in typed]

    @property
    def for_sqlite(self) -> str:
        """In FTS5's query language: the words as typed anywhere, other names side by side."""
        return self._query(" AND ", " OR ", lambda word: f'"{word}"*', lambda name: f'"{" ".join(name)}"*')

    @property
    def for_postgresql(self) -> str:
        """The same for `to_tsquery`."""
        return self._query(" & ", " | ", lambda word: f"{word}:*", _tsquery)

    def _query(self, both: str, either: str, begun: Callable[[str], str], side_by_side: Callable[[Phrase], str]) -> str:
        return both.join(
            f"({either.join([f'({both.join(map(begun, typed))})', *map(side_by_side, others)])})"
            for typed, others in self.conditions
        )

    @property
    def phrases(self) -> Iterator[Phrase]:
        """Everything whose place in a text shows why it was found."""
        for typed, others in self.conditions:
            yield from ((word,) for word in typed)
            yield from others


def _tsquery(phrase: Phrase) -> str:
    return "(" + " <-> ".join(f"{word}:*" if word is phrase[-1] else word for word in phrase) + ")"


def document(event: Event) -> str:
    """Everything a reader may find the event by, folded; one line a part, so that words of two parts never join."""
    return document_of(event, event.participations.all(), event.evidence.all())


def document_of(event: Event, parts_taken: Iterable[Participation], support: Iterable[Evidence]) -> str:
    """The same of an event on which these are going to hang."""
    parts = [event.title_fr, event.title_en, event.summary_fr, event.summary_en, event.when_text]
    if event.place:
        parts += _names(event.place)
    for participation in parts_taken:
        parts.append(participation.description)
        if participation.actor:
            parts += _names(participation.actor)
    for evidence in support:
        if evidence.excerpt:
            parts.append(evidence.excerpt.words)
        elif evidence.reference:
            parts += [evidence.reference.title, evidence.reference.source.name]
    return "\n".join(f" {folded} " for part in parts if (folded := fold_words(part)))


def refresh_events_of(subject: Actor | Place) -> None:
    """Derives anew the folded text of all events of an actor or a place that has got another name (five queries)."""
    mine = Q(place=subject) if isinstance(subject, Place) else Q(participations__actor=subject)
    events = list(
        Event.objects.select_related("place").prefetch_related("participations", "evidence").filter(mine).distinct()
    )
    for event in events:
        event.search_text = document(event)
    Event.objects.bulk_update(events, ["search_text"], batch_size=500)


def terms_of(query: str) -> Terms:
    """What a query looks for, with the other names of what it names (two queries). Any text is a safe one."""
    words = fold_words(query[:LONGEST_QUERY]).split()[:MOST_WORDS]
    if not words:
        return Terms()
    names = _other_names()
    conditions = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            run = tuple(words[at : at + length])
            if run in names or length == 1:
                conditions.append((run, tuple(sorted(names.get(run, {run}) - {run}))))
                at += length
                break
    return Terms(conditions=tuple(conditions))


def matching(events: EventQuerySet, terms: Terms) -> EventQuerySet:
    """Those that hold every word (or another name of what it names), each as the beginning of a word."""
    if not terms:
        return events
    if connections[events.db].vendor == "postgresql":
        sql = "SELECT id FROM events_event WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
        return events.filter(pk__in=RawSQL(sql, [terms.for_postgresql]))  # noqa: S611
    sql = "SELECT rowid FROM events_search WHERE events_search MATCH %s"
    return events.filter(pk__in=RawSQL(sql, [terms.for_sqlite]))  # noqa: S611


def by_relevance(events: EventQuerySet, terms: Terms) -> EventQuerySet:
    """Those with all the words in their titles first, then the newest. The titles are the text's first two lines."""
    if not terms:  # what was typed holds no word
        return events.newest_first()
    reach = Length("title_fr") + Length("title_en") + 2
    in_titles = Q()
    for number, word in enumerate(terms.words):
        name = f"at_{number}"
        events = events.annotate(**{name: StrIndex("search_text", Value(f" {word}"))})
        in_titles &= Q(**{f"{name}__gt": 0, f"{name}__lte": reach})
    ranked = events.annotate(rank=Case(When(in_titles, then=Value(0)), default=Value(1), output_field=IntegerField()))
    return ranked.newest_first("rank")


def spans_of(text: str, terms: Terms) -> list[tuple[int, int]]:
    """Where the terms stand in a text: code points, half-open, in order, apart from each other."""
    words = [(match.start(), match.end(), fold_words(match[0])) for match in _WORD.finditer(text)]
    found: list[tuple[int, int]] = []
    for phrase in terms.phrases:
        for at in range(len(words) - len(phrase) + 1):
            run = words[at : at + len(phrase)]
            begins = tuple(word for _start, _end, word in run[:-1]) == phrase[:-1]
            if begins and run[-1][2].startswith(phrase[-1]):
                found.append((run[0][0], run[-1][1]))
    return _apart(found)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _names(subject: Actor | Place) -> list[str]:
    return [subject.name_fr, subject.name_en, *subject.aliases.splitlines()]


def _other_names() -> dict[Phrase, set[Phrase]]:
    """For each name all names of what it names. A city's name is the city's, whomever else it stands for."""
    places = _families(Place.objects.values_list("name_fr", "name_en", "aliases"))
    return {**_families(Actor.objects.values_list("name_fr", "name_en", "aliases")), **places}


def _families(rows: Iterable[tuple[str, str, str]]) -> dict[Phrase, set[Phrase]]:
    found: dict[Phrase, set[Phrase]] = {}
    for name_fr, name_en, aliases in rows:
        folded = (fold_words(name) for name in (name_fr, name_en, *aliases.splitlines()))
        family = {tuple(name.split()) for name in folded if len(name) >= SHORTEST_NAME}
        for name in family:
            found.setdefault(name, set()).update(family)
    return found
