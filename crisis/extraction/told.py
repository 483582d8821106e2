"""Everything an article says about one event, gathered mention by mention."""

from __future__ import annotations

from dataclasses import dataclass, field

from crisis.extraction.sightings import Sighting
from crisis.extraction.values import DraftActor, DraftPlace, Precision, Span, Status, Temporal, When

_EXACTNESS = (
    Precision.DAY, Precision.INTERVAL, Precision.SET, Precision.MONTH, Precision.APPROXIMATE, Precision.YEAR,
    Precision.OPEN, Precision.UNKNOWN,
)  # fmt: skip


@dataclass(slots=True)
class Told:
    """One event; what merging asks of it is kept up as mentions are added, so that asking costs nothing."""

    sightings: list[Sighting] = field(default_factory=list)
    after: When | None = None  # set where only an order is told
    keys: set[str] = field(default_factory=set)
    fullest: Sighting = field(init=False)
    best_dated: Sighting | None = None
    occasion: Temporal | None = None  # the day on which the story last found everybody who takes part
    placed: Sighting | None = None  # the fullest mention that names a place
    strength: tuple[int | None, int | None] = (None, None)

    def __post_init__(self) -> None:
        first = self.sightings.pop()
        self.fullest = first
        self.add(first)

    def add(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)
        self.keys |= sighting.actor_keys
        if _fullness(sighting) > _fullness(self.fullest):
            self.fullest = sighting
        if sighting.when and (self.best_dated is None or _exactness(sighting) < _exactness(self.best_dated)):
            self.best_dated = sighting
        if sighting.place and (self.placed is None or sighting.fullness > self.placed.fullness):
            self.placed = sighting
        if self.strength == (None, None):
            self.strength = sighting.strength

    @property
    def when(self) -> When | None:
        if self.after:
            return self.after
        own = self.best_dated.when if self.best_dated else None
        return self.occasion.when if self.occasion and (own is None or own.precision is Precision.OPEN) else own

    @property
    def dated_by(self) -> Temporal | None:
        if self.after:
            return None
        return (self.best_dated.date if self.best_dated else None) or self.occasion

    @property
    def place(self) -> DraftPlace | None:
        return self.placed.place if self.placed else None

    @property
    def status(self) -> Status:
        found = [sighting.status for sighting in self.sightings if not sighting.anaphoric] or [
            sighting.status for sighting in self.sightings
        ]
        if Status.CANCELLED in found:
            return Status.CANCELLED
        asserted = [status for status in found if status is not Status.DENIED]
        if not asserted:
            return Status.DENIED
        best = self.best_dated
        if best and best.status in asserted:
            return best.status
        return Status.SCHEDULED if self.after else asserted[0]

    @property
    def actors(self) -> tuple[DraftActor, ...]:
        """Those of the fullest mention first; a title's surname adds nobody."""
        found: dict[str, DraftActor] = {}
        for sighting in sorted(self.sightings, key=lambda s: -s.fullness):
            for actor in sighting.actors:
                found.setdefault(actor.id or actor.name, actor)
        return tuple(found.values())

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The fullest first, then in reading order; never the same words twice."""
        first = self.fullest.evidence
        rest = sorted((s.evidence for s in self.sightings), key=lambda span: span.start)
        return tuple(dict.fromkeys((first, *rest)))


def _fullness(sighting: Sighting) -> tuple[int, int]:
    return sighting.fullness, -sighting.trigger.start


def _exactness(sighting: Sighting) -> tuple[int, bool, int]:
    rank = _EXACTNESS.index(sighting.when.precision) if sighting.when else len(_EXACTNESS)
    return rank, sighting.in_title, sighting.trigger.start
