"""Everything that is asked for when the answers are recorded; only then. A comparison asks what was recorded.

Found by asking the site itself, so that nothing here leans on the project's Python. `True`: in brief.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from django.test import Client

from . import state

Asked = list[tuple[str, bool]]
ENDINGS = ("csv", "excel.csv", "md", "json", "ics", "timelinejs.json", "geojson", "jsonld")
STYLES = ("txt", "bib", "ris", "wiki", "json")
EVENTS = (
    *(state.GENEVA, state.STOCKHOLM, state.VIDEO_SUMMIT, state.ALLIED_RESOLVE, state.STANDBY, state.ALERT),
    *(state.FALSE_FLAG, state.CYBERATTACK, state.SEED_STATEMENT, state.MINOR_INCURSION),
    *("thrudqfbge", "xj3efqwjx7", "7b67skyakt", "qbpz6y3956", "54byzubedx", "3zccmxhskj", "eerdvxwk2m", "5d752uncbc"),
)
SELECTIONS = (
    "",
    "kind=meeting",
    "kind=troop_movement",
    "kind=statement",
    "kind=meeting&kind=statement",
    "actor=lavrov",
    "actor=blinken&actor=macron",
    "place=geneva",
    "place=kyiv&place=moscow",
    "topic=exercises",
    "status=announced",
    "status=denied&status=scheduled",
    "source=afp",
    "source=reuters",
    "evidence=excerpt",
    "evidence=reference",
    "reviewed=yes",
    "from=2022-01&to=2022-01-21",
    "from=2022-02-24",
    "to=2021-06",
    "from=2022-01-18&to=2022-01-18",
    "q=gen%C3%A8ve",
    "q=Lavrov+Blinken",
    "q=troupes&sort=relevance",
    "q=%22pas+de+guerre%22",
    "q=lavrof",
    "q=%3Cscript%3E",
    "q=troupes&from=2022-01-19",
    "sort=oldest",
    "lane=actor",
    "lane=place",
    "kind=meeting&actor=lavrov&lane=place",
    "kind=statement&status=occurred&from=2022-01&to=2022-02&sort=oldest&lane=actor",
    "kind=nonsense",
    "actor=nobody",
    "from=2022-13",
    "from=2022-02&to=2022-01",
    "unknown=1",
    "sort=backwards",
    "cursor=nonsense",
)
ODD = ("kind=nonsense", "actor=nobody", "from=2022-13", "from=2022-02&to=2022-01", "unknown=1", "cursor=nonsense")
SHORT = ("evidence=excerpt", "status=announced", "q=Lavrov+Blinken", "q=lavrof", "q=%3Cscript%3E", "sort=backwards")
FEW = "from=2022-01-20&to=2022-01-21"
"""A selection with events of all three kinds, excerpts and references: for formats that are long."""


def all() -> Iterator[tuple[str, Asked]]:
    """Sections, each with what is asked in it."""
    events = [*_written(), *EVENTS]
    for language in ("fr", "en"):
        yield f"pages_{language}", list(_pages(language))
        yield f"selections_{language}", list(_selections(language, SELECTIONS[:: 1 if language == "fr" else 6]))
        yield f"events_{language}", list(_events(language, events[:: 1 if language == "fr" else 6]))
    yield "figures", list(_figures())
    yield "exports", list(_exports())
    yield "feeds_and_embeds", list(_feeds_and_embeds(events))
    yield "citing_and_sharing", list(_citing(events))
    yield "api", list(_api(events))
    yield "discovery", list(_discovery())
    yield "cards", list(_cards(events))
    yield "gone_and_moved", list(_gone_and_moved())


def _written() -> list[str]:
    """What the state's editor wrote."""
    found = _json("/api/v1/events?source=reuters&q=dat%C3%A9e")["items"]
    quoted = _json("/api/v1/events?source=le-quotidien-dessai")["items"]
    return list(dict.fromkeys(event["uid"] for event in [*quoted, *found]))


def _json(address: str) -> Any:
    return Client().get(address).json()


def _page_of(uid: str, language: str) -> str:
    """The page that the permalink leads to."""
    return Client().get(f"/e/{uid}/", headers={"accept-language": language}).headers["Location"]


def _versions(uid: str) -> Iterator[int]:
    yield from range(_json(f"/api/v1/events/{uid}")["version"] + 2)


def _behind(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _pages(language: str) -> Iterator[tuple[str, bool]]:
    for page in ("about", "legal", "privacy", "contact", "print", "data", "data/api", "share"):
        yield f"GET /{language}/{page}/", page == "print" or (page == "data/api" and language == "en")
    yield f"GET /{language}/data/notebook.ipynb", False
    for number in (1, 2, 3):
        yield f"GET /{language}/articles/{number}/", False
    for path in (
        *("actors/lavrov", "actors/blinken", "actors/kiev", "actors/rusaf", "actors/nato", "actors/nobody"),
        *("places/geneva", "places/yelnya", "places/kyiv", "places/ukborder", "places/nowhere"),
        *("topics/exercises", "topics/build-up", "topics/nothing", "nothing", "cards/nothing"),
    ):
        yield f"GET /{language}/{path}/", False
    cursor = _json("/api/v1/events?place=moscow")["next"]
    if cursor:
        yield f"GET /{language}/places/moscow/?cursor={_cursor(cursor)}", False
    yield f"GET /{language}/print/?{FEW}", False
    yield f"GET /{language}/print/?actor=lavrov", language == "en"
    yield f"GET /{language}/suggest/?field=elsewhere&term=a", False
    for field in ("actor", "place", "topic", "source"):
        for term in ("", "gen", "lav", "rus"):
            yield f"GET /{language}/suggest/?{urlencode({'field': field, 'term': term})}", False
        yield f"GET /{language}/suggest/?field={field}&term=&kind=meeting", False
    yield f"POST /{language}/", False


def _cursor(address: str) -> str:
    return re.findall(r"cursor=([^&]+)", address)[0]


def _selections(language: str, selections: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    for query in selections:
        yield f"GET {_behind(f'/{language}/', query)}", False
    for query in ("", "sort=oldest", "kind=statement", "q=troupes&sort=relevance"):
        onward = _json(_behind("/api/v1/events", query))["next"]
        if onward:
            yield f"GET /{language}/?{query}&cursor={_cursor(onward)}".replace("?&", "?"), False
    for query in ("", "kind=meeting&lane=actor", "q=lavrov"):
        yield f"HTMX {_behind(f'/{language}/', query)}", False


def _events(language: str, events: list[str]) -> Iterator[tuple[str, bool]]:
    for number, uid in enumerate(events):
        page = _page_of(uid, language)
        yield f"{language.upper()} /e/{uid}/", False
        yield f"{'GET' if number % 3 == 0 else 'PANEL'} {page}", False
        yield f"GET /{language}/cards/{uid}/", False
        if number in {0, 8}:
            yield f"HTMX {page}?kind=meeting&sort=oldest", False
            yield f"GET /{language}/preview/{uid}/", False
            yield f"GET {page}?kind=meeting&sort=oldest", False
        if number < 3:
            yield f"GET /{language}/report/{uid}/", False
            yield f"POST /{language}/report/{uid}/", False
        for version in _versions(uid):
            yield f"GET {page}?v={version}", False
        if number in {0, 8}:
            yield f"{language.upper()} /e/{uid}/?v=2", False
            yield f"GET {page}?v=x", True
    for uid in (state.MERGED_STATEMENT,):
        for version in range(5):
            yield f"GET /{language}/e/{uid}/x/?v={version}", False


def _figures() -> Iterator[tuple[str, bool]]:
    for query in ("", "lane=actor", "lane=place", FEW, f"{FEW}&lane=actor", "q=lavrov", "kind=meeting&lane=place"):
        is_short = query.startswith(FEW) or query in {"", "q=lavrov"}
        yield f"GET {_behind('/fr/figure/', query)}", not is_short
        yield f"GET {_behind('/en/figure/', query)}", query != f"{FEW}&lane=actor"
    for query in SELECTIONS:
        yield f"GET {_behind('/en/figure/', query)}", True


def _exports() -> Iterator[tuple[str, bool]]:
    for ending in ENDINGS:
        path = f"/export/events.{ending}"
        yield f"GET {path}", True
        yield f"GET {path}?lang=en", True
        yield f"GET {path}?{FEW}", ending in {"excel.csv"}
        yield f"GET {path}?source=reuters&lang=en", True
        yield f"GET {path}?evidence=excerpt&lang=en", ending not in {"json", "md", "ics"}
        yield f"GET {path}?q=nothing+at+all", False
        yield f"HEAD {path}", False
        yield f"POST {path}", False
    for query in SELECTIONS[1:]:
        yield f"GET /export/events.csv?{query}", True
    for path in ("/export/events.pdf", "/export/events.", "/export/events.json?lang=xx&kind=no"):
        yield f"GET {path}", "json" in path


def _feeds_and_embeds(events: list[str]) -> Iterator[tuple[str, bool]]:
    yield "GET /feed.atom", True
    for query in (FEW, "actor=lavrov&lang=en", "q=nothing+at+all", "kind=meeting&lang=en&unknown=1"):
        yield f"GET /feed.atom?{query}", query not in {FEW, "q=nothing+at+all"}
    for query in (
        *("", "lang=en", "kind=meeting&limit=3", "theme=dark&accent=ff0000&font=sans&lang=en", "limit=50&actor=lavrov"),
        *("lane=actor&lang=en&limit=5", "q=nothing", "theme=pink&accent=zz&limit=0", FEW),
    ):
        yield f"GET {_behind('/embed/', query)}", False
    for uid in (*events, state.RETRACTED, state.MERGED_STATEMENT, "nothing"):
        yield f"GET /embed/e/{uid}/", False
        yield f"GET /embed/e/{uid}/?lang=en&theme=light", uid not in events[:3]
    for query in ("", "accent=00ff00", "accent=123456&theme=dark", "accent=zz"):
        yield f"GET {_behind('/embed/theme.css', query)}", False
    yield "GET /embed.js", True
    for uid in (*events[:5], state.RETRACTED, state.MERGED_STATEMENT):
        for address in (f"/e/{uid}/", f"/en/e/{uid}/x/", f"/embed/e/{uid}/"):
            yield f"GET /oembed?url={quote(f'http://testserver{address}', safe='')}", False
    for query in ("/fr/", "/en/?kind=meeting&actor=lavrov", "/fr/about/", "/elsewhere/"):
        yield f"GET /oembed?url={quote(f'http://testserver{query}', safe='')}&maxwidth=400&format=json", False
    yield f"GET /oembed?url={quote('http://testserver/fr/', safe='')}&format=xml", False
    yield f"GET /oembed?url={quote('https://example.org/', safe='')}", False
    yield "GET /oembed", False


def _citing(events: list[str]) -> Iterator[tuple[str, bool]]:
    for uid in events[::3]:
        for style in STYLES:
            yield f"GET /e/{uid}/cite.{style}", False
            yield f"GET /e/{uid}/cite.{style}?lang=en", False
    for uid in (state.RETRACTED, state.MERGED_STATEMENT, "nothing"):
        yield f"GET /e/{uid}/cite.bib", False
    yield f"GET /e/{events[0]}/cite.apa", False
    for language in ("fr", "en"):
        for uid in (*events[:4], *events[-3:], state.RETRACTED, state.MERGED_STATEMENT):
            yield f"GET /{language}/share/{uid}/", False
        yield f"HTMX /{language}/share/{events[0]}/?kind=meeting", False
        yield f"GET /{language}/share/{events[0]}/?theme=dark&accent=336699&font=sans", False
        for query in (FEW, "actor=lavrov&kind=meeting", "theme=dark&limit=3", "unknown=1"):
            yield f"GET /{language}/share/?{query}", False


def _api(events: list[str]) -> Iterator[tuple[str, bool]]:
    for path in ("", "openapi.json", "facets", "density", "articles", "actors", "places", "topics", "sources"):
        yield f"GET /api/v1/{path}", False
        yield f"GET /api/v1/{path}?lang=en", path not in {"", "articles"}
        if path:
            yield f"HEAD /api/v1/{path}", False
    for path in ("actors", "places", "topics", "sources", "articles", "events"):
        for query in ("limit=3", "limit=0", "limit=x", "cursor=nonsense", "q=gen", "kind=meeting", "unknown=1"):
            yield f"GET /api/v1/{path}?{query}", path == "events"
        yield from ((f"GET {one}", True) for one in _onward(f"/api/v1/{path}"))
    for query in SELECTIONS:
        yield f"GET {_behind('/api/v1/events', query)}", query not in {*ODD, *SHORT}
        yield f"GET {_behind('/api/v1/facets', query)}", bool(query) and query not in {FEW, "q=Lavrov+Blinken"}
        yield f"GET {_behind('/api/v1/density', query)}", True
    for query in (FEW, "q=lavrov&lang=en"):
        for path in ("events", "facets", "density"):
            yield f"GET /api/v1/{path}?{query}", False
    for uid in (*events, state.RETRACTED, state.MERGED_STATEMENT, "nothing", "UPPER"):
        yield f"GET /api/v1/events/{uid}", False
        yield f"GET /api/v1/events/{uid}?lang=en&v=1", uid not in events[:2]
    for path in (
        *("actors/lavrov", "actors/blinken", "actors/nobody", "places/geneva", "places/nowhere", "topics/exercises"),
        *("topics/nothing", "articles/1", "articles/2", "articles/99", "articles/x", "sources/afp", "elsewhere"),
        *("events/", "actors/"),
    ):
        yield f"GET /api/v1/{path}", False
        yield f"GET /api/v1/{path}?lang=en", path not in {"actors/nobody", "articles/99"}
    for verb in ("POST", "PUT", "DELETE", "OPTIONS"):
        for path in ("events", "actors/lavrov", "elsewhere"):
            yield f"{verb} /api/v1/{path}", False
    yield f"GET /api/v1/events?{'&'.join(f'actor=a{number}' for number in range(1100))}", False


def _onward(address: str) -> Iterator[str]:
    """Every further page of a list."""
    onward = _json(address).get("next")
    while onward:
        path = onward.removeprefix("http://testserver")
        yield path
        onward = _json(path).get("next")


def _discovery() -> Iterator[tuple[str, bool]]:
    yield from ((f"GET /{path}", False) for path in ("robots.txt", "sitemap.xml", "favicon.ico", "livez", "readyz"))
    for section in re.findall(r"sitemap-([a-z]+)\.xml", Client().get("/sitemap.xml").content.decode()):
        yield f"GET /sitemap-{section}.xml", section in {"events", "actors", "places", "topics"}
    yield "GET /sitemap-nothing.xml", False
    for query in ("", "lang=fr", "lang=en"):
        yield f"GET {_behind('/manifest.webmanifest', query)}", False
    for verb in ("FR", "EN", "GET"):
        yield f"{verb} /", False
        yield f"{verb} /?kind=meeting&actor=lavrov", False


def _cards(events: list[str]) -> Iterator[tuple[str, bool]]:
    for uid in events:
        for language in ("fr", "en"):
            yield f"CARD /{language}/e/{uid}/", False
    for query in ("", FEW, "actor=lavrov", "q=nothing", "from=2022-02&lane=actor"):
        for language in ("fr", "en"):
            yield f"CARD {_behind(f'/{language}/', query)}", False
    yield f"GET /e/{events[0]}/card.png", False
    yield f"GET /e/{events[0]}/card.png?lang=en", False
    yield "GET /card.png?kind=meeting&lang=en", False
    for uid in (state.RETRACTED, state.MERGED_STATEMENT, "nothing"):
        yield f"GET /e/{uid}/card.png", False


def _gone_and_moved() -> Iterator[tuple[str, bool]]:
    for uid in (state.RETRACTED, state.MERGED_STATEMENT, "nothing", *_double()):
        for verb, path in (
            *(("FR", f"/e/{uid}/"), ("EN", f"/e/{uid}/?v=2"), ("GET", f"/fr/e/{uid}/x/"), ("GET", f"/en/e/{uid}/x/")),
            *(("GET", f"/fr/e/{uid}/x/?kind=meeting"), ("GET", f"/fr/e/{uid}/x/?v=2"), ("HTMX", f"/fr/e/{uid}/x/")),
            *(("GET", f"/fr/cards/{uid}/"), ("GET", f"/fr/preview/{uid}/"), ("GET", f"/fr/report/{uid}/")),
        ):
            yield f"{verb} {path}", False
    for uid in (state.STOCKHOLM, state.GENEVA):
        yield f"GET /fr/e/{uid}/an-old-slug/", False
        yield f"GET /fr/e/{uid}/an-old-slug/?kind=meeting&sort=oldest", False
        yield f"GET /fr/e/{uid}/an-old-slug", False
    for hidden in state.hidden():
        yield f"GET /e/{hidden}/", False
        yield f"GET /fr/e/{hidden}/x/?v=1", False
        yield f"GET /api/v1/events/{hidden}", False


def _double() -> list[str]:
    return [state.uid_of("recorded: double")]
