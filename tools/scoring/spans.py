"""Where words stand in a text, how much two places share, and who is paired with whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

_EDGE = " \u00a0\u202f\n\t«»“”\"'’‘,.;:!?…-–—"

Range = tuple[int, int]  # half-open, in code points
Candidate = tuple[float, int, int]  # weight, gold, predicted


def trimmed(text: str, span: Range) -> Range:
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def shared(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def likeness(one: Range, other: Range) -> float:
    """Shared characters over all characters of both."""
    common = shared(one, other)
    return common / ((one[1] - one[0]) + (other[1] - other[0]) - common) if common else 0.0


def is_inside(span: Range, zones: Iterable[Range]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in zones)


@dataclass(slots=True)
class Pairs:
    """Who stands for whom, one to one, by their places in the two lists."""

    predicted_of: dict[int, int] = field(default_factory=dict)
    gold_of: dict[int, int] = field(default_factory=dict)

    @classmethod
    def best(cls, candidates: Iterable[Candidate]) -> Self:
        """Greedy, the heaviest first; of the equally heavy the earlier gold, then the earlier predicted."""
        pairs = cls()
        for _weight, gold, predicted in sorted(candidates, key=lambda item: (-item[0], item[1], item[2])):
            if gold not in pairs.predicted_of and predicted not in pairs.gold_of:
                pairs.join(gold, predicted)
        return pairs

    def join(self, gold: int, predicted: int) -> None:
        self.predicted_of[gold], self.gold_of[predicted] = predicted, gold
