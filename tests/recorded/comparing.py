"""Recorded answers against today's, and the differences that are meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

MOST_LINES = 60
"""Of a difference that are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Answers to addresses that match may differ, in lines that match `lines`, on the database `on`."""

    address: str
    why: str
    lines: str = ""
    on: str = ""

    def covers(self, address: str, changed: Sequence[str]) -> bool:
        if not re.fullmatch(self.address, address):
            return False
        return not self.lines or all(re.search(self.lines, line[1:]) for line in changed)


def meant(path: Path, *, database: str) -> list[Difference]:
    found = [Difference(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("difference", [])]
    for one in found:
        if not one.why.strip():
            raise ValueError(f"{one.address}: say why it differs")
    return [one for one in found if one.on in {"", database}]


def compare(
    recorded: Mapping[str, Sequence[str]], today: Mapping[str, Sequence[str]], differences: Sequence[Difference]
) -> list[str]:
    """A unified diff of each answer that differs unmeant, and each meant difference that is no longer there."""
    wrong: list[str] = []
    seen: set[Difference] = set()
    for address, was in recorded.items():
        now = today[address]
        if list(was) == list(now):
            continue
        lines = list(unified_diff(was, now, f"recorded {address}", "today", lineterm="", n=2))
        changed = [line for line in lines[2:] if line[0] in "+-"]
        covering = [one for one in differences if one.covers(address, changed)]
        seen.update(covering)
        if not covering:
            left_out = len(lines) - MOST_LINES
            wrong.append("\n".join([*lines[:MOST_LINES], *([f"… and {left_out} lines"] if left_out > 0 else [])]))
    wrong += [f"no longer differs: {one.address} ({one.why})" for one in differences if one not in seen]
    return wrong
