"""The site answers as it did: everything that was recorded, on the shipped data and what an editor did with it."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection

from tests.recorded.book import lines_of, read_book
from tests.recorded.comparing import Difference, compare, meant
from tests.recorded.scratch import run_module, scratch_database
from tests.sizes import ANSWERS

RECORDED = Path(__file__).parent / "recorded"


@pytest.mark.slow
def test_the_site_answers_as_recorded(tmp_path: Path) -> None:
    book = read_book(RECORDED / "answers")
    recorded = dict(islice(book.items(), None, None, ANSWERS))
    listed = meant(RECORDED / "differences.toml", database=connection.vendor)
    differences = [one for one in listed if any(re.fullmatch(one.address, address) for address in recorded)]
    asked = json.dumps([[address, is_brief(lines)] for address, lines in recorded.items()])

    with scratch_database(tmp_path) as database:
        told = json.loads(run_module("tests.recorded.run", database=database, folder=tmp_path, sent=asked))[""]

    wrong = compare(recorded, {address: lines_of(pieces) for address, pieces in told.items()}, differences)
    assert len(book) > 1000
    assert not wrong, f"{len(wrong)} differences\n\n" + "\n\n".join(wrong)


def is_brief(lines: list[str]) -> bool:
    """Whether of the body only the fingerprint was recorded."""
    return lines[-1].startswith("(") and " lines, " in lines[-1]


def test_a_difference_is_reported_line_by_line_unless_it_is_meant() -> None:
    was, now = {"GET /a": ["one", "two"], "GET /b": ["one"]}, {"GET /a": ["one", "three"], "GET /b": ["one"]}
    listed = Difference(address="GET /a", why="Two became three.", lines="^t")
    elsewhere = Difference(address="GET /a", why="Two became three.", lines="^two$")

    [told] = compare(was, now, [])

    assert told.split("\n")[2:] == ["@@ -1,2 +1,2 @@", " one", "-two", "+three"]
    assert compare(was, now, [listed]) == []
    assert len(compare(was, now, [elsewhere])) == 2


def test_a_difference_that_is_listed_and_no_longer_there_is_reported() -> None:
    listed = Difference(address="GET /.*", why="It was once.")

    assert compare({"GET /a": ["one"]}, {"GET /a": ["one"]}, [listed]) == ["no longer differs: GET /.* (It was once.)"]
