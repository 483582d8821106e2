"""Prints what a page costs the server at 10,000 and 100,000 events, as ratios to what it costs at 100 in the same run.

python -m tools.bench_pages            all sizes, each in a process and a database of its own
python -m tools.bench_pages SIZE       one size: the seconds, and the gzip weight, of each page (used by the above)
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 10_000, 100_000)
PAGES = {
    "the page": ("/fr/", {}),
    "a filter's answer": ("/fr/?kind=meeting", {"HX-Request": "true"}),
    "a search": ("/fr/?q=lavrov", {"HX-Request": "true"}),
    "the figure": ("/fr/figure/", {}),
}
ROUNDS = 9


def main() -> None:
    found = {size: _in_its_own_process(size) for size in SIZES}
    base = found[SIZES[0]]
    for name in PAGES:
        for size in SIZES[1:]:
            ratio = found[size][name][0] / base[name][0]
            limit = "   (at most 2.5)" if (name, size) == ("the page", 10_000) else ""
            weight = found[size][name][1]
            print(f"  {name:20} {size:8,} events: {ratio:6.2f} times that at 100; {weight:7,} bytes gzip{limit}")


def _in_its_own_process(size: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": "", "DEBUG": "yes"}
        command = [sys.executable, "-m", "tools.bench_pages", str(size)]
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
    seconds: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def measure(size: int) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "crisis.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("make_synthetic", events=size)
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
    if len(sys.argv) == 2:
        measure(int(sys.argv[1]))
    else:
        main()
