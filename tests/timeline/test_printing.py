"""A selection on paper."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from crisis.events.vocabulary import Kind, Status
from crisis.timeline import pages
from tests.making import make_article, make_event, make_excerpt, make_place, make_reference

pytestmark = pytest.mark.django_db


def printed(client: Client, path: str) -> list[str]:
    return re.findall(r'<li class="entry" data-event="(\w+)"', client.get(path).content.decode())


def test_the_oldest_come_first_and_the_undated_last(client: Client) -> None:
    undated = make_event(published=True, when="")
    late = make_event(published=True, when="2022-02")
    early = make_event(published=True, when="2022-01-01")
    make_event(when="2022-01-02")

    assert printed(client, "/fr/print/?sort=newest&cursor=zzz") == [early.uid, late.uid, undated.uid]


def test_it_prints_the_selection_of_the_query_string(client: Client) -> None:
    meeting = make_event(published=True)
    make_event(Kind.STATEMENT, published=True)

    page = client.get("/en/print/?kind=meeting&colour=red").content.decode()

    assert printed(client, "/en/print/?kind=meeting") == [meeting.uid]
    assert ("1 meeting" in page, "Printed from http://testserver/en/?kind=meeting on" in page) == (
        True,
        True,
    )
    assert "“colour” is not something this page can filter by" in page


def test_an_event_stands_with_its_words_source_and_permalink(client: Client) -> None:
    article = make_article("Titre\n\nIl a dit « A & B », mardi. Puis rien.", title="Une dépêche")
    support = (make_excerpt(article, "Il a dit « A & B », mardi."), make_reference("Un communiqué"))
    event = make_event(support=support, status=Status.ANNOUNCED, place=make_place(), when="2022-01~", published=True)

    page = client.get("/fr/print/").content.decode()

    [entry] = re.findall(r'<li class="entry".*?</ol>', page, re.S)
    assert re.findall(r"<q>(.*?)</q>", entry) == ["Il a dit « A &amp; B », mardi."]
    text = " ".join(re.sub(r"<[^>]+>", " ", entry).split())
    for words in (
        event.title,
        "vers janvier 2022",
        "annoncé",
        "Genève",
        "Agence d&#x27;essai, Une dépêche , 18 janvier 2022",
        "Journal d&#x27;essai, Un communiqué , https://example.org/",
        f"http://testserver/e/{event.uid}/",
    ):
        assert words in text


def test_what_does_not_fit_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PRINTED", 2)
    for _number in range(3):
        make_event(published=True)

    page = client.get("/en/print/").content.decode()

    assert len(printed(client, "/en/print/")) == 2
    assert ("3 events" in page, "Only the first 2 are here; 1 later event is left out." in page) == (True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_printing_costs_the_same_however_many_events(client: Client, django_assert_num_queries, number: int) -> None:
    for _number in range(number):
        make_event(published=True, support=(make_excerpt(), make_reference()), place=make_place())

    with django_assert_num_queries(2):
        client.get("/fr/print/")
