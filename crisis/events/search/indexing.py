"""What the database needs to find quickly: its own index of `Event.search_text`, and statistics of the tables.

The index is FTS5 on SQLite, GIN on PostgreSQL. It is made after every `migrate`, not in a migration: on SQLite a change
of the event's table makes that table anew, and its triggers would be gone without a word. Triggers keep FTS5 in step
with the column, whoever writes it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections

ROOMS = ("articles", "events", "ingest")
TRIGGERS = {
    "events_search_inserted": """AFTER INSERT ON events_event BEGIN
        INSERT INTO events_search(rowid, search_text) VALUES (new.id, new.search_text); END""",
    "events_search_deleted": """AFTER DELETE ON events_event BEGIN
        INSERT INTO events_search(events_search, rowid, search_text) VALUES ('delete', old.id, old.search_text); END""",
    "events_search_changed": """AFTER UPDATE OF search_text ON events_event BEGIN
        INSERT INTO events_search(events_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO events_search(rowid, search_text) VALUES (new.id, new.search_text); END""",
}
TABLE = """CREATE VIRTUAL TABLE IF NOT EXISTS events_search USING fts5(
    search_text, content='events_event', content_rowid='id', tokenize='unicode61', prefix='2 3')"""
INDEX = """CREATE INDEX IF NOT EXISTS events_search ON events_event
    USING gin (to_tsvector('simple', search_text))"""


def ensure_index(*, using: str, **_signal: Any) -> None:
    """Makes what is missing of the index; does nothing where it stands, or where the events have no table."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "events_event" not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(INDEX)
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events_event'")
        if set(TRIGGERS) <= {name for (name,) in cursor.fetchall()}:
            return
        cursor.execute(TABLE)
        for name, body in TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"CREATE TRIGGER {name} {body}")
        cursor.execute("INSERT INTO events_search(events_search) VALUES ('rebuild')")


def gather_statistics(*, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Lets the database count what its tables hold; to be called whenever much was loaded at once.

    SQLite never does it by itself, and then begins many a query at the wrong end: a page of ten thousand events took
    a hundred times as long. PostgreSQL does it some minutes later.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            there = set(connection.introspection.table_names(cursor))
            tables = [model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models()]
            names = ", ".join(connection.ops.quote_name(table) for table in tables if table in there)
            if names:
                cursor.execute(f"ANALYZE {names}")
        else:
            cursor.execute("ANALYZE")
