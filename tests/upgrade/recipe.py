"""How the databases of this folder were made: by the code of commit 2374776, at a checkout of it.

    DATABASE_URL=sqlite:///made.sqlite3 python -m tests.upgrade.recipe

on an empty database; then `VACUUM` and `xz -9e`, `to_postgresql.py` for the other database, and
`DATABASE_URL=… python -m tests.upgrade.run --record` on a copy for its answers. It imports what that commit had, and is
kept to be read, not to be run by anything later.

A part of the chronology, the seed article, and everything that a desk does: drafts, corrections of every sort,
mergers, retractions, what was undone, restored, renamed, deleted, kept apart, reported, saved, read again.
"""

from __future__ import annotations

import csv
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
import time_machine

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
EVERY = 5
"""Of the chronology's events, one in so many is loaded."""


class Desk:
    """A clock that runs while something is done, as it did, and moves on some hours afterwards."""

    def __init__(self) -> None:
        self.now = BEGAN

    def does(self, verb: Any, *arguments: Any, **named: Any) -> Any:
        self.now += timedelta(hours=5)
        with time_machine.travel(self.now, tick=True):
            return verb(*arguments, **named)


def main() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from .deeds import work

    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with time_machine.travel(BEGAN, tick=True):
        call_command("migrate", verbosity=0)
        call_command("load_gazetteer", verbosity=0)
        _load_some_of_the_chronology(settings.BASE_DIR / "fixtures")
        call_command("load_seeds", publish=True, verbosity=0)
    work(Desk())
    with time_machine.travel(BEGAN + timedelta(days=365), tick=True):
        call_command("check_evidence")


def _load_some_of_the_chronology(fixtures: Path) -> None:
    from crisis.events.context import load_context

    with TemporaryDirectory() as folder, (fixtures / "context_events.csv").open(encoding="utf-8", newline="") as given:
        rows = list(csv.DictReader(given))
        wanted = Path(folder) / "context_events.csv"
        with wanted.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows[::EVERY])
        load_context(wanted, fixtures / "topics.csv")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crisis.settings")
    if not os.environ.get("DATABASE_URL"):
        sys.exit("Say in DATABASE_URL which empty database to make.")
    django.setup()
    main()
