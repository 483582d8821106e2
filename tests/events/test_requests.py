"""What a browser sends for a number."""

from __future__ import annotations

import pytest

from crisis.events.requests import parse_pk


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("42", 42),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),  # beyond what a database takes
        ("9" * 5000, None),  # beyond what Python reads
        ("", None),
        ("-1", None),
        (" 1", None),
        ("1.0", None),
        ("٣", None),  # a digit, though not one of ours
        ("²", None),
    ],
)
def test_only_plain_digits_are_a_number(text: str, number: int | None) -> None:
    assert parse_pk(text) == number
