"""How the API behaves: what it refuses and how it says so, what a cache may keep, who may read, how often."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.http import parse_http_date

from crisis.events.review import retract
from crisis.sharing.api.answering import FRESH, api_view
from tests.making import make_event, make_place

pytestmark = pytest.mark.django_db

SOON = datetime.now(UTC) + timedelta(days=1)


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("get", "/api/v1/nowhere", 404, "Not Found"),
        ("get", "/api/v1/events/", 404, "Not Found"),
        ("get", "/api/v1/events/nobody", 404, "Not Found"),
        ("get", "/api/v1/articles/x", 404, "Not Found"),
        ("post", "/api/v1/events", 405, "Method Not Allowed"),
        ("delete", "/api/v1/nowhere", 405, "Method Not Allowed"),
        ("trace", "/api/v1/", 405, "Method Not Allowed"),
    ],
)
def test_a_refusal_is_told_as_problem_details(client: Client, method: str, path: str, status: int, title: str) -> None:
    answer = getattr(client, method)(path, headers={"Accept-Language": "en"})

    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert {**body, "detail": ""} == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": "",
        "instance": path,
    }
    assert (answer.headers.get("Allow"), answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == (
        "GET, HEAD, OPTIONS" if status == 405 else None,
        "*",
        "no-store",
    )


@pytest.mark.parametrize(
    ("address", "header", "words"),
    [
        ("/api/v1/nowhere", "", "There is nothing here that readers may see."),
        ("/api/v1/nowhere", "fr-CH, de;q=0.8", "Il n’y a rien ici que les lecteurs puissent voir."),
        ("/api/v1/nowhere", "xx, *", "There is nothing here that readers may see."),
        ("/api/v1/nowhere?lang=fr", "en", "Il n’y a rien ici que les lecteurs puissent voir."),
    ],
)
def test_a_refusal_is_in_the_language_of_whoever_asks(client: Client, address: str, header: str, words: str) -> None:
    client.cookies["django_language"] = "fr" if "lang" not in address else "en"

    assert client.get(address, headers={"Accept-Language": header}).json()["detail"].replace("'", "’") == words


@pytest.mark.parametrize("path", ["actors/%0A", "events/%00", "%E2%80%A8", "a%FF/b"])
def test_an_address_of_odd_letters_is_refused_like_any_other(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_more_parameters_than_are_read_are_refused_like_anything_else(client: Client) -> None:
    answer = client.get("/api/v1/events?" + "&".join(f"a{number}=1" for number in range(1001)))

    assert (answer.status_code, answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == (
        400,
        "application/problem+json",
        "*",
    )


def test_a_retracted_event_says_why(client: Client) -> None:
    event = make_event(published=True)
    retract(event, by=None, reason="La dépêche a été annulée.")

    answer = client.get(f"/api/v1/events/{event.uid}")

    assert (answer.status_code, answer.json()["detail"]) == (410, "La dépêche a été annulée.")


@pytest.mark.parametrize(("failure", "status"), [(ZeroDivisionError(), 500), (OperationalError("locked"), 503)])
def test_a_failure_is_told_without_its_traceback(
    failure: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(request: HttpRequest) -> HttpResponse:
        raise failure

    with caplog.at_level(logging.ERROR):
        answer = api_view(failing)(RequestFactory().get("/api/v1/events"))

    assert (answer.status_code, answer["Content-Type"], b"Error" in answer.content.replace(b"Server Error", b"")) == (
        status,
        "application/problem+json",
        False,
    )
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_what_the_client_has_already_is_not_sent_again(client: Client) -> None:
    event = make_event(published=True)
    address = f"/api/v1/events/{event.uid}"
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    weak = client.get(address, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})
    other = client.get(address, headers={"If-None-Match": '"other"'})

    assert [(answer.status_code, answer.content == b"") for answer in (again, weak, other)] == [
        (304, True),
        (304, True),
        (200, False),
    ]
    assert again["ETag"] == first["ETag"]
    assert client.get(address, headers={"If-Match": '"other"'}).status_code == 412


def test_a_new_name_of_a_place_is_a_new_answer(client: Client) -> None:
    place = make_place()
    event = make_event(place=place, published=True)
    address = f"/api/v1/events/{event.uid}"
    with time_machine.travel(SOON):
        first = client.get(address)
        unchanged = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    with time_machine.travel(SOON + timedelta(minutes=1)):
        place.name_en = "Geneva (Switzerland)"
        place.save()
    with time_machine.travel(SOON + timedelta(minutes=2)):
        by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
        by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (unchanged.status_code, by_date.status_code, by_tag.status_code) == (304, 200, 200)
    assert parse_http_date(first["Last-Modified"]) < parse_http_date(by_date["Last-Modified"])


def test_a_list_that_loses_an_event_is_a_new_list(client: Client) -> None:
    event = make_event(published=True)
    make_event(published=True)
    with time_machine.travel(SOON):
        first = client.get("/api/v1/events")
    with time_machine.travel(SOON + timedelta(minutes=1)):
        retract(event, by=None, reason="Erreur")
    with time_machine.travel(SOON + timedelta(minutes=2)):
        answer = client.get("/api/v1/events", headers={"If-Modified-Since": first["Last-Modified"]})

    assert (answer.status_code, answer.json()["count"]) == (200, 1)


def test_a_change_of_this_very_second_has_no_date_yet(client: Client) -> None:
    with time_machine.travel(SOON, tick=False):
        make_event(published=True)

        answer = client.get("/api/v1/events")

    assert ("Last-Modified" in answer, answer["Cache-Control"]) == (False, f"public, max-age={FRESH}")


def test_head_is_get_without_the_body(client: Client) -> None:
    make_event(published=True)
    got, head = client.get("/api/v1/events"), client.head("/api/v1/events")

    assert (head.status_code, head.content, head["Content-Length"], head["ETag"]) == (
        200,
        b"",
        str(len(got.content)),
        got["ETag"],
    )


def test_scripts_of_any_origin_may_read_and_no_cookie_is_involved(client: Client) -> None:
    answer = client.get("/api/v1/events", headers={"Origin": "https://example.org"})
    preflight = client.options("/api/v1/events", headers={"Access-Control-Request-Method": "GET"})

    assert (answer["Access-Control-Allow-Origin"], "Access-Control-Allow-Credentials" in answer) == ("*", False)
    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert (answer.cookies, preflight.cookies, "Cookie" in answer.get("Vary", "")) == ({}, {}, False)


def test_whoever_asks_too_often_is_told_when_to_come_back(client: Client, settings: LazySettings) -> None:
    settings.API_RATE = (2, 3600)
    cache.clear()

    with time_machine.travel(datetime(2026, 1, 1, 12, 59, 50, tzinfo=UTC), tick=False):
        answers = [client.get("/api/v1/events") for _number in range(3)]
        others = [client.get("/api/v1/density", REMOTE_ADDR=address) for address in ("203.0.113.9", "2001:db8::1")]
        neighbour = client.get("/api/v1/density", REMOTE_ADDR="2001:db8::2")
    with time_machine.travel(datetime(2026, 1, 1, 13, 0, 1, tzinfo=UTC), tick=False):
        later = client.get("/api/v1/events")

    assert [answer.status_code for answer in (*answers, *others, neighbour, later)] == [
        200,
        200,
        429,
        200,
        200,
        200,
        200,
    ]
    assert [answer["RateLimit"] for answer in (*answers, neighbour)] == [
        '"api";r=1;t=10',
        '"api";r=0;t=10',
        '"api";r=0;t=10',
        '"api";r=0;t=10',
    ]
    refusal = answers[2]
    assert (refusal["Retry-After"], refusal["Content-Type"]) == ("10", "application/problem+json")
    assert refusal.json()["detail"] == (
        "At most 2 requests in 3600 seconds. Come back in 10 seconds. "
        "Whole selections are one request: /export/events.csv, .json and others."
    )


def test_whole_selections_are_counted_too(client: Client, settings: LazySettings) -> None:
    settings.API_RATE = (2, 3600)
    cache.clear()

    answers = [client.get(address) for address in ("/export/events.csv", "/feed.atom", "/export/events.json")]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2]["Content-Type"], answers[2]["Access-Control-Allow-Origin"]) == ("application/problem+json", "*")


def test_the_entrance_leads_to_everything(client: Client) -> None:
    body = client.get("/api/v1/").json()

    assert {name: client.get(address).status_code for name, address in body.items()} == dict.fromkeys(body, 200)
    assert len(body) == 9
