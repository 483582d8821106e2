"""The JSON export."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from crisis.events.vocabulary import Kind
from tests.making import make_event
from tests.sharing.exporting import DATES, HOSTILE, WORDS, body, make_dates, make_statement

pytestmark = pytest.mark.django_db


def test_it_has_every_event_and_their_number(client: Client) -> None:
    newest = [make_event(when=f"2022-01-{day}", published=True).uid for day in (20, 19, 18)]
    make_event()

    found = json.loads(body(client, "/export/events.json"))

    assert [event["uid"] for event in found["events"]] == newest
    assert (list(found), found["count"]) == (["events", "count"], 3)


def test_an_event_is_told_as_the_api_tells_it(client: Client) -> None:
    event = make_statement()

    [exported] = json.loads(body(client, "/export/events.json"))["events"]

    assert exported == client.get(f"/api/v1/events/{event.uid}").json()
    assert (exported["evidence"][0]["text"], exported["quotes"][0]["text"]) == (WORDS, WORDS)


def test_hostile_titles_and_imprecise_dates_come_through(client: Client) -> None:
    make_dates()
    for title in HOSTILE:
        make_event(Kind.STATEMENT, title_fr=title, published=True)

    meetings, statements = (
        json.loads(body(client, f"/export/events.json?kind={kind}"))["events"] for kind in ("meeting", "statement")
    )

    assert {event["when"] or "" for event in meetings} == set(DATES)
    assert {event["title"]["fr"] for event in statements} == set(HOSTILE)


def test_an_empty_selection_is_whole_json(client: Client) -> None:
    assert json.loads(body(client, "/export/events.json?q=introuvable")) == {"events": [], "count": 0}
