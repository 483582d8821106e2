"""One line of the tables of temporal expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crisis.extraction.dates.context import Resolve


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    example: str
    needs: str  # literals, parted by "|", one of which the text must hold
    pattern: str
    resolve: Resolve
    closed: bool = False


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
    from crisis.extraction.dates import _en as temporal_rules_en
    from crisis.extraction.dates import _fr as temporal_rules_fr
    table = temporal_rules_fr.TABLE if language == "fr" else temporal_rules_en.TABLE
    return tuple(
        Rule(row.name, row.example, re.compile(rf"(?<![\w-]){row.pattern}(?![\w-])"), row.resolve, row.closed,
             tuple(row.needs.split("|")) if row.needs else ())
        for row in table
    )  # fmt: skip
