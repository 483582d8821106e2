"""Numbers and statuses in the reader's words."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils.translation import override

from crisis.events.kinds import kind_of
from crisis.events.kinds.movement import strength_in_words
from crisis.events.vocabulary import Kind, Status
from crisis.public.selection import Selection


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (None, None, ""),
        (20000, None, "at least 20,000 soldiers"),
        (None, 175000, "at most 175,000 soldiers"),
        (90000, 100000, "90,000 to 100,000 soldiers"),
        (8500, 8500, "8,500 soldiers"),
        (1, None, "at least 1 soldier"),
    ],
)
def test_a_strength_is_said_as_it_is_claimed(least: int | None, most: int | None, expected: str) -> None:
    with override("en"):
        assert strength_in_words(least, most) == expected


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.MEETING, ["a eu lieu", "prévue", "annoncée", "annulée", "démentie"]),
        (Kind.STATEMENT, ["a eu lieu", "prévue", "annoncée", "annulée", "démentie"]),
        (Kind.TROOP_MOVEMENT, ["a eu lieu", "prévu", "annoncé", "annulé", "démenti"]),
    ],
)
def test_a_status_agrees_with_the_noun_beside_it(kind: Kind, written: list[str]) -> None:
    with override("fr"):
        assert [kind_of(kind).status_beside(status) for status in Status] == written


@pytest.mark.parametrize(
    ("query", "french", "english"),
    [
        ("kind=meeting&status=cancelled", "2 rencontres, statut annulé", "2 meetings, cancelled"),
        (
            "status=scheduled&status=denied&from=2022-01",
            "2 événements, statut prévu ou démenti, à partir de janvier 2022",
            "2 events, scheduled or denied, from January 2022 on",
        ),
    ],
)
def test_a_sentence_names_statuses_that_need_not_agree(query: str, french: str, english: str) -> None:
    selection = Selection.parse(QueryDict(query))

    with override("fr"):
        told = [selection.sentence(2)]
    with override("en"):
        told.append(selection.sentence(2))

    assert told == [french, english]
