"""What readers are answered."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils.translation import override

from crisis.events.models import Event
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Kind, LinkKind, Origin, Role
from crisis.events.writing import Part, link
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def address(event: Event, language: str = "fr") -> str:
    with override(language):
        return event.get_absolute_url()


def listed(client: Client, path: str) -> set[str]:
    return set(re.findall(r'<li class="event[^>]*data-event="(\w+)"', client.get(path).content.decode()))


@pytest.mark.parametrize(
    ("header", "cookie", "expected"),
    [
        ("", "", "/fr/"),
        ("en-GB,en", "", "/en/"),
        ("de", "", "/fr/"),
        ("fr", "en", "/en/"),  # what the reader chose counts more than what the browser says
    ],
)
def test_the_door_leads_to_the_readers_language(client: Client, header: str, cookie: str, expected: str) -> None:
    if cookie:
        client.cookies["django_language"] = cookie

    answer = client.get("/?kind=meeting", headers={"Accept-Language": header})

    assert (answer.status_code, answer["Location"]) == (302, f"{expected}?kind=meeting")
    assert answer["Vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fr/", 200),
        ("/en/", 200),
        ("/fr/about/", 200),
        ("/en/about/", 200),
        ("/livez", 200),
        ("/readyz", 200),
        ("/robots.txt", 200),
        ("/favicon.ico", 302),
        ("/fr/e/nobody/x/", 404),
        ("/e/nobody/", 404),
        ("/fr/actors/nobody/", 404),
        ("/fr/articles/999/", 404),
        ("/fr/nowhere/", 404),
        ("/fr/?cursor=nonsense&kind=&from=x", 200),
    ],
)
def test_each_door_answers(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_the_process_is_alive_without_a_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/livez")

    assert answer.content == b"ok\n"


def test_the_permanent_link_leads_to_the_page_in_each_language(client: Client) -> None:
    event = make_event(title_fr="Une rencontre", title_en="A meeting", published=True)

    french = client.get(f"/e/{event.uid}/")
    english = client.get(f"/e/{event.uid}/", headers={"Accept-Language": "en"})

    assert (french["Location"], english["Location"]) == (
        f"/fr/e/{event.uid}/une-rencontre/",
        f"/en/e/{event.uid}/a-meeting/",
    )


def test_an_old_slug_leads_to_the_page_with_the_selection_kept(client: Client) -> None:
    event = make_event(title_fr="Une rencontre", published=True)

    answer = client.get(f"/fr/e/{event.uid}/old/?kind=meeting")

    assert answer["Location"] == f"/fr/e/{event.uid}/une-rencontre/?kind=meeting"


def test_a_merged_event_leads_to_its_survivor(client: Client) -> None:
    first, second, third = (make_event(published=True) for _number in range(3))
    merge(first, into=second, by=None)
    merge(Event.objects.get(pk=second.pk), into=Event.objects.get(pk=third.pk), by=None)

    answer = client.get(address(first), follow=True)

    assert (answer.redirect_chain, answer.status_code) == ([(address(third), 302)], 200)


@pytest.mark.parametrize("path", ["/e/{uid}/", "/fr/e/{uid}/x/", "/en/e/{uid}/x/"])
def test_a_retracted_event_says_why(client: Client, path: str) -> None:
    event = make_event(published=True)
    retract(event, by=None, reason="Dépêche annulée & <retirée>")

    answer = client.get(path.format(uid=event.uid))

    assert answer.status_code == 410
    assert "Dépêche annulée &amp; &lt;retirée&gt;" in answer.content.decode()


def test_drafts_and_rejected_events_are_nowhere(client: Client) -> None:
    draft, rejected = make_event(), make_event()
    reject(rejected, by=None)

    assert [client.get(address(event)).status_code for event in (draft, rejected)] == [404, 404]
    assert listed(client, "/fr/") == set()


def test_the_evidence_is_marked_word_for_word(client: Client) -> None:
    article = make_article("Titre\n\nIl a dit : « A & B <i>ici</i> ». Puis rien.")
    words = "« A & B <i>ici</i> »."
    event = make_event(support=(make_excerpt(article, words),), published=True)

    page = client.get(address(event)).content.decode()

    assert re.findall(r"<mark>(.*?)</mark>", page, re.S) == ["« A &amp; B &lt;i&gt;ici&lt;/i&gt; »."]
    assert "Puis rien." in page


def test_a_machines_event_carries_the_badge_until_somebody_reviews_it(client: Client, admin_user) -> None:
    badge = b"extracted automatically, not yet reviewed"
    event = make_event(origin=Origin.EXTRACTED, published=True)

    before = client.get(address(event, "en")).content
    publish(event, by=admin_user)
    after = client.get(address(event, "en")).content

    assert (badge in before, badge in after) == (True, False)


def test_links_are_shown_from_both_ends(client: Client) -> None:
    announced, held = make_event(published=True), make_event(published=True)
    link(held, announced, LinkKind.FULFILS)

    there = client.get(address(announced, "en")).content.decode()
    back = client.get(address(held, "en")).content.decode()

    assert ("fulfilled by" in there, address(held, "en") in there) == (True, True)
    assert ("fulfils" in back, address(announced, "en") in back) == (True, True)


def test_a_filter_gets_the_part_and_writes_the_canonical_address(client: Client) -> None:
    make_event(published=True)

    answer = client.get("/fr/?sort=newest&kind=statement&kind=meeting&q=", headers=HTMX)

    assert answer["HX-Push-Url"] == "/fr/?kind=meeting&kind=statement"
    assert answer["Vary"] == "HX-Request, HX-History-Restore-Request, HX-Target, Crisis-Zoom, Accept-Encoding"
    assert "<html" not in answer.content.decode()


def test_an_address_that_already_stands_is_not_written_twice(client: Client) -> None:
    answer = client.get("/fr/?kind=meeting", headers={**HTMX, "HX-Current-URL": "http://testserver/fr/?kind=meeting"})

    assert answer["HX-Push-Url"] == "false"


def test_an_event_gets_the_panel_and_writes_its_permalink_with_the_selection(client: Client) -> None:
    event = make_event(title_fr="Une rencontre", published=True)

    answer = client.get(f"/fr/e/{event.uid}/-/?kind=meeting&sort=newest", headers=HTMX)

    assert answer["HX-Push-Url"] == f"/fr/e/{event.uid}/une-rencontre/?kind=meeting"
    assert re.findall(r"<title>(.*?) – |<(html|form)", answer.content.decode()) == [("Une rencontre", "")]


def test_restoring_a_page_of_the_history_needs_all_of_it(client: Client) -> None:
    answer = client.get("/fr/", headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert "<html" in answer.content.decode()


def test_what_is_ignored_is_named(client: Client) -> None:
    page = client.get("/en/?colour=<red>").content.decode()

    assert "“colour” is not something this page can filter by; it is ignored." in page


def test_nothing_found_leaves_a_way_out(client: Client) -> None:
    make_event(published=True)

    page = client.get("/en/?q=nothing").content.decode()

    assert "0 events with the words “nothing”" in page
    assert '<a class="button" href="/en/"' in page


def test_the_form_works_without_a_script(client: Client) -> None:
    page = client.get("/fr/?kind=meeting").content.decode()

    [form] = re.findall(r'<form id="filters".*?</form>', page, re.S)
    assert 'method="get" action="/fr/"' in form
    assert '<button type="submit"' in form
    assert re.findall(r'value="(\w+)" checked', form) == ["meeting"]


def test_pages_without_a_script_meet_every_event_once(client: Client) -> None:
    made = {make_event(published=True, when=f"2022-01-{day % 28 + 1:02}").uid for day in range(53)}
    first = client.get("/fr/").content.decode()
    [onward] = re.findall(r'rel="next" href="([^"]*)"', first)

    one, two = listed(client, "/fr/"), listed(client, onward.replace("&amp;", "&"))

    assert (len(one), one | two, one & two) == (50, made, set())


def test_list_and_chart_and_count_agree(client: Client) -> None:
    for kind in Kind:
        make_event(kind, published=True)

    page = client.get("/fr/?kind=meeting&kind=statement").content.decode()

    [raw] = re.findall(r'<script id="state" type="application/json">(.*?)</script>', page, re.S)
    figure = client.get(json.loads(raw)["figure"]).json()
    charted = {uid for trace in figure["data"] for uid in trace.get("customdata", [])}
    assert charted == listed(client, "/fr/?kind=meeting&kind=statement")
    assert len(charted) == 2


def test_the_other_language_keeps_page_and_selection(client: Client) -> None:
    event = make_event(title_fr="Une rencontre", title_en="A meeting", published=True)

    page = client.get(f"{address(event)}?kind=meeting").content.decode()

    [other] = re.findall(r'rel="alternate" href="([^"]*)" data-language="en"', page)
    assert other == f"/en/e/{event.uid}/a-meeting/?kind=meeting"
    assert f'<link rel="canonical" href="http://testserver{address(event)}">' in page


def some_events(number: int) -> Event:
    for _number in range(number):
        parts = (Part(role=Role.PARTICIPANT, actor=make_actor("lavrov")),)
        event = make_event(published=True, parts=parts, support=(make_excerpt(),), place=make_place())
    return event


@pytest.mark.parametrize("number", [1, 3])
def test_the_timeline_costs_the_same_however_many_events(
    client: Client, django_assert_num_queries, number: int
) -> None:
    some_events(number)

    with django_assert_num_queries(15):
        client.get("/fr/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_panel_costs_the_same_however_many_events(client: Client, django_assert_num_queries, number: int) -> None:
    event = some_events(number)

    with django_assert_num_queries(10):
        client.get(address(event), headers=HTMX)
