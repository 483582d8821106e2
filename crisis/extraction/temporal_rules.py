"""The table of temporal expressions: a name, an example, a pattern on folded text, a reading.

Patterns begin with a literal word or a number and are bounded in length, so that scanning is linear. A rule is
tried only on a text that holds one of its `needs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crisis.extraction import temporal_rules_en, temporal_rules_fr
from crisis.extraction.temporal_context import Resolve


@dataclass(frozen=True, slots=True)
class Rule:
    """`example` is read in the documentation; `closed` takes no "depuis" or "jusqu'à" in."""

    name: str
    example: str
    pattern: re.Pattern[str]
    resolve: Resolve
    closed: bool
    needs: tuple[str, ...]


@cache
def rules(language: str) -> tuple[Rule, ...]:
    table = temporal_rules_fr.TABLE if language == "fr" else temporal_rules_en.TABLE
    return tuple(
        Rule(row.name, row.example, re.compile(rf"(?<![\w-]){row.pattern}(?![\w-])"), row.resolve, row.closed,
             tuple(row.needs.split("|")) if row.needs else ())
        for row in table
    )  # fmt: skip
