"""The pages for those who take the data away: what they say is true, and what they offer runs."""

from __future__ import annotations

import html
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from crisis.events.vocabulary import Kind
from crisis.public.columns import columns
from crisis.sharing.exports.formats import FORMATS
from tests.making import make_event, make_excerpt

pytestmark = pytest.mark.django_db

OF_THE_EXAMPLES = "kind=meeting&from=2022-01"


def make_some() -> None:
    """Fifty-two meetings that the examples ask for, so that they must turn a page; and others."""
    make_event(support=(make_excerpt(),), published=True)
    for _number in range(51):
        make_event(when="2022-01", published=True)
    make_event(Kind.STATEMENT, published=True)
    make_event(when="2021-12-01", published=True)
    make_event()


def example_of(page: str, name: str) -> str:
    found = re.search(rf'<code id="example-{name}">(.*?)</code>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


@pytest.fixture
def page(live_server: LiveServer, client: Client) -> str:
    """The page as the running server's own readers get it."""
    make_some()
    host = live_server.url.removeprefix("http://")
    return client.get("/en/data/", headers={"Host": host}).content.decode()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.django_db(transaction=True)
def test_the_curl_examples_give_the_pages_numbers(page: str, tmp_path: Path) -> None:
    commands = [shlex.split(line, comments=True) for line in example_of(page, "curl").splitlines()]

    [listed, _nothing] = [
        subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        for command in commands
        if command
    ]

    rows = (tmp_path / "events.csv").read_text(encoding="utf-8").splitlines()
    assert (json.loads(listed)["count"], len(rows) - 1) == (52, 52)


@pytest.mark.django_db(transaction=True)
def test_the_python_example_gives_the_pages_number(page: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", example_of(page, "python")], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert (said[0], len(said)) == ("52", 6)


@pytest.mark.django_db(transaction=True)
def test_the_notebook_runs_with_python_alone(page: str, live_server: LiveServer, client: Client) -> None:
    host = live_server.url.removeprefix("http://")
    notebook = json.loads(client.get("/en/data/notebook.ipynb", headers={"Host": host}).content)
    known: dict[str, object] = {}
    said = io.StringIO()

    with redirect_stdout(said):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), known)  # noqa: S102 (our own notebook)

    lines = said.getvalue().splitlines()
    assert (lines[0], lines[1], lines[2]) == ("54", "2021-12 # 1", f"2022-01 {'#' * 53} 53")
    assert "Les ministres se sont vus mardi à Genève." in lines[-1]
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
@pytest.mark.django_db(transaction=True)
def test_the_r_example_gives_the_pages_number(page: str) -> None:
    said = subprocess.run(
        ["Rscript", "--vanilla", "-e", example_of(page, "r")], capture_output=True, text=True, check=True
    ).stdout

    assert said.splitlines()[0] == "[1] 52"


def test_the_r_example_asks_for_the_same_selection(client: Client) -> None:
    code = example_of(client.get("/fr/data/").content.decode(), "r")

    assert f'"http://testserver/export/events.csv?{OF_THE_EXAMPLES}"' in code


def test_every_format_and_every_column_stands_on_the_page(client: Client) -> None:
    page = client.get("/en/data/").content.decode()

    assert set(re.findall(r">events\.([a-z.]+)</a>", page)) == set(FORMATS)
    assert re.findall(r'<th scope="row"><code>(\w+)</code></th>', page) == [column.name for column in columns()]
    assert all(client.get(address).status_code == 200 for address in re.findall(r'href="[^"]*(/export/[^"]+)"', page))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", ["CC BY 4.0"]),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0", ["CC BY-NC-SA 3.0"]),
        ("https://example.org/licence", ["https://example.org/licence"]),
        ("", []),
    ],
)
def test_readers_are_told_the_licence_that_machines_are(
    client: Client, settings: Any, address: str, told: list[str]
) -> None:
    settings.DATA_LICENCE = address

    page = client.get("/fr/data/").content.decode()

    assert re.findall(r'<a rel="license" href="(.*?)">(.*?)</a>', page) == [(address, name) for name in told]
    assert ('"license"' in page) == bool(told)


def test_the_apis_page_leads_to_the_documentation_that_its_library_brings(client: Client) -> None:
    page = client.get("/fr/data/api/").content.decode()
    docs = client.get(re.findall(r'href="(/api/v1/docs)"', page)[0], headers={"Accept-Language": "fr"})
    text = docs.content.decode()

    described = client.get(json.loads(re.findall(r'id="swagger-settings">(.*?)</script>', text, re.DOTALL)[0])["url"])
    assert described.json()["paths"]["/api/v1/topics/{slug}"]["get"]["summary"] == "Un thème"
    loaded = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert {address.startswith("/static/ninja/") for address in loaded} == {True}
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))|<style|style=|\son\w+=", text) == []


def test_every_anchor_of_the_apis_page_leads_somewhere(client: Client) -> None:
    page = client.get("/en/data/api/").content.decode()

    anchors = re.findall(r'href="#([^"]+)"', page)

    assert {anchor for anchor in anchors if f'id="{anchor}"' not in page} == set()
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))


@pytest.mark.parametrize("path", ["data/", "data/api/", "data/notebook.ipynb"])
def test_the_pages_exist_in_both_languages_and_are_only_read(client: Client, path: str) -> None:
    assert [client.get(f"/{language}/{path}").status_code for language in ("fr", "en")] == [200, 200]
    assert client.post(f"/fr/{path}").status_code == 405


def test_every_page_leads_to_the_data(client: Client) -> None:
    assert 'href="/fr/data/"' in client.get("/fr/about/").content.decode()
