"""Asking the site through Django's test client; answers as pieces, without what differs from one run to the next.

What is asked is written `VERB address`: a method of HTTP, or one of

    HTMX     GET as the page's own script sends it for the workspace, PANEL for one event
    EN, FR   GET from a browser of that language
    DESK     GET by somebody who may do everything at the desk, in English
    CARD     the words that stand on a card, for the address of an event's or a selection's page
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client, override_settings
from django.utils.translation import deactivate

from . import state
from .digest import Pieces, digest, of_json, whole

HEADERS = (
    *("Content-Disposition", "Content-Language", "Location", "Link", "Allow", "Vary", "Cache-Control"),
    *("Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Expose-Headers"),
    *("Cross-Origin-Resource-Policy", "X-Frame-Options", "X-Robots-Tag", "Content-Security-Policy"),
    *("HX-Push-Url", "HX-Replace-Url", "Retry-After", "Crisis-Ignored"),
)
THERE = ("ETag", "Last-Modified")
"""Headers of which only is told that they are there."""
QUERY = "{the query}"


@contextmanager
def plain_site() -> Iterator[None]:
    """Without hashed names of files nor files collected, without allowances, and with cards kept in memory."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "recorded"}
    with override_settings(
        ALLOWED_HOSTS=["testserver"],
        API_RATE=None,
        STATIC_ROOT=settings.DATA_DIR / "staticfiles",
        CACHES={**settings.CACHES, "cards": memory},
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


def ask(asked: str, *, brief: bool = False) -> Pieces:
    """`brief`: of the body only its length and fingerprint."""
    verb, address = asked.split(" ", 1)
    deactivate()
    if verb == "CARD":
        return [[_tidy(line, address) for line in piece] for piece in of_json(state.words_on_card(address))]
    response = _response(verb, address)
    head = [f"{response.status_code} {response.headers.get('Content-Type', '')}".strip()]
    head += [f"{name}: {_header(name, response[name])}" for name in HEADERS if name in response.headers]
    head += [f"{name}: (there)" for name in THERE if name in response.headers]
    body = b"".join(response.streaming_content) if response.streaming else response.content
    content_type = response.headers.get("Content-Type", "")
    told = digest(body, content_type, drawn=address.startswith("/embed")) if body else []
    told = [[_tidy(line, address) for line in piece] for piece in told]
    if brief:
        told = [[f"({sum(len(piece) for piece in told)} lines, {whole(told)})"]]
    return [[_tidy(line, address) for line in head], *told]


def _response(verb: str, address: str) -> Any:
    client = Client()
    if verb == "DESK":
        client.force_login(state.somebody_of_the_desk(), backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["django_language"] = "en"
    headers = {"accept-language": {"EN": "en", "FR": "fr"}.get(verb, "")}
    if verb in {"HTMX", "PANEL"}:
        target = "workspace" if verb == "HTMX" else "excerpt"
        headers |= {"hx-request": "true", "hx-target": target, "hx-current-url": "http://testserver/fr/"}
    method = verb if verb in {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"} else "GET"
    return client.generic(method, address, headers={name: value for name, value in headers.items() if value})


def _header(name: str, value: str) -> str:
    if name == "Content-Security-Policy":
        return "; ".join(sorted(part.strip() for part in value.split(";")))
    return ", ".join(sorted(part.strip() for part in value.split(","))) if name == "Vary" else value


def _tidy(line: str, address: str) -> str:
    line = line.replace("\r", "␍").replace("\n", "␊")
    line = re.sub(r"plotly-(?:basic|full)\.min\.js", "plotly.min.js", line)
    query = urlsplit(address).query
    if len(query) > 3:
        for written in (query, query.replace("&", "&amp;")):
            line = line.replace(f"?{written}", f"?{QUERY}")
    return line
