"""Troop movements: whose forces, what they do, where, how many. Arms alone and combat are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisis.extraction.events.forces import owners, partners, strengths_in
from crisis.extraction.events.scenes import Scene
from crisis.extraction.events.sightings import (
    HYPOTHETICAL,
    INTENDED,
    ORDERED,
    Sighting,
    dated,
    is_denied,
    place_of,
    places_in,
    status_of,
)
from crisis.extraction.events.triggers import MovementTrigger, movement_triggers
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import movement_kinds, triggers
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import DraftKind, DraftMovement, DraftPlace, DraftStatus, Precision

_LEXICON = Section("events.movements")

_BACK = _LEXICON.pattern(r"\b{back}\s+(?:\w+ )?$")
_ALERT = _LEXICON.pattern(r"\b{alert}\b")
_DEMAND = _LEXICON.pattern(r"\b{demands}\b")
_REFUSED = _LEXICON.pattern(r"\b{refused}\b")
_BORDER = _LEXICON.pattern(r"\b{borders}\b")
_BOUND = _LEXICON.pattern(r"\b{bound_for} ?{for}?{articles}?$")
_MODAL = _LEXICON.pattern(r"\b{modals}\b")
_FIXED = (Precision.DAY, Precision.INTERVAL, Precision.SET, Precision.MONTH)


def find_movements(scenes: Sequence[Scene]) -> Iterator[Sighting]:
    for scene in scenes:
        for part, trigger in movement_triggers(scene):
            if sighting := _sighting(part, trigger):
                yield sighting


def _sighting(scene: Scene, trigger: MovementTrigger) -> Sighting | None:
    page = scene.page
    back = trigger.noun and _BACK.search(page.folded, max(scene.start, trigger.start - 20), trigger.start) is not None
    if not back and not _is_told(scene, trigger):
        return None
    forces = trigger.forces
    kind = movement_kinds().get(trigger.name)
    force = owners(scene, forces, trigger.start, leaving=kind == "withdrawal")
    if kind == "exercise":
        force = (*force, *partners(scene, force))
    verb = trigger.verb.verb if trigger.verb else None
    tense = page.tense_at(trigger.start) if trigger.noun or verb is None else verb.tense
    if verb and verb.passive and tense is Tense.PRESENT:
        tense = Tense.PAST
    temporal = scene.date_near(lambda time: abs(time.span.start - trigger.start))
    when, ahead = dated(scene, temporal, tense)
    precise = temporal is not None and temporal.when is not None and temporal.when.precision in _FIXED
    status = status_of(scene, ahead=ahead, is_dated=precise)
    if is_denied(scene) and not back:
        status, when = DraftStatus.DENIED, None
    elif status is DraftStatus.OCCURRED and _is_only_ordered(scene, trigger):
        status, when = DraftStatus.ANNOUNCED, when if temporal else None
    places = places_in(scene, scene.start, scene.end)
    place = next((p.place for p in places if not p.origin and p.start > trigger.start), None)
    place = place or next((p.place for p in places if not p.origin), None)
    place = place or place_of(scene, scene.start, scene.end)
    origin = next((p.place for p in places if p.origin), None)
    place = place or _bound_for(scene) or scene.where or (origin if kind == "withdrawal" else None)
    if place is None and scene.tells(_BORDER) and any(actor.id == "ru" for actor in force):
        border = page.gazetteer.place("ukborder")  # with Russian forces, the one all of these articles speak of
        place = DraftPlace(name=border.name_fr, id=border.id) if border else None
    return Sighting(
        kind=DraftKind.TROOP_MOVEMENT,
        sentence=scene.sentence.start,
        evidence=page.span(scene.start, scene.end),
        trigger=page.span(trigger.start, trigger.end),
        when=None if back and not temporal else when,
        date=temporal,
        status=status,
        actors=force,
        place=place,
        origin=origin,
        rule=f"movement.{trigger.rule}",
        movement=_movement(scene, trigger.name, place),
        strength=strengths_in(page.folded, [m for m in forces if _is_people(scene, m[0])], scene.start),
        anaphoric=back,
        in_title=scene.in_title,
    )


def _bound_for(scene: Scene) -> DraftPlace | None:
    """ "partiront de Fort Bragg pour la Pologne"."""
    for mention in scene.mentions:
        if _BOUND.search(scene.page.folded, max(scene.start, mention.start - 24), mention.start):
            return mention.place
    return None


def _is_told(scene: Scene, trigger: MovementTrigger) -> bool:
    """Not a hypothesis, a capability, a demand, nor something said not to be."""
    # "des mouvements de troupes qui pourraient menacer": the hypothesis comes after what was seen
    if (scene.cropped(scene.start, trigger.end) if trigger.noun else scene).tells(HYPOTHETICAL):
        return False
    if _is_capability(scene, trigger):
        return False
    if trigger.verb and trigger.verb.verb.negated and not is_denied(scene):
        return False
    if scene.tells(_REFUSED):
        return False
    end = scene.end if trigger.noun else trigger.start
    demanded = _DEMAND.search(scene.page.folded, scene.start, end)
    infinitive = trigger.verb is not None and not trigger.verb.verb.finite
    return not (demanded and (trigger.noun or infinitive))


def _is_only_ordered(scene: Scene, trigger: MovementTrigger) -> bool:
    """ "a ordonné l'envoi", "ordered 3,000 soldiers to Poland": nobody has seen them go."""
    if trigger.name == "order" or (trigger.noun and scene.tells(ORDERED)):
        return True
    infinitive = trigger.verb is not None and not trigger.verb.verb.finite and not trigger.verb.verb.passive
    return infinitive and scene.tells(INTENDED)


def _is_capability(scene: Scene, trigger: MovementTrigger) -> bool:
    """ "pourrait déployer"; but "des mouvements qui pourraient menacer" have been seen, and a reported
    conditional is a future: "a annoncé que ses troupes rentreraient"."""
    if scene.reported_by and not scene.tells(_MODAL):
        return False
    return any(
        placed.verb.tense is Tense.CONDITIONAL
        and placed.start <= trigger.start
        and trigger.end <= placed.end + 14
        and not placed.verb.passive
        for placed in scene.verbs
    )


def _is_people(scene: Scene, word: str) -> bool:
    return triggers(scene.page.language).people.fullmatch(word) is not None


def _movement(scene: Scene, name: str, place: DraftPlace | None) -> DraftMovement:
    kinds = movement_kinds()
    kind = next((kinds[word] for word in name.split() if word in kinds), None)
    if kind is None and scene.tells(_ALERT):
        return DraftMovement.ALERT
    if kind is None and place and place.id == "ukborder":
        return DraftMovement.BUILD_UP
    return DraftMovement(kind) if kind else DraftMovement.DEPLOYMENT
