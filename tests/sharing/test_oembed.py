"""A newsroom's system pastes an address of ours and is told what to show for it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from crisis.events.models import Event
from crisis.events.review import merge, retract
from tests.making import make_event

pytestmark = pytest.mark.django_db


def asked(client: Client, url: str, **parameters: str) -> Any:
    return client.get("/oembed", {"url": url, **parameters})


def framed(answer: dict[str, Any]) -> str:
    [address] = re.findall(r'<iframe src="(.*?)"', answer["html"])
    return unescape(address)


def test_an_event_answers_as_the_specification_says(client: Client) -> None:
    event = make_event(title_fr="Une « rencontre » <b>", published=True)

    answer = asked(client, f"http://testserver/e/{event.uid}/")
    found = answer.json()
    thumbnail = {name: found.pop(name) for name in list(found) if name.startswith("thumbnail")}

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert found == {
        "version": "1.0",
        "type": "rich",
        "title": "Une « rencontre » <b>",
        "provider_name": "La crise ukrainienne, à la source",
        "provider_url": "http://testserver/fr/",
        "cache_age": 3600,
        "width": 700,
        "height": 420,
        "html": f'<iframe src="http://testserver/embed/e/{event.uid}/" title="Une « rencontre » &lt;b&gt;" width="700" '
        'height="420" loading="lazy" style="max-width:100%;border:0"></iframe>\n'
        '<script async src="http://testserver/embed.js"></script>',
    }
    assert thumbnail == card_of(event)


def card_of(event: Event) -> dict[str, Any]:
    address = f"http://testserver/e/{event.uid}/card.png"
    return {"thumbnail_url": address, "thumbnail_width": 1200, "thumbnail_height": 630}


def test_every_address_of_an_event_and_of_the_timeline_is_known(client: Client) -> None:
    event = make_event(title_en="A meeting", published=True)
    addresses = {
        f"/e/{event.uid}/": f"/embed/e/{event.uid}/",
        f"/e/{event.uid}/?v=1": f"/embed/e/{event.uid}/",
        f"/en/e/{event.uid}/old-slug/?kind=meeting": f"/embed/e/{event.uid}/?lang=en",
        f"/embed/e/{event.uid}/?lang=en&theme=dark": f"/embed/e/{event.uid}/?lang=en&theme=dark",
        "/fr/": "/embed/",
        "/en/?kind=meeting&cursor=x&colour=red": "/embed/?kind=meeting&lang=en",
        "/embed/?kind=meeting&limit=5": "/embed/?kind=meeting&limit=5",
    }

    found = {path: framed(asked(client, f"http://testserver{path}").json()) for path in addresses}

    assert found == {path: f"http://testserver{address}" for path, address in addresses.items()}


@pytest.mark.parametrize(
    ("room", "size", "has_picture"),
    [
        ({}, (700, 420), True),
        ({"maxwidth": "390"}, (390, 420), False),
        ({"maxheight": "300", "maxwidth": "2000"}, (700, 300), False),
        ({"maxheight": "700", "maxwidth": "2000"}, (700, 420), True),
        ({"maxwidth": "0", "maxheight": "-5"}, (700, 420), True),
        ({"maxwidth": "9" * 40, "maxheight": "x"}, (700, 420), True),
    ],
)
def test_an_answer_fits_the_room_there_is(
    client: Client, room: dict[str, str], size: tuple[int, int], has_picture: bool
) -> None:
    event = make_event(published=True)

    found = asked(client, f"http://testserver/e/{event.uid}/", **room).json()

    assert (found["width"], found["height"]) == size
    assert re.findall(r'width="(\d+)" height="(\d+)"', found["html"]) == [tuple(map(str, size))]
    assert ("thumbnail_url" in found) is has_picture


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://[::1",
        "http://elsewhere.org/fr/",
        "http://testserver.elsewhere.org/fr/",
        "http://user@testserver/fr/",
        "ftp://testserver/fr/",
        "//testserver/fr/",
        "javascript:alert(1)//testserver/fr/",
        "http://testserver/admin/",
        "http://testserver/fr/about/",
        "http://testserver/e/nobody/",
        "http://testserver/e/\x00/",
        "http://testserver/fr/../../etc/passwd",
    ],
)
def test_what_is_not_ours_or_not_there_is_not_found(client: Client, url: str) -> None:
    assert asked(client, url).status_code == 404


def test_drafts_are_unknown_retracted_are_gone_and_merged_lead_on(client: Client) -> None:
    draft, gone, first, second = (make_event(published=number > 0) for number in range(4))
    retract(gone, by=None, reason="Erreur")
    merge(first, into=Event.objects.get(pk=second.pk), by=None)

    answers = [asked(client, f"http://testserver/e/{event.uid}/") for event in (draft, gone, first)]

    assert [answer.status_code for answer in answers] == [404, 410, 200]
    assert framed(answers[2].json()) == f"http://testserver/embed/e/{second.uid}/"


def test_xml_is_not_written(client: Client) -> None:
    event = make_event(published=True)

    assert asked(client, f"http://testserver/e/{event.uid}/", format="xml").status_code == 501
    assert asked(client, f"http://testserver/e/{event.uid}/", format="json").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_an_answer_costs_the_same_however_many_events(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    event, *_others = [make_event(published=True) for _number in range(number)]

    with django_assert_num_queries(1):
        asked(client, "http://testserver/fr/")
    with django_assert_num_queries(1):
        asked(client, f"http://testserver/e/{event.uid}/")
