"""Whichever way a selection leaves the site, it is the same events: twenty selections, each read by a library."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import feedparser
import geojson
import pytest
from django.test import Client
from icalendar import Calendar
from PIL import Image
from rdflib import Graph

from crisis.articles.writing import source_named
from crisis.events.models import Event
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from tests import sizes
from tests.keeping import Keeper
from tests.making import (
    make_actor,
    make_article,
    make_editor,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),  # rdflib, of itself
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
]

DATES = (
    "2022-01-18",
    "2022-01",
    "2021",
    "../2022-01-18",
    "2021-12-01/..",
    "[2022-01-07,2022-01-14]",
    "2022-01-21~",
    "",
)
SELECTIONS = (
    "",
    "kind=meeting",
    "kind=troop_movement&kind=statement",
    "actor=lavrov",
    "actor=lavrov&actor=blinken",
    "place=geneve",
    "topic=otan",
    "status=scheduled",
    "status=denied&status=cancelled",
    "source=agence-d-essai",
    "evidence=excerpt",
    "evidence=reference",
    "reviewed=yes",
    "from=2022-01-10&to=2022-01-20",
    "to=2021-12",
    "from=2022-02",
    "q=ministres",
    "q=geneve&sort=relevance",
    "kind=statement&actor=lavrov&evidence=excerpt&sort=oldest",
    "actor=nobody&nonsense=1",
)
ASKED = SELECTIONS[:: sizes.SELECTIONS]


@pytest.fixture
def _chronology(kept: Keeper) -> None:
    kept("sixty", make_sixty)


def make_sixty() -> None:
    """Sixty public events that differ in all that can be asked for, and one of each that is not public."""
    places = [make_place(latitude="46.2044", longitude="6.1432"), make_place("kiev", name_fr="Kiev"), None]
    actors = [make_actor("lavrov"), make_actor("blinken")]
    article = make_article(source=source_named("Agence d'essai"))
    excerpt, topic, made = make_excerpt(article), make_topic(), []
    for number in range(64):
        kind = list(Kind)[number % 3]
        made.append(
            make_event(
                kind,
                title_fr=f"Événement à Genève, no {number}" if number % 5 == 0 else f"Événement no {number}",
                when=DATES[number % len(DATES)],
                status=list(Status)[number % len(Status)],
                place=places[number % 3],
                topics=(topic,) if number % 4 == 0 else (),
                parts=(Part(role=Role.SPEAKER if kind == Kind.STATEMENT else Role.INVOLVED, actor=actors[number % 2]),),
                support=(excerpt,) if number % 2 else (make_reference(), *((excerpt,) if number % 8 == 0 else ())),
            )
        )
    for number, event in enumerate(made[:-1]):
        publish(event, by=make_editor() if number % 3 else None)
    reject(made[-1], by=make_editor())
    retract(made[0], by=make_editor(), reason="Faux.")
    merge(made[1], into=Event.objects.get(pk=made[4].pk), by=make_editor())
    make_event(title_fr="Brouillon à Genève", place=places[0], topics=(topic,))


def text_of(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def by_page(client: Client, query: str) -> list[str]:
    """The events of all pages of the list."""
    uids, address = [], f"/fr/?{query}"
    while address:
        html = text_of(client, address)
        results = html[html.index('id="results"') :]
        uids += re.findall(r'<li class="event [^"]*" data-event="(\w+)"', results)
        onward = re.search(r'<a[^>]*rel="next"[^>]*href="([^"]+)"|<a[^>]*href="([^"]+)"[^>]*rel="next"', results)
        address = (onward.group(1) or onward.group(2)).replace("&amp;", "&") if onward else ""
    return uids


def by_api(client: Client, query: str) -> list[str]:
    uids, address = [], f"/api/v1/events?{query}"
    while address:
        told = json.loads(text_of(client, address))
        uids += [item["uid"] for item in told["items"]]
        count, address = told["count"], told["next"]
    assert count == len(uids)
    return uids


def by_csv(client: Client, query: str) -> list[str]:
    return [row["uid"] for row in csv.DictReader(io.StringIO(text_of(client, f"/export/events.csv?{query}")))]


def by_json(client: Client, query: str) -> list[str]:
    told = json.loads(text_of(client, f"/export/events.json?{query}"))
    assert told["count"] == len(told["events"])
    return [event["uid"] for event in told["events"]]


def by_geojson(client: Client, query: str) -> list[str]:
    collection = geojson.loads(text_of(client, f"/export/events.geojson?{query}"))
    assert collection.is_valid
    return [feature["id"] for feature in collection["features"]]


def by_calendar(client: Client, query: str) -> list[str]:
    calendar = Calendar.from_ical(text_of(client, f"/export/events.ics?{query}"))
    told = [*calendar.walk("VEVENT"), *calendar.walk("VJOURNAL")]
    return [str(component["url"]).rstrip("/").rsplit("/", 1)[-1] for component in told]


def by_timelinejs(client: Client, query: str) -> list[str]:
    told = json.loads(text_of(client, f"/export/events.timelinejs.json?{query}"))
    return [slide["unique_id"] for slide in [*told["events"], *told["undated"]]]


def by_jsonld(client: Client, query: str) -> list[str]:
    graph = Graph().parse(data=text_of(client, f"/export/events.jsonld?{query}"), format="json-ld")
    found = graph.query(
        "SELECT ?uid WHERE { ?event a ?kind ; <http://purl.org/dc/terms/identifier> ?uid . "
        "FILTER(STRENDS(STR(?kind), 'ReportedEvent')) }"
    )
    return [str(row[0]) for row in found]


def by_markdown(client: Client, query: str) -> list[str]:
    return re.findall(r"^<http://testserver/e/(\w+)/>$", text_of(client, f"/export/events.md?{query}"), re.M)


def by_feed(client: Client, query: str) -> list[str]:
    uids, address, total = [], f"/feed.atom?{query}", ""
    while address:
        feed = feedparser.parse(client.get(address).content)
        assert not feed.bozo
        uids += [entry.link.rstrip("/").rsplit("/", 1)[-1] for entry in feed.entries]
        total = feed.feed.opensearch_totalresults
        address = next((link.href for link in feed.feed.links if link.rel == "next"), "")
    assert int(total) == len(uids)
    return uids


def by_print(client: Client, query: str) -> list[str]:
    return re.findall(r'<li class="entry" data-event="(\w+)"', text_of(client, f"/fr/print/?{query}"))


WAYS: tuple[Callable[[Client, str], list[str]], ...] = (
    by_api,
    by_csv,
    by_json,
    by_geojson,
    by_calendar,
    by_timelinejs,
    by_jsonld,
    by_markdown,
    by_feed,
    by_print,
)


def in_every_way(client: Client, query: str) -> dict[str, list[str]]:
    return {way.__name__: sorted(way(client, query)) for way in WAYS}


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.usefixtures("_chronology")
def test_every_format_has_every_event(client: Client) -> None:
    assert in_every_way(client, "") == dict.fromkeys(map(attrgetter("__name__"), WAYS), sorted(by_page(client, "")))


@pytest.mark.database
@pytest.mark.slow
@pytest.mark.usefixtures("_chronology")
def test_every_format_has_the_events_of_the_page(client: Client) -> None:
    """All asked for in one test: what they select from takes longer to make than to ask."""
    expected = {query: sorted(by_page(client, query)) for query in ASKED}

    found = {query: in_every_way(client, query) for query in ASKED}

    assert found == {query: {way.__name__: uids for way in WAYS} for query, uids in expected.items()}
    assert {query: client.get(f"/fr/?{query}").context["count"] for query in ASKED} == {
        query: len(set(uids)) for query, uids in expected.items()
    }


@pytest.mark.slow
@pytest.mark.usefixtures("_chronology")
def test_what_only_counts_counts_the_same(client: Client) -> None:
    for query in ASKED:
        page = client.get(f"/fr/?{query}").context
        events = json.loads(text_of(client, f"/export/events.json?{query}"))["events"]
        dated = [event["uid"] for event in events if event["when"]]

        density = json.loads(text_of(client, f"/api/v1/density?{query}"))
        embed = client.get(f"/embed/?{query}").context
        card = Image.open(io.BytesIO(client.get(f"/card.png?{query}").content))

        assert (query, sum(bin_["count"] for bin_ in density["bins"])) == (query, len(dated))
        assert (query, embed["count"], str(embed["sentence"])) == (query, page["count"], str(page["sentence"]))
        assert (query, card.size, card.format) == (query, (1200, 630), "PNG")


@pytest.mark.slow
@pytest.mark.usefixtures("_chronology")
def test_the_selections_differ(client: Client) -> None:
    counts = {query: client.get(f"/fr/?{query}").context["count"] for query in SELECTIONS}

    assert len(SELECTIONS) == 20
    assert min(counts.values()) > 0
    assert len(set(counts.values())) > 10
