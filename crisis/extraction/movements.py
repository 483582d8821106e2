"""Troop movements: whose forces, what they do, where, how many. Arms alone and combat are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crisis.extraction.mentions import Mention, states
from crisis.extraction.morphology import Tense
from crisis.extraction.names import NameKind, countries
from crisis.extraction.numbers import strength_before
from crisis.extraction.page import PlacedVerb
from crisis.extraction.scenes import Scene, dated, status_of
from crisis.extraction.sightings import Sighting, places_in
from crisis.extraction.triggers import movement_kinds, triggers
from crisis.extraction.values import DraftActor, DraftPlace, Kind, Movement, Role, Status

_DEMONSTRATIVE = re.compile(r"\b(?:ces|ce|cette|cet|these|this|those)\s+(?:\w+ )?$")
_MILITARY = re.compile(r"\b(?:militaires?|conjoint\w*|navals?|military|joint|war games)\b")
_BORDER = re.compile(r"\b(?:frontières?|border|borders)\b")
_EVERYDAY = frozenset(
    (
        "placer",
        "envoyer",
        "entrer",
        "quitter",
        "poster",
        "partir",
        "arriver",
        "arrive",
        "place",
        "put",
        "send",
        "move",
        "pull",
    )
)
_ALERT = re.compile(r"\b(?:en (?:état d')?alerte|on (?:high(?:er|ened)? )?alert)\b")
_DEMAND = re.compile(
    r"\b(?:réclam\w+|exig\w+|demand\w+|exhort\w+|préalable|appel\w+ (?:à|au)|call\w* (?:for|on)|demand\w*|urg\w+)\b"
)


def find_movements(scenes: Sequence[Scene]) -> Iterator[Sighting]:
    for scene in scenes:
        if sighting := _sighting(scene):
            yield sighting


def _sighting(scene: Scene) -> Sighting | None:
    words, page = triggers(scene.page.language), scene.page
    found = _verb(scene) or _noun(scene)
    if found is None:
        return None
    name, start, end, placed = found
    verb = placed.verb if placed else None
    noun = placed is None or not placed.start <= start < placed.end
    anaphoric = noun and _DEMONSTRATIVE.search(page.folded[max(scene.start, start - 20) : start]) is not None
    forces = [
        m
        for m in words.forces.finditer(page.folded, scene.start, scene.end)
        if not page.is_quoted(m.start()) or scene.quoted
    ]
    if not anaphoric and ((scene.is_hypothetical and not noun) or _is_capability(scene, start, end)):
        return None
    if verb and verb.negated and not scene.is_denied:
        return None
    force = _force(scene, [m.start() for m in forces], [m.end() for m in forces], start)
    if not force and not anaphoric:
        return None
    if noun and not anaphoric and not (forces or _MILITARY.search(scene.folded) or "troop" in name or "build" in name):
        return None
    demanded = _DEMAND.search(page.folded, scene.start, scene.end if noun else start)
    if demanded and (noun or (verb and not verb.finite)):
        return None  # a demanded withdrawal is a statement
    tense = scene.page.tense_at(start) if noun or verb is None else verb.tense
    if verb and verb.passive and tense is Tense.PRESENT:
        tense = Tense.PAST
    temporal = scene.temporal(start)
    when, ahead = dated(scene, temporal, tense)
    status = status_of(
        scene, ahead=ahead, is_dated=bool(temporal and temporal.when and temporal.when.precision == "day")
    )
    if scene.is_denied and not anaphoric:
        status, when = Status.DENIED, None
    places = places_in(scene, scene.start, scene.end)
    place = next((p for p, origin in places if not origin), None)
    strength = strength_before(page.folded, [m.start() for m in forces if _is_people(scene, m[0])], scene.start)
    return Sighting(
        kind=Kind.TROOP_MOVEMENT,
        evidence=page.span(scene.start, scene.end),
        trigger=start,
        when=None if anaphoric and not temporal else when,
        when_text=temporal.span if temporal else None,
        status=status,
        actors=force,
        place=place,
        origin=next((p for p, origin in places if origin), None),
        rule=f"movement.{'noun' if noun else 'verb'}.{name.replace(' ', '_')}",
        movement=_movement(scene, name, place),
        strength=strength,
        anaphoric=anaphoric,
        in_title=scene.in_title,
        ahead=ahead,
    )


def _verb(scene: Scene) -> tuple[str, int, int, PlacedVerb] | None:
    words, page = triggers(scene.page.language), scene.page
    # "Des unités déployées près de … ont commencé à regagner": the verb before the participle
    for placed in sorted(scene.verbs, key=lambda v: v.verb.passive and not v.verb.finite):
        lemma = placed.verb.lemma
        if lemma not in words.movement_verbs or (page.is_quoted(placed.start) and not scene.quoted):
            continue
        near = page.folded[max(scene.start, placed.start - 90) : min(scene.end, placed.end + 90)]
        if not words.forces.search(near) and not any(m.kind == "force" for m in scene.mentions):
            continue
        if lemma in ("placer", "order", "place", "put") and not _ALERT.search(near):
            continue
        if lemma in _EVERYDAY and not words.people.search(near):
            continue
        return lemma, placed.head, placed.end, placed
    return None


def _noun(scene: Scene) -> tuple[str, int, int, PlacedVerb | None] | None:
    page = scene.page
    for match in triggers(page.language).movement_nouns.finditer(page.folded, scene.start, scene.end):
        if not page.is_quoted(match.start()) or scene.quoted:
            return match[0], match.start(), match.end(), None
    return None


def _is_capability(scene: Scene, start: int, end: int) -> bool:
    """ "pourrait déployer"; but "des mouvements qui pourraient menacer" have been seen."""
    return any(
        placed.verb.tense is Tense.CONDITIONAL and placed.start <= start and end <= placed.end + 14
        for placed in scene.verbs
    )


def _is_people(scene: Scene, word: str) -> bool:
    return triggers(scene.page.language).people.fullmatch(word) is not None


def _force(scene: Scene, starts: list[int], ends: list[int], trigger: int) -> tuple[DraftActor, ...]:
    """Whose: the adjective beside the force ("troupes russes"), a force by name, else the subject."""
    page = scene.page
    for mention in scene.mentions:
        if mention.kind == "force" and mention.id:
            return _of_country(scene, mention.country) or _as_force(mention)
    for start, end in zip(starts, ends, strict=True):
        for hit in page.names_in(max(scene.start, start - 14), min(scene.end, end + 22)):
            for name in hit.meanings:
                if name.kind is NameKind.DEMONYM:
                    return _of_country(scene, name.id)
    for hit in page.names_in(trigger, min(scene.end, trigger + 60)):
        for name in hit.meanings:
            if name.kind is NameKind.DEMONYM and not _BORDER.search(page.folded, hit.start - 14, hit.end + 9):
                return _of_country(scene, name.id)
    if re.search(r"\bavoir (?:\w+ )?$", page.folded[max(scene.start, trigger - 24) : trigger]):
        # "accuse Moscou d'avoir massé", "reproche à Moscou d'avoir massé": the accused has done it
        accused = [m for m in scene.mentions if m.end <= trigger and m.kind == "state"]
        if accused:
            return _as_force(accused[-1])
    subjects = [
        m for m in scene.mentions if m.end <= trigger and m.kind in ("state", "organisation", "person", "description")
    ]
    free = [m for m in subjects if not _is_governed(scene, m)]
    together = [m for m in free if m.kind == "state" or (m.kind == "organisation" and not m.country)]
    if together:
        return tuple(dict.fromkeys(actor for mention in together[-2:] for actor in _as_force(mention)))
    for mention in reversed(free):
        if mention.country:
            return _of_country(scene, mention.country)
    after = [m for m in scene.mentions if m.start > trigger and m.kind == "state"]
    for mention in after:
        if re.search(
            r"\b(?:de|d'|par|by|of)\s*(?:la |l'|les )?$", page.folded[max(0, mention.start - 9) : mention.start]
        ):
            return _as_force(mention)
    return ()


def _as_force(mention: Mention) -> tuple[DraftActor, ...]:
    return (DraftActor(name=mention.name, id=mention.id, role=Role.FORCE),)


def _is_governed(scene: Scene, mention: Mention) -> bool:
    before = scene.page.folded[max(scene.start, mention.start - 9) : mention.start]
    return (
        re.search(
            r"\b(?:à|au|aux|de|du|d'|en|vers|contre|avec|in|of|to|with|from)\s*(?:la |le |l'|les |the )?$", before
        )
        is not None
    )


def _of_country(scene: Scene, code: str) -> tuple[DraftActor, ...]:
    state = states(scene.page.gazetteer).get(code)
    if state:
        return (DraftActor(name=state.name_fr, id=state.id, role=Role.FORCE),)
    country = countries().get(code)
    return (DraftActor(name=country.name_fr, id=None, role=Role.FORCE),) if country else ()


def _movement(scene: Scene, name: str, place: DraftPlace | None) -> Movement:
    kinds = movement_kinds()
    kind = next((kinds[word] for word in name.split() if word in kinds), None)
    if kind is None and _ALERT.search(scene.folded):
        return Movement.ALERT
    if kind is None and place and place.id == "ukborder":
        return Movement.BUILD_UP
    return Movement(kind) if kind else Movement.DEPLOYMENT
