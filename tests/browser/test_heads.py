"""What stands in a head for machines disturbs no browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Reader
from tests.making import make_event, make_excerpt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_data_in_a_page_and_the_manifest_break_no_policy(reader: Reader) -> None:
    event = make_event(support=(make_excerpt(),), published=True)
    page = reader.page()

    kinds = []
    for path in (event.get_absolute_url(), "/fr/about/"):
        page.goto(path)
        kinds.append(
            page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)['@type']")
        )
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    card = page.locator("meta[property='og:image']").get_attribute("content")

    assert kinds == ["Event", "Dataset"]
    assert (manifest["errors"], "/manifest.webmanifest" in manifest["url"]) == ([], True)
    assert card is not None
    assert page.request.get(card).headers["content-type"] == "image/png"
