"""Reading what a browser sends, which may be anything."""

from __future__ import annotations

MOST_DIGITS = 18
"""What every database takes for a key."""


def whole_number(text: object) -> int | None:
    """A key, a version or a count, as an address or a form tells it; `None` for whatever is none."""
    told = str(text)
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS else None
