"""The stops of a visit, and the rounds of a meeting: places and dates that one trigger strings together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from crisis.extraction import edtf
from crisis.extraction.meeting_triggers import Trigger
from crisis.extraction.scenes import Scene
from crisis.extraction.sightings import PlaceFound, places_in
from crisis.extraction.values import Precision, Temporal, When

_NEXT = re.compile(r"\b(?:ensuite|puis|dans la foulée|then|afterwards|later|avant d)\b")
_LINK = re.compile(r"(?:,(?= )|\bet\b|\bpuis\b|\bavant\b|\band\b|\bthen\b|\bbefore\b|\bainsi qu[e']|\bmais aussi\b)")
_ROUND = re.compile(r"(?:,|,? et|,? puis|,? and|,? ainsi que)? ?(?:le |les |on )?")


@dataclass(frozen=True, slots=True)
class Stop:
    place: PlaceFound
    temporal: Temporal | None
    start: int
    end: int
    after_previous: bool


def stops(scene: Scene, trigger: Trigger) -> tuple[Stop, ...]:
    """One for each place a visit leads to; one in all where there is no second."""
    places = [place for place in places_in(scene, trigger.end, scene.end) if not place.origin]
    own = [place for index, place in enumerate(places) if not _is_inside(places, index)]
    if not trigger.visit or len(own) < 2:
        return ()
    edges = [scene.start]
    for earlier, later in pairwise(own):
        links = list(_LINK.finditer(scene.page.folded, earlier.end, later.start))
        if not links:
            return ()
        edges.append(links[0].start())
    edges.append(scene.end)
    return tuple(_stop(scene, place, edges[index], edges[index + 1], index) for index, place in enumerate(own))


def _stop(scene: Scene, place: PlaceFound, start: int, end: int, index: int) -> Stop:
    times = [time for time in scene.temporals if start <= time.span.start < end and time.when]
    nearest = min(times, key=lambda time: abs(time.span.start - place.start), default=None)
    follows = index > 0 and nearest is None
    after = follows and _NEXT.search(scene.page.folded, start, place.start) is not None
    if follows and not after:
        nearest = next((time for time in scene.temporals if time.when), None)  # "à Kiev et à Moscou lundi et mardi"
    return Stop(place, nearest, start, end, after)


def _is_inside(places: list[PlaceFound], index: int) -> bool:
    """ "à Sotchi, dans le sud de la Russie": the second only says where the first is."""
    if index == 0:
        return False
    here, before = places[index], places[index - 1]
    return here.region and here.start - before.end <= 40 and (here.country == before.country or before.region)


def rounds(scene: Scene, first: Temporal) -> When | None:
    """ "le 28 février, le 3 et le 7 mars": one event over an interval."""
    times = [time for time in scene.temporals if time.span.start >= first.span.start]
    days = list(_strung(scene, times))
    if len(days) < 2:
        return None
    known = [day for day in days if day.precision is Precision.DAY and day.first and day.last]
    if len(known) != len(days):
        return None
    return edtf.interval(min(day.first for day in known if day.first), max(day.last for day in known if day.last))


def _strung(scene: Scene, times: list[Temporal]) -> Iterator[When]:
    end: int | None = None
    for time in times:
        gap = scene.page.folded[end : time.span.start] if end is not None else ""
        if end is not None and not (_ROUND.fullmatch(gap) and gap.strip()):
            return
        if time.when:
            yield time.when
        end = time.span.end
