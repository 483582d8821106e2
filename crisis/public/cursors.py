"""Cursors as they stand in an address: what a page continues after, in letters that no address has to escape."""

from __future__ import annotations

import base64

LONGEST_CURSOR = 200


def written(mark: str) -> str:
    return base64.urlsafe_b64encode(mark.encode()).decode().rstrip("=")


def read(cursor: str) -> str | None:
    """The mark that was written; `None` for what is no cursor of ours (PostgreSQL cannot be asked for a NUL)."""
    cursor = cursor[:LONGEST_CURSOR]
    try:
        mark = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
    except ValueError:
        return None
    return None if "\x00" in mark else mark
