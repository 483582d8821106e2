"""What axe finds on every page, in both themes and both languages; and what a narrow or zoomed screen shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from crisis.events.review import retract
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic
from tests.sizes import LANGUAGES

from .conftest import Reader, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "",
    "?kind=meeting&colour=red&from=2022-01&to=2022-02&q=evenement",
    "?q=introuvable",
    "?lane=actor&sort=oldest",
    "e/{uid}/-/",
    "e/{gone}/-/",
    "articles/{article}/",
    "actors/lavrov/",
    "places/geneve/",
    "topics/otan/",
    "about/",
    "data/",
    "data/api/",
    "legal/",
    "privacy/",
    "contact/",
    "print/",
    "report/{uid}/",
    "report/{uid}/?sent=1",
    "nowhere/",
)


@pytest.fixture
def names(transactional_db: None) -> dict[str, object]:
    """What the addresses of the pages name."""
    article = make_article(url="https://example.org/article")
    event = make_event(
        support=(make_excerpt(article),),
        place=make_place(),
        topics=(make_topic(),),
        parts=(Part(role=Role.HOST, actor=make_actor("lavrov")),),
        status=Status.SCHEDULED,
        published=True,
    )
    make_event(Kind.STATEMENT, when="2022-01", published=True)
    make_event(Kind.TROOP_MOVEMENT, when="", published=True)
    gone = make_event(published=True)
    retract(gone, by=None, reason="Erreur")
    return {"uid": event.uid, "gone": gone.uid, "article": article.pk}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(reader: Reader, names: dict[str, object], language: str) -> None:
    page = reader.page()
    found = {}

    for path in PAGES:
        page.goto(f"/{language}/{path.format(**names)}")
        if page.locator("#timeline").count():
            reader.settled(page)
            page.locator("details.more summary").click()
        found[path] = violations(page)

    reader.complaints.clear()  # a browser reports the 404 and the 410 it was asked for
    assert found == {path: [] for path in PAGES}


def test_axe_finds_nothing_in_what_opens_on_the_page(reader: Reader, names: dict[str, object]) -> None:
    page = reader.timeline()
    page.locator("details.more summary").click()
    page.get_by_role("combobox", name="Ajouter un acteur").focus()
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []

    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    expect(page.locator("#card")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_cut_off_on_a_narrow_or_zoomed_screen(reader: Reader, names: dict[str, object], width: int) -> None:
    """640 pixels are what a screen of 1280 has at 200 %."""
    page = reader.page(viewport={"width": width, "height": 512})
    for path in PAGES:
        page.goto(f"/fr/{path.format(**names)}")
        if page.locator("#timeline").count():
            reader.settled(page)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
    reader.complaints.clear()


def test_forced_colours_and_reduced_motion_leave_the_page_usable(reader: Reader, names: dict[str, object]) -> None:
    page = reader.timeline(forced_colors="active", reduced_motion="reduce")

    page.locator("#results li[data-event] a").first.click()

    expect(page.locator("#excerpt-title")).to_be_focused()
    assert violations(page) == []
