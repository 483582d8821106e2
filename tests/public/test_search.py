"""Words find events, however they are written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from crisis.events.models import Event
from crisis.events.search.indexing import TRIGGERS, ensure_index
from crisis.events.search.matching import Terms, spans_of, terms_of
from crisis.events.vocabulary import ActorKind, Role
from crisis.events.writing import Part
from crisis.public.paging import page_of
from crisis.public.selection import Selection
from tests.colleagues import sign_in
from tests.making import make_actor, make_event, make_excerpt, make_place

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def found(query: str) -> set[str]:
    asked = QueryDict(mutable=True)
    asked["q"] = query
    return set(Selection.parse(asked).events().values_list("title_fr", flat=True))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("geneve", {"Rencontre à Genève"}),
        ("GENÈVE rencontre", {"Rencontre à Genève"}),
        ("gen", {"Rencontre à Genève"}),  # the beginning of a word
        ("neve", set()),  # not its middle
        ("coeur", {"Au cœur de l’hiver"}),
        ("l'hiver", {"Au cœur de l’hiver"}),
        ("hiver geneve", set()),  # all of the words
        ("sont repartis", {"Rencontre à Genève", "Au cœur de l’hiver"}),  # in the excerpt
        ("", {"Rencontre à Genève", "Au cœur de l’hiver"}),
        ('" OR * NEAR( -- %', set()),  # “or” and “near” are words like others
        ('"*:()^-', {"Rencontre à Genève", "Au cœur de l’hiver"}),  # no word to look for
        ("a' & b | !c <-> d:*", set()),
    ],
)
def test_words_are_found_by_their_beginnings(query: str, expected: set[str]) -> None:
    for title in ("Rencontre à Genève", "Au cœur de l’hiver"):
        make_event(title_fr=title, support=(make_excerpt(words="Le soir, ils sont repartis."),), published=True)

    assert found(query) == expected


def test_a_name_finds_the_other_names_of_what_it_names() -> None:
    make_place("kiev", name_fr="Kiev", name_en="Kyiv", aliases="Kyïv")
    make_actor("usa", kind=ActorKind.STATE, name_fr="États-Unis", name_en="United States", aliases="USA")
    make_event(title_fr="Arrivée à Kiev", published=True)
    make_event(title_fr="Les USA répondent", published=True)

    assert found("kyiv") == {"Arrivée à Kiev"}
    assert found("arrivée KYÏV") == {"Arrivée à Kiev"}
    assert found("états-unis") == found("united states") == {"Les USA répondent"}
    assert found("united") == set()


def test_a_citys_name_is_the_citys_whomever_else_it_stands_for() -> None:
    make_place("moscow", name_fr="Moscou", name_en="Moscow")
    make_actor("russia", kind=ActorKind.STATE, name_fr="Russie", name_en="Russia", aliases="Moscou")
    make_event(title_fr="La Russie répond", published=True)

    assert found("moscou") == set()


def test_the_index_follows_every_change() -> None:
    event = make_event(title_fr="Sommet", published=True)

    Event.objects.filter(pk=event.pk).update(search_text=" autre chose ")
    assert (found("sommet"), found("autre")) == (set(), {"Sommet"})

    Event.objects.filter(pk=event.pk).delete()
    assert found("autre") == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes a table anew to change it")
def test_lost_triggers_are_made_again_and_the_index_with_them() -> None:
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")
    make_event(title_fr="Sommet", published=True)

    ensure_index(using="default")

    assert found("sommet") == {"Sommet"}


def test_a_subject_renamed_at_the_desk_is_found_by_the_new_name(client: Client) -> None:
    sign_in(client)
    actor, place = make_actor("lavrov"), make_place()
    make_event(title_fr="Propos", parts=(Part(role=Role.SPEAKER, actor=actor),), place=place, published=True)
    renamed = {"name_fr": "Labrov", "name_en": "Labrov", "slug": "lavrov", "kind": "person"}
    moved = {"name_fr": "Bâle", "name_en": "Basel", "slug": "geneve"}

    answers = [
        client.post(reverse("admin:events_actor_change", args=[actor.pk]), renamed),
        client.post(reverse("admin:events_place_change", args=[place.pk]), moved),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (found("labrov"), found("bale"), found("lavrov"), found("geneve")) == ({"Propos"}, {"Propos"}, set(), set())


def test_by_relevance_titles_come_first() -> None:
    place = make_place()
    make_event(title_fr="Ancien sommet de Genève", when="2021-01-01", published=True)
    make_event(title_fr="Autre rencontre", when="2022-01-01", place=place, published=True)
    make_event(title_fr="Genève accueille", when="2022-02-01", published=True)

    page = page_of(Selection.parse(QueryDict("q=geneve&sort=relevance")))

    assert [event.title_fr for event in page.events] == [
        "Genève accueille",
        "Ancien sommet de Genève",
        "Autre rencontre",
    ]


@pytest.mark.parametrize("typed", ["!!!", "%EF%BF%BD", "_"])
def test_by_relevance_what_holds_no_word_gives_the_newest(typed: str) -> None:
    older, newer = make_event(when="2021-01-01", published=True), make_event(when="2022-01-01", published=True)

    page = page_of(Selection.parse(QueryDict(f"q={typed}&sort=relevance")))

    assert [event.uid for event in page.events] == [newer.uid, older.uid]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("À Genève, les Genevois", "geneve", ["Genève"]),
        ("À Genève, les Genevois", "genev", ["Genève", "Genevois"]),
        ("Au cœur de l’Ukraine", "coeur ukr", ["cœur", "Ukraine"]),
        ("Rien", "geneve", []),
    ],
)
def test_what_was_found_is_shown_in_the_text_as_written(text: str, query: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in spans_of(text, terms_of(query))] == expected


@given(st.text(max_size=200), st.lists(st.text(alphabet="abcdeé 1-", min_size=1, max_size=6), max_size=4))
def test_highlights_lie_in_the_text_apart_and_in_order(text: str, words: list[str]) -> None:
    phrases = tuple(((word,), ()) for word in " ".join(words).split())
    spans = spans_of(text, Terms(conditions=phrases))

    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
