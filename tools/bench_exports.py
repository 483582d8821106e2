"""Prints what exporting 100,000 events costs as to exporting 1,000: memory must not grow; fails where it does.

python -m tools.bench_exports                       CSV at both sizes, each time in a process of its own
python -m tools.bench_exports every                 every format
python -m tools.bench_exports fill SIZE             fills the database with that many events (used by the above)
python -m tools.bench_exports take ENDING [trace]   exports once, and prints what it took (used by the above)

The database is SQLite in a folder that is thrown away; where DATABASE_URL names another, say `fill` and `take` by hand.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 100_000)
MOST = 1.3
"""Times the peak at the smaller size; the acceptance of the exports."""
HELD = "csv"
"""The format that is always measured, and whose peak is traced too, which takes several times as long."""


def main(*, every: bool = False) -> int:
    found: dict[int, dict[str, dict[str, float]]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": "", "DEBUG": "yes"}
            environment["PYTHONWARNINGS"] = "ignore"  # of a folder of static files that nothing here needs
            _run("fill", str(size), environment=environment)
            endings = json.loads(_run("formats", environment=environment)) if every else [HELD]
            found[size] = {ending: json.loads(_run("take", ending, environment=environment)) for ending in endings}
            found[size][HELD] |= json.loads(_run("take", HELD, "trace", environment=environment))
    return _report(*(found[size] for size in SIZES))


def _report(small: dict[str, dict[str, float]], large: dict[str, dict[str, float]]) -> int:
    worst = 0.0
    for ending, took in large.items():
        ratio = took["rss"] / small[ending]["rss"]
        pace = took["seconds"] / took["events"] / (small[ending]["seconds"] / small[ending]["events"])
        worst = max(worst, ratio)
        print(
            f"  {ending:18} {took['bytes'] / 1024**2:7.1f} MB in {took['seconds']:6.1f} s; an event takes {pace:4.2f} "
            f"times as long as among {SIZES[0]:,}; peak {took['rss'] / 1024:6.1f} MB, {ratio:4.2f} times"
        )
    traced = large[HELD]["traced"] / small[HELD]["traced"]
    print(f"  {HELD:18} traced peak {large[HELD]['traced'] / 1024**2:6.1f} MB, {traced:4.2f} times (at most {MOST})")
    return int(max(worst, traced) > MOST)


def _run(*words: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "tools.bench_exports", *words]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.splitlines()[-1]


def _set_up() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "crisis.settings"
    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]


def fill(size: int) -> None:
    _set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("make_synthetic", events=size)


def formats() -> None:
    _set_up()
    from crisis.sharing.exports.formats import FORMATS

    print(json.dumps(list(FORMATS)))


def take(ending: str, *, traced: bool = False) -> None:
    """One export through the view, thrown away as it comes."""
    _set_up()
    from django.test import Client

    from crisis.events.models import Event

    events = Event.objects.public().count()
    client = Client()
    client.get(f"/export/events.{ending}?q=warming-up-and-finding-nothing").close()
    if traced:
        tracemalloc.start()
    started = time.perf_counter()
    answer = client.get(f"/export/events.{ending}")
    length = 0
    for piece in answer:  # each is thrown away as it comes
        length += len(piece)
    if traced:
        print(json.dumps({"traced": tracemalloc.get_traced_memory()[1]}))
        return
    took = {
        "events": events,
        "bytes": length,
        "seconds": time.perf_counter() - started,
        "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,  # kilobytes, on Linux
    }
    print(json.dumps(took))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", size]:
            fill(int(size))
        case ["formats"]:
            formats()
        case ["take", ending]:
            take(ending)
        case ["take", ending, "trace"]:
            take(ending, traced=True)
        case words:
            sys.exit(main(every=words == ["every"]))
