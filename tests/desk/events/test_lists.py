"""The desk's lists and searches."""

from __future__ import annotations

import pytest
from django.urls import reverse

from crisis.articles.writing import source_named
from crisis.desk.permissions import DeskRole
from crisis.events.vocabulary import Kind
from tests.colleagues import sign_in
from tests.desk.forms import page
from tests.making import (
    make_actor,
    make_article,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_report,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


LISTS = [
    "events_event",
    "events_meeting",
    "events_troopmovement",
    "events_statement",
    "events_actor",
    "events_place",
    "events_topic",
    "articles_article",
    "articles_source",
    "articles_reference",
    "articles_excerpt",
]


@pytest.mark.database
@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_is_searched(client, name):
    sign_in(client, DeskRole.CHIEF)
    make_event(Kind.MEETING, published=True, place=make_place(), support=(make_excerpt(),))

    response = client.get(reverse(f"admin:{name}_changelist"), {"q": "genève"})

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("events_event", 11),  # the saved filters are one
        ("events_meeting", 11),
        ("events_errorreport", 9),
        ("articles_article", 10),
        ("articles_excerpt", 7),
        ("articles_reference", 8),
        ("articles_source", 7),
    ],
)
def test_a_list_costs_the_same_however_many_rows(client, name, queries, count, django_assert_num_queries):
    sign_in(client)
    for _number in range(count):
        event = make_event(published=True, place=make_place(), support=(make_excerpt(), make_reference()))
        make_report(event)
    address = reverse(f"admin:{name}_changelist")
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("model", ["meeting", "troopmovement", "statement"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_opens_empty_and_filled(client, model, language):
    sign_in(client, DeskRole.CHIEF)
    client.cookies["django_language"] = language
    kind = {"meeting": Kind.MEETING, "troopmovement": Kind.TROOP_MOVEMENT, "statement": Kind.STATEMENT}[model]
    event = make_event(kind, published=True, support=(make_excerpt(), make_reference()))

    history = reverse(f"admin:events_{model}_history", args=[event.pk])

    answers = [client.get(page(model)), client.get(page(model, event)), client.get(history)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_events_are_found_by_typing_without_accents(client):
    sign_in(client)
    event = make_event(title_fr="Entretien à Genève")
    asked = {"app_label": "events", "model_name": "eventlink", "field_name": "to_event", "term": "geneve"}

    answer = client.get(reverse("admin:autocomplete"), asked)

    assert [row["id"] for row in answer.json()["results"]] == [str(event.pk)]


@pytest.mark.parametrize(
    ("app", "model", "field"),
    [
        ("articles", "excerpt", "article"),
        ("articles", "article", "source"),
        ("events", "participation", "actor"),
        ("events", "meeting", "place"),
        ("events", "tagging", "topic"),
    ],
)
def test_what_a_form_picks_is_found_by_typing(client, app, model, field):
    sign_in(client)
    make_article(title="Dupont à Genève, dépêche de l'Otan", source=source_named("Dupont"))
    make_actor(), make_place(), make_topic()
    typed = {"article": "genève", "source": "dup", "actor": "dup", "place": "gen", "topic": "nato"}[field]

    answer = client.get(
        reverse("admin:autocomplete"), {"app_label": app, "model_name": model, "field_name": field, "term": typed}
    )

    assert len(answer.json()["results"]) == 1


def test_a_source_in_use_is_not_deleted(client):
    sign_in(client, DeskRole.CHIEF)
    make_article(source=source_named("AFP"))
    source = source_named("AFP")

    response = client.post(reverse("admin:articles_source_delete", args=[source.pk]), {"post": "yes"})

    assert response.status_code == 200
    assert source_named("AFP") == source
