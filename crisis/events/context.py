"""The chronology of the crisis as published events that rest on references alone.

`fixtures/context_events.csv` holds one event a row, each with its sources. Three of its columns say what
the row's own words say: `movement` (the sort of movement; empty where the row does not tell), `mode` (empty
where acts are filed as statements: neither direct nor reported speech) and `claimed_by` (who gives the
figure: an actor's slug, or names; the cited publishers where nobody else).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from crisis.articles.writing import CitedSource, cite_all

from .duplicates.likeness import link_fulfilments
from .kinds import EventKind, kind_of
from .models import Actor, Event, Place, Topic
from .review import publish
from .vocabulary import Kind, Origin, Role, Status
from .writing import AnyEvent, Part, Record, Support, record_event, save_valid, uid_for

RULE = "chronology"
ROLES = {
    "participant": Role.PARTICIPANT,
    "speaker": Role.SPEAKER,
    "force": Role.FORCE,
    "involved": Role.INVOLVED,
    "also involved": Role.INVOLVED,
    "contributor": Role.INVOLVED,
}

_ROLE = re.compile(r"\(([^()]*)\)\s*$")


class MissingSubjectsError(Exception):
    """The chronology names actors or places that are not in the database; `slugs` says which."""

    def __init__(self, slugs: list[str]) -> None:
        self.slugs = slugs
        super().__init__(", ".join(slugs))


class Subjects:
    """Whom and what the rows may name, by slug (topics and places by English name too)."""

    def __init__(self) -> None:
        self.actors = {actor.slug: actor for actor in Actor.objects.all()}
        self.places = {place.slug: place for place in Place.objects.all()}
        self.places_by_name = {place.name_en: place for place in self.places.values()}
        self.topics = {topic.name_en: topic for topic in Topic.objects.all()}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedChronology:
    new: int
    known: int
    links: int


@transaction.atomic
def load_context(events: Path, topics: Path) -> LoadedChronology:
    """Stores and publishes the events not yet there, all or none, and links the meetings they fulfil.

    Raises `MissingSubjectsError` if a row names an actor or a place that nobody has loaded.
    """
    _load_topics(topics)
    rows = list(_rows(events))
    there = set(Event.objects.filter(uid__in=[uid_for(_key(row)) for row in rows]).values_list("uid", flat=True))
    new = [row for row in rows if uid_for(_key(row)) not in there]
    made = _store(new) if new else []
    links = link_fulfilments(made) if made else 0
    return LoadedChronology(new=len(new), known=len(rows) - len(new), links=links)


def _store(rows: list[dict[str, str]]) -> list[AnyEvent]:
    subjects = Subjects()
    named = {slug for row in rows for slug in [*row["actor_ids"].split(";"), row["place_id"]] if slug}
    if missing := sorted(named - subjects.actors.keys() - subjects.places.keys()):
        raise MissingSubjectsError(missing)
    references = cite_all(one for row in rows for one in _citations(row))
    made = []
    for row in rows:
        support = tuple(Support(what=references[one]) for one in _citations(row))
        event = record_event(record_of(row, subjects, support))
        publish(event, by=None)
        made.append(event)
    return made


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _load_topics(path: Path) -> None:
    known = set(Topic.objects.values_list("slug", flat=True))
    for row in _rows(path):
        if row["slug"] not in known:
            save_valid(Topic(**row))


def _key(row: dict[str, str]) -> str:
    return f"context:{row['id']}"


def record_of(row: dict[str, str], subjects: Subjects, support: tuple[Support, ...]) -> Record:
    """One row of the chronology as an event; nothing that the row does not say."""
    kind = Kind(row["kind"])
    fields: dict[str, Any] = {
        **{name: row[name] for name in ("title_fr", "title_en", "summary_fr", "summary_en")},
        "when": row["edtf"],
        "status": Status(row["status"]),
        "place": None if row["place_basis"] == "nominal" else subjects.places[row["place_id"]],
        "origin": Origin.IMPORTED,
        "rule": RULE,
        **_own_fields(kind_of(kind), row, subjects),
    }
    return Record(
        kind=kind,
        fields=fields,
        support=support,
        parts=tuple(_parts(row, subjects)),
        topics=tuple(subjects.topics[name.strip()] for name in row["topics"].split(";") if name.strip()),
        key=_key(row),
    )


def _own_fields(kind: EventKind, row: dict[str, str], subjects: Subjects) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for fact in kind.facts:
        if fact.is_place:
            fields |= _end(fact.name, row[fact.name], subjects)
        else:
            fields |= {it.name: it.read(row[it.name], subjects.places) for it in fact.columns if it.name in row}
    return fields


def _end(name: str, text: str, subjects: Subjects) -> dict[str, Any]:
    """A place we know, or the row's words. “Yelnya (Smolensk region)” is Yelnya."""
    place = subjects.places_by_name.get(text) or subjects.places_by_name.get(_ROLE.sub("", text).strip())
    return {f"{name}_place": place} if place else {f"{name}_text": text}


def _citations(row: dict[str, str]) -> Iterator[CitedSource]:
    for source in row["sources"].split(" || "):
        publisher, title, url = source.split(" | ")
        yield CitedSource(publisher=publisher, title=title, url=url)


def _parts(row: dict[str, str], subjects: Subjects) -> Iterator[Part]:
    seen: set[tuple[str, Role]] = set()
    for slug, named in zip(row["actor_ids"].split(";"), row["actors"].split(";"), strict=True):
        found = _ROLE.search(named)
        role = ROLES.get(found[1] if found else "", Role.INVOLVED)
        if (slug, role) not in seen:
            seen.add((slug, role))
            yield Part(role=role, actor=subjects.actors[slug])
    claimant = row["claimed_by"]
    if actor := subjects.actors.get(claimant):
        yield Part(role=Role.CLAIMED_BY, actor=actor)
    elif claimant:
        yield Part(role=Role.CLAIMED_BY, description=claimant)
