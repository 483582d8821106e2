"""A database of one's own for a program that is run beside the tests, and the surroundings it runs in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the sort that `DATABASE_URL` names, gone afterwards; it sorts as SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        path = folder / "scratch.sqlite3"
        yield f"sqlite:///{path}"
        path.unlink(missing_ok=True)
        return
    name = f"scratch_{token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        connection.execute(made.format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def surroundings(database: str, folder: Path) -> dict[str, str]:
    """Nothing set but the database: what an operator may set stands at its default."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
        "SECRET_KEY": "recorded-answers-are-signed-with-this-key-and-nothing-else-is",
        "DJANGO_SETTINGS_MODULE": "crisis.settings",
        "PYTHONHASHSEED": "0",
    }


def run_module(name: str, *arguments: str, database: str, folder: Path, sent: str = "") -> str:
    """What `python -m name` prints, run on that database; fails with what it complained of."""
    done = subprocess.run(  # our own module
        [sys.executable, "-m", name, *arguments],
        cwd=ROOT,
        env=surroundings(database, folder),
        input=sent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"python -m {name} {' '.join(arguments)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}"
        )
    return done.stdout
