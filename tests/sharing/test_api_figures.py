"""Facets and density: the API's numbers are the page's."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from crisis.articles.writing import source_named
from crisis.events.models import Event
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from crisis.public.selection import Selection
from crisis.timeline.facets import facets_of
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def make_some() -> None:
    """Three meetings and a statement, of two actors, a place and a topic; and a draft."""
    lavrov, blinken = (Part(role=Role.HOST, actor=make_actor(slug)) for slug in ("lavrov", "blinken"))
    dispatch = make_article(source=source_named("Le Monde"), agency=source_named("AFP"))
    make_event(parts=(lavrov, blinken), place=make_place(), published=True)
    make_event(parts=(lavrov,), topics=(make_topic(),), support=(make_excerpt(dispatch),), published=True)
    make_event(status=Status.SCHEDULED, published=True)
    make_event(Kind.STATEMENT, parts=(Part(role=Role.SPEAKER, actor=make_actor("blinken")),), published=True)
    make_event(parts=(lavrov,))


@pytest.mark.parametrize("query", ["", "kind=meeting", "actor=lavrov&status=occurred", "evidence=excerpt", "q=geneve"])
def test_facets_are_the_counts_beside_the_pages_filters(client: Client, query: str) -> None:
    make_some()
    page = facets_of(Selection.parse(QueryDict(query))).counts

    facets = client.get(f"/api/v1/facets?{query}").json()

    assert {
        f"{name}={value['value']}": value["count"]
        for name in ("kind", "status", "evidence", "reviewed")
        for value in facets[name]
    } == page


@pytest.mark.parametrize("query", ["", "kind=meeting", "actor=lavrov", "source=afp"])
@pytest.mark.parametrize("parameter", ["actor", "place", "topic", "source"])
def test_a_facets_count_is_what_choosing_it_finds(client: Client, query: str, parameter: str) -> None:
    make_some()
    others = "&".join(pair for pair in query.split("&") if pair and not pair.startswith(f"{parameter}="))

    facets = client.get(f"/api/v1/facets?{query}").json()

    found = {value["value"]: value["count"] for value in facets[parameter]}
    assert found == {slug: client.get(f"/api/v1/events?{others}&{parameter}={slug}").json()["count"] for slug in found}
    assert facets["count"] == Selection.parse(QueryDict(query)).events().count()


def test_facets_count_nothing_twice_and_name_nothing_of_a_draft(client: Client) -> None:
    make_some()
    make_event(parts=(Part(role=Role.HOST, actor=make_actor("nobody")),))

    facets = client.get("/api/v1/facets").json()

    assert {value["value"]: value["count"] for value in facets["actor"]} == {"blinken": 2, "lavrov": 2}
    assert {value["value"]: value["count"] for value in facets["source"]} == {
        "journal-dessai": 3,
        "afp": 1,
        "le-monde": 1,
    }
    assert facets["kind"][0] == {"value": "meeting", "name": {"fr": "rencontre", "en": "meeting"}, "count": 3}


def test_density_counts_half_open_days(client: Client) -> None:
    for day in ("2022-01-18", "2022-01-18", "2022-01-20"):
        make_event(when=day, published=True)
    make_event(Kind.STATEMENT, when="2022-01-20", published=True)
    make_event(when="", published=True)

    assert client.get("/api/v1/density").json() == {
        "step": "P1D",
        "bins": [
            {"from": "2022-01-18", "to": "2022-01-19", "kind": "meeting", "count": 2},
            {"from": "2022-01-20", "to": "2022-01-21", "kind": "meeting", "count": 1},
            {"from": "2022-01-20", "to": "2022-01-21", "kind": "statement", "count": 1},
        ],
    }


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("facets", 15), ("density", 2)])
def test_numbers_cost_the_same_however_many_events(
    client: Client, django_assert_num_queries, path: str, queries: int, number: int
) -> None:
    for place in range(number):
        part = Part(role=Role.HOST, actor=make_actor(f"actor-{place}"))
        make_event(
            parts=(part,), place=make_place(f"place-{place}"), topics=(make_topic(f"topic-{place}"),), published=True
        )

    with django_assert_num_queries(queries):
        client.get(f"/api/v1/{path}")

    assert Event.objects.count() == number
