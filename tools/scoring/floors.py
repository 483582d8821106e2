"""What the extractor is asked to reach: on articles that nobody tuned it to, and on the seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.scoring.report import Report

_F1 = {
    "event ALL + a right actor": 0.65, "event meeting": 0.55, "event troop_movement": 0.55, "event statement": 0.55,
    "quote overlap": 0.88, "quote overlap + right speaker": 0.75, "temporal overlap + right value": 0.88,
}  # fmt: skip
_SHARE = {"date exact": 0.85, "status": 0.88, "place": 0.70, "strength": 0.80, "quote speaker, anonymous": 0.60}
_SEED_F1 = {"event ALL + a right actor": 0.80, "quote overlap + right speaker": 0.85}


@dataclass(frozen=True, slots=True)
class Floor:
    name: str
    figure: float
    least: float

    @property
    def is_met(self) -> bool:
        return self.figure >= self.least


def floors(report: Report, part: str) -> Iterator[Floor]:
    """Of a part of the corpus; a share that it had nothing to measure by is left out."""
    for name, least in (_SEED_F1 if part == "seed" else _F1).items():
        yield Floor(name, report.counts[name].f1, least)
    for name, least in () if part == "seed" else _SHARE.items():
        if name in report.shares:
            yield Floor(name, report.shares[name].value, least)
