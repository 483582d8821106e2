"""The words that tell a troop movement, each with the forces it moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import triggers
from crisis.extraction.text.page import PlacedVerb

_LEXICON = Section("events.movement_triggers")

_MILITARY = _LEXICON.pattern(r"\b{military}\b")
_VESSELS = _LEXICON.pattern(r"{vessels}")
_NOT_ANY = _LEXICON.pattern(r"\b{not_any} ?$")
_READY = _LEXICON.pattern(r"\b{ready}\b")
_IDIOM = _LEXICON.pattern(r" (?:{already} )?{idioms}\b")
_IDIOM_VERBS = _LEXICON.words("idiom_verbs")
_SENDING = _LEXICON.words("sending")
_STANDING = _LEXICON.pattern(r"[^,;.]{0,24}?\b{standing}")
_NUMBERED = _LEXICON.pattern(r"(?:\d|{numbers})[^,;.]{0,24}$")
_OTHER_MANOEUVRES = _LEXICON.pattern(r" {other_manoeuvres}")
_EXERCISES = _LEXICON.listed("exercises")
_OF_TROOPS = _LEXICON.words("of_troops")
_DATED_MANOEUVRES = _LEXICON.words("dated_manoeuvres")
_FORCES_NEAR = 90  # code points between a verb and the forces it moves
_LINK = _LEXICON.pattern(r",(?= )|{links}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementTrigger:
    start: int
    end: int
    name: str
    noun: bool
    verb: PlacedVerb | None
    forces: tuple[re.Match[str], ...]


def movement_triggers(scene: Scene) -> Iterator[tuple[Scene, MovementTrigger]]:
    """Each trigger with its own part of the clause; of two that move the same forces, the verb."""
    found = sorted([*_verbs(scene), *_nouns(scene)], key=lambda trigger: trigger.start) or list(_standing(scene))
    own: list[tuple[int, MovementTrigger]] = []
    for trigger in found:
        if own:
            last = own[-1][1]
            links = list(_LINK.finditer(scene.page.folded, last.end, trigger.start))
            apart = links and any(match.start() > links[-1].start() for match in trigger.forces)
            if not apart:
                if _says_more(trigger, last):
                    own[-1] = (own[-1][0], trigger)
                continue
            own.append((links[-1].start(), trigger))
        else:
            own.append((scene.start, trigger))
    for index, (start, trigger) in enumerate(own):
        end = own[index + 1][0] if index + 1 < len(own) else scene.end
        yield (scene if len(own) == 1 else scene.cropped(start, end)), trigger


def _says_more(trigger: MovementTrigger, last: MovementTrigger) -> bool:
    """A verb before a noun, and what the forces do now before the participle that says where they were."""
    stands = trigger.verb is not None and trigger.verb.verb.passive and not trigger.verb.verb.finite
    if last.noun:
        return not trigger.noun and not stands and not _is_exercise(last.name)
    bare = last.verb is not None and last.verb.verb.passive and not last.verb.verb.finite
    return (
        bare and not trigger.noun and not (trigger.verb and trigger.verb.verb.passive and not trigger.verb.verb.finite)
    )


def _is_exercise(name: str) -> bool:
    return name.startswith(_EXERCISES)


def _verbs(scene: Scene) -> Iterator[MovementTrigger]:
    words, page = triggers(scene.page.language), scene.page
    for placed in scene.verbs:
        lemma = placed.verb.lemma
        idiom = _IDIOM.match(page.folded, placed.end) if lemma in _IDIOM_VERBS else None
        if (lemma not in words.movement_verbs and idiom is None) or (page.is_quoted(placed.start) and not scene.quoted):
            continue
        low, high = max(scene.start, placed.start - _FORCES_NEAR), min(scene.end, placed.end + _FORCES_NEAR)
        forces = tuple(words.forces.finditer(page.folded, low, high))
        named = any(mention.kind == "force" for mention in scene.mentions)
        if not forces and not named:
            continue
        if lemma in words.readying_verbs and not _READY.search(page.folded, low, high):
            continue
        if (
            lemma in words.everyday_verbs
            and lemma not in words.readying_verbs
            and not any(
                words.people.fullmatch(force[0])
                or (lemma not in _SENDING and force.start() < placed.start and not _VESSELS.fullmatch(force[0]))
                for force in forces
            )
        ):
            continue
        name, end = (idiom[0].strip(), idiom.end()) if idiom else (lemma, placed.end)
        yield MovementTrigger(start=placed.head, end=end, name=name, noun=False, verb=placed, forces=forces)


def _nouns(scene: Scene) -> Iterator[MovementTrigger]:
    words, page = triggers(scene.page.language), scene.page
    for match in words.movement_nouns.finditer(page.folded, scene.start, scene.end):
        if page.is_quoted(match.start()) and not scene.quoted:
            continue
        if any(placed.start <= match.start() < placed.end for placed in scene.verbs):
            continue
        if _NOT_ANY.search(page.folded, max(scene.start, match.start() - 16), match.start()):
            continue
        forces = tuple(words.forces.finditer(page.folded, scene.start, scene.end))
        if forces and all(_VESSELS.fullmatch(force[0]) for force in forces) and not _is_exercise(match[0]):
            continue  # ships and aircraft alone are no troops
        speaks_of_troops = any(word in match[0] for word in _OF_TROOPS)
        if not (forces or speaks_of_troops or _MILITARY.search(scene.folded) or _is_manoeuvre(scene, match)):
            continue
        yield MovementTrigger(
            start=match.start(), end=match.end(), name=match[0], noun=True, verb=None, forces=forces or (match,)
        )


def _is_manoeuvre(scene: Scene, match: re.Match[str]) -> bool:
    """ "La Russie a débuté jeudi dix jours de manœuvres": dated, by a state."""
    plural = match[0] in _DATED_MANOEUVRES
    state = any(mention.kind == "state" for mention in scene.mentions)
    return plural and state and bool(scene.temporals) and not _OTHER_MANOEUVRES.match(scene.page.folded, match.end())


def _standing(scene: Scene) -> Iterator[MovementTrigger]:
    """ "130.000 hommes autour de l'Ukraine": a build-up told as a state, with its number and its place."""
    words, page = triggers(scene.page.language), scene.page
    for force in words.forces.finditer(page.folded, scene.start, scene.end):
        if page.is_quoted(force.start()) and not scene.quoted:
            continue
        counted = _NUMBERED.search(page.folded, max(scene.start, force.start() - 40), force.start())
        if counted and words.people.fullmatch(force[0]) and _STANDING.match(page.folded, force.end(), scene.end):
            yield MovementTrigger(
                start=force.start(), end=force.end(), name="présence", noun=True, verb=None, forces=(force,)
            )
            return
