"""Photographs the pages of the site and of its desk as shipped, into docs/screens/: wide and narrow, light and dark.

A database of its own is made from the seeds and thrown away; nothing of the operator's is read.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screens"
PORT = "8977"
ADDRESS = f"http://127.0.0.1:{PORT}"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
EDITOR, PASSWORD = "olena", "cheval-pile-agrafe"
STATES = {
    "timeline": "/fr/",
    "selection": "/fr/?actor=lavrov&from=2022-01&to=2022-01",
    "event": "/fr/?q=geneve&evidence=excerpt",
    "actors": "/en/?lane=actor",
    "about": "/fr/about/",
    "share": "/fr/share/?actor=lavrov&from=2022-01&to=2022-01",
    "embed": "/embed/?actor=lavrov&from=2022-01&to=2022-01",
    "data": "/fr/data/",
}
DESK_STATES = {
    "desk": "/admin/articles/article/2/desk/",
    "desk-adding": "/admin/articles/article/add/",
    "desk-conflict": "/admin/events/meeting/",
    "desk-index": "/admin/",
}
"""What editors see, while the drafts of one more dispatch wait for them."""
DISPATCH = "tests/extraction/dispatches/moscou_kiev.txt"


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is needed: install the package chromium.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "PORT": PORT,
            "CRISIS_EDITOR_PASSWORD": PASSWORD,
        }
        for command in (
            ["migrate", "--noinput", "--verbosity", "0"],
            ["collectstatic", "--noinput", "--clear", "--verbosity", "0"],
            ["load_gazetteer"],
            ["load_context"],
            ["load_seeds", "--publish"],
            ["create_editor", EDITOR, "--role", "chief"],
        ):
            _manage(command, environment)
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "crisis.wsgi", "--config", "tools/serving.py"], cwd=ROOT, env=environment
        )
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                FOLDER.mkdir(parents=True, exist_ok=True)
                _photograph_all(browser, STATES)
                _keep_cards()
                _manage(["ingest", DISPATCH], environment)
                _photograph_all(browser, DESK_STATES)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    return 0


def _manage(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)  # noqa: S603


def _wait() -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{ADDRESS}/livez").close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(ADDRESS)


def _photograph_all(browser: Browser, states: dict[str, str]) -> None:
    for name, path in states.items():
        for theme in ("light", "dark"):
            for size in (WIDE, NARROW):
                _photograph(browser, name, path, theme, size)


def _keep_cards() -> None:
    """As other sites show a link: of the first event with an excerpt, and of a selection."""
    query = "kind=meeting&evidence=excerpt&status=scheduled"
    [uid, *_others] = [event["uid"] for event in json.loads(_fetched(f"/export/events.json?{query}"))["events"]]
    for name, path in (
        ("card", f"/e/{uid}/card.png"),
        ("card-selection", f"/card.png?{STATES['share'].split('?')[1]}"),
    ):
        (FOLDER / f"{name}.png").write_bytes(_fetched(path))


def _fetched(path: str) -> bytes:
    with urllib.request.urlopen(f"{ADDRESS}{path}") as answer:  # noqa: S310
        read: bytes = answer.read()
    return read


def _sign_in(page: Page) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", EDITOR)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")


def _paste_known_copy(page: Page) -> None:
    """The seed once more, with another place in its title: what differs is shown."""
    [seed] = (ROOT / "seeds").glob("*.txt")
    page.fill("#id_text", seed.read_text().replace("Genève", "Zurich", 1))
    page.click("[name=_guess]")
    page.wait_for_selector("#likenesses")


def _save_one_meeting_twice(page: Page) -> None:
    """Two pages of one draft: the second to be saved meets what the first has stored."""
    page.goto("/admin/events/meeting/?review__exact=draft&q=moscou")
    address = page.locator("#result_list tbody th a").first.get_attribute("href") or ""
    colleague = page.context.new_page()
    for desk, title in ((page, "Macron reçu lundi à Moscou"), (colleague, "Macron et Poutine à Moscou")):
        desk.goto(address)
        desk.fill("#id_title_fr", title)
    colleague.locator("[name=_save]").first.click()
    colleague.wait_for_selector(".messagelist")
    colleague.close()
    page.locator("[name=_save]").first.click()
    page.wait_for_selector("#conflict")


def _photograph(browser: Browser, name: str, path: str, theme: str, size: dict[str, int]) -> None:
    is_narrow = size is NARROW
    context = browser.new_context(
        base_url=ADDRESS,
        locale="fr-FR",
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": size["width"], "height": size["height"]},
        has_touch=is_narrow,
        is_mobile=is_narrow,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if name in DESK_STATES:
        _sign_in(page)
    page.goto(path)
    if name == "desk-adding":
        _paste_known_copy(page)
    if name == "desk-conflict":
        _save_one_meeting_twice(page)
    if page.locator("#timeline").count():
        page.wait_for_selector("#timeline[data-drawn]")
        if name == "event":
            page.locator("#results li[data-event] a").first.click()
            page.wait_for_selector("#excerpt mark")
        page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}-{size['width']}-{theme}.jpg", type="jpeg", quality=72)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
