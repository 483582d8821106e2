"""Brings the extraction room's actors and places into the database, where editors own them.

What is there stays as it is: an entry that says something else than the data files is an editor's,
and is only reported. So a second run changes nothing, and nothing an editor wrote is ever lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from crisis.events.models import Actor, Place
from crisis.extraction import Reading, read
from crisis.extraction.lexicon.gazetteer import ActorEntry, Gazetteer, PlaceEntry

_COMPARED = ("name_fr", "name_en", "kind", "aliases", "country", "role_fr", "latitude", "longitude", "is_approximate")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedGazetteer:
    """How many entries were new, and the slugs of known ones that say something else than the data files."""

    new: int
    known: int
    different: tuple[str, ...]


@transaction.atomic
def load(gazetteer: Gazetteer) -> tuple[LoadedGazetteer, LoadedGazetteer]:
    """Stores the actors and the places not yet known by their slug, with their history; both or neither."""
    actors = _load(Actor, [actor_from(entry) for entry in gazetteer.actors])
    places = _load(Place, [place_from(entry) for entry in gazetteer.places])
    return actors, places


# What is called the same in the data files and in the database.
_ACTOR = ("kind", "name_fr", "name_en", "country", "role_fr")
_PLACE = ("name_fr", "name_en", "country")


def _same(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def actor_from(entry: ActorEntry) -> Actor:
    return Actor(slug=entry.id, aliases="\n".join(entry.aliases), **_same(entry, _ACTOR))


def place_from(entry: PlaceEntry) -> Place:
    return Place(
        slug=entry.id,
        kind=entry.type.replace("_", " "),
        aliases="\n".join(entry.aliases),
        latitude=_degrees(entry.lat),
        longitude=_degrees(entry.lon),
        is_approximate=entry.coord_note == "approximate",
        **_same(entry, _PLACE),
    )


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.0001"))


def _load(model: type[Actor] | type[Place], wanted: Sequence[Actor | Place]) -> LoadedGazetteer:
    known = {row.slug: row for row in model._default_manager.all()}
    new = [row for row in wanted if row.slug not in known]
    for row in new:
        row.clean_fields()
    bulk_create_with_history(new, model)
    different = [row.slug for row in wanted if row.slug in known and _facts(row) != _facts(known[row.slug])]
    return LoadedGazetteer(new=len(new), known=len(wanted) - len(new), different=tuple(different))


def _facts(row: Actor | Place) -> list[object]:
    return [getattr(row, name, None) for name in _COMPARED]


def gazetteer_of_the_house() -> Gazetteer:
    """What the extractor should know: its own data files, with what editors changed and added.

    The very object of `Gazetteer.load()` where they changed nothing.
    """
    shipped = Gazetteer.load()
    actors = {entry.id: entry for entry in shipped.actors}
    places = {entry.id: entry for entry in shipped.places}
    for actor in Actor.objects.all():
        actors[actor.slug] = _actor_entry(actor, actors.get(actor.slug))
    for place in Place.objects.all():
        places[place.slug] = _place_entry(place, places.get(place.slug))
    return _with(tuple(actors.values()), tuple(places.values()))


@lru_cache(maxsize=2)
def _with(actors: tuple[ActorEntry, ...], places: tuple[PlaceEntry, ...]) -> Gazetteer:
    """One object for the same entries, for readers keep what they derive from one."""
    shipped = Gazetteer.load()
    if (actors, places) == (shipped.actors, shipped.places):
        return shipped
    return replace(shipped, actors=actors, places=places)


def _actor_entry(actor: Actor, shipped: ActorEntry | None) -> ActorEntry:
    if shipped and _facts(actor) == _facts(actor_from(shipped)):
        return shipped
    organisation = shipped.organisation if shipped else ""
    return ActorEntry(id=actor.slug, aliases=_lines(actor.aliases), organisation=organisation, **_same(actor, _ACTOR))


def _place_entry(place: Place, shipped: PlaceEntry | None) -> PlaceEntry:
    if shipped and _facts(place) == _facts(place_from(shipped)):
        return shipped
    return PlaceEntry(
        id=place.slug,
        aliases=_lines(place.aliases),
        lat=None if place.latitude is None else float(place.latitude),
        lon=None if place.longitude is None else float(place.longitude),
        coord_note="approximate" if place.is_approximate else "",
        type=place.kind,
        **_same(place, _PLACE),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def read_here(text: str, published: str | None, language: str | None, *, gazetteer: Gazetteer | None = None) -> Reading:
    """What the extractor reads in a text with what this house knows."""
    known = gazetteer or gazetteer_of_the_house()
    return read(text, published=published, language=language, gazetteer=known, model=settings.SPACY_MODEL or None)
