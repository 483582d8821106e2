"""An embed shows a selection or an event on somebody else's page; nothing else of the site can be framed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.events.vocabulary import Kind, Status
from tests.keeping import Keeper
from tests.making import make_article, make_event, make_excerpt, make_reference

pytestmark = pytest.mark.django_db

WORDS = "Les ministres se sont vus mardi à Genève."


def ancestors(answer: Any) -> str:
    """What the policy says of frames, with the older header for it."""
    [policy] = re.findall(r"frame-ancestors ([^;]+)", answer.headers["Content-Security-Policy"])
    return f"{policy} {answer.headers.get('X-Frame-Options', '')}".strip()


def listed(client: Client, address: str) -> list[str]:
    return re.findall(r'data-event="(\w+)"', client.get(address).content.decode())


def points(client: Client, address: str) -> dict[str, int]:
    page = client.get(address).content.decode()
    return {
        name: page.count(mark) for name, mark in {"points": "<use ", "bars": 'class="bar"', "doubt": "doubt"}.items()
    }


def test_a_selection_shows_its_sentence_its_words_and_the_way_back(client: Client) -> None:
    event = make_event(
        title_en="A meeting", when="2022-01-21", status=Status.SCHEDULED, support=(make_excerpt(),), published=True
    )
    make_event(Kind.STATEMENT, published=True)
    make_event()

    page = client.get("/embed/?kind=meeting&lang=en&cursor=xyz").content.decode()

    assert re.findall(r"<h1>(.*)</h1>", page) == ["1 meeting"]
    assert re.findall(r'data-event="(\w+)"', page) == [event.uid]
    assert re.findall(r'<q lang="fr">(.*)</q>', page) == [WORDS]
    assert re.findall(r'<span class="status scheduled">(.*?)</span>', page) == ["scheduled"]
    assert re.findall(r'rel="canonical" href="(.*?)"', page) == ["http://testserver/en/?kind=meeting"]
    assert set(re.findall(r'<a [^>]*href="(.*?)"', page)) == {
        f"http://testserver/en/e/{event.uid}/a-meeting/",
        "http://testserver/en/?kind=meeting",
        "http://testserver/en/",
    }
    assert page.count("<a ") == page.count('target="_blank" rel="noopener"')


def test_one_event_shows_its_exact_words_and_their_source(client: Client) -> None:
    article = make_article(url="https://example.org/article")
    event = make_event(
        title_en="A meeting",
        when="2022-01",
        support=(make_excerpt(article), make_reference("Un titre")),
        published=True,
    )

    page = client.get(f"/embed/e/{event.uid}/?lang=en").content.decode()

    assert re.findall(r"<mark>(.*)</mark>", page) == [WORDS]
    assert re.findall(r'<time datetime="(.*?)">(.*?)</time>', page) == [("2022-01", "January 2022")]
    assert set(re.findall(r'<a [^>]*href="(.*?)"', page)) == {
        f"http://testserver/en/e/{event.uid}/a-meeting/",
        f"http://testserver/e/{event.uid}/",
        "https://example.org/article#:~:text=Les%20ministres%20se%20sont%20vus%20mardi%20%C3%A0%20Gen%C3%A8ve.",
        "https://example.org/",
        "http://testserver/en/",
    }


def test_what_is_not_public_is_not_embedded(client: Client) -> None:
    draft, gone, first, second = (make_event(published=number > 0) for number in range(4))
    retract(gone, by=None, reason="Une erreur de lecture")
    merge(first, into=Event.objects.get(pk=second.pk), by=None)

    answers = [client.get(f"/embed/e/{name}/?theme=dark") for name in (draft.uid, gone.uid, first.uid, "nobody")]

    assert [answer.status_code for answer in answers] == [404, 410, 302, 404]
    assert answers[2].headers["Location"] == f"/embed/e/{second.uid}/?theme=dark"
    assert re.findall(r"</strong> (.*)</p>", answers[1].content.decode()) == ["Une erreur de lecture"]
    assert [draft.title in answers[0].content.decode(), gone.title in answers[1].content.decode()] == [False, True]
    assert [ancestors(answer) for answer in answers] == ["*", "*", "*", "*"]
    assert listed(client, "/embed/") == [second.uid]


def test_an_empty_selection_says_so_and_leads_back(client: Client) -> None:
    page = client.get("/embed/?kind=meeting&lang=en").content.decode()

    assert re.findall(r"<h1>(.*)</h1>", page) == ["0 meetings"]
    assert ["<svg" in page, "Nothing on record matches this selection." in page] == [False, True]


@pytest.mark.parametrize(
    ("limit", "number"), [("", 10), ("3", 3), ("0", 1), ("51", 50), ("-1", 10), ("x", 10), ("9" * 30, 10), ("٣", 10)]
)
def test_as_many_are_listed_as_asked_for_within_reason(client: Client, kept: Keeper, limit: str, number: int) -> None:
    kept("fifty-one", lambda: [make_event(published=True).pk for _number in range(51)])

    assert len(listed(client, f"/embed/?limit={limit}")) == number


def test_the_strip_has_a_point_an_event_and_a_bar_for_its_doubt(client: Client) -> None:
    make_event(when="2022-01-18", published=True)
    make_event(Kind.STATEMENT, when="2022-01", published=True)
    make_event(Kind.TROOP_MOVEMENT, when="../2022-01-20", published=True)
    make_event(when="", published=True)

    page = client.get("/embed/?lang=en").content.decode()

    assert points(client, "/embed/") == {"points": 3, "bars": 0, "doubt": 2}
    assert re.findall(r'class="(doubt.*?)"', page) == ["doubt open", "doubt"]
    assert re.findall(r"<figcaption>(.*)</figcaption>", page) == [
        "1 event whose date nobody knows is not on the strip."
    ]
    assert re.findall(r'aria-label="(.*?)"', page) == [
        "From 22 September 2021 to 31 January 2022: 1 meeting, 1 troop movement, 1 statement. "
        "The list below has them one by one."
    ]


def test_beyond_what_a_phone_can_show_the_strip_counts(client: Client) -> None:
    for day in range(61):
        make_event(when=f"2022-01-{day % 2 * 30 + 1:02}", published=True)

    assert points(client, "/embed/") == {"points": 0, "bars": 2, "doubt": 0}


@pytest.mark.parametrize(
    "when", ["0001-01-01", "9999-12-31", "0001/..", "../9999", "[2022-01-07,2022-01-14]", "2022-01-21~"]
)
@pytest.mark.parametrize("query", ["", "?from=2022-01-21&to=2022-01-21", "?from=9999-12-31", "?to=0001-01-01"])
def test_no_date_breaks_the_strip(client: Client, when: str, query: str) -> None:
    make_event(when=when, published=True)

    assert client.get(f"/embed/{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_an_embed_costs_the_same_however_many_events(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    events = [make_event(support=(make_excerpt(),), published=True) for _number in range(number)]

    with django_assert_num_queries(4):
        client.get("/embed/")
    with django_assert_num_queries(4):
        client.get(f"/embed/e/{events[0].uid}/")


def test_an_embed_is_light_and_sets_no_cookie(client: Client) -> None:
    event = make_event(published=True)

    for address in ("/embed/", f"/embed/e/{event.uid}/"):
        answer = client.get(address)
        page = answer.content.decode()
        assert re.findall(r'<script src="(.*?)"', page) == ["/static/js/embedded.js"]
        assert re.findall(r'<link rel="stylesheet" href="(.*?)"', page) == [
            "/kinds.css",
            "/static/css/embed.css",
            "/static/css/embed-dark.css",
        ]
        assert (answer.cookies, answer.headers["Cache-Control"]) == ({}, "public, max-age=300")
        assert re.findall(r" style=|<style| on\w+=", page) == []
        assert page.count('<meta name="robots" content="noindex">') == 1


@pytest.mark.parametrize(
    ("asked", "language"), [("", "fr"), ("lang=en", "en"), ("lang=fr", "fr"), ("lang=xx", "fr"), ("lang=%00", "fr")]
)
def test_the_address_says_the_language_not_the_readers_browser(client: Client, asked: str, language: str) -> None:
    answer = client.get(f"/embed/?{asked}", headers={"Accept-Language": "en" if language == "fr" else "fr"})

    assert re.findall(r'<html lang="(..)"', answer.content.decode()) == [language]
    assert answer.headers["Content-Language"] == language


def test_embeds_alone_can_be_framed(client: Client) -> None:
    event = make_event(support=(make_excerpt(),), published=True)
    gone = make_event(published=True)
    retract(gone, by=None, reason="Erreur")
    article = event.evidence.get().excerpt.article_id
    others = [
        *("/", "/fr/", "/en/", "/fr/print/", "/fr/about/", "/fr/figure/", "/fr/contact/", "/admin/", "/admin/login/"),
        *(f"/e/{event.uid}/", event.get_absolute_url(), f"/fr/e/{gone.uid}/-/", f"/fr/report/{event.uid}/"),
        *(f"/fr/share/{event.uid}/", "/fr/share/", f"/fr/articles/{article}/", f"/e/{event.uid}/cite.bib"),
        *("/api/v1/events", "/export/events.json", "/oembed", "/embed.js", "/embed/theme.css", "/robots.txt", "/nope/"),
    ]

    assert {address: ancestors(client.get(address)) for address in others} == dict.fromkeys(others, "'none' DENY")
    assert [ancestors(client.get(address)) for address in ("/embed/", f"/embed/e/{event.uid}/")] == ["*", "*"]


def test_an_operator_may_name_who_frames(client: Client, settings: LazySettings) -> None:
    settings.EMBED_HOSTS = ["example.org", "*.example.com:8443"]

    assert ancestors(client.get("/embed/")) == "example.org *.example.com:8443"
    assert ancestors(client.get("/fr/")) == "'none' DENY"


def test_the_script_for_the_newsrooms_page_has_a_lasting_address(client: Client, root: Any) -> None:
    answer = client.get("/embed.js")

    assert reverse("embed-script") == "/embed.js"
    assert answer.content == (root / "static" / "js" / "embed.js").read_bytes()
    assert {
        name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "Cross-Origin-Resource-Policy")
    } == {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": "public, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


@pytest.mark.parametrize(
    "path",
    [
        "/embed/?q=%00&actor=%00",
        "/embed/?theme=%ed%a0%80",
        "/embed/e/%00/",
        "/embed/?theme=dark&theme=light&limit=",
        f"/embed/?accent={'a' * 5000}",
    ],
)
def test_nothing_that_is_asked_breaks_an_embed(client: Client, path: str) -> None:
    assert client.get(path).status_code == (404 if "/e/" in path else 200)
    assert client.head(path).content == b""
