"""A reader reports an error, without a name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from crisis.events.models import ErrorReport, Event
from crisis.events.reporting import MOST_FROM_ONE
from crisis.events.review import merge, retract
from tests.making import make_event, make_report

pytestmark = pytest.mark.django_db

WORDS = "La dépêche dit « mercredi », non « mardi »."


def send(
    client: Client, event: Event, language: str = "fr", headers: dict[str, str] | None = None, **fields: str
) -> Any:
    form = {"what": "date", "text": WORDS, "website": "", **fields}
    return client.post(f"/{language}/report/{event.uid}/", form, headers=headers)


def test_a_report_is_stored_and_thanked_for(client: Client) -> None:
    event = make_event(published=True)

    answer = send(client, event, "en")
    thanks = client.get(answer["Location"]).content.decode()

    stored = ErrorReport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/en/report/{event.uid}/?sent=1")
    assert (stored.event_id, stored.what, stored.text, stored.language) == (event.pk, "date", WORDS, "en")
    assert ("<h1>Thank you</h1>" in thanks, "<textarea" in thanks) == (True, False)


def test_the_form_asks_for_neither_name_nor_address(client: Client) -> None:
    event = make_event(published=True)

    page = client.get(f"/fr/report/{event.uid}/")

    names = set(re.findall(r'name="(\w+)"', page.content.decode().partition("<form")[2]))
    assert names == {"csrfmiddlewaretoken", "what", "text", "website"}
    assert ("no-store" in page["Cache-Control"], "Cookie" in page["Vary"]) == (True, True)


def test_the_form_needs_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    event = make_event(published=True)
    client.get(f"/fr/report/{event.uid}/")

    refused = send(client, event)
    accepted = send(client, event, csrfmiddlewaretoken=client.cookies["csrftoken"].value)

    assert (refused.status_code, accepted.status_code, ErrorReport.objects.count()) == (403, 302, 1)
    assert "Le formulaire n’a pas pu être accepté" in refused.content.decode()


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"what": ""}, "Choisissez ce qui est faux."),
    ({"text": " "}, "Dites en quelques mots ce qui est faux."),
    ({"what": "weather"}, "weather"),
])  # fmt: skip
def test_an_incomplete_report_comes_back_with_its_words(client: Client, fields: dict[str, str], sentence: str) -> None:
    event = make_event(published=True)

    page = send(client, event, **fields).content.decode()

    assert (sentence in page, ErrorReport.objects.count()) == (True, 0)
    assert (WORDS in page) is ("text" not in fields)


def test_a_line_ends_once_in_the_count(client: Client) -> None:
    event = make_event(published=True)

    answers = [send(client, event, text="a\r\n" * 1000).status_code, send(client, event, text="é" * 2001).status_code]

    assert (answers, ErrorReport.objects.count()) == ([302, 200], 1)


def test_a_robot_is_thanked_and_forgotten(client: Client) -> None:
    event = make_event(published=True)

    answer = send(client, event, website="https://example.org/")

    assert (answer.status_code, ErrorReport.objects.count()) == (302, 0)


@pytest.mark.parametrize(("language", "sentence"), [
    ("fr", "Vous avez envoyé plusieurs signalements en une heure."),
    ("en", "You have sent several reports within the hour."),
])  # fmt: skip
def test_the_sixth_within_the_hour_keeps_its_words(client: Client, language: str, sentence: str) -> None:
    event = make_event(published=True)
    for _time in range(MOST_FROM_ONE):
        send(client, event)

    answer = send(client, event, language)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], ErrorReport.objects.count()) == (429, "3600", 5)
    assert (sentence in page, WORDS in page, 'value="date"' in page) == (True, True, True)


def test_behind_a_proxy_each_reader_has_an_allowance(client: Client, settings) -> None:
    settings.HTTPS = True
    event = make_event(published=True)

    def from_address(address: str) -> int:
        # what stands before the last address is the sender's own invention
        return int(send(client, event, headers={"X-Forwarded-For": address}).status_code)

    crowd = [from_address(f"192.0.2.{number}") for number in range(MOST_FROM_ONE + 1)]
    one = [from_address(f"198.51.100.{number}, 203.0.113.9") for number in range(MOST_FROM_ONE + 1)]

    assert (crowd, one) == ([302] * 6, [302] * 5 + [429])


def test_without_a_proxy_nobody_names_their_own_address(client: Client) -> None:
    event = make_event(published=True)

    answers = [send(client, event, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(6)]

    assert answers == [302] * 5 + [429]


def test_only_what_readers_see_has_a_form(client: Client) -> None:
    draft, gone = make_event(), make_event(published=True)
    retract(gone, by=None, reason="Dépêche annulée")

    statuses = [
        [client.get(f"/fr/report/{uid}/").status_code, client.post(f"/fr/report/{uid}/").status_code]
        for uid in (draft.uid, "nobody", gone.uid)
    ]

    assert statuses == [[404, 404], [404, 404], [410, 410]]


def test_a_report_on_a_merged_event_reaches_its_survivor(client: Client) -> None:
    merged, survivor = make_event(published=True), make_event(published=True)
    merge(merged, into=survivor, by=None)

    answer = send(client, merged)

    assert ErrorReport.objects.get().event_id == survivor.pk
    assert answer["Location"] == f"/fr/report/{survivor.uid}/?sent=1"


@pytest.mark.parametrize("number", [1, 3])
def test_sending_costs_the_same_however_many_were_sent(client: Client, django_assert_num_queries, number: int) -> None:
    event = make_event(published=True)
    for _time in range(number):
        make_report(event)

    with django_assert_num_queries(8):
        send(client, event)
