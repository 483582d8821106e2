"""Brings a database of 2374776 up to today and prints, as JSON, what it answers: `python -m tests.upgrade.run`.

`--record` writes that to `answers/` instead, at a checkout of 2374776 and on the database that `recipe.py` made.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import time_machine

ASKED = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
"""When the answers are asked for: later than everything that was done."""
NOT_COUNTED = ("django_", "auth_permission", "auth_group_permissions", "sqlite_", "events_search")
"""Tables that say how the code is made, not what was stored."""


def main() -> None:
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    logging.disable(logging.WARNING)
    setup_test_environment()
    counts = _rows()
    call_command("migrate", verbosity=0)
    out = io.StringIO()
    try:
        with redirect_stderr(out):
            call_command("check_evidence", stdout=out, stderr=out)
    except SystemExit:
        sys.exit(f"check_evidence: {out.getvalue()}")

    from tests.recorded.asking import ask, plain_site

    with plain_site(), time_machine.travel(ASKED, tick=False):
        if sys.argv[1:] == ["--record"]:
            from tests.recorded.book import write_book

            answers = {
                "readers": {one: ask(one) for one in _of_readers()},
                "desk": {one: ask(one) for one in _of_desk()},
            }
            answers["rows"] = {"ROWS": [[f"{table} {number}" for table, number in sorted(counts.items())]]}
            write_book(Path(__file__).parent / "answers", answers)
            return
        asked = json.loads(sys.stdin.read())
        told = {one: ask(one) for one in asked}
    json.dump({"rows": _rows(), "answers": told}, sys.stdout)


def _rows() -> dict[str, int]:
    """How many each table has."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in sorted(tables):
            if not table.startswith(NOT_COUNTED):
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
                counts[table] = cursor.fetchone()[0]
    return counts


def _events() -> list[Any]:
    from crisis.events.models import Event

    return list(Event.objects.order_by("uid"))


def _of_readers() -> Iterator[str]:
    """Every permalink, every version of every event in both languages, and what the API and the embed tell of it."""
    for event in _events():
        yield f"FR /e/{event.uid}/"
        yield f"EN /e/{event.uid}/"
        yield f"PANEL /fr/e/{event.uid}/x/"
        for number in range(event.version + 2):
            yield f"GET /fr/e/{event.uid}/x/?v={number}"
        if event.version > 2 or event.review not in {"draft", "published"}:
            yield f"PANEL /en/e/{event.uid}/x/"
            yield f"GET /api/v1/events/{event.uid}"
            for number in range(event.version + 2):
                yield f"GET /en/e/{event.uid}/x/?v={number}"
    for address in ("/fr/", "/en/?sort=oldest", "/feed.atom", "/export/events.csv"):
        yield f"GET {address}"
    for address in ("/fr/actors/lavrov/", "/fr/actors/serguei-lavrov/", "/en/places/geneve/", "/api/v1/facets"):
        yield f"GET {address}"
    for number in (1, 2, 3):
        yield f"GET /fr/articles/{number}/"


def _of_desk() -> Iterator[str]:
    """The histories of the events that have most of them, and who did what."""
    for event in _events():
        if event.version > 3 or event.review not in {"published", "draft"}:
            model = type(event.as_kind)._meta.model_name
            yield f"DESK /admin/events/{model}/{event.pk}/history/"
    yield "DESK /admin/events/activity/"
    yield "DESK /admin/events/errorreport/"
    yield "DESK /admin/events/savedfilter/"


if __name__ == "__main__":
    with time_machine.travel(ASKED, tick=False):
        django.setup()
        import crisis.urls  # noqa: F401

        main()
