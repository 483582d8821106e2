"""A database that really is not there: another process is told to use one that nobody serves."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

pytestmark = pytest.mark.database

ASK = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost", raise_request_exception=False)
answers = []
for path, headers in json.loads(sys.argv[1]):
    answer = client.get(path, headers=headers)
    answers.append([answer.status_code, dict(answer.headers), answer.content.decode()])
json.dump(answers, sys.stdout)
"""
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "French": ("/fr/", {}),
    "English": ("/en/about/", {}),
    "an event": ("/fr/e/abc/x/?kind=meeting", {}),
    "the form": ("/en/report/abc/", {}),
    "a short link": ("/e/abc/", {"Accept-Language": "en"}),
    "the desk": ("/admin/login/", {}),
    "htmx": ("/en/", {"HX-Request": "true"}),
    "htmx in French": ("/fr/", {"HX-Request": "true"}),
    "htmx going back": ("/en/", {"HX-Request": "true", "HX-History-Restore-Request": "true"}),
    "a machine": ("/en/", {"Accept": "application/json"}),
    "an export": ("/export/events.json", {"Accept": "application/json"}),
    "alive": ("/livez", {}),
    "ready": ("/readyz", {}),
    "no page": ("/fr/nowhere/", {}),
    "privacy": ("/fr/privacy/", {}),
}
NOWHERE = ["postgres://nobody@127.0.0.1:1/none", "sqlite:////nonexistent/folder/crisis.sqlite3"]


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: str) -> None:
        self.status, self.headers, self.body = status, headers, body
        self.heading = "".join(re.findall(r"<h1>(.*?)</h1>", body))


@pytest.fixture(scope="module", params=NOWHERE, ids=["postgresql", "sqlite"])
def answers(request: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "crisis.settings",
        "DATABASE_URL": request.param,
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "DEBUG": "yes",  # a bare checkout has no hashed names of static files
    }
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, json.dumps(list(ASKED.values()))],
        cwd=root, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name: Answer(*answer) for name, answer in zip(ASKED, json.loads(told.stdout), strict=True)}


def test_readers_get_a_page_of_the_house_in_their_language(answers: dict[str, Answer]) -> None:
    french, english = "Le site ne parvient pas à joindre sa base de données", "The site cannot reach its database"

    told = {name: (answers[name].status, answers[name].heading) for name in list(ASKED)[:5]}

    assert told == {
        "French": (503, french),
        "English": (503, english),
        "an event": (503, french),
        "the form": (503, english),
        "a short link": (503, english),
    }
    assert '<html lang="fr">' in answers["French"].body


def test_they_are_told_when_to_come_back(answers: dict[str, Answer]) -> None:
    headers = answers["French"].headers

    assert (headers["Retry-After"], headers["Cache-Control"]) == ("60", "no-store")
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("htmx", "The database does not answer. Nothing is lost; try again in a minute.\n"),
        ("htmx in French", "La base de données ne répond pas. Rien n’est perdu ; réessayez dans une minute.\n"),
        ("a machine", "The database does not answer. Nothing is lost; try again in a minute.\n"),
        ("an export", "La base de données ne répond pas. Rien n’est perdu ; réessayez dans une minute.\n"),
    ],
)
def test_whoever_wants_no_page_gets_a_sentence(answers: dict[str, Answer], who: str, sentence: str) -> None:
    answer = answers[who]

    assert (answer.status, answer.body, answer.headers["Retry-After"]) == (503, sentence, "60")


def test_going_back_in_history_needs_the_page(answers: dict[str, Answer]) -> None:
    assert answers["htmx going back"].heading == "The site cannot reach its database"


def test_what_needs_no_database_still_answers(answers: dict[str, Answer]) -> None:
    told = {name: answers[name].status for name in ("alive", "ready", "no page", "privacy", "the desk")}

    assert told == {"alive": 200, "ready": 503, "no page": 404, "privacy": 200, "the desk": 200}


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_the_page_is_made_without_request_or_database(page: str) -> None:
    """No mark for the database here: a query would fail the test."""
    with override("fr"):
        french = render_to_string(page)
    with override("en"):
        english = render_to_string(page)

    assert ('<html lang="fr">' in french, '<html lang="en">' in english) == (True, True)
    assert re.findall(r"<style|\sstyle=|<script", french) == []
