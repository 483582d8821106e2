"""The pages beside the timeline, and what the first of them weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from crisis.events.vocabulary import Role
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic

pytestmark = pytest.mark.django_db


def listed(client: Client, path: str) -> set[str]:
    return set(re.findall(r'<li class="event[^>]*data-event="(\w+)"', client.get(path).content.decode()))


def test_an_article_shows_its_published_passages_in_order(client: Client) -> None:
    article = make_article("Titre\n\nPremière phrase. Deuxième phrase. Troisième phrase.")
    make_event(support=(make_excerpt(article, "Deuxième phrase."),), published=True)
    make_event(support=(make_excerpt(article, "Première phrase."),), published=True)
    make_event(support=(make_excerpt(article, "Troisième phrase."),))

    page = client.get(f"/fr/articles/{article.pk}/").content.decode()

    assert re.findall(r"<mark>(.*?)</mark>", page) == ["Première phrase.", "Deuxième phrase."]


def test_an_article_of_drafts_is_not_shown(client: Client) -> None:
    article = make_article()
    make_event(support=(make_excerpt(article),))

    assert client.get(f"/fr/articles/{article.pk}/").status_code == 404


def test_actor_place_and_topic_list_their_events(client: Client) -> None:
    there = make_event(
        parts=(Part(role=Role.HOST, actor=make_actor("lavrov")),),
        place=make_place(),
        topics=(make_topic(),),
        published=True,
    )
    make_event(published=True)

    for path in ("/fr/actors/lavrov/", "/fr/places/geneve/", "/en/topics/otan/"):
        assert listed(client, path) == {there.uid}


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Une panne de notre côté"), ("en", "Something broke on our side")]
)
def test_a_failure_has_a_page_of_the_house(language: str, words: str) -> None:
    with override(language):
        page = render_to_string("500.html")

    assert (f'<html lang="{language}">' in page, words in page) == (True, True)


def test_no_page_holds_an_inline_style_or_script(client: Client) -> None:
    event = make_event(support=(make_excerpt(),), published=True)

    for path in ("/fr/", f"/fr/e/{event.uid}/{event.slug}/", "/fr/about/", "/fr/nowhere/"):
        page = client.get(path).content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))", page) == []


@pytest.fixture
def everything() -> None:
    """The site as it is shipped."""
    call_command("load_gazetteer")
    call_command("load_context")
    call_command("load_seeds", publish=True)


def weight_of(content: bytes) -> int:
    return len(gzip.compress(content, 6))


@pytest.mark.usefixtures("everything")
def test_the_first_load_is_light_and_a_filters_answer_lighter(client: Client) -> None:
    """Bytes in gzip: 450 kB for all that the first page asks for, plotly.js included; 8 kB for a filter's answer."""
    bundle = settings.ASSETS_DIR / "plotly-basic.min.js"
    if not bundle.exists():
        pytest.skip("the small bundle has not been fetched (no npm)")
    page = client.get("/fr/").content
    names = set(re.findall(r'(?:src|href|data-words)="/static/([^"?]+)"', page.decode()))
    own = [Path(str(finders.find(name))).read_bytes() for name in names if not name.startswith("plotly-")]
    figure = client.get("/fr/figure/").content

    first = sum(map(weight_of, [page, figure, bundle.read_bytes(), *own]))
    answers = {
        query: weight_of(client.get(f"/fr/?{query}", headers={"HX-Request": "true"}).content)
        for query in ("", "kind=statement", "actor=lavrov", "from=2022-01", "q=geneve", "evidence=reference")
    }

    assert len(own) == 11
    assert first < 450_000
    assert max(answers.values()) < 8_000
