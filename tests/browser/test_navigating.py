"""Moving through time: brush, presets, zoom, bins, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from crisis.events.vocabulary import Kind
from crisis.public.filters import subjects
from crisis.timeline.chart import figure as figures
from tests.making import make_article, make_event, make_excerpt, make_reference

from .conftest import SETTLED, Reader
from .test_timeline import PIXELS, charted, listed, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWAPPED = """() => JSON.parse(document.getElementById("state").textContent).query === location.search.slice(1)"""
DAYS = ["2021-11-02", "2021-12-10", "2022-01-05", "2022-01-18", "2022-01-21", "2022-02-20"]


@pytest.fixture
def uids(transactional_db: None) -> dict[str, str]:
    return {
        day: make_event(
            list(Kind)[number % 3], title_fr=f"Le {day}", when=day, support=(make_excerpt(),), published=True
        ).uid
        for number, day in enumerate(DAYS)
    }


def brush(page: Page, start: float, end: float) -> None:
    """Drags over the strip, from one share of its width to another."""
    box = page.locator("#strip").bounding_box() or {}
    page.mouse.move(box["x"] + box["width"] * start, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * (start + end) / 2, box["y"] + 15)
    page.mouse.move(box["x"] + box["width"] * end, box["y"] + 15)
    page.mouse.up()


def test_the_brush_narrows_chart_list_and_address(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()

    brush(page, 0.5, 0.8)
    expect(page).to_have_url(re.compile(r"/fr/\?from=2021-12-2\d&to=2022-01-2\d$"))
    page.wait_for_function(SETTLED)

    inside = {uids[day] for day in ("2022-01-05", "2022-01-18", "2022-01-21")}
    assert charted(page) == listed(page) == inside
    first, last = page.evaluate("document.getElementById('timeline').layout.xaxis.range")
    assert (first[:7], last[:7]) == ("2021-12", "2022-01")
    expect(page.locator("#view-words")).to_have_text(re.compile("décembre 2021 – .* janvier 2022"))


def test_a_finger_brushes_across_and_scrolls_along(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    box = page.locator("#strip").bounding_box() or {}
    fingers = page.context.new_cdp_session(page)

    def swipe(*points: tuple[float, float]) -> None:
        for number, (x, y) in enumerate(points):
            kind = "touchStart" if number == 0 else "touchMove"
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    x, y, width = box["x"], box["y"] + 15, box["width"]
    swipe(*((x + width * (0.5 + step / 20), y) for step in range(7)))
    expect(page).to_have_url(re.compile(r"/fr/\?from=2021-12-\d\d&to=2022-01-\d\d$"))
    assert charted(page) == listed(page) != set(uids.values())

    address = page.url
    swipe((x + width * 0.2, y), *((x + width * 0.2, y - step * 20) for step in range(1, 8)))
    page.wait_for_function("() => scrollY > 50")
    assert page.url == address


def test_the_brush_works_with_keys_and_keeps_the_focus(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()
    handle = page.locator("#view-from")

    handle.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuetext", "3 déc. 2021")
    expect(page).to_have_url(re.compile(r"from=2021-12-03&to=2022-02-20$"))
    page.wait_for_function(SETTLED)

    expect(page.locator("#view-from")).to_be_focused()
    assert charted(page) == set(uids.values()) - {uids["2021-11-02"]}


def test_presets_are_links_and_lead_back_to_all(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()

    page.locator("#preset-month").click()
    expect(page).to_have_url(re.compile(r"from=2022-01-22&to=2022-02-20$"))
    page.locator("#step-earlier").click()
    expect(page).to_have_url(re.compile(r"from=2021-12-23&to=2022-01-21$"))
    assert charted(page) == {uids[day] for day in ("2022-01-05", "2022-01-18", "2022-01-21")}
    page.locator("#preset-all").click()
    expect(page).to_have_url(re.compile(r"/fr/$"))
    expect(page.locator("#preset-all")).to_be_focused()
    assert charted(page) == set(uids.values())


def test_the_days_round_an_event_leave_it_open(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline(f"/e/{uids['2022-01-18']}/")

    page.locator("#preset-around").click()
    expect(page).to_have_url(re.compile(r"/fr/e/\w+/le-2022-01-18/\?from=2022-01-15&to=2022-01-21$"))

    expect(page.locator("#excerpt-title")).to_have_text("Le 2022-01-18")
    assert charted(page) == listed(page) == {uids["2022-01-18"], uids["2022-01-21"]}


def test_a_drag_on_the_chart_asks_for_the_days_in_view_and_makes_no_history(
    reader: Reader, uids: dict[str, str]
) -> None:
    page = reader.timeline("/fr/?from=2022-01-01&to=2022-01-31")
    length = page.evaluate("history.length")
    box = page.locator("#timeline .nsewdrag").first.bounding_box() or {}
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "from=" in request.url else None)

    x, y = box["x"] + box["width"] / 2, box["y"] + 5
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x + step * box["width"] / 16, y)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=2021-12-1\d&to=2022-01-1\d$"))
    page.wait_for_function(SETTLED)

    assert charted(page) == listed(page) == {uids["2022-01-05"]}
    assert page.evaluate("history.length") == length
    assert len([url for url in asked if "/figure/" not in url]) == 1


def test_bins_lead_down_to_a_point(reader: Reader, monkeypatch: pytest.MonkeyPatch, uids: dict[str, str]) -> None:
    monkeypatch.setattr(figures, "MOST_POINTS", 3)
    page = reader.timeline()
    assert page.evaluate("document.getElementById('timeline').data.map((trace) => trace.type)") == ["bar"] * 3

    page.locator("#timeline").focus()
    page.keyboard.press("End")
    expect(page.locator("#timeline-says")).to_have_text(re.compile(r"20 février 2022, 1 .* \(6/6\)"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2022-02-20&to=2022-02-20$"))
    assert charted(page) == {uids["2022-02-20"]}

    page.locator("#timeline").focus()
    x, y = page.evaluate(PIXELS, uids["2022-02-20"])
    page.mouse.move(x, y)
    expect(page.locator("#card .card-title")).to_have_text("Le 2022-02-20")
    page.mouse.click(x, y)
    expect(page.locator("#excerpt mark")).to_have_text("Les ministres se sont vus mardi à Genève.")


def test_the_card_of_a_point_has_title_date_and_first_words(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()
    page.locator("#timeline").scroll_into_view_if_needed()

    page.mouse.move(*page.evaluate(PIXELS, uids["2021-12-10"]))

    card = page.locator("#card")
    expect(card).to_be_visible()
    expect(card.locator(".card-date")).to_have_text("10 décembre 2021")
    expect(card.locator("q")).to_have_text("Les ministres se sont vus mardi à Genève.")
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_five_steps_back_and_forward(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()
    states = [(page.url, charted(page))]
    steps = [
        lambda: page.get_by_label("Rencontres").check(),
        lambda: page.locator("#preset-month").click(),
        lambda: page.locator("#preset-all").click(),
        lambda: page.get_by_label("Déclarations").check(),
        lambda: page.locator("#results li[data-event] a").first.click(),
    ]
    for step in steps:
        before = page.url
        step()
        expect(page).not_to_have_url(before)
        page.wait_for_function(SWAPPED)
        states.append((page.url, charted(page)))

    for url, points in reversed(states[:-1]):
        page.go_back()
        expect(page).to_have_url(url)
        page.wait_for_function(SWAPPED)
        assert charted(page) == points
    for url, points in states[1:]:
        page.go_forward()
        expect(page).to_have_url(url)
        page.wait_for_function(SWAPPED)
        assert charted(page) == points
    expect(page.locator("#excerpt mark")).to_have_count(1)


def test_going_back_twice_ends_at_the_second_page_whichever_comes_first(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()
    held: list[Route] = []
    for name in ("Rencontres", "Déclarations"):
        before = page.url
        page.get_by_label(name).check()
        expect(page).not_to_have_url(before)
        page.wait_for_function(SWAPPED)
    page.locator("#preset-month").click()
    expect(page).to_have_url(re.compile("from="))
    page.wait_for_function(SWAPPED)

    page.route("**/fr/?kind=meeting&kind=statement", lambda route: held.append(route))
    with page.expect_request("**/fr/?kind=meeting&kind=statement"):
        page.go_back()
    page.go_back()
    page.wait_for_function(SWAPPED)
    held[0].continue_()
    held[0].request.response()  # none, if nobody waits for it any more
    page.evaluate("fetch(location.href).then((answer) => answer.text())")  # by then it would have been shown

    expect(page).to_have_url(re.compile(r"\?kind=meeting$"))
    assert page.evaluate(SWAPPED)
    assert charted(page) == listed(page)


def test_a_dialog_opened_on_the_way_back_does_not_stop_it(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()
    held: list[Route] = []
    page.get_by_label("Rencontres").check()
    expect(page).to_have_url(re.compile("kind=meeting$"))
    page.wait_for_function(SWAPPED)

    page.route("**/fr/", lambda route: held.append(route))
    with page.expect_request("**/fr/"):
        page.go_back()
    page.locator("#results").get_by_role("link", name=re.compile("Partager")).click()
    expect(page.locator("#share")).to_be_visible()
    held[0].continue_()

    page.wait_for_function(SWAPPED)
    assert charted(page) == set(uids.values())


def test_a_shared_selection_opens_the_same_in_a_fresh_browser(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline("/fr/?kind=meeting&from=2021-12&to=2022-01")
    page.locator("#results li[data-event] a").first.click()
    expect(page.locator("#excerpt-title")).to_be_focused()
    words = page.locator("#excerpt").inner_text()

    fresh = reader.timeline(page.url)

    assert fresh.locator("#excerpt").inner_text() == words
    assert charted(fresh) == charted(page) == listed(fresh) == listed(page)


def test_an_event_beyond_the_first_page_opens_with_the_page_that_holds_it(reader: Reader, uids: dict[str, str]) -> None:
    for _number in range(60):
        make_event(when="2022-02-21", published=True)

    page = reader.timeline(f"/e/{uids['2021-12-10']}/")

    assert uids["2021-12-10"] in listed(page)
    expect(page.locator("#results [aria-current]")).to_have_text("Le 2021-12-10")


def test_dark_colours_reach_the_chart(reader: Reader, uids: dict[str, str]) -> None:
    colour = "document.getElementById('timeline')._fullData.at(-1).marker.color"
    light, dark = (reader.timeline(color_scheme=theme).evaluate(colour) for theme in ("light", "dark"))

    assert (light, dark) == ("#0b7a6b", "#4fd0bb")


def test_the_legend_filters(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()

    page.locator("#status-scheduled").click()
    expect(page).to_have_url(re.compile(r"\?status=scheduled$"))
    assert charted(page) == set()
    page.locator("#status-scheduled").click()
    expect(page).to_have_url(re.compile(r"/fr/$"))
    assert charted(page) == set(uids.values())


def test_the_list_is_there_before_the_chart(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.page()
    page.route("**/plotly-*", lambda route: None)  # it never comes
    page.goto("/fr/", wait_until="domcontentloaded")

    assert listed(page) == set(uids.values())
    page.get_by_label("Rencontres").check()
    expect(page).to_have_url(re.compile(r"\?kind=meeting$"))
    page.locator("#results li[data-event] a").first.click()
    expect(page.locator("#excerpt mark")).to_have_count(1)


def test_a_chart_that_does_not_come_says_so_and_comes_back(reader: Reader, uids: dict[str, str]) -> None:
    page = reader.timeline()
    page.route("**/figure/?kind=meeting", lambda route: route.abort())

    page.get_by_label("Rencontres").check()
    expect(page.get_by_role("alert")).to_have_text(re.compile("la liste contient tout"))
    assert len(listed(page)) == 2
    page.get_by_label("Rencontres").uncheck()

    assert charted(page) == set(uids.values())
    expect(page.get_by_role("alert")).to_be_hidden()
    press(page, uids["2022-01-21"])
    expect(page.locator("#excerpt-title")).to_have_text("Le 2022-01-21")
    reader.complaints.clear()  # the browser reports the request it was made to lose


def test_a_publisher_beyond_the_list_is_called_by_its_name(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, uids: dict[str, str]
) -> None:
    monkeypatch.setattr(subjects, "MOST_SOURCES", 1)
    make_event(support=(make_reference(publisher="Petit Journal"),), published=True)

    page = reader.timeline("/fr/?source=petit-journal")
    page.locator("details.more summary").click()

    expect(page.locator("[data-picker=source] .chosen")).to_have_text("Petit Journal")


def test_a_short_article_is_enough(reader: Reader) -> None:
    """An excerpt of one word, in an article of one word."""
    make_event(support=(make_excerpt(make_article("Sommet"), "Sommet"),), published=True)
    page = reader.timeline()

    page.locator("#results li[data-event] a").click()

    expect(page.locator("#excerpt mark")).to_have_text("Sommet")
