"""The share dialog in a real browser: by mouse, by keyboard, on a phone, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.making import make_event, make_excerpt

from .conftest import Reader, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INSIDE = "document.activeElement === document.body || !!document.activeElement.closest('#share')"
SHARE, SHARE_SELECTION = "Partager, intégrer, citer", "Partager, exporter, imprimer"


@pytest.fixture
def event(transactional_db: None) -> str:
    return make_event(title_fr="Une rencontre", support=(make_excerpt(),), published=True).uid


def shared(page: Page, name: str = SHARE) -> None:
    """Opens the dialog."""
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_an_event_is_shared_by_mouse(reader: Reader, event: str) -> None:
    page = reader.timeline(
        f"/fr/e/{event}/une-rencontre/?kind=meeting", permissions=["clipboard-read", "clipboard-write"]
    )
    address = page.url
    shared(page)
    dialog = page.get_by_role("dialog", name="Partager")

    expect(dialog.get_by_label("Lien permanent", exact=True)).to_have_value(f"{reader.address}/e/{event}/")
    dialog.locator("[data-copy=permalink]").click()
    expect(page.locator("#share-said")).to_have_text("Copié\u00a0: Lien permanent")
    assert copied(page) == f"{reader.address}/e/{event}/"

    dialog.locator("summary", has_text="BibTeX").click()
    dialog.locator("[data-copy=cite-bib]").click()
    assert copied(page).startswith(f"@misc{{crisis-{event}-v")

    dialog.get_by_role("button", name="Fermer").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name=SHARE)).to_be_focused()
    assert page.url == address


def test_an_event_is_shared_by_keyboard_and_the_focus_comes_back(reader: Reader, event: str) -> None:
    page = reader.timeline(f"/fr/e/{event}/une-rencontre/")
    link = page.get_by_role("link", name=SHARE)

    for _time in range(2):
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#share-title")).to_be_focused()
        for _step in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('#share')"
            )
        page.keyboard.press("Escape")
        expect(page.locator("#share")).to_be_hidden()
        expect(link).to_be_focused()
    assert page.locator("#share").inner_html() == ""


def test_the_code_follows_the_choice_of_looks(reader: Reader, event: str) -> None:
    page = reader.timeline(f"/fr/e/{event}/une-rencontre/")
    shared(page)
    code = page.get_by_label("Code à intégrer")
    code.evaluate("(field) => { field.style.height = '9rem'; }")  # as a hand that pulls at its corner

    page.get_by_label("Couleurs").select_option("dark")
    expect(code).to_have_value(re.compile(r"\?theme=dark\""))
    page.get_by_label("Accent").fill("8a1c2b")
    page.keyboard.press("Enter")
    expect(code).to_have_value(re.compile(r"\?theme=dark&amp;accent=8a1c2b\""))

    expect(page.get_by_label("Couleurs")).to_have_value("dark")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_going_back_closes_the_dialog_and_leaves_the_page_as_it_was(reader: Reader, event: str) -> None:
    page = reader.timeline()
    page.locator(f'#results [data-event="{event}"] a').click()
    expect(page.locator("#excerpt mark")).to_be_visible()
    shared(page)

    page.go_back()

    expect(page.locator("#share")).to_be_hidden()
    expect(page.locator("#excerpt mark")).to_have_count(0)
    reader.settled(page)
    assert page.url == f"{reader.address}/fr/"


def test_a_selection_is_shared_with_what_was_filtered_since(reader: Reader, event: str) -> None:
    page = reader.timeline()
    page.get_by_label("Rencontres").check()
    expect(page).to_have_url(re.compile(r"kind=meeting$"))

    shared(page, SHARE_SELECTION)

    expect(page.locator("#permalink")).to_have_value(f"{reader.address}/fr/?kind=meeting")
    expect(page.get_by_role("link", name="JSON", exact=True)).to_have_attribute(
        "href", f"{reader.address}/export/events.json?kind=meeting"
    )


def test_a_click_beside_the_dialog_closes_it(reader: Reader, event: str) -> None:
    page = reader.timeline(f"/fr/e/{event}/une-rencontre/")
    shared(page)

    page.mouse.click(5, 5)

    expect(page.locator("#share")).to_be_hidden()


def test_on_a_phone_the_dialog_fits(reader: Reader, event: str) -> None:
    page = reader.timeline(
        f"/fr/e/{event}/une-rencontre/", viewport={"width": 320, "height": 600}, has_touch=True, is_mobile=True
    )

    shared(page)

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("#share").evaluate("(dialog) => dialog.scrollWidth - dialog.clientWidth") == 0
    page.locator("#share").evaluate("(dialog) => { dialog.scrollTop = dialog.scrollHeight }")
    expect(page.get_by_role("button", name="Fermer")).to_be_in_viewport()


def test_without_scripts_it_is_a_page(reader: Reader, event: str) -> None:
    page = reader.page(java_script_enabled=False)
    page.goto(f"/fr/e/{event}/une-rencontre/?kind=meeting")

    page.get_by_role("link", name=SHARE).click()
    assert page.url == f"{reader.address}/fr/share/{event}/?kind=meeting"
    expect(page.get_by_label("Lien permanent", exact=True)).to_have_value(f"{reader.address}/e/{event}/")
    assert page.locator("[data-copy]:visible").count() == 0

    page.get_by_label("Couleurs").select_option("dark")
    page.get_by_role("button", name="Montrer le code").click()
    expect(page.get_by_label("Code à intégrer")).to_have_value(re.compile("theme=dark"))
    page.get_by_role("link", name="Une rencontre").click()
    assert page.url == f"{reader.address}/fr/e/{event}/une-rencontre/?kind=meeting"


def test_axe_finds_nothing_in_the_dialog_nor_on_its_page(reader: Reader, event: str) -> None:
    page = reader.timeline(f"/fr/e/{event}/une-rencontre/?kind=meeting", reduced_motion="reduce")
    found = []

    shared(page)
    found.append(violations(page))
    page.keyboard.press("Escape")
    shared(page, SHARE_SELECTION)
    found.append(violations(page))
    page.goto(f"/fr/share/{event}/")
    found.append(violations(page))

    assert found == [[], [], []]
