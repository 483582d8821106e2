"""The database's own index of `Event.search_text`: FTS5 on SQLite, GIN on PostgreSQL.

Made after every `migrate`, not in a migration: on SQLite a change of the event's table makes that table anew, and its
triggers would be gone without a word. Triggers keep FTS5 in step with the column, whoever writes it.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

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
