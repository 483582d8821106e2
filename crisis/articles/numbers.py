"""Numbers out of addresses and forms, which may hold anything."""

from __future__ import annotations

MOST_DIGITS = 18
"""A key of the database has no more."""


def number_in(text: str) -> int | None:
    """The number, if these are the digits of one that a database can hold."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
