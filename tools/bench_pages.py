"""Prints what a page costs the server at 10,000 and 100,000 events, as ratios to what it costs at 100 in the same run.

python -m tools.bench_pages                 10,000 and 100,000 events, each in a process and a database of its own
python -m tools.bench_pages --quick         10,000 only
python -m tools.bench_pages SIZE            one size: the seconds, and the gzip weight, of each page (used by the above)

On SQLite, and on PostgreSQL too where one answers (`tools/services.py`). Nobody analyses the tables by hand: what the
commands that load do of themselves has to do.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tools.services import postgresql

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 10_000, 100_000)
PAGES = {
    "the page": ("/fr/", {}),
    "a filter's answer": ("/fr/?kind=meeting", {"HX-Request": "true"}),
    "an actor's": ("/fr/?actor=lavrov", {"HX-Request": "true"}),
    "a search": ("/fr/?q=lavrov", {"HX-Request": "true"}),
    "the figure": ("/fr/figure/", {}),
}
ROUNDS = 9
DATABASE = "crisis_bench_pages"


def main(sizes: tuple[int, ...]) -> None:
    servers = {"SQLite": ""}
    if url := postgresql():
        servers["PostgreSQL"] = url
    for name, server in servers.items():
        found = {size: _in_its_own_process(size, server) for size in sizes}
        base = found[sizes[0]]
        for page in PAGES:
            print(f"  {name:10} {page:18} {sizes[0]:8,} events: {base[page][0] * 1000:7.1f} ms")
            for size in sizes[1:]:
                seconds, weight = found[size][page]
                limit = "   (at most 2.5)" if (page, size) == ("the page", 10_000) else ""
                ratio = f"{seconds / base[page][0]:6.2f} times that, {seconds * 1000:7.1f} ms"
                print(f"  {name:10} {page:18} {size:8,} events: {ratio}; {weight:7,} bytes gzip{limit}")


def _in_its_own_process(size: int, server: str) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder, _database(server) as url:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": url, "DEBUG": "yes"}
        command = [sys.executable, "-m", "tools.bench_pages", str(size)]
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
    seconds: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return seconds


@contextmanager
def _database(server: str) -> Iterator[str]:
    """The address of an empty database on the server, which is gone afterwards; of a file where there is none."""
    if not server:
        yield ""
        return
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def measure(size: int) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "crisis.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("make_synthetic", events=size)
    connection.close()  # a page is asked of a server that began afterwards
    client = Client()
    print()
    print(json.dumps({name: best(client, path, headers) for name, (path, headers) in PAGES.items()}))


def best(client: object, path: str, headers: dict[str, str]) -> list[float]:
    """The seconds of the quickest of several answers, and the gzip weight of the last."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        answer = client.get(path, headers=headers)  # type: ignore[attr-defined]
        times.append(time.perf_counter() - started)
    return [min(times), len(gzip.compress(answer.content, 6))]


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(SIZES)
        case ["--quick"]:
            main(SIZES[:2])
        case [size]:
            measure(int(size))
