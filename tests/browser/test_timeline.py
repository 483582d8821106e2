"""The timeline in a real browser: chart, list, excerpt and address always say the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt

from .conftest import SETTLED, Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Les ministres se sont vus mardi à Genève."
CHARTED = """() => document.getElementById("timeline").data
  .filter((trace) => (trace.mode ?? "").includes("markers")).flatMap((trace) => trace.customdata)"""
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENT = 200
"""Milliseconds; longer than the form waits for another box."""
PIXELS = """(uid) => {
  const chart = document.getElementById("timeline");
  for (const trace of chart.data) {
    const at = (trace.customdata ?? []).indexOf(uid);
    if (at < 0) continue;
    const { xaxis, yaxis } = chart._fullLayout, box = chart.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(trace.x[at]), box.top + yaxis._offset + yaxis.d2p(trace.y[at])];
  }
}"""


@pytest.fixture
def events(transactional_db: None) -> dict[str, str]:
    """Names and uids of a meeting with an excerpt, a movement and a statement."""
    lavrov = Part(role=Role.PARTICIPANT, actor=make_actor("lavrov"))
    made = {
        "meeting": make_event(
            title_fr="Une rencontre",
            title_en="A meeting",
            when="2022-01-21",
            status=Status.SCHEDULED,
            parts=(lavrov,),
            support=(make_excerpt(make_article(), WORDS),),
            published=True,
        ),
        "movement": make_event(Kind.TROOP_MOVEMENT, title_fr="Des troupes", when="2022-01-10", published=True),
        "statement": make_event(Kind.STATEMENT, title_fr="Des propos", when="2022-01-02", published=True),
    }
    return {name: event.uid for name, event in made.items()}


def charted(page: Page) -> set[str]:
    page.wait_for_function(SETTLED)
    uids = page.evaluate(CHARTED)
    assert len(uids) == len(set(uids))
    return set(uids)


def listed(page: Page) -> set[str]:
    items = page.locator("#results li[data-event]")
    return {items.nth(number).get_attribute("data-event") or "" for number in range(items.count())}


def twin_of(uid: str) -> str:
    return f"#results [data-event='{uid}'] a"


def press(page: Page, uid: str) -> None:
    """Clicks the event's point, where it is drawn."""
    page.locator("#timeline").scroll_into_view_if_needed()
    x, y = page.evaluate(PIXELS, uid)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def test_a_click_on_a_point_opens_the_sentence_behind_it(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()

    press(page, events["meeting"])

    expect(page.locator("#excerpt mark")).to_have_text(WORDS)
    expect(page).to_have_url(re.compile(rf"/fr/e/{events['meeting']}/une-rencontre/$"))
    expect(page).to_have_title(re.compile("^Une rencontre"))
    expect(page.locator("#excerpt-title")).to_be_focused()


def test_a_point_that_is_not_on_this_page_of_the_list_opens_too(reader: Reader, events: dict[str, str]) -> None:
    for _number in range(50):
        make_event(when="2022-01-25", published=True)
    page = reader.timeline()
    assert events["statement"] not in listed(page)

    press(page, events["statement"])

    expect(page.locator("#excerpt-title")).to_have_text("Des propos")
    expect(page).to_have_url(re.compile(rf"/fr/e/{events['statement']}/des-propos/$"))


def test_a_filter_narrows_chart_and_list_alike(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()
    assert charted(page) == listed(page) == set(events.values())

    page.get_by_label("Rencontres").check()
    expect(page).to_have_url(re.compile(r"/fr/\?kind=meeting$"))
    expect(page.locator("#results li[data-event]")).to_have_count(1)

    assert charted(page) == listed(page) == {events["meeting"]}
    expect(page.locator("[data-count='kind=statement']")).to_have_text("1")

    page.get_by_role("link", name=re.compile("Retirer")).click()
    expect(page.locator("#results li[data-event]")).to_have_count(3)
    expect(page.get_by_label("Rencontres")).not_to_be_checked()
    assert charted(page) == set(events.values())


def test_what_is_chosen_while_an_answer_is_on_its_way_stays_chosen(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()
    held: list[Route] = []
    first = re.compile(r"/fr/\?.*kind=meeting&from=")
    page.route(first, lambda route: held.append(route))
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(hours=1))  # the form waits for another box until the test says so

    page.get_by_label("Rencontres").check()
    with page.expect_request(first):
        page.clock.run_for(MOMENT)
    page.get_by_label("Déclarations").check()
    with page.expect_response(first):
        held[0].continue_()
    expect(page.locator("#results li[data-event]")).to_have_count(1)
    page.clock.run_for(MOMENT)
    page.clock.resume()
    page.wait_for_url("**/fr/?kind=meeting&kind=statement")

    assert listed(page) == charted(page) == {events["meeting"], events["statement"]}
    expect(page.get_by_label("Rencontres")).to_be_checked()
    expect(page.get_by_label("Déclarations")).to_be_checked()


def test_back_and_forward_restore_everything(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()
    results, meetings = page.locator("#results li[data-event]"), page.get_by_label("Rencontres")
    twin = page.locator(twin_of(events["meeting"]))

    meetings.check()
    expect(results).to_have_count(1)
    twin.click()
    expect(page.locator("#excerpt mark")).to_have_text(WORDS)
    expect(page).to_have_url(re.compile(r"/une-rencontre/\?kind=meeting$"))

    page.go_back()
    expect(page.locator("#excerpt mark")).to_have_count(0)
    expect(meetings).to_be_checked()
    expect(twin).to_be_focused()
    assert charted(page) == listed(page) == {events["meeting"]}

    page.go_back()
    expect(results).to_have_count(3)
    expect(meetings).not_to_be_checked()
    assert charted(page) == set(events.values())

    page.go_forward()
    expect(results).to_have_count(1)
    expect(meetings).to_be_checked()
    page.go_forward()
    expect(page.locator("#excerpt mark")).to_have_text(WORDS)
    expect(page.locator("#excerpt-title")).to_be_focused()
    expect(meetings).to_be_checked()
    assert charted(page) == {events["meeting"]}


def test_a_result_of_a_search_stays_open(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()
    page.locator("#q").press_sequentially("geneve")
    expect(page).to_have_url(re.compile(r"/fr/\?q=geneve$"))
    expect(page.locator("#results li[data-event]")).to_have_count(1)

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(twin_of(events["meeting"])).click()
    expect(page.locator("#excerpt mark")).to_have_text(WORDS)
    page.locator("a[data-close]").click()

    expect(page.locator("#excerpt mark")).to_have_count(0)
    expect(page.locator(twin_of(events["meeting"]))).to_be_focused()
    pages = [url.removeprefix(reader.address) for url in asked if "/static/" not in url]
    assert pages == [
        f"/fr/e/{events['meeting']}/une-rencontre/?q=geneve",
        "/fr/?q=geneve",
    ]


def test_an_actor_is_found_while_one_types(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()

    page.locator("details.more summary").click()
    page.get_by_role("combobox", name="Ajouter un acteur").press_sequentially("lavr")
    expect(page.get_by_role("option", name="Lavrov 1")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?actor=lavrov$"))
    expect(page.locator("input[name=actor][value=lavrov]")).to_be_checked()
    page.locator("input[name=actor][value=lavrov]").uncheck()
    expect(page).to_have_url(re.compile(r"/fr/$"))
    assert charted(page) == set(events.values())


def test_the_keyboard_walks_the_points(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()

    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    expect(page.locator("#timeline-says")).to_have_text("Des propos, 2 janvier 2022 (1/3)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    expect(page.locator("#timeline-says")).to_have_text("Une rencontre, 21 janvier 2022 (3/3)")
    page.keyboard.press("Enter")

    expect(page.locator("#excerpt mark")).to_have_text(WORDS)


def test_everything_works_without_javascript(reader: Reader, events: dict[str, str]) -> None:
    for _number in range(50):
        make_event(when="2022-01-25", published=True)
    page = reader.page(java_script_enabled=False)
    page.goto("/fr/")
    assert len(listed(page)) == 50

    page.get_by_role("link", name="Page suivante").click()
    assert listed(page) == set(events.values())

    page.goto("/fr/")
    page.get_by_label("Mots à chercher").fill("geneve")
    page.locator("#filters button[type=submit]").click()
    assert listed(page) == {events["meeting"]}

    page.locator(twin_of(events["meeting"])).click()
    expect(page.locator("#excerpt mark")).to_have_text(WORDS)
    assert f"/fr/e/{events['meeting']}/une-rencontre/?" in page.url
    page.get_by_role("link", name="Retour à la liste").click()
    assert listed(page) == {events["meeting"]}


def test_the_permanent_link_opens_complete_in_a_fresh_browser(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline(f"/e/{events['meeting']}/")

    expect(page.locator("#excerpt mark")).to_have_text(WORDS)
    expect(page).to_have_url(f"{reader.address}/fr/e/{events['meeting']}/une-rencontre/")
    assert charted(page) == set(events.values())


def test_the_other_language_keeps_the_selection(reader: Reader, events: dict[str, str]) -> None:
    page = reader.timeline()
    page.get_by_label("Rencontres").check()
    expect(page.locator("#results li[data-event]")).to_have_count(1)

    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(re.compile(r"/en/\?kind=meeting$"))
    expect(page.get_by_label("Meetings")).to_be_checked()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_list_comes_first_and_swipes_scroll(reader: Reader, events: dict[str, str], width: int) -> None:
    page = reader.timeline(viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True)

    boxes = [page.locator(name).bounding_box() or {} for name in ("#results", "#timeline")]
    assert boxes[0]["y"] < boxes[1]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.getElementById('timeline')._fullLayout.dragmode") is False
    assert page.evaluate("getComputedStyle(document.querySelector('.nsewdrag')).touchAction") == "pan-y pinch-zoom"

    page.locator(twin_of(events["meeting"])).tap()
    expect(page.locator("#excerpt mark")).to_be_in_viewport()
