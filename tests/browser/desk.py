"""What the browser tests of the desk share: how one signs in."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.colleagues import PASSWORD


def signed_in(reader: Reader, path: str, name: str = "olena", **options: object) -> Page:
    """A page of the desk, after the sign-in that leads to it."""
    page = reader.page(**options)
    page.goto(f"/admin/login/?next={path}")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"**{path}")
    return page
