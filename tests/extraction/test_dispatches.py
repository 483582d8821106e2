"""Short dispatches written for these tests, so that the rules are not made for one article alone."""

from pathlib import Path

import pytest

from crisis.extraction import DraftKind, read

DISPATCHES = Path(__file__).parent / "dispatches"


def events(name, published, *kinds):
    reading = read((DISPATCHES / f"{name}.txt").read_text(encoding="utf-8"), published=published)
    return [
        (
            "+".join(actor.id or actor.name for actor in draft.actors),
            (draft.place.id or draft.place.name) if draft.place else None,
            draft.when.edtf if draft.when else None,
            str(draft.status),
        )
        for draft in reading.drafts
        if draft.kind in kinds
    ]


@pytest.mark.parametrize(
    ("name", "published", "expected"),
    [
        ("moscou_kiev", "2022-02-04", [
            ("macron+putin", "moscow", "2022-02-07", "scheduled"),
            ("macron+zelensky", "kyiv", "2022-02-08", "scheduled"),
            ("macron+putin", None, "2022-02-03", "occurred"),
            ("ru", "ukborder", "../2022-02-04", "occurred"),
            ("ua+ru", None, "2022-02-03", "cancelled"),
        ]),
        ("pentagone", "2022-02-02", [
            ("us", "Pologne", "2022-02-02~/2022-02-09~", "announced"),
            ("us", "Pologne", None, "announced"),  # the 1,700 are a part of the 3,000: told apart
            ("ru+by", "belarus", "2022-02-10/2022-02-20", "scheduled"),
        ]),
        ("retrait", "2022-02-15", [
            ("ru", "ukborder", "2022-02-15", "occurred"),
            ("scholz+putin", "moscow", "2022-02-15", "occurred"),
            ("biden+putin", None, None, "denied"),
        ]),
        ("manoeuvres", "2022-02-10", [
            ("ru+by", "belarus", "2022-02-10", "occurred"),
            ("ru", None, None, "announced"),
            ("truss+lavrov", "moscow", "2022-02-10", "occurred"),
            ("scholz+baltic", "berlin", "2022-02-10", "scheduled"),
            ("scholz", "kyiv", "2022-02-14", "scheduled"),
            ("scholz", "moscow", "2022-02-15", "scheduled"),
            ("unsc", None, "2022-02-17", "scheduled"),
        ]),
        ("osce", "2022-01-13", [
            ("rau", "vienna", "../2022-01-13", "occurred"),
            ("ru", "ukborder", "2021-11-01/2022-01-13", "occurred"),
            ("ru", "Kazakhstan", None, "announced"),
        ]),
        ("geneva_en", "2022-01-20", [
            ("blinken+lavrov", "geneva", "2022-01-21", "scheduled"),
            ("ru", "ukborder", "../2022-01-20", "occurred"),
            ("biden+zelensky", None, "2022-01-17", "occurred"),
            ("us", "Pologne", None, "announced"),
        ]),
    ],
)  # fmt: skip
def test_meetings_and_movements_of_a_dispatch(name, published, expected):
    assert events(name, published, DraftKind.MEETING, DraftKind.TROOP_MOVEMENT) == expected


@pytest.mark.parametrize(
    ("name", "published", "expected"),
    [
        ("moscou_kiev", "2022-02-04", ["elysee", "un conseiller de la présidence", "occident", "kremlin"]),
        ("pentagone", "2022-02-02", ["kirby", "grushko", "des diplomates européens", "stoltenberg"]),
        ("retrait", "2022-02-15", ["rumod", "scholz", "peskov"]),
        ("manoeuvres", "2022-02-10", ["lukashenko", "truss", "lavrov", "us"]),
        ("osce", "2022-01-13", ["rau", "lukashevich", "ru", "plusieurs diplomates occidentaux"]),
        ("geneva_en", "2022-01-20", [
            "statedept", "a senior State Department official", "Western officials", "ru", "kirby",
        ]),
        ("call_en", "2022-02-12", ["biden", "a U.S. official", "ru"]),
    ],
)  # fmt: skip
def test_statements_of_a_dispatch_have_these_speakers(name, published, expected):
    assert [actors for actors, *_ in events(name, published, DraftKind.STATEMENT)] == expected
