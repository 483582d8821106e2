"""What a scoring comes to: counts with precision, recall and F1, shares, and the errors in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Count:
    """`doubled`: further predictions of what is already found, no error unless the scoring is strict."""

    right: int = 0
    false: int = 0
    missed: int = 0
    doubled: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed
        self.doubled += other.doubled

    def judge(self, fits: bool) -> None:
        """A pair that does not fit is a false one and a missed one."""
        self.add(Count(right=1) if fits else Count(false=1, missed=1))

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Share:
    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.of += 1
        self.right += right

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0


@dataclass(slots=True)
class Report:
    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    shares: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    errors: list[str] = field(default_factory=list)
    articles: int = 0
