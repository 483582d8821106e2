"""Every wording under which the gazetteer knows somebody or somewhere, and what it may stand for."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from crisis.extraction.folding import bare
from crisis.extraction.gazetteer import LEXICON, Gazetteer
from crisis.extraction.wordlists import words

_PARTICLES = re.compile(r"(?:\b(?:Le|Di|De|von der|von|van)\s)?[^\s]+$")
_FAMILY_NAME_FIRST = frozenset({"xi", "bankimoon"})

# Surnames that are also everyday words, months or first names count only beside a full name.
COMMON_WORDS = words("common_words")


class NameKind(StrEnum):
    ACTOR = "actor"
    SURNAME = "surname"
    PLACE = "place"
    COUNTRY = "country"
    OFFICE = "office"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Name:
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


def names_of(gazetteer: Gazetteer) -> dict[str, tuple[Name, ...]]:
    """Wording (folded, without accents) -> what it may mean; several where it is ambiguous."""
    found: defaultdict[str, dict[tuple[NameKind, str], Name]] = defaultdict(dict)

    def add(written: str, kind: NameKind, target: str) -> None:
        if written.strip():
            found[bare(written)].setdefault((kind, target), Name(kind, target, written))

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
