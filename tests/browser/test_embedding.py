"""An embed on a newsroom's page, in a real browser: it shows, it fits, and nothing else of the site can be framed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from crisis.events.review import retract
from crisis.events.vocabulary import Kind, Status
from tests.making import make_article, make_event, make_excerpt

from .conftest import Reader, violations
from .newspaper import newspaper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Les ministres se sont vus mardi à Genève."
GROWN = "document.querySelector('iframe').offsetHeight !== 200"
NARROW_AND_WHOLE = "() => innerWidth <= 320 && document.documentElement.scrollHeight === innerHeight"
"""A function: an expression that must be asked twice is what the frame's own policy forbids."""
AS_BEFORE = "(height) => document.querySelector('iframe').offsetHeight === height"
ACCENTS = ("ffff00", "8a1c2b", "777777")
INNER = "[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]"


@pytest.fixture
def event(transactional_db: None) -> str:
    """Its uid; two more events stand beside it."""
    support = (make_excerpt(make_article(url="https://example.org/article"), WORDS),)
    made = make_event(title_fr="Une rencontre", status=Status.SCHEDULED, support=support, published=True)
    make_event(Kind.TROOP_MOVEMENT, when="2022-01", published=True)
    make_event(Kind.STATEMENT, when="", published=True)
    return made.uid


def framed(reader: Reader, path: str, *, width: int = 1280, script: bool = True, height: int = 200) -> str:
    """The body of a page with the embed in it."""
    loader = f'<script async src="{reader.address}/embed.js"></script>' if script else ""
    frame = f'<iframe src="{reader.address}{path}" title="Essai" width="700" height="{height}"'
    return f'{frame} style="max-width:100%;border:0"></iframe>{loader}'


def opened(reader: Reader, address: str, **options: object) -> Page:
    """The newspaper's page: its own host is no complaint here."""
    page = reader.page(**options)
    page.goto(address)
    reader.complaints = [told for told in reader.complaints if told != f"asks another host: {address}"]
    return page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["event", "selection"])
def test_an_embed_grows_to_the_height_of_its_content(reader: Reader, event: str, width: int, kind: str) -> None:
    path = f"/embed/e/{event}/" if kind == "event" else "/embed/"
    with newspaper(framed(reader, path)) as address:
        page = opened(reader, address, viewport={"width": width, "height": 900})

        page.wait_for_function(GROWN)
        inner = page.frames[1]
        expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
        before = page.locator("iframe").evaluate("(frame) => frame.offsetHeight")
        assert inner.evaluate(INNER) == [0, 0]
        assert page.evaluate("document.documentElement.scrollWidth") == width

        page.set_viewport_size({"width": 320, "height": 900})
        inner.wait_for_function(NARROW_AND_WHOLE)
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(AS_BEFORE, arg=before)


def test_without_the_script_the_frame_keeps_its_height_and_scrolls(reader: Reader, event: str) -> None:
    with newspaper(framed(reader, f"/embed/e/{event}/", script=False)) as address:
        page = opened(reader, address)

        expect(page.frame_locator("iframe").locator("mark")).to_have_text(WORDS)
        assert page.locator("iframe").evaluate("(frame) => frame.offsetHeight") == 200
        assert page.frames[1].evaluate(INNER)[0] > 0


def test_the_script_listens_to_our_frames_only(reader: Reader, event: str) -> None:
    impostor = """<iframe id="other" title="Autre" srcdoc="<title>x</title>" height="50"></iframe>"""
    with newspaper(framed(reader, f"/embed/e/{event}/") + impostor) as address:
        page = opened(reader, address)
        page.wait_for_function(GROWN)
        before = page.locator("iframe").evaluate_all("(frames) => frames.map((frame) => frame.offsetHeight)")

        page.evaluate("postMessage({ type: 'ukraine-crisis:height', height: 5000 }, '*')")
        page.frame_locator("#other").locator("html").evaluate(
            "() => parent.postMessage({ type: 'ukraine-crisis:height', height: 5000 }, '*')"
        )
        page.wait_for_timeout(100)

        after = page.locator("iframe").evaluate_all("(frames) => frames.map((frame) => frame.offsetHeight)")
        assert after == before


@pytest.mark.parametrize("path", ["/fr/", "/fr/e/{uid}/-/", "/fr/share/{uid}/", "/admin/login/"])
def test_nothing_else_can_be_framed(reader: Reader, event: str, path: str) -> None:
    with newspaper(framed(reader, path.format(uid=event))) as address:
        page = opened(reader, address)

        page.wait_for_timeout(300)

        assert page.frames[1].url == "chrome-error://chromewebdata/"
    assert [told for told in reader.complaints if "frame-ancestors 'none'" not in told] == []
    assert len(reader.complaints) >= 1
    reader.complaints.clear()


def test_a_retracted_event_says_so_in_the_frame(reader: Reader, event: str) -> None:
    gone = make_event(published=True)
    retract(gone, by=None, reason="Une erreur de lecture")
    with newspaper(framed(reader, f"/embed/e/{gone.uid}/")) as address:
        page = opened(reader, address)

        expect(page.frame_locator("iframe").get_by_text("Une erreur de lecture")).to_be_visible()
    reader.complaints.clear()  # the browser reports the 410


def test_a_link_in_the_frame_opens_the_permalink_in_a_new_page(reader: Reader, event: str) -> None:
    with newspaper(framed(reader, "/embed/?kind=meeting")) as address:
        page = opened(reader, address)

        with page.expect_popup() as popup:
            page.frame_locator("iframe").get_by_role("link", name="Une rencontre").click()

        popup.value.wait_for_load_state()
        assert popup.value.url == f"{reader.address}/fr/e/{event}/une-rencontre/"


def test_axe_finds_nothing_in_an_embed(reader: Reader, event: str) -> None:
    gone = make_event(published=True)
    retract(gone, by=None, reason="Erreur")
    page = reader.page()
    paths = [
        *("/embed/", "/embed/?q=introuvable", f"/embed/e/{event}/", f"/embed/e/{gone.uid}/", "/embed/e/nobody/"),
        *(f"/embed/?theme=light&accent={accent}&font=sans" for accent in ACCENTS),
        *(f"/embed/?theme=dark&accent={accent}&font=sans" for accent in ACCENTS),
    ]
    found = {}

    for path in paths:
        page.goto(path)
        found[path] = violations(page)

    reader.complaints.clear()  # a browser reports the 404 and the 410 it was asked for
    assert found == {path: [] for path in paths}
