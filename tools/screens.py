"""Photographs the pages of the site as shipped, into docs/screens/: wide and narrow, light and dark.

A database of its own is made from the seeds and thrown away; nothing of the operator's is read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screens"
PORT = "8977"
ADDRESS = f"http://127.0.0.1:{PORT}"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
STATES = {
    "timeline": "/fr/",
    "selection": "/fr/?actor=lavrov&from=2022-01&to=2022-01",
    "event": "/fr/?q=geneve&evidence=excerpt",
    "actors": "/en/?lane=actor",
    "about": "/fr/about/",
}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is needed: install the package chromium.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": "", "PORT": PORT}
        for command in (
            ["migrate", "--noinput", "--verbosity", "0"],
            ["collectstatic", "--noinput", "--clear", "--verbosity", "0"],
            ["load_gazetteer"],
            ["load_context"],
            ["load_seeds", "--publish"],
        ):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)  # noqa: S603
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "crisis.wsgi", "--config", "tools/serving.py"], cwd=ROOT, env=environment
        )
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                FOLDER.mkdir(parents=True, exist_ok=True)
                for name, path in STATES.items():
                    for theme in ("light", "dark"):
                        for size in (WIDE, NARROW):
                            _photograph(browser, name, path, theme, size)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    return 0


def _wait() -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{ADDRESS}/livez").close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(ADDRESS)


def _photograph(browser: Browser, name: str, path: str, theme: str, size: dict[str, int]) -> None:
    is_narrow = size is NARROW
    context = browser.new_context(
        base_url=ADDRESS,
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": size["width"], "height": size["height"]},
        has_touch=is_narrow,
        is_mobile=is_narrow,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path)
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
