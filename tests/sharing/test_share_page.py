"""Every way in which an event or a selection leaves this site, in one place: a dialog, and a page without scripts."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.sharing.citing.styles import STYLES
from crisis.sharing.exports.formats import FORMATS
from tests.making import make_event, make_reference

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true"}


def links(page: str) -> dict[str, str]:
    """What stands in the fields to copy from."""
    return {name: unescape(value) for name, value in re.findall(r'<input id="(.*?)" .*? value="(.*?)">', page)}


def texts(page: str) -> dict[str, str]:
    return {name: unescape(text) for name, text in re.findall(r'<pre id="(.*?)".*?>(.*?)</pre>', page, re.DOTALL)}


def code(page: str) -> str:
    """The embed code as it is copied: it holds escaped addresses of its own."""
    [found] = re.findall(r'<textarea id="embed-code".*?>(.*?)</textarea>', page, re.DOTALL)
    return unescape(found)


def test_an_event_has_its_links_its_code_and_its_citations(client: Client) -> None:
    event = make_event(title_en="A “meeting” & <more>", published=True)
    stored = Event.objects.get(pk=event.pk)

    page = client.get(f"/en/share/{event.uid}/?kind=meeting").content.decode()

    assert links(page) == {
        "permalink": f"http://testserver/e/{event.uid}/",
        "version-link": f"http://testserver/e/{event.uid}/?v={stored.version}",
        "selection-link": f"http://testserver/en/e/{event.uid}/a-meeting-more/?kind=meeting",
    }
    assert code(page) == (
        f'<iframe src="http://testserver/embed/e/{event.uid}/?lang=en" title="A “meeting” &amp; &lt;more&gt;" '
        'width="700" height="420" loading="lazy" style="max-width:100%;border:0"></iframe>\n'
        '<script async src="http://testserver/embed.js"></script>'
    )
    assert list(texts(page)) == [f"cite-{ending}" for ending in STYLES]
    assert texts(page)["cite-bib"].splitlines()[1] == r"  title = {{A “meeting” \& <more>}},"
    assert re.findall(r'href="(/e/.*?)" download', page) == [f"/e/{event.uid}/cite.{end}?lang=en" for end in STYLES]


def test_without_a_selection_there_is_no_link_into_one(client: Client) -> None:
    event = make_event(published=True)

    assert list(links(client.get(f"/fr/share/{event.uid}/").content.decode())) == ["permalink", "version-link"]


def test_a_selection_can_be_taken_in_every_format_there_is(client: Client) -> None:
    make_event(published=True)

    page = client.get("/en/share/?kind=meeting&cursor=xyz").content.decode()
    offered = [unescape(address) for address in re.findall(r'<li><a href="(.*?)"', page)]

    expected = [f"http://testserver/export/events.{ending}?kind=meeting&lang=en" for ending in FORMATS]
    expected.append("/en/print/?kind=meeting")
    with suppress(NoReverseMatch):
        expected.append(f"http://testserver{reverse('feed')}?kind=meeting&lang=en")
    if "ics" in FORMATS:
        expected.append("webcal://testserver/export/events.ics?kind=meeting&lang=en")
    assert offered == expected
    assert links(page) == {"permalink": "http://testserver/en/?kind=meeting"}
    assert re.findall(r'src="(.*?)"', code(page))[0] == "http://testserver/embed/?kind=meeting&amp;lang=en"
    assert texts(page)["cite-txt"].startswith("“1 meeting”, The Ukraine crisis, from the source, ")


def test_how_many_events_an_embed_lists_is_a_choice(client: Client) -> None:
    event = make_event(published=True)

    page = client.get("/fr/share/?limit=7").content.decode()

    assert re.findall(r'src="(.*?)"', code(page))[0] == "http://testserver/embed/?limit=7"
    assert re.findall(r'<option value="(\d+)"( selected)?', page) == [
        ("3", ""),
        ("5", ""),
        ("7", " selected"),
        ("10", ""),
        ("20", ""),
        ("50", ""),
    ]
    assert 'name="limit"' not in client.get(f"/fr/share/{event.uid}/").content.decode()


@pytest.mark.slow
def test_the_data_are_two_clicks_from_any_page_at_most(client: Client) -> None:
    make_event(published=True)
    masthead, _body, _rest = client.get("/fr/").content.decode().partition("</header>")
    dialog = client.get("/fr/share/", headers={"HX-Request": "true"}).content.decode()

    assert '<a href="/fr/data/">Données</a>' in masthead
    assert '<a href="/fr/data/">Ce que contient chaque format, et l’API</a>' in dialog
    assert '<a href="/fr/data/api/">' in client.get("/fr/data/").content.decode()


def test_the_choice_of_looks_changes_the_code_and_keeps_the_selection(client: Client) -> None:
    make_event(published=True)

    page = client.get("/fr/share/?kind=meeting&theme=dark&font=sans&accent=%238A1C2B").content.decode()

    assert re.findall(r'src="(.*?)"', code(page))[0] == (
        "http://testserver/embed/?kind=meeting&amp;theme=dark&amp;accent=8a1c2b&amp;font=sans"
    )
    assert re.findall(r'<option value="([^"]*)" selected', page) == ["dark", "sans", "10"]
    assert re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)"', page) == [("kind", "meeting")]
    assert links(page) == {"permalink": "http://testserver/fr/?kind=meeting"}


def test_a_script_gets_the_dialogs_content_alone(client: Client) -> None:
    event = make_event(published=True)
    addresses = ("/fr/share/", f"/fr/share/{event.uid}/")

    fragments = [client.get(address, headers=FRAGMENT) for address in addresses]
    pages = [client.get(address, headers={**FRAGMENT, "HX-History-Restore-Request": "true"}) for address in addresses]

    assert ["<html" in answer.content.decode() for answer in (*fragments, *pages)] == [False, False, True, True]
    assert fragments[0].headers["Vary"].startswith("HX-Request, HX-History-Restore-Request")


def test_drafts_are_not_shared_retracted_are_gone_and_merged_lead_on(client: Client) -> None:
    draft, gone, first, second = (make_event(published=number > 0) for number in range(4))
    retract(gone, by=None, reason="Erreur")
    merge(first, into=Event.objects.get(pk=second.pk), by=None)

    answers = [client.get(f"/en/share/{event.uid}/?kind=meeting") for event in (draft, gone, first)]

    assert [answer.status_code for answer in answers] == [404, 410, 302]
    assert answers[2].headers["Location"] == f"/en/share/{second.uid}/?kind=meeting"


def test_the_timeline_leads_to_it_and_says_how_it_is_embedded(client: Client) -> None:
    event = make_event(title_en="A meeting", published=True)

    page = client.get(f"/en/e/{event.uid}/a-meeting/?kind=meeting&cursor=xyz").content.decode()

    assert re.findall(r'<a [^>]*href="(/en/share/.*?)" hx-get="(.*?)"', page) == [
        (f"/en/share/{event.uid}/?kind=meeting",) * 2,
        ("/en/share/?kind=meeting",) * 2,
    ]
    [address] = re.findall(r'type="application/json\+oembed" title="A meeting" href="(.*?)"', page)
    assert client.get(unescape(address)).json()["title"] == "A meeting"


@pytest.mark.parametrize("number", [1, 3])
def test_sharing_costs_the_same_however_much_there_is(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    support = tuple(make_reference() for _number in range(number))
    event, *_others = [make_event(support=support, published=True) for _number in range(number)]

    with django_assert_num_queries(1):
        client.get("/fr/share/")
    with django_assert_num_queries(7):
        client.get(f"/fr/share/{event.uid}/")


@pytest.mark.parametrize("query", ["?q=%00&place=%00", "?accent=%00&theme=%ed%a0%80", "?kind=meeting&kind=statement"])
def test_nothing_that_is_asked_breaks_the_page(client: Client, query: str) -> None:
    event = make_event(published=True)

    assert [client.get(f"/fr/share/{path}{query}").status_code for path in ("", f"{event.uid}/")] == [200, 200]
    assert client.get(f"/fr/share/%00/{query}").status_code == 404
