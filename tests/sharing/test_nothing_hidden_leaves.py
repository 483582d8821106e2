"""Whatever a reader or a program asks for, nothing comes of what the desk has not published, or has taken back.

Every route of the site stands in the table below; one that is added and not listed fails the last test.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from crisis.articles.writing import source_named
from crisis.events.models import Event
from crisis.events.past.decisions import undo_last
from crisis.events.review import merge, publish, reject
from crisis.events.vocabulary import Kind, LinkKind, Role
from crisis.events.writing import Part, link
from crisis.public.filters import subject_filters
from crisis.sharing.citing.styles import STYLES
from crisis.sharing.discovery.crawling import SECTIONS
from crisis.sharing.exports.formats import FORMATS
from tests import sizes
from tests.keeping import Keeper
from tests.making import make_actor, make_article, make_editor, make_event, make_place, make_topic, quote_words

pytestmark = pytest.mark.django_db

SUBJECTS = [each.name for each in subject_filters()]
MARK = "Zyxomancie"
"""Stands in everything that hangs on hidden events, and in nothing that is asked for."""
WORD = "quatrevingtquinzaine"
"""Stands there too; asked for in searches, which say what was searched for."""
ABOUT = (
    f"q={WORD}",
    "actor=acteur-cache",
    "place=lieu-cache",
    "topic=sujet-cache",
    "source=source-cachee",
    "status=denied",
    "kind=statement",
    "kind=meeting&kind=troop_movement&kind=statement",
    "from=2021-12-24&to=2021-12-24",
    "evidence=excerpt",
    "sort=oldest",
    "lang=en",
    "lane=actor",
    "lane=place",
)
ASKED = ABOUT[:: sizes.SELECTIONS]


@dataclass(frozen=True, slots=True)
class World:
    """What is public, and what is not, by permanent name."""

    public: Event
    hidden: dict[str, Event]
    """By what became of it."""
    article: int

    @property
    def uids(self) -> list[str]:
        return [event.uid for event in self.hidden.values()]


@pytest.fixture
def world(kept: Keeper) -> World:
    return kept("hidden", make_world)


def make_world() -> World:
    article = make_article(
        f"Titre {MARK}\n\nUne {MARK} de {WORD}, a dit {MARK}.",
        title=f"Titre {MARK}",
        source=source_named(f"{MARK} cachée"),
    )
    article.source.slug = "source-cachee"
    article.source.save()

    def make_hidden(kind: Kind = Kind.STATEMENT) -> Any:
        excerpt = quote_words(article, f"Une {MARK} de {WORD}, a dit {MARK}.")
        return make_event(
            kind,
            title_fr=f"{MARK} {WORD}",
            title_en=f"{MARK} {WORD}",
            summary_fr=MARK,
            summary_en=MARK,
            when="2021-12-24",
            when_text=MARK,
            status="denied",
            place=make_place("lieu-cache", name_fr=MARK, name_en=MARK, latitude=50, longitude=30),
            support=(excerpt,),
            quotes=(excerpt,) if kind == Kind.STATEMENT else (),
            parts=(
                Part(role=Role.SPEAKER, actor=make_actor("acteur-cache", name_fr=MARK, name_en=MARK)),
                Part(role=Role.INVOLVED, description=MARK),
            ),
            topics=(make_topic("sujet-cache", name_fr=MARK, name_en=MARK),),
        )

    public = make_event(Kind.STATEMENT, title_fr="Public", title_en="Public", published=True)
    draft, rejected, undone, attached = (make_hidden() for _number in range(4))
    reject(rejected, by=make_editor(), reason=MARK)
    publish(undone, by=make_editor())
    undo_last(undone, by=make_editor())
    for event in (draft, rejected, undone):
        link(public, event, LinkKind.ANSWERS)
        link(event, public, LinkKind.ANSWERS)
    merged_into = make_hidden()
    merge(attached, into=merged_into, by=make_editor())
    hidden = {"draft": draft, "rejected": rejected, "undone": undone, "attached": attached, "survivor": merged_into}
    return World(public, hidden, article.pk)


def _nowhere(_world: World) -> list[str]:
    """Asks nothing of events."""
    return [""]


def _each_uid(world: World) -> list[str]:
    return world.uids


def _selections(_world: World) -> list[str]:
    return ["", *(f"?{query}" for query in ASKED)]


def _versions(world: World) -> list[str]:
    """Every version that each event ever had, and one more."""
    return [f"{event.uid}/?v={number}" for event in world.hidden.values() for number in range(event.version + 3)]


def _slug(slug: str) -> Callable[[World], list[str]]:
    return lambda _world: [slug]


def _exports(world: World) -> list[str]:
    return [f"{ending}{query}" for ending in FORMATS for query in _selections(world)]


def _citations(world: World) -> list[str]:
    return [f"{uid}/cite.{style.ending}" for uid in world.uids for style in STYLES.values()]


def _pages_of(world: World) -> list[str]:
    """Pages that oEmbed is asked about."""
    paths = [f"/e/{uid}/" for uid in world.uids] + [f"/fr/e/{uid}/x/" for uid in world.uids]
    paths += [f"/fr/?{query}" for query in ASKED]
    return [f"?{urlencode({'url': f'http://testserver{path}'})}" for path in paths]


ROUTES: dict[str, tuple[str, Callable[[World], list[str]]]] = {
    "api/v1/": ("/api/v1/", _nowhere),
    "api/v1/docs": ("/api/v1/docs", _nowhere),
    "api/v1/openapi.json": ("/api/v1/openapi.json", _nowhere),
    "api/v1/events": ("/api/v1/events", _selections),
    "api/v1/events/<slug:uid>": ("/api/v1/events/", _each_uid),
    "api/v1/articles": ("/api/v1/articles", _nowhere),
    "api/v1/articles/<int:number>": ("/api/v1/articles/", lambda world: [str(world.article)]),
    "api/v1/actors": ("/api/v1/actors", _nowhere),
    "api/v1/actors/<slug:slug>": ("/api/v1/actors/", _slug("acteur-cache")),
    "api/v1/places": ("/api/v1/places", _nowhere),
    "api/v1/places/<slug:slug>": ("/api/v1/places/", _slug("lieu-cache")),
    "api/v1/topics": ("/api/v1/topics", _nowhere),
    "api/v1/topics/<slug:slug>": ("/api/v1/topics/", _slug("sujet-cache")),
    "api/v1/sources": ("/api/v1/sources", _nowhere),
    "api/v1/facets": ("/api/v1/facets", _selections),
    "api/v1/density": ("/api/v1/density", _selections),
    "api/v1/^": ("/api/v1/elsewhere/", _each_uid),
    "export/events.<str:ending>": ("/export/events.", _exports),
    "feed.atom": ("/feed.atom", _selections),
    "e/<slug:uid>/card.png": ("/e/", lambda world: [f"{uid}/card.png" for uid in world.uids]),
    "card.png": ("/card.png", _selections),
    "e/<slug:uid>/cite.<str:ending>": ("/e/", _citations),
    "embed/": ("/embed/", _selections),
    "embed/e/<slug:uid>/": ("/embed/e/", lambda world: [f"{uid}/" for uid in world.uids]),
    "embed/theme.css": ("/embed/theme.css", _nowhere),
    "kinds.css": ("/kinds.css", _nowhere),
    "embed.js": ("/embed.js", _nowhere),
    "oembed": ("/oembed", _pages_of),
    "robots.txt": ("/robots.txt", _nowhere),
    "sitemap.xml": ("/sitemap.xml", _nowhere),
    "sitemap-<slug:section>.xml": ("/sitemap-", lambda _world: [f"{name}.xml" for name in SECTIONS]),
    "favicon.ico": ("/favicon.ico", _nowhere),
    "manifest.webmanifest": ("/manifest.webmanifest", _nowhere),
    "": ("/", _selections),
    "e/<slug:uid>/": ("/e/", lambda world: [*(f"{uid}/" for uid in world.uids), *_versions(world)]),
    "livez": ("/livez", _nowhere),
    "readyz": ("/readyz", _nowhere),
    "fr/data/": ("/fr/data/", _nowhere),
    "fr/data/api/": ("/fr/data/api/", _nowhere),
    "fr/data/notebook.ipynb": ("/fr/data/notebook.ipynb", _nowhere),
    "fr/share/": ("/fr/share/", _selections),
    "fr/share/<slug:uid>/": ("/fr/share/", lambda world: [f"{uid}/" for uid in world.uids]),
    "fr/": ("/fr/", _selections),
    "fr/figure/": ("/fr/figure/", _selections),
    "fr/suggest/": (
        "/fr/suggest/",
        lambda _world: [f"?field={field}&term={term}" for field in SUBJECTS for term in ("", "zyx", WORD[:6], "cach")],
    ),
    "fr/cards/<slug:uid>/": ("/fr/cards/", lambda world: [f"{uid}/" for uid in world.uids]),
    "fr/e/<slug:uid>/<slug:slug>/": (
        "/fr/e/",
        lambda world: [*(f"{uid}/x/" for uid in world.uids), *(v.replace("/?", "/x/?") for v in _versions(world))],
    ),
    "fr/articles/<int:number>/": ("/fr/articles/", lambda world: [f"{world.article}/"]),
    "fr/actors/<slug:slug>/": ("/fr/actors/", _slug("acteur-cache/")),
    "fr/places/<slug:slug>/": ("/fr/places/", _slug("lieu-cache/")),
    "fr/topics/<slug:slug>/": ("/fr/topics/", _slug("sujet-cache/")),
    "fr/print/": ("/fr/print/", _selections),
    "fr/preview/<slug:uid>/": ("/fr/preview/", lambda world: [f"{uid}/" for uid in world.uids]),
    "fr/report/<slug:uid>/": ("/fr/report/", lambda world: [f"{uid}/" for uid in world.uids]),
    "fr/about/": ("/fr/about/", _nowhere),
    "fr/legal/": ("/fr/legal/", _nowhere),
    "fr/privacy/": ("/fr/privacy/", _nowhere),
    "fr/contact/": ("/fr/contact/", _nowhere),
}
"""For each route, where it begins and with what it is asked about what is hidden."""


def said(client: Client, address: str) -> str:
    """All that an answer says, where it leads included; of a picture, whatever is not its pixels."""
    answer: Any = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "\n".join([*(f"{name}: {value}" for name, value in answer.headers.items()), body.decode("utf-8", "ignore")])


def is_told(text: str) -> bool:
    """Whether the mark is in it, however it is written."""
    return MARK.lower() in f"{text} {unquote(text)}".lower() or b64encode(MARK.encode()).decode()[:10] in text


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_hidden_leaves_by(route: str, world: World, client: Client) -> None:
    begin, endings = ROUTES[route]

    addresses = [begin + ending for ending in endings(world)]
    told = [address for address in addresses if is_told(said(client, address))]

    assert (told, addresses != []) == ([], True)


@pytest.mark.parametrize(
    "route", ["e/<slug:uid>/", "api/v1/events/<slug:uid>", "embed/e/<slug:uid>/", "fr/share/<slug:uid>/"]
)
def test_what_was_never_shown_is_not_there(route: str, world: World, client: Client) -> None:
    begin, endings = ROUTES[route]

    assert {client.get(begin + ending).status_code for ending in endings(world)} == {404}


def test_a_picture_of_a_selection_shows_no_hidden_event(world: World, client: Client, settings: LazySettings) -> None:
    pictures = {query: client.get(f"/card.png{query}").content for query in _selections(world)}
    caches["cards"].clear()

    for event in world.hidden.values():
        Event.objects.filter(pk=event.pk).update(merged_into=None, review="rejected")
    Event.objects.exclude(pk=world.public.pk).update(when="2022-02-02", starts_on="2022-02-02", ends_on="2022-02-02")

    assert {query: client.get(f"/card.png{query}").content for query in _selections(world)} == pictures
    assert [client.get(f"/e/{uid}/card.png").status_code for uid in world.uids] == [404] * len(world.uids)


@pytest.mark.slow
def test_the_mark_would_be_seen_if_it_left(world: World, client: Client) -> None:
    draft = world.hidden["draft"]
    draft.refresh_from_db()
    publish(draft, by=make_editor())

    seen = {
        route
        for route, (begin, endings) in ROUTES.items()
        if any(is_told(said(client, begin + ending)) for ending in endings(world))
    }

    silent = {
        *(
            "api/v1/",
            "api/v1/docs",
            "api/v1/openapi.json",
            "api/v1/density",
            "api/v1/^",
            "card.png",
            "e/<slug:uid>/card.png",
        ),
        *(
            "embed/theme.css",
            "kinds.css",
            "embed.js",
            "robots.txt",
            "sitemap.xml",
            "favicon.ico",
            "manifest.webmanifest",
            "livez",
        ),
        *("readyz", "", "fr/data/", "fr/data/api/", "fr/data/notebook.ipynb", "fr/legal/"),
        *("fr/privacy/", "fr/contact/", "fr/preview/<slug:uid>/"),
    }
    assert set(ROUTES) - seen == silent


def routes(resolver: Any, before: str = "") -> Iterator[str]:
    """All of them but the desk's, as they are written; of pages in two languages, the French ones."""
    for pattern in resolver.url_patterns:
        route = (
            before + re.sub(r"^\^", "", str(pattern.pattern)) if before != "api/v1/" else before + str(pattern.pattern)
        )
        if isinstance(pattern, URLResolver):
            yield from () if route.startswith("admin/") else routes(pattern, route)
        elif isinstance(pattern, URLPattern) and route != "language/":
            yield route


def test_every_route_stands_in_the_table() -> None:
    assert sorted(routes(get_resolver())) == sorted(ROUTES)
