"""A database of commit 2374776 comes through every migration with each row, and says of each version what it said."""

from __future__ import annotations

import json
import lzma
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.recorded.book import lines_of, read_book
from tests.recorded.comparing import compare, meant
from tests.recorded.scratch import run_module, scratch_database

UPGRADE = Path(__file__).parent / "upgrade"


def unpack(database: str, folder: Path) -> None:
    """Puts the rows of 2374776 into the empty database."""
    if database.startswith("sqlite"):
        (folder / "scratch.sqlite3").write_bytes(lzma.decompress((UPGRADE / "2374776.sqlite3.xz").read_bytes()))
        return
    with psycopg.connect(database) as connected:
        connected.execute(lzma.decompress((UPGRADE / "2374776.sql.xz").read_bytes()))


@pytest.mark.slow
def test_every_row_and_every_version_of_2374776_comes_through_an_upgrade(tmp_path: Path) -> None:
    recorded = read_book(UPGRADE / "answers")
    rows = dict(line.split(" ") for line in recorded.pop("ROWS"))
    differences = meant(UPGRADE / "differences.toml", database=connection.vendor)

    with scratch_database(tmp_path) as database:
        unpack(database, tmp_path)
        out = run_module("tests.upgrade.run", database=database, folder=tmp_path, sent=json.dumps([*recorded]))

    told = json.loads(out)
    wrong = compare(recorded, {one: lines_of(pieces) for one, pieces in told["answers"].items()}, differences)
    lost = [table for table, number in rows.items() if told["rows"].get(table, int(number)) != int(number)]
    assert not lost
    assert not wrong, f"{len(wrong)} differences\n\n" + "\n\n".join(wrong)


@pytest.mark.slow
def test_the_sample_holds_everything_a_desk_does(tmp_path: Path) -> None:
    path = tmp_path / "scratch.sqlite3"
    unpack("sqlite", tmp_path)
    with sqlite3.connect(path) as database:
        reviews = dict(database.execute("SELECT review, count(*) FROM events_event GROUP BY review"))
        undone = database.execute("SELECT count(*) FROM events_decision WHERE undone_at IS NOT NULL").fetchone()[0]
        of_kinds = "FROM events_correction JOIN events_event ON events_event.id = event_id GROUP BY kind"
        kinds = dict(database.execute(f"SELECT kind, count(*) {of_kinds}"))
    database.close()

    assert set(reviews) == {"draft", "published", "rejected", "merged", "retracted"}
    assert set(kinds) == {"meeting", "statement", "troop_movement"}
    assert undone >= 3
