"""Articles, actors, places, topics and publishers in the API: those that a published event rests on, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from crisis.articles.models import Article
from crisis.articles.writing import source_named
from crisis.events.review import retract
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic, quote_words

pytestmark = pytest.mark.django_db

LISTS = ("articles", "actors", "places", "topics", "sources")


def make_told(number: int) -> None:
    """So many published events, each with an actor, a place, a topic and a publisher of its own."""
    for one in range(number):
        article = make_article(source=source_named(f"Journal {one:02}"))
        make_event(
            parts=(Part(role=Role.HOST, actor=make_actor(f"actor-{one:02}")),),
            place=make_place(f"place-{one:02}"),
            topics=(make_topic(f"topic-{one:02}"),),
            support=(make_excerpt(article),),
            published=True,
        )


def test_an_actor_has_its_names_and_as_many_events_as_its_parameter_finds(client: Client) -> None:
    lavrov = make_actor("lavrov", name_fr="Sergueï Lavrov", name_en="Sergey Lavrov", aliases="Lavrov\n", country="RU")
    for role in (Role.HOST, Role.PARTICIPANT):
        make_event(parts=(Part(role=role, actor=lavrov), Part(role=Role.INVOLVED, actor=lavrov)), published=True)

    answer = client.get("/api/v1/actors/lavrov?lang=en").json()

    assert answer == {
        "slug": "lavrov",
        "name": {"fr": "Sergueï Lavrov", "en": "Sergey Lavrov"},
        "url": "http://testserver/en/actors/lavrov/",
        "events": 2,
        "kind": "person",
        "country": "RU",
        "other_names": ["Lavrov"],
    }
    assert client.get("/api/v1/actors").json()["items"][0]["events"] == 2


def test_a_place_that_troops_only_left_is_listed_without_events_of_its_own(client: Client) -> None:
    make_event(Kind.TROOP_MOVEMENT, origin_place=make_place(latitude="46.2044", longitude="6.1432"), published=True)

    [place] = client.get("/api/v1/places").json()["items"]

    assert (place["slug"], place["events"], place["latitude"], place["approximate"]) == ("geneve", 0, 46.2044, False)


def test_an_article_is_told_by_its_passages_and_never_by_its_text(client: Client) -> None:
    article = make_article(published="2022-01", rights="full", url="https://example.org/a")
    later, first = quote_words(article, "Le soir, ils sont repartis."), make_excerpt(article)
    event, other = make_event(support=(later, first), published=True), make_event(support=(first,), published=True)
    make_event(support=(quote_words(article, "Titre d'essai"),))

    answer = client.get(f"/api/v1/articles/{article.pk}").json()

    assert [(excerpt["text"], [support["uid"] for support in excerpt["events"]]) for excerpt in answer["excerpts"]] == [
        ("Les ministres se sont vus mardi à Genève.", [event.uid, other.uid]),
        ("Le soir, ils sont repartis.", [event.uid]),
    ]
    assert (answer["events"], answer["published"], answer["publisher"]) == (2, "2022-01", "Agence d'essai")
    assert article.text not in client.get(f"/api/v1/articles/{article.pk}").content.decode()
    assert client.get("/api/v1/articles").json()["items"] == [
        {name: value for name, value in answer.items() if name != "excerpts"}
    ]


def test_what_only_the_desk_knows_is_not_there(client: Client) -> None:
    article = make_article()
    given: dict[str, Any] = {"place": make_place(), "topics": (make_topic(),), "support": (make_excerpt(article),)}
    make_event(parts=(Part(role=Role.HOST, actor=make_actor()),), **given)
    retract(make_event(parts=(Part(role=Role.HOST, actor=make_actor()),), published=True, **given), by=None, reason="x")

    singles = (f"articles/{article.pk}", "actors/dupont", "places/geneve", "topics/otan", "actors/nobody")

    assert [client.get(f"/api/v1/{name}").json() for name in LISTS] == [{"items": [], "count": 0, "next": None}] * 5
    assert [client.get(f"/api/v1/{single}").status_code for single in singles] == [404] * 5


@pytest.mark.database
def test_a_long_list_is_walked_to_its_end_and_nothing_twice(client: Client) -> None:
    make_told(52)

    for name in LISTS:
        first = client.get(f"/api/v1/{name}?lang=en").json()
        second = client.get(first["next"]).json()

        key = "number" if name == "articles" else "slug"
        walked = [item[key] for page in (first, second) for item in page["items"]]
        lengths = len(first["items"]), first["count"], second["count"], second["next"]
        assert (name, lengths) == (name, (50, 52, 52, None))
        assert walked == sorted(set(walked))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("cursor", ["nonsense!", "AA", "%00", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_cursor_of_nobody_begins_again(client: Client, name: str, cursor: str) -> None:
    make_told(1)

    answer = client.get(f"/api/v1/{name}?cursor={cursor}&colour=red")

    assert len(answer.json()["items"]) == 1
    assert answer["Crisis-Ignored"] in {
        "colour",
        "colour, cursor",
    }  # a number that no list has is a cursor all the same


@pytest.mark.parametrize("number", [0, 2**31, 2**63 - 1, 2**63, 10**30])
def test_an_article_of_any_number_is_found_or_not(client: Client, number: int) -> None:
    assert client.get(f"/api/v1/articles/{number}").status_code == 404
    assert Article.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("articles", 4),
        ("articles/{}", 4),
        ("actors", 4),
        ("actors/actor-00", 3),
        ("places", 4),
        ("places/place-00", 3),
        ("topics", 4),
        ("topics/topic-00", 3),
        ("sources", 5),
    ],
)
def test_a_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries, path: str, queries: int, number: int
) -> None:
    make_told(number)
    article = Article.objects.order_by("pk")[0].pk

    with django_assert_num_queries(queries):
        client.get(f"/api/v1/{path.format(article)}")
