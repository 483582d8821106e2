"""Prints the address of a service the tests can use, or nothing where none answers.

python tools/services.py postgresql     a database URL, from TEST_DATABASE_URL or the loopback address
"""

from __future__ import annotations

import os
import sys

import psycopg

USUAL = "postgres://postgres@127.0.0.1:5432/postgres"


def postgresql() -> str:
    """A PostgreSQL that answers and lets us make databases."""
    url = os.environ.get("TEST_DATABASE_URL") or USUAL
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return ""
    return url if row and row[0] else ""


if __name__ == "__main__":
    if sys.argv[1:] != ["postgresql"]:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    print(postgresql())
