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

from crisis.events.models import Event
from crisis.events.review import retract
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

    for path in ("/fr/", f"/fr/e/{event.uid}/{event.slug}/", "/fr/about/", "/fr/nowhere/", f"/fr/report/{event.uid}/"):
        page = client.get(path).content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))", page) == []


def test_what_the_page_loads_is_light(client: Client) -> None:
    """Kilobytes in gzip, without plotly.js, which weighs 395 of the 520 allowed."""
    page = client.get("/fr/").content.decode()
    names = [
        name for name in re.findall(r'(?:src|href)="/static/([^"?]+)"', page) if "plotly-" not in name or "fr" in name
    ]

    weight = sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names)

    assert len(names) == 9
    assert weight < 32_000


@pytest.mark.parametrize(("language", "way"), [("fr", "Chercher sur la chronologie"), ("en", "Look for it on the")])
def test_no_such_page_offers_a_search_and_a_way_back(client: Client, language: str, way: str) -> None:
    page = client.get(f"/{language}/nowhere/").content.decode()

    [form] = re.findall(r'<form class="again".*?</form>', page, re.S)
    assert (f'method="get" action="/{language}/"' in form, way in form, 'name="q"' in form) == (True, True, True)
    assert f'<a class="button" href="/{language}/">' in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Il a été retiré le 3 février 2022."), ("en", "It was retracted on 3 February 2022.")],
)
def test_what_was_taken_back_says_when_and_why(client: Client, language: str, words: str) -> None:
    event = make_event(published=True)
    retract(event, by=None, reason="Dépêche annulée")
    Event.objects.filter(pk=event.pk).update(changed_at="2022-02-03T12:00Z")

    page = client.get(f"/{language}/e/{event.uid}/x/").content.decode()

    assert (words in page, "Dépêche annulée" in page, '<form class="again"' in page) == (True, True, True)


def test_the_legal_notice_says_what_the_operator_said(client: Client, settings) -> None:
    silent = client.get("/en/legal/").content.decode()
    settings.SITE_PUBLISHER, settings.SITE_HOST_NAME = "Les Amis & Cie", "An attic"
    said = client.get("/en/legal/").content.decode()

    assert ("has not said who publishes it" in silent, "has not said who hosts it" in silent) == (True, True)
    assert ("Les Amis &amp; Cie" in said, "An attic" in said, "has not said" in said) == (True, True, False)


def test_the_contact_page_gives_the_address_there_is(client: Client, settings) -> None:
    silent = client.get("/en/contact/").content.decode()
    settings.CONTACT_EMAIL = "desk@example.org"
    said = client.get("/en/contact/").content.decode()

    assert ("mailto:" in silent, "has given no e-mail address" in silent) == (False, True)
    assert 'href="mailto:desk@example.org"' in said


def test_reading_sets_no_cookie_and_the_form_sets_one(client: Client) -> None:
    event = make_event(published=True)
    for path in ("/fr/", f"/fr/e/{event.uid}/{event.slug}/", "/fr/about/", "/fr/privacy/", "/fr/nowhere/"):
        client.get(path)
    before = set(client.cookies)
    client.get(f"/fr/report/{event.uid}/")

    assert (before, set(client.cookies)) == (set(), {"csrftoken"})


def test_every_page_leads_to_what_this_site_is(client: Client) -> None:
    for language in ("fr", "en"):
        page = client.get(f"/{language}/").content.decode()
        [footer] = re.findall(r'<footer class="colophon">.*?</footer>', page, re.S)
        there = re.findall(r'href="([^"]*)"', footer)

        assert there == [f"/{language}/{name}/" for name in ("about", "contact", "privacy", "legal")]
        assert [client.get(path).status_code for path in there] == [200] * 4
