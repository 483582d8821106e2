"""The lexicon: no alias for two, every office held by somebody known, every coordinate on Earth."""

from collections import Counter
from datetime import date

import pytest

from crisis.extraction.lexicon.gazetteer import Gazetteer

GAZETTEER = Gazetteer.load()


@pytest.mark.parametrize("entries", [GAZETTEER.actors, GAZETTEER.places], ids=["actors", "places"])
def test_no_wording_names_two(entries):
    wordings = Counter(
        wording for entry in entries for wording in {w.lower() for w in (entry.name_fr, entry.name_en, *entry.aliases)}
    )

    assert [wording for wording, count in wordings.items() if count > 1] == []


def test_every_office_is_held_by_somebody_known():
    known = {actor.id for actor in GAZETTEER.actors}

    assert [role.actor_id for role in GAZETTEER.roles if role.actor_id not in known] == []


def test_every_place_lies_on_earth():
    assert [p.id for p in GAZETTEER.places if not (-90 <= (p.lat or 0) <= 90 and -180 <= (p.lon or 0) <= 180)] == []


@pytest.mark.parametrize(
    ("office", "day", "holders"),
    [
        ("président ukrainien", date(2014, 5, 1), ("turchynov",)),
        ("président ukrainien", date(2022, 1, 18), ("zelensky",)),
        ("chef de la diplomatie allemande", date(2021, 12, 7), ("maas",)),
        ("chef de la diplomatie allemande", date(2021, 12, 8), ("baerbock",)),
        ("vice-ministre russe des Affaires étrangères", date(2022, 1, 18), ("ryabkov", "grushko")),
        ("ambassadeur russe à l'ONU", date(2014, 5, 1), ()),  # known as of January 2022 only
    ],
)
def test_an_office_is_held_by_the_day(office, day, holders):
    assert GAZETTEER.holders(office, day) == holders
