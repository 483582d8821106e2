"""What search engines are led to: every public page in both languages, and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client

from crisis.events.models import Event
from crisis.events.review import merge, reject, retract
from crisis.events.vocabulary import Role
from crisis.events.writing import Part
from crisis.sharing.discovery import crawling
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def path_of(address: str) -> str:
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("http", "testserver")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def files_of(client: Client) -> dict[str, str]:
    """Path and last change of each file that the index names."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    return {
        path_of(entry.findtext("s:loc", "", NAMES)): entry.findtext("s:lastmod", "", NAMES)
        for entry in index.findall("s:sitemap", NAMES)
    }


def entries_of(client: Client, path: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(client.get(path).content).findall("s:url", NAMES)  # noqa: S314


def pages_of(client: Client) -> list[str]:
    entries = (entry for path in files_of(client) for entry in entries_of(client, path))
    return [path_of(entry.findtext("s:loc", "", NAMES)) for entry in entries]


@pytest.mark.slow
def test_every_public_page_is_there_once_in_each_language_and_opens(client: Client) -> None:
    article = make_article()
    event = make_event(
        title_fr="Rencontre",
        title_en="Meeting",
        support=(make_excerpt(article),),
        parts=(Part(role=Role.PARTICIPANT, actor=make_actor("lavrov")),),
        place=make_place(),
        topics=(make_topic(),),
        published=True,
    )

    pages = pages_of(client)
    own = [page for page in pages if page.count("/") > 3 and "/data/" not in page]

    assert sorted(own) == sorted(
        [
            f"/fr/e/{event.uid}/rencontre/",
            f"/en/e/{event.uid}/meeting/",
            *(
                f"/{language}/{path}/"
                for language in ("fr", "en")
                for path in (f"articles/{article.pk}", "actors/lavrov", "places/geneve", "topics/otan")
            ),
        ]
    )
    assert {"/fr/", "/en/", "/fr/about/", "/en/about/"} - set(pages) == set()
    assert len(pages) == len(set(pages))
    assert {client.get(page).status_code for page in pages} == {200}


def test_what_is_not_public_is_not_there(client: Client) -> None:
    draft, rejected, gone, merged, survivor = (
        make_event(
            support=(make_excerpt(),),
            parts=(Part(role=Role.PARTICIPANT, actor=make_actor(f"acteur{number}")),),
            place=make_place(f"lieu{number}"),
            topics=(make_topic(f"sujet{number}"),),
            published=number > 1,
        )
        for number in range(5)
    )
    reject(rejected, by=None, reason="Faux.")
    retract(gone, by=None, reason="Faux.")
    merge(merged, into=Event.objects.get(pk=survivor.pk), by=None)

    pages = " ".join(pages_of(client))

    assert [event.uid in pages for event in (draft, rejected, gone, merged, survivor)] == [False] * 4 + [True]
    assert [f"/{name}{number}/" in pages for name in ("acteur", "lieu", "sujet") for number in (0, 1, 2)] == [False] * 9


def test_each_page_names_its_twin_and_its_last_change(client: Client) -> None:
    event = make_event(title_fr="Rencontre", title_en="Meeting", published=True)

    french, english = entries_of(client, "/sitemap-events.xml")
    links = [
        {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
        for entry in (french, english)
    ]

    assert (
        links
        == [
            {
                "fr": f"http://testserver/fr/e/{event.uid}/rencontre/",
                "en": f"http://testserver/en/e/{event.uid}/meeting/",
                "x-default": f"http://testserver/e/{event.uid}/",
            }
        ]
        * 2
    )
    assert french.findtext("s:lastmod", "", NAMES) == event.changed_at.date().isoformat()
    assert files_of(client)["/sitemap-events.xml"] == event.changed_at.isoformat()


def test_more_than_a_file_holds_goes_into_the_next(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawling.EventPages, "limit", 2)
    events = [make_event(published=True) for _number in range(5)]

    files = [path for path in files_of(client) if path.startswith("/sitemap-events")]
    pages = [page for page in pages_of(client) if "/fr/e/" in page]

    assert files == ["/sitemap-events.xml", "/sitemap-events.xml?p=2", "/sitemap-events.xml?p=3"]
    assert pages == [event.get_absolute_url() for event in events]


@pytest.mark.parametrize("path", ["/sitemap-nothing.xml", "/sitemap-events.xml?p=2", "/sitemap-events.xml?p=%00"])
def test_there_is_no_other_file(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_costs_the_same_however_many_events(client: Client, django_assert_num_queries, number: int) -> None:
    for _number in range(number):
        make_event(place=make_place(), published=True)

    with django_assert_num_queries(2):
        client.get("/sitemap-events.xml")


def test_robots_are_led_to_the_map_and_kept_from_the_desk(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert [line for line in lines if line.startswith("Sitemap")] == ["Sitemap: http://testserver/sitemap.xml"]
    assert (lines[0], "Disallow: /admin/" in lines) == ("User-agent: *", True)
