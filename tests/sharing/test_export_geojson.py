"""GeoJSON, checked by the library made for it."""

from __future__ import annotations

import geojson
import pytest
from django.test import Client

from crisis.events.vocabulary import Kind
from tests.making import make_event, make_place
from tests.sharing.exporting import DATES, HOSTILE, WORDS, body, make_dates, make_movement, make_statement

pytestmark = pytest.mark.django_db


def collection(client: Client, query: str = "") -> geojson.FeatureCollection:
    found = geojson.loads(body(client, f"/export/events.geojson{query}"))
    assert isinstance(found, geojson.FeatureCollection)
    assert [feature.id for feature in found.features if feature.geometry and not feature.geometry.is_valid] == []
    return found


def drawn(client: Client) -> list[tuple[str | None, dict[str, object] | None, bool | None]]:
    return [
        (feature.properties["geometry_of"], feature.geometry, feature.properties["approximate_point"])
        for feature in collection(client).features
    ]


def test_an_event_is_a_point_of_longitude_and_latitude_with_all_its_evidence(client: Client) -> None:
    event = make_statement()

    [feature] = collection(client).features

    assert (feature.id, feature.geometry) == (event.uid, geojson.Point((6.1432, 46.2044)))
    told = ("kind", "date", "title_en", "evidence_words", "actors_fr", "geometry_of", "approximate_point", "reviewed")
    assert [feature.properties[name] for name in told] == [
        "statement",
        "2022-01-18",
        "A statement",
        [WORDS, ""],
        ["Sergueï Lavrov", "un | garde"],
        "place",
        False,
        False,
    ]


def test_an_event_without_a_point_is_there_without_a_geometry(client: Client) -> None:
    make_event(published=True)
    make_event(place=make_place("kremlin"), published=True)
    make_event(place=make_place("mer-noire", latitude="43.4", longitude="34.3", is_approximate=True), published=True)
    make_event()

    found = collection(client)

    assert (len(found.features), found["count"]) == (3, 3)
    assert sorted(drawn(client), key=str) == [
        ("place", geojson.Point((34.3, 43.4)), True),
        (None, None, None),
        (None, None, None),
    ]


def test_a_movement_is_a_line_only_where_both_ends_are_known_and_its_place_is_not(client: Client) -> None:
    here = make_place("ici", latitude="1", longitude="2")
    there = make_place("la-bas", latitude="3", longitude="-4", is_approximate=True)
    make_movement(origin_place=here, destination_place=there, place=here, when="2022-01-05")
    make_movement(origin_place=here, destination_place=there, when="2022-01-04")
    make_movement(destination_place=here, when="2022-01-03")
    make_movement(origin_place=there, destination_place=there, when="2022-01-02")
    make_movement(origin_place=make_place("nulle-part"), when="2022-01-01")

    assert drawn(client) == [
        ("place", geojson.Point((2.0, 1.0)), False),
        ("movement", geojson.LineString([(2.0, 1.0), (-4.0, 3.0)]), True),
        ("destination", geojson.Point((2.0, 1.0)), False),
        ("destination", geojson.Point((-4.0, 3.0)), True),
        (None, None, None),
    ]


def test_hostile_titles_and_imprecise_dates_come_through(client: Client) -> None:
    make_dates()
    for title in HOSTILE:
        make_event(Kind.STATEMENT, title_fr=title, published=True)

    meetings, statements = (collection(client, f"?kind={kind}").features for kind in ("meeting", "statement"))

    assert {feature.properties["date"] or "" for feature in meetings} == set(DATES)
    assert {feature.properties["title_fr"] for feature in statements} == set(HOSTILE)


def test_an_empty_selection_is_an_empty_collection(client: Client) -> None:
    found = collection(client, "?q=introuvable")

    assert (found.features, found["count"]) == ([], 0)
