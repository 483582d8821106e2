"""Who and what the extractor knows by name: actors, places, who held which office when, and every wording for them.

The data lie in `lexicon/*.csv`, made from the project's research tables with their visible faults
mended (an alias that named two actors names one or none; a dated office is no alias). Coordinates are
general knowledge; `coord_note` says which are approximate.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from crisis.edtf.folding import fold_accents
from crisis.extraction.lexicon import LEXICON, Section

_LEXICON = Section("names.gazetteer")


# Offices without dates were noted "as of January 2022": they are trusted round that month only.
UNDATED_FROM, UNDATED_TO = date(2021, 11, 1), date(2022, 3, 31)
_PARTICLES = _LEXICON.pattern(r"(?:\b{particles}\s)?[^\s]+$")
_FAMILY_NAME_FIRST = _LEXICON.words("family_name_first")
COMMON_WORDS = _LEXICON.words("common_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    id: str
    kind: str  # person, state, organisation, force
    name_fr: str
    name_en: str
    aliases: tuple[str, ...] = ()
    country: str = ""  # ISO 3166-1 alpha-2
    organisation: str = ""
    role_fr: str = ""  # as of January 2022


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    id: str
    name_fr: str
    name_en: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    coord_note: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry:
    """An office and who held it; `held_to` is the day the successor took over, None if still held."""

    role_fr: tuple[str, ...]
    role_en: tuple[str, ...]
    actor_id: str
    held_from: date | None = None
    held_to: date | None = None

    def held_on(self, day: date) -> bool:
        if self.held_from is None and self.held_to is None:
            return UNDATED_FROM <= day <= UNDATED_TO
        return (self.held_from is None or self.held_from <= day) and (self.held_to is None or day < self.held_to)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gazetteer:
    """All of it. Compared by identity, since readers keep what they derive from one: reuse the object."""

    actors: tuple[ActorEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    roles: tuple[RoleEntry, ...] = ()

    @classmethod
    def load(cls) -> Gazetteer:
        """The gazetteer that comes with the extractor; read once a process."""
        return _load()

    def actor(self, actor_id: str | None) -> ActorEntry | None:
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def place(self, place_id: str | None) -> PlaceEntry | None:
        return next((place for place in self.places if place.id == place_id), None)

    def holders(self, office: str, day: date) -> tuple[str, ...]:
        """Ids of those who held an office on a day: several where two people share the title."""
        office = office.lower().replace("’", "'")
        return tuple(
            dict.fromkeys(
                role.actor_id
                for role in self.roles
                if role.held_on(day) and any(office == name.lower() for name in (*role.role_fr, *role.role_en))
            )
        )


@cache
def _load() -> Gazetteer:
    return Gazetteer(
        actors=tuple(
            ActorEntry(**{**row, "aliases": _several(row["aliases"])})  # type: ignore[arg-type]
            for row in _rows("actors")
        ),
        places=tuple(
            PlaceEntry(
                id=row["id"],
                name_fr=row["name_fr"],
                name_en=row["name_en"],
                aliases=_several(row["aliases"]),
                country=row["country"],
                lat=float(row["lat"]) if row["lat"] else None,
                lon=float(row["lon"]) if row["lon"] else None,
                coord_note=row["coord_note"],
                type=row["type"],
            )
            for row in _rows("places")
        ),
        roles=tuple(
            RoleEntry(
                role_fr=_several(row["role_fr"]),
                role_en=_several(row["role_en"]),
                actor_id=row["actor_id"],
                held_from=date.fromisoformat(row["held_from"]) if row["held_from"] else None,
                held_to=date.fromisoformat(row["held_to"]) if row["held_to"] else None,
            )
            for row in _rows("roles")
        ),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


class NameKind(StrEnum):
    ACTOR = "actor"
    SURNAME = "surname"
    PLACE = "place"
    COUNTRY = "country"
    OFFICE = "office"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class KnownName:
    kind: NameKind
    id: str  # an actor's, a place's, a country code, or the office itself
    written: str


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name_fr: str
    name_en: str
    demonyms: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    with (LEXICON / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Country(
                row["code"],
                row["name_fr"],
                row["name_en"],
                tuple(word for word in f"{row['demonyms_fr']};{row['demonyms_en']}".split(";") if word),
            )
            for row in csv.DictReader(lines)
        }


def surname(name: str, actor_id: str) -> str:
    if actor_id in _FAMILY_NAME_FIRST:
        return name.split()[0]
    match = _PARTICLES.search(name)
    return match[0] if match else name


def names_of(gazetteer: Gazetteer) -> dict[str, tuple[KnownName, ...]]:
    """Wording (folded, without accents) -> what it may mean; several where it is ambiguous."""
    found: defaultdict[str, dict[tuple[NameKind, str], KnownName]] = defaultdict(dict)

    def add(written: str, kind: NameKind, target: str) -> None:
        if written.strip():
            found[fold_accents(written)].setdefault((kind, target), KnownName(kind, target, written))

    for actor in gazetteer.actors:
        for written in (actor.name_fr, actor.name_en, *actor.aliases):
            add(written, NameKind.ACTOR, actor.id)
            if actor.kind == "person" and " " in written and written[0].isupper():
                add(surname(written, actor.id), NameKind.SURNAME, actor.id)
    for place in gazetteer.places:
        for written in (place.name_fr, place.name_en, *place.aliases):
            add(written, NameKind.PLACE, place.id)
    for role in gazetteer.roles:
        for written in (*role.role_fr, *role.role_en):
            add(written, NameKind.OFFICE, written)
    for country in countries().values():
        for written in (country.name_fr, country.name_en):
            add(written, NameKind.COUNTRY, country.code)
        for written in country.demonyms:
            add(written, NameKind.DEMONYM, country.code)
    return {key: tuple(names.values()) for key, names in found.items()}
