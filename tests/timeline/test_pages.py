"""The pages beside the timeline, and what the first of them weighs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from crisis.articles.writing import source_named
from crisis.events.models import Event
from crisis.events.review import publish, retract
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_reference, make_topic

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
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/(?:ld\+)?json))", page) == []


@pytest.fixture
def everything(load_chronology: Callable[[], None]) -> None:
    """The site as it is shipped."""
    load_chronology()
    call_command("load_seeds", publish=True)


def weight_of(content: bytes) -> int:
    return len(gzip.compress(content, 6))


@pytest.mark.slow
@pytest.mark.usefixtures("everything")
def test_the_first_load_is_light_and_a_filters_answer_lighter(client: Client) -> None:
    """Bytes in gzip: 450 kB for all that the first page asks for, plotly.js included; 8 kB for a filter's answer."""
    bundle = settings.ASSETS_DIR / "plotly-basic.min.js"
    if not bundle.exists():
        pytest.skip("the small bundle has not been fetched: npm is not there, or could not")
    page = client.get("/fr/").content
    names = set(re.findall(r'(?:src|href)="/static/([^"?]+)"', page.decode()))
    names -= {"icons/icon-180.png"}  # only who keeps the page on a telephone's screen asks for it
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

        assert there == [f"/{language}/{name}/" for name in ("about", "data", "contact", "privacy", "legal")]
        assert [client.get(path).status_code for path in there] == [200] * 5


def counted(client: Client, path: str) -> list[tuple[str, str]]:
    """The links of the counted lists, each with its number."""
    page = client.get(path).content.decode()
    rows = re.findall(r'<ul class="counted[^>]*>(.*?)</ul>', page, re.S)
    return re.findall(r'<li><a href="([^"]*)">.*?<span class="note">(\d+)', "".join(rows), re.S)


def test_each_source_counts_what_its_filter_finds(client: Client) -> None:
    agency, paper = source_named("Agence"), source_named("Journal")
    carried = make_excerpt(make_article(source=paper, agency=agency))
    own = make_excerpt(make_article(source=agency, agency=agency))
    make_event(support=(carried, own, make_reference(publisher="Journal")), published=True)
    make_event(support=(carried,), published=True)
    make_event(support=(own, make_reference(publisher="Agence")), published=True)
    make_event(support=(make_reference(publisher="Radio"),))

    links = counted(client, "/fr/about/")

    assert links == [("/fr/?source=agence", "3"), ("/fr/?source=journal", "2")]
    assert [len(listed(client, address)) for address, _number in links] == [3, 2]


def test_the_numbers_of_the_site_are_those_of_its_published_events(client: Client, admin_user) -> None:
    publish(make_event(), by=admin_user)
    make_event(Kind.STATEMENT, published=True, when="")
    make_event()

    page = client.get("/en/about/").content.decode()

    numbers = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page)
    assert numbers == [
        ("events", "2"),
        ("meetings", "1"),
        ("troop movements", "0"),
        ("statements", "1"),
        ("articles quoted", "0"),
        ("references cited", "2"),
        ("publishers and agencies", "1"),
        ("reviewed by an editor", "1"),
    ]
    assert "The date of 1 event is not known" in page


def together(*slugs: str, published: bool = True, **fields: Any) -> None:
    parts = tuple(Part(role=Role.PARTICIPANT, actor=make_actor(slug)) for slug in slugs)
    make_event(parts=parts, published=published, **fields)


def test_a_subject_names_whom_it_appears_with_most(client: Client) -> None:
    place, topic = make_place(), make_topic()
    together("lavrov", "blinken", place=place, topics=(topic,))
    together("lavrov", "blinken", "baerbock", place=place)
    together("lavrov", "choigou", published=False)

    assert counted(client, "/fr/actors/lavrov/") == [("/fr/actors/blinken/", "2"), ("/fr/actors/baerbock/", "1")]
    assert counted(client, "/fr/places/geneve/")[:2] == [("/fr/actors/blinken/", "2"), ("/fr/actors/lavrov/", "2")]
    assert counted(client, "/fr/topics/otan/") == [("/fr/actors/blinken/", "1"), ("/fr/actors/lavrov/", "1")]


def test_who_is_twice_in_an_event_counts_once_and_eight_are_named(client: Client) -> None:
    actors = [make_actor(f"a{number}") for number in range(10)]
    parts = [Part(role=Role.PARTICIPANT, actor=actor) for actor in actors]
    make_event(parts=(*parts, Part(role=Role.HOST, actor=actors[1])), published=True)

    assert counted(client, "/fr/actors/a0/") == [(f"/fr/actors/a{number}/", "1") for number in range(1, 9)]


def test_a_subject_says_what_it_is_and_what_else_it_is_called(client: Client) -> None:
    make_actor("lavrov", name_fr="Sergueï Lavrov", name_en="Sergey Lavrov", aliases="M. Lavrov\nSergueï Lavrov",
               role_fr="chef de la diplomatie russe")  # fmt: skip
    make_place(kind="city")
    together("lavrov", "blinken", place=make_place())

    actor, place = client.get("/en/actors/lavrov/").content.decode(), client.get("/fr/places/geneve/").content.decode()

    assert '<span lang="fr">Chef de la diplomatie russe</span> (office in January 2022)' in actor
    assert "Also found as: Sergueï Lavrov, M. Lavrov" in actor
    assert ('<p class="kicker">Ville</p>' in place, "Geneva" in place) == (True, True)


@pytest.mark.parametrize("path", ["/fr/actors/dupont/", "/fr/places/geneve/", "/fr/topics/otan/"])
def test_what_only_the_desk_has_named_has_no_page_yet(client: Client, path: str) -> None:
    parts = (Part(role=Role.PARTICIPANT, actor=make_actor()),)
    event = make_event(parts=parts, place=make_place(), topics=(make_topic(),))
    before = client.get(path).status_code

    publish(event, by=None)
    during = client.get(path).status_code
    retract(event, by=None, reason="Faux.")

    assert (before, during, client.get(path).status_code) == (404, 200, 200)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/fr/about/", 7), ("/fr/actors/a0/", 7), ("/fr/places/geneve/", 7), ("/fr/topics/otan/", 7)]
)
def test_the_page_costs_the_same_however_much_it_counts(
    client: Client, django_assert_num_queries, path: str, queries: int, number: int
) -> None:
    for one in range(number):
        support = (make_excerpt(make_article(source=source_named(f"Agence {one}"))),)
        together("a0", f"b{one}", place=make_place(), topics=(make_topic(),), support=support)

    with django_assert_num_queries(queries):
        client.get(path)
