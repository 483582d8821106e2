"""TimelineJS itself, as its publisher ships it, builds a timeline of what we export for it."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, Route

from crisis.edtf import Precision
from crisis.events.models import Event
from crisis.events.vocabulary import Kind, Status
from tests.making import make_event, make_excerpt

from .conftest import Reader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/timelinejs/css/timeline.css"><script src="/timelinejs/js/timeline.js"></script>
<div id="timeline" style="width: 100%; height: 600px"></div></html>"""
BUILD = """(data) => new Promise((done) => {
  const options = { script_path: `${location.origin}/timelinejs/js/`, language: "fr", font: "", duration: 0 };
  window.timeline = new TL.Timeline("timeline", data, options);
  const look = () => timeline.ready || timeline.config?.getErrors().length ? done(timeline.config.getErrors())
    : setTimeout(look, 50);
  look();
})"""
SLIDES = """() => timeline._storyslider._slides.map((slide) => [
  slide.data.unique_id,
  slide._el.container.querySelector(".tl-headline-date")?.textContent ?? null,
])"""
DATES = """() => Object.fromEntries(timeline.config.events.map(({ unique_id, start_date }) => {
  const date = start_date.data.date_obj;
  return [unique_id, [date.getFullYear(), date.getMonth() + 1, date.getDate(), start_date.findBestFormat()]];
}))"""
DOUBTS = {
    "2022-03": ([2022, 3, 1, "month"], "mars 2022"),
    "2021": ([2021, 1, 1, "year"], "2021"),
    "2022-01-19/2022-01-21": ([2022, 1, 19, "full"], "entre le 19 et le 21 janvier 2022"),
    "../2022-01-18": ([2022, 1, 18, "full"], "au plus tard le 18 janvier 2022"),
    "2022-02-17/..": ([2022, 2, 17, "full"], "à partir du 17 février 2022"),
    "[2022-01-07,2022-01-14]": ([2022, 1, 7, "full"], "l’un de ces jours : 7 ou 14 janvier 2022"),
}
"""By date: where TimelineJS has it, and how exactly it believes to know it; and what it shows."""


@pytest.fixture(autouse=True)
def _is_installed() -> None:
    if not PACKAGE.is_dir():
        pytest.skip(
            "TimelineJS is not installed: `make setup` takes it with npm, which is not there or could not fetch it."
        )


@pytest.fixture
def built(reader: Reader, client: Client) -> Callable[[str], tuple[Page, Any, list[str]]]:
    """A page of ours with TimelineJS on it, what it was given, and the errors it found therein."""

    def build(query: str) -> tuple[Page, Any, list[str]]:
        data = orjson.loads(b"".join(client.get(f"/export/events.timelinejs.json{query}").streaming_content))
        page = reader.page()
        page.route("**/*", _serve)
        page.goto("/essai")
        return page, data, page.evaluate(BUILD, data)

    return build


def _serve(route: Route) -> None:
    """The page, and the package's files; anything else would be somebody else's, and is heard of by the reader."""
    path = urlsplit(route.request.url).path
    if path == "/essai":
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
    elif path.startswith("/timelinejs/") and (file := PACKAGE / path.removeprefix("/timelinejs/")).is_file():
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
    else:
        route.abort()


def shown(page: Page) -> dict[str, str | None]:
    """By slide, the date that is displayed on it."""
    return {uid: " ".join(date.split()) if date else None for uid, date in page.evaluate(SLIDES)}


def test_it_builds_a_slide_of_every_event_no_more_exact_than_we_are(built: Any) -> None:
    events = {
        make_event(Kind.STATEMENT, when=when, support=(make_excerpt(),), published=True).uid: when for when in DOUBTS
    }
    make_event(when="", published=True)
    cancelled = make_event(when="2022-01-20", status=Status.CANCELLED, published=True)

    page, _data, errors = built("")

    dates, placed = shown(page), page.evaluate(DATES)
    assert errors == []
    assert page.locator(".tl-message-full:visible").count() == 0
    assert page.locator(".tl-timemarker").count() == Event.objects.public().dated().count() == len(DOUBTS) + 1
    assert (dates.pop("title"), dates.pop(cancelled.uid)) == (None, "20 janvier 2022")
    assert {events[uid]: (placed[uid], words) for uid, words in dates.items()} == DOUBTS


def test_the_seed_can_be_read_there_with_its_very_words(built: Any, seed: Path) -> None:
    call_command("load_gazetteer")
    call_command("load_seeds", seed.parent, "--publish")

    page, data, errors = built("?lang=fr")

    published = Event.objects.public()
    uids = set(published.exclude(precision=Precision.UNKNOWN).values_list("uid", flat=True))
    assert (errors, set(shown(page)) - {"title"}) == ([], uids)
    assert data["count"] == published.count() > 5
    quoted = published.filter(evidence__excerpt__isnull=False).exclude(precision=Precision.UNKNOWN).first()
    assert quoted is not None
    page.evaluate("(uid) => timeline.goToId(uid)", quoted.uid)
    words = quoted.evidence.exclude(excerpt=None)[0].excerpt.words
    quotes = page.locator(f"#{quoted.uid} blockquote, [id='{quoted.uid}-slide'] blockquote, .tl-slide blockquote")
    assert " ".join(words.split()) in [" ".join(text.split()) for text in quotes.all_inner_texts()]
