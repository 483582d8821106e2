"""Joins the mentions of one event within one article, and orders what "ensuite" left without a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from crisis.edtf import making
from crisis.extraction.events.sightings import Sighting
from crisis.extraction.values import (
    DraftActor,
    DraftFormat,
    DraftKind,
    DraftPlace,
    DraftRole,
    DraftStatus,
    Precision,
    Span,
    Temporal,
    When,
    distinct,
)

_EXACTNESS = (
    Precision.DAY, Precision.INTERVAL, Precision.SET, Precision.MONTH, Precision.APPROXIMATE, Precision.YEAR,
    Precision.OPEN, Precision.UNKNOWN,
)  # fmt: skip
_REMOTE = frozenset((DraftFormat.PHONE, DraftFormat.VIDEO))
_PAIR = 2
_MEMORY = 200  # events back to which a mention may belong: an article tells fewer, a book would take for ever


@dataclass(slots=True)
class ReportedEvent:
    """One event; what merging asks of it is kept up as mentions are added, so that asking costs nothing."""

    fullest: Sighting
    sightings: list[Sighting] = field(default_factory=list)
    after: When | None = None  # set where only an order is told
    keys: set[str] = field(default_factory=set)
    best_dated: Sighting | None = None
    occasion: Temporal | None = None  # the day on which the story last found everybody who takes part
    placed: Sighting | None = None  # the fullest mention that names a place
    strength: tuple[int | None, int | None] = (None, None)

    def __post_init__(self) -> None:
        self.add(self.fullest)

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
    def status(self) -> DraftStatus:
        telling = [sighting for sighting in self.sightings if not sighting.anaphoric] or self.sightings
        found = [sighting.status for sighting in telling]
        if DraftStatus.CANCELLED in found:
            return DraftStatus.CANCELLED
        asserted = [status for status in found if status is not DraftStatus.DENIED]
        if not asserted:
            return DraftStatus.DENIED
        best = self.best_dated
        if best and best.status in asserted:
            return best.status
        return DraftStatus.SCHEDULED if self.after else asserted[0]

    @property
    def actors(self) -> tuple[DraftActor, ...]:
        """Those of the fullest mention first; a title's surname adds nobody."""
        fullest_first = sorted(self.sightings, key=lambda sighting: -sighting.fullness)
        return distinct(actor for sighting in fullest_first for actor in sighting.actors)

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


def merge(sightings: Iterable[Sighting]) -> list[ReportedEvent]:
    """Events in the order the article tells them. A title's mention opens an event like any other."""
    told: list[ReportedEvent] = []
    for sighting in sorted(sightings, key=lambda s: (s.anaphoric and not s.actors, s.trigger.start)):
        sighting = _with_antecedents(told, sighting)
        home = _home(told, sighting)
        if home is not None:
            home.add(sighting)
        elif not (sighting.anaphoric and (not sighting.actors or sighting.kind is DraftKind.TROOP_MOVEMENT)):
            if sighting.anaphoric and len(sighting.actors) < 2:
                continue
            told.append(ReportedEvent(fullest=sighting))
    _order(told)
    return told


def _home(told: list[ReportedEvent], sighting: Sighting) -> ReportedEvent | None:
    if sighting.purpose and (visit := _visit_before(told, sighting)):
        return visit
    fitting = [event for event in told[-_MEMORY:] if _is_same(event, sighting)]
    if not fitting:
        return None
    if sighting.anaphoric and not sighting.actors:
        before = [event for event in fitting if event.sightings[0].trigger.start < sighting.trigger.start]
        return before[-1] if before else None
    return max(fitting, key=lambda event: (len(event.keys & sighting.actor_keys), -event.sightings[0].trigger.start))


def _with_antecedents(told: list[ReportedEvent], sighting: Sighting) -> Sighting:
    """ "les deux hommes se sont parlé": the last two told of before, where the clause names nobody."""
    if sighting.kind is DraftKind.TROOP_MOVEMENT and not sighting.actors:
        # "100.000 soldats sont massés": the forces told of before
        earlier = [
            event for event in told[-_MEMORY:] if event.sightings[0].kind is DraftKind.TROOP_MOVEMENT and event.actors
        ]
        return replace(sighting, actors=earlier[-1].actors) if earlier else sighting
    if sighting.kind is not DraftKind.MEETING or len(sighting.actors) > (1 if sighting.several else 0):
        return sighting
    latest_first = told[: -_MEMORY - 1 : -1]
    for event in sorted(latest_first, key=lambda event: len(event.keys) != _PAIR):
        pair = [actor for actor in event.actors if actor.id or actor.role is DraftRole.PARTICIPANT]
        if len(pair) > 1 and event.sightings[0].trigger.start < sighting.trigger.start:
            return replace(sighting, actors=tuple(dict.fromkeys((*sighting.actors, *pair))), inherited=True)
    return sighting


def _visit_before(told: list[ReportedEvent], sighting: Sighting) -> ReportedEvent | None:
    """ "se rendra à Kiev pour s'entretenir avec": the talk is the visit, if it has no place or day of its own."""
    last = told[-1] if told else None
    if last is None or last.sightings[-1].format is not DraftFormat.VISIT or sighting.format in _REMOTE:
        return None
    near = sighting.evidence.start - last.sightings[-1].evidence.end <= 4  # or one passage that holds both
    fits = sighting.place is None or sighting.place == last.place
    return last if near and fits and _overlap(last.when, sighting.when) else None


def _is_same(event: ReportedEvent, sighting: Sighting) -> bool:
    first = event.sightings[0]
    if first.kind is not sighting.kind:
        return False
    place, when = event.place, event.when
    same_number = sighting.strength != (None, None) and sighting.strength == event.strength
    if place and sighting.place and place != sighting.place and not same_number:
        return False  # the same number elsewhere is the same place by a wider name: "en Europe de l'Est"
    if not _overlap(when, sighting.when):
        return False
    if sighting.kind is DraftKind.TROOP_MOVEMENT:
        strengths = {event.strength, sighting.strength} - {(None, None)}
        same_force = event.keys == sighting.actor_keys or (sighting.anaphoric and sighting.actor_keys <= event.keys)
        kinds = {first.movement, sighting.movement}
        return (
            same_force
            and len(strengths) < 2
            and (len(kinds) == 1 or sighting.anaphoric or bool(place and place == sighting.place))
        )
    if sighting.inherited and not (sighting.anaphoric or sighting.several):
        return bool(place and place == sighting.place and when and sighting.when)
    if not _same_medium(event, sighting):
        return False
    if sighting.after_previous or any(s.after_previous for s in event.sightings):
        return bool(event.place and event.place == sighting.place)
    common = event.keys & sighting.actor_keys
    if min(len(event.keys), len(sighting.actor_keys)) >= 2:
        return len(common) >= 2
    if sighting.anaphoric and not sighting.actors:
        return True
    dated = when is not None and sighting.when is not None
    return bool(common) and (dated or bool(place and place == sighting.place) or sighting.anaphoric)


def _same_medium(event: ReportedEvent, sighting: Sighting) -> bool:
    """A call is no visit; but a title that names no place ("Macron s'entretiendra avec Poutine") may mean either."""
    if sighting.in_title and not sighting.place:
        return True
    formats = [told.format for told in event.sightings if not told.in_title or told.place]
    if not formats:
        return True
    if formats[0] in _REMOTE or sighting.format in _REMOTE:
        return formats[0] is sighting.format
    return True


def _overlap(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    first = max(one.first or date.min, other.first or date.min)
    last = min(one.last or date.max, other.last or date.max)
    return first <= last


def _order(told: list[ReportedEvent]) -> None:
    """ "Il se rendra ensuite à Berlin": after the stop told before, before the next one that is dated."""
    for index, event in enumerate(told):
        if event.when or not any(sighting.after_previous for sighting in event.sightings):
            continue
        position = event.sightings[0].trigger.start
        earlier = [
            other
            for other in told[max(0, index - _MEMORY) : index]
            if other.when and other.when.first and other.keys & event.keys and other.status is not DraftStatus.OCCURRED
        ]
        if not earlier:
            continue
        before = max(
            earlier, key=lambda other: max(s.trigger.start for s in other.sightings if s.trigger.start < position)
        )
        start = before.when.first if before.when else None
        if start is None:
            continue
        following = [
            other.when.last
            for other in told[max(0, index - _MEMORY) : index + _MEMORY]
            if other is not before and other.when and other.when.first and other.when.last
            and other.when.first > start and other.keys & event.keys
        ]  # fmt: skip
        event.after = making.interval(start, min(following)) if following else making.since(start)
