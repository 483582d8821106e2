"""A real Chromium against a running server, and a page that must never complain."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
SETTLED = """() => document.getElementById("timeline").dataset.drawn
  === JSON.parse(document.getElementById("state").textContent).figure"""


SETTLED_COLOURS = """() => new Promise((resolve) => requestAnimationFrame(() => {
  document.getAnimations().forEach((animation) => animation.finish()); resolve(); }))"""
CONTRASTS = """(exclude) => axe.run({ exclude }, { preload: false, runOnly: ["color-contrast"] })"""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Its event loop runs in this thread to the end, where Django would then refuse to ask the database."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


def violations(page: Page, *, exclude: list[list[str]] | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: by rule, the elements. In the light theme all of it, in the dark one its colours.

    Without preloading: for that axe would write styles into the page, which the policy refuses.
    """
    left_out = exclude or []
    found = Axe().run(page, {"exclude": left_out}, {"preload": False}).response["violations"]
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED_COLOURS)
    found += page.evaluate(CONTRASTS, left_out)["violations"]
    page.emulate_media(color_scheme="light")
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


class Reader:
    """Opens pages of the site and remembers every complaint the browser makes."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def page(self, **options: Any) -> Page:
        context = self.browser.new_context(
            **{"base_url": self.address, "locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, **options}
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.add_init_script(WATCH)
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        return page

    def timeline(self, path: str = "/fr/", **options: Any) -> Page:
        """A page whose chart is drawn."""
        page = self.page(**options)
        page.goto(path)
        self.settled(page)
        return page

    def settled(self, page: Page) -> None:
        """Waits until the chart shows the selection that the page speaks of."""
        page.wait_for_function(SETTLED)

    def _heard(self, kind: str, words: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(words)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asks another host: {url}")


def wait_until_nothing_is_asked(seconds: float = 10) -> None:
    """A page that was left may still be answered: its queries would hold the tables that are emptied next."""
    until = time.monotonic() + seconds
    while any("process_request_thread" in thread.name for thread in threading.enumerate()):
        if time.monotonic() > until:
            raise TimeoutError(f"the server still answers, {seconds} seconds after the last page was closed")
        time.sleep(0.005)


@pytest.fixture
def reader(live_server: LiveServer, chromium: Browser) -> Iterator[Reader]:
    """Every test with it also says: no error, no broken policy, no other host."""
    reader = Reader(chromium, live_server.url)
    yield reader
    for context in reader.contexts:
        context.close()
    wait_until_nothing_is_asked()
    assert reader.complaints == []
