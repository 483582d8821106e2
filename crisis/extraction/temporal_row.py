"""One line of the tables of temporal expressions."""

from __future__ import annotations

from dataclasses import dataclass

from crisis.extraction.temporal_context import Resolve


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    example: str
    needs: str  # literals, parted by "|", one of which the text must hold
    pattern: str
    resolve: Resolve
    closed: bool = False
