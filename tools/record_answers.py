"""Records what the site answers, for tests/test_recorded_answers.py to compare with; or shows one answer.

python -m tools.record_answers                     writes tests/recorded/answers/ anew: only where that is meant
python -m tools.record_answers "GET /feed.atom"    prints these answers whole, to compare two checkouts by hand

On SQLite, in a database of its own, from the shipped data and what `tests/recorded/state.py` does with it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.recorded.book import lines_of, write_book
from tests.recorded.scratch import ROOT, run_module, scratch_database


def main() -> None:
    asked = sys.argv[1:]
    os.environ["DATABASE_URL"] = ""
    with TemporaryDirectory() as folder, scratch_database(Path(folder)) as database:
        sent = json.dumps([[one, False] for one in asked]) if asked else ""
        told = json.loads(run_module("tests.recorded.run", database=database, folder=Path(folder), sent=sent))
    if not asked:
        write_book(ROOT / "tests" / "recorded" / "answers", told)
        return
    for address, pieces in told[""].items():
        print("\n".join([f"=== {address}", *lines_of(pieces)]))


if __name__ == "__main__":
    main()
