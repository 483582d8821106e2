"""Meetings, calls and visits: who meets whom, where, when, and whether it has happened.

One trigger may string places and dates together: the stops of a visit, the rounds of a meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crisis.edtf import making
from crisis.extraction.events.participants import names_several, participants
from crisis.extraction.events.scenes import Scene, subject_of
from crisis.extraction.events.sightings import (
    APPOINTED,
    HYPOTHETICAL,
    INTENDED,
    PlaceFound,
    Sighting,
    dated,
    is_denied,
    place_of,
    places_in,
    status_of,
)
from crisis.extraction.events.triggers import VOTES, MeetingTrigger, meeting_triggers, parted
from crisis.extraction.lexicon import Section
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import (
    DraftActor,
    DraftFormat,
    DraftKind,
    DraftRole,
    DraftStatus,
    Precision,
    Temporal,
    When,
)

_LEXICON = Section("events.meetings")

_NEXT_STOP = _LEXICON.pattern(r"\b{next_stop}\b")
_LINK = _LEXICON.pattern(r",(?= )|{stop_links}")
_ROUND = _LEXICON.pattern(r"(?:,|,? {round_links})? ?{round_days}?")
_PHONE = _LEXICON.pattern(r"\b{phone}\b")
_VIDEO = _LEXICON.pattern(r"\b{video}\b")
_SUMMIT = _LEXICON.pattern(r"\b(?:mini-)?{summits}\b")
_SESSION = _LEXICON.pattern(r"\b{sessions}\b")
_GATHERING = VOTES | _LEXICON.words("gathering")
_BACK = _LEXICON.pattern(r"(?:\b{back_determiners} |{back_elisions})(?:\w+ )?$")
_INDEFINITE = _LEXICON.pattern(r"(?:\b{indefinites} |{indefinite_elisions} )(?:\w+ )?$")
_REMOTE = _LEXICON.pattern(r"{remote}")
_PURPOSE = _LEXICON.pattern(r"{purposes}(?: |'|$)")
_NEXT = _LEXICON.pattern(r"\b{next}\b")
_BOUNDARY = _LEXICON.pattern(r",(?= )|{boundaries}")
_AHEAD_OF = _LEXICON.pattern(r"\b{ahead_of}\b[^,;.]*$")
_HOLDING = _LEXICON.words("holding")
_NEVER_BY_PHONE = _LEXICON.words("never_by_phone")
_MULTILATERAL = 3  # more than so many take part
_WEAK = _LEXICON.words("weak")
_LOOK_BACK = 24
_PAIR = 2
_JOINED = 4  # code points between a visit and what it is for


@dataclass(frozen=True, slots=True)
class Stop:
    place: PlaceFound
    temporal: Temporal | None
    start: int
    end: int
    after_previous: bool


def stops(scene: Scene, trigger: MeetingTrigger) -> tuple[Stop, ...]:
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
    after = follows and _NEXT_STOP.search(scene.page.folded, start, place.start) is not None
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
    days: list[When] = []
    end: int | None = None
    for time in scene.temporals:
        if time.span.start < first.span.start:
            continue
        gap = scene.page.folded[end : time.span.start]
        if end is not None and not (_ROUND.fullmatch(gap) and gap.strip()):
            break
        days += [time.when] if time.when else []
        end = time.span.end
    known = [day.first for day in days if day.precision is Precision.DAY and day.first]
    return making.interval(min(known), max(known)) if len(known) == len(days) > 1 else None


def find_meetings(scenes: Sequence[Scene]) -> Iterator[Sighting]:
    last: Sighting | None = None  # of the clause before
    for scene in scenes:
        before: Sighting | None = None
        for part, trigger in _apart(scene):
            for sighting in _sightings(part, trigger):
                if before and trigger.adjunct and len(sighting.actors) < _PAIR:
                    # "a accepté la rencontre avec X lors d'un entretien": with the same X
                    both = dict.fromkeys((*sighting.actors, *before.actors))
                    whole = scene.page.span(scene.start, sighting.evidence.end)
                    sighting = replace(sighting, actors=tuple(both), evidence=whole)
                if last and _goes_on(last, sighting):
                    # "se rendra à Berlin pour des discussions": one passage says both
                    sighting = replace(sighting, evidence=scene.page.span(last.evidence.start, sighting.evidence.end))
                yield sighting
                before = last = sighting


def _goes_on(visit: Sighting, sighting: Sighting) -> bool:
    near = 0 <= sighting.evidence.start - visit.evidence.end <= _JOINED
    return sighting.purpose and near and visit.format is DraftFormat.VISIT and sighting.place in (None, visit.place)


def _apart(scene: Scene) -> Iterator[tuple[Scene, MeetingTrigger]]:
    """A part of a clause that stands before or behind the main verb keeps that verb's subject."""

    def is_apart(trigger: MeetingTrigger, at: int) -> bool:
        return not trigger.noun or _tells_apart(scene, trigger)

    def says_more(trigger: MeetingTrigger, last: MeetingTrigger) -> bool:
        if last.noun:
            return not trigger.noun and trigger.name not in _WEAK
        return last.visit and trigger.noun and not trigger.visit  # "se rendra à une réunion"

    for part, trigger in parted(scene, meeting_triggers(scene), _BOUNDARY, is_apart=is_apart, says_more=says_more):
        subject = scene.subject if part is scene else subject_of(scene, before=part.start) or scene.subject
        yield replace(part, subject=subject), trigger


def _tells_apart(scene: Scene, trigger: MeetingTrigger) -> bool:
    """A second noun is another meeting only where it is dated, placed, peopled or held by itself."""
    behind = scene.cropped(trigger.start, scene.end)
    told = behind.temporals or behind.groups or places_in(behind, trigger.end, scene.end)
    return bool(told) or _REMOTE.search(trigger.name) is not None


def _sightings(scene: Scene, trigger: MeetingTrigger) -> Iterator[Sighting]:
    if scene.quoted and trigger.visit:
        return  # "nous irons": who speaks of himself is not named
    for stop in stops(scene, trigger) or (None,):
        if sighting := _sighting(scene, trigger, stop):
            yield sighting


def _distance(time: Temporal, trigger: MeetingTrigger) -> float:
    """A date behind a noun is nearer to it than the same way before."""
    away = time.span.start - trigger.start
    return away if away >= 0 else -away * (2 if trigger.noun else 1)


def _sighting(scene: Scene, trigger: MeetingTrigger, stop: Stop | None) -> Sighting | None:
    here = scene.cropped(stop.start, stop.end) if stop else scene
    nearest = scene.date_near(lambda time: _distance(time, trigger), opening=not trigger.adjunct)
    temporal = stop.temporal if stop else nearest
    verb = trigger.governor.verb if trigger.governor else None
    if scene.cropped(scene.start, trigger.end + 1).tells(HYPOTHETICAL) or (
        verb and verb.negated and not is_denied(scene)
    ):
        return None
    actors = participants(scene, trigger)
    place = stop.place.place if stop else place_of(here, here.start, here.end, near=trigger.end)
    before = scene.before(trigger.start, _LOOK_BACK)
    back = trigger.noun and _BACK.search(before) is not None
    indefinite = trigger.noun and _INDEFINITE.search(before) is not None
    phone = trigger.name not in _NEVER_BY_PHONE and scene.tells(_PHONE)
    several = names_several(scene, trigger)
    if not _is_meeting(
        scene, trigger, actors, has_place=place is not None, temporal=temporal, several=several, back=back
    ):
        return None
    tense = verb.tense if verb else scene.page.tense_at(trigger.start)
    if trigger.adjunct and _AHEAD_OF.search(scene.before(trigger.start, 48)):
        tense = Tense.FUTURE if tense is not Tense.PAST else tense
    elif trigger.adjunct and temporal:
        temporal = _looking_back(scene, temporal)
    elif trigger.adjunct:
        tense = Tense.PAST
    when, ahead = dated(scene, temporal, tense)
    if temporal and (strung := rounds(scene, temporal)):
        when = strung
    vague = (back or several) and temporal is None and not (phone and indefinite)
    is_dated = temporal is not None or (ahead and scene.tells(APPOINTED) and not scene.tells(INTENDED))
    status = status_of(scene, ahead=ahead, is_dated=is_dated)
    if is_denied(scene) and temporal is None and not trigger.adjunct:
        status, when = DraftStatus.DENIED, None
    elif status is DraftStatus.OCCURRED and temporal is None and indefinite and _is_only_intended(scene, trigger):
        status, when = DraftStatus.ANNOUNCED, None
    video = scene.tells(_VIDEO)
    return Sighting(
        kind=DraftKind.MEETING,
        sentence=scene.sentence.start,
        evidence=here.page.span(here.start, here.end),
        trigger=scene.page.span(trigger.start, trigger.end),
        when=None if vague and status is not DraftStatus.CANCELLED else when,
        date=temporal,
        status=status,
        actors=actors,
        place=None if phone or video else place,
        rule=f"meeting.{trigger.rule}",
        format=_format(scene, trigger, actors, phone=phone, video=video),
        anaphoric=vague,
        several=several,
        in_title=scene.in_title,
        purpose=_PURPOSE.match(scene.page.folded, scene.start) is not None,
        after_previous=(stop is not None and stop.after_previous)
        or (ahead and temporal is None and scene.tells(_NEXT)),
    )


def _looking_back(scene: Scene, temporal: Temporal) -> Temporal:
    """ "après un entretien vendredi": what comes before lies in the past, whatever the verb says."""
    published, when, other = scene.page.published, temporal.when, temporal.other
    if not (published and when and other and when.first and other.last):
        return temporal
    return replace(temporal, when=other, other=when) if when.first > published.last >= other.last else temporal


def _is_only_intended(scene: Scene, trigger: MeetingTrigger) -> bool:
    """ "a proposé une rencontre", not "a tenu une réunion pour proposer"."""
    held = trigger.governor is not None and trigger.governor.verb.lemma in _HOLDING
    return scene.tells(INTENDED) and not held and not trigger.adjunct


def _is_meeting(
    scene: Scene, trigger: MeetingTrigger, actors: Sequence[DraftActor], *, has_place: bool, temporal: Temporal | None,
    several: bool, back: bool,
) -> bool:  # fmt: skip
    """Whether enough is told to be a meeting: two who meet, or one and where or when."""
    distinct = {actor.key for actor in actors}
    if trigger.hosts and not trigger.noun and not any(actor.role is DraftRole.PARTICIPANT for actor in actors):
        return False  # "prête à accueillir un bataillon"
    if trigger.visit:
        return bool(distinct) and (has_place or (trigger.noun and temporal is not None))
    if len(distinct) >= 2:
        return True
    if not distinct:
        return trigger.noun and (
            (has_place and temporal is not None) or (back and (has_place or temporal is not None or several))
        )
    if trigger.noun:
        return has_place or temporal is not None or back or trigger.adjunct
    return several or trigger.name in _GATHERING or (trigger.hosts and has_place)


def _format(
    scene: Scene, trigger: MeetingTrigger, actors: Sequence[DraftActor], *, phone: bool, video: bool
) -> DraftFormat:
    if phone:
        return DraftFormat.PHONE
    if video:
        return DraftFormat.VIDEO
    if trigger.noun and _SUMMIT.search(trigger.name):
        return DraftFormat.SUMMIT
    if len(actors) > _MULTILATERAL:
        return DraftFormat.MULTILATERAL
    if trigger.visit:
        return DraftFormat.VISIT
    return DraftFormat.SESSION if scene.tells(_SESSION) else DraftFormat.IN_PERSON
