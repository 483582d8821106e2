"""The pages beside the timeline, and what the first of them weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
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


def test_what_the_page_loads_is_light(client: Client) -> None:
    """Kilobytes in gzip, without plotly.js, which weighs 395 of the 520 allowed."""
    page = client.get("/fr/").content.decode()
    names = [
        name for name in re.findall(r'(?:src|href)="/static/([^"?]+)"', page) if "plotly-" not in name or "fr" in name
    ]

    weight = sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names)

    assert len(names) == 10
    assert weight < 32_000
