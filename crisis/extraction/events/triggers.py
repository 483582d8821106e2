"""The words that tell a meeting or a troop movement: verbs ("rencontrer", "masser") and nouns ("sommet", "renforts").

Each trigger comes with its own part of the clause. What stands inside quotation marks tells nothing, unless the clause
is somebody's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import triggers
from crisis.extraction.text.page import PlacedVerb

_MEETING, _MOVEMENT = Section("events.meeting_triggers"), Section("events.movement_triggers")

_REFLEXIVE = _MEETING.pattern(r"\b{reflexives}(?:\w+ ){0,2}$")
_NEEDS_REFLEXIVE = _MEETING.words("needing_reflexive")
_MUTUAL = _MEETING.words("mutual")
_NOT_A_MEETING = _MEETING.pattern(r"{not_meetings}")
_APPEALS = _MEETING.pattern(r"{appeals}")
_WHOM = _MEETING.pattern(r"{whom}")
_CALLED_FOR = _MEETING.pattern(r"{called_for}")
_SEEING = _MEETING.words("seeing", "fr")
_TO_WHOM = _MEETING.pattern(r"(?: {seen_when})*(?: {seen_whom})* $")
VOTES = _MEETING.words("votes")
_BODIES = _MEETING.pattern(r"\b{bodies}\b")
_SUPPORT = _MEETING.words("supporting")
_ADJUNCT = _MEETING.pattern(r"\b{adjuncts}\b[^,;.]{0,40}$")
_POSSESSIVE = _MEETING.pattern(r"\b{possessives} (?:\w+ ){0,2}$")
_AUXILIARIES = _MEETING.words("auxiliaries")
_CAUSATIVES = _MEETING.listed("causatives")

_MILITARY = _MOVEMENT.pattern(r"\b{military}\b")
_VESSELS = _MOVEMENT.pattern(r"{vessels}")
_NOT_ANY = _MOVEMENT.pattern(r"\b{not_any} ?$")
_READY = _MOVEMENT.pattern(r"\b{ready}\b")
_IDIOM = _MOVEMENT.pattern(r" (?:{already} )?{idioms}\b")
_IDIOM_VERBS = _MOVEMENT.words("idiom_verbs")
_SENDING = _MOVEMENT.words("sending")
_STANDING = _MOVEMENT.pattern(r"[^,;.]{0,24}?\b{standing}")
_NUMBERED = _MOVEMENT.pattern(r"(?:\d|{numbers})[^,;.]{0,24}$")
_OTHER_MANOEUVRES = _MOVEMENT.pattern(r" {other_manoeuvres}")
_EXERCISES = _MOVEMENT.listed("exercises")
_OF_TROOPS = _MOVEMENT.words("of_troops")
_DATED_MANOEUVRES = _MOVEMENT.words("dated_manoeuvres")
_FORCES_NEAR = 90  # code points between a verb and the forces it moves
_MOVEMENT_LINK = _MOVEMENT.pattern(r",(?= )|{links}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    start: int
    end: int
    name: str
    noun: bool

    @property
    def rule(self) -> str:
        """As a draft names it, behind "meeting" or "movement"."""
        return f"{'noun' if self.noun else 'verb'}.{self.name.replace(' ', '_')}"


Told = TypeVar("Told", bound=Trigger)


def parted(
    scene: Scene,
    found: Iterable[Told],
    links: re.Pattern[str],
    *,
    is_apart: Callable[[Told, int], bool],
    says_more: Callable[[Told, Told], bool],
) -> Iterator[tuple[Scene, Told]]:
    """Each trigger with its own part of the clause; of two that tell one thing, the one that says more.

    `is_apart` is asked of a trigger and of where the last link before it stands.
    """
    own: list[tuple[int, Told]] = []  # where the part begins
    for trigger in sorted(found, key=lambda trigger: trigger.start):
        if not own:
            own.append((scene.start, trigger))
            continue
        start, last = own[-1]
        at = max((link.start() for link in links.finditer(scene.page.folded, last.end, trigger.start)), default=None)
        if at is not None and is_apart(trigger, at):
            own.append((at, trigger))
        elif says_more(trigger, last):
            own[-1] = (start, trigger)
    ends = [*(start for start, _ in own[1:]), scene.end]
    for (start, trigger), end in zip(own, ends, strict=False):
        yield (scene if len(own) == 1 else scene.cropped(start, end)), trigger


def _verbs(scene: Scene) -> Iterator[PlacedVerb]:
    return (placed for placed in scene.verbs if scene.quoted or not scene.page.is_quoted(placed.start))


def _nouns(scene: Scene, words: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for match in words.finditer(scene.page.folded, scene.start, scene.end):
        if not scene.quoted and scene.page.is_quoted(match.start()):
            continue
        if not any(placed.start <= match.start() < placed.end for placed in scene.verbs):
            yield match


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTrigger(Trigger):
    governor: PlacedVerb | None  # the verb itself, or the one a noun hangs on
    visit: bool = False
    hosts: bool = False  # "recevoir": its subject is the host
    transitive: bool = False
    speaks_to: bool = False
    passive: bool = False
    inverted: bool = False  # "où se rencontreront X et Y"
    adjunct: bool = False  # "à l'issue d'une rencontre"
    takes_subject: bool = True


def meeting_triggers(scene: Scene) -> list[MeetingTrigger]:
    return [*_meeting_verbs(scene), *_meeting_nouns(scene)]


def _meeting_verbs(scene: Scene) -> Iterator[MeetingTrigger]:
    words, page = triggers(scene.page.language), scene.page
    for placed in _verbs(scene):
        verb = placed.verb
        before = scene.before(placed.start, 24)
        reflexive = _REFLEXIVE.search(before) is not None
        alone = verb.lemma in _NEEDS_REFLEXIVE and not reflexive and not (verb.lemma in _MUTUAL and verb.passive)
        whom = verb.lemma == "retrouver" and _WHOM.match(page.folded, placed.end) is not None
        if alone and not whom and not (verb.lemma in _SEEING and _sees_somebody(scene, placed)):
            continue
        if verb.lemma == "see" and not _sees_somebody(scene, placed):
            continue
        if verb.lemma == "gather" and words.forces.search(page.folded, placed.end, scene.end):
            continue
        if verb.lemma in VOTES and not _is_session(scene, placed):
            continue
        if verb.lemma == "call" and _CALLED_FOR.match(page.folded, placed.end):
            continue
        if verb.lemma == "appeler" and _APPEALS.match(page.folded, placed.end):
            continue
        if verb.lemma in words.meeting_verbs:
            yield MeetingTrigger(
                start=placed.head, end=placed.end, name=verb.lemma, noun=False, governor=placed,
                hosts=verb.lemma in words.hosting_verbs, transitive=verb.lemma in words.transitive_meetings,
                speaks_to=verb.lemma in words.addressing_verbs, passive=verb.passive and not reflexive,
                inverted=reflexive,
            )  # fmt: skip
        elif verb.lemma in words.visit_verbs and not _is_auxiliary(scene, placed):
            yield MeetingTrigger(
                start=placed.head, end=placed.end, name=verb.lemma, noun=False, governor=placed, visit=True
            )


def _sees_somebody(scene: Scene, placed: PlacedVerb) -> bool:
    """Somebody named, right behind the verb, on a day told: two people who meet."""
    person = next((m for m in scene.mentions if m.start >= placed.end and m.kind == "person"), None)
    named_before = any(m.kind == "person" and m.end <= placed.start for m in (*scene.mentions, *scene.subject))
    dated = any(temporal.when for temporal in scene.temporals)
    if person is None or not (named_before and dated):
        return False
    return _TO_WHOM.fullmatch(scene.page.folded, placed.end, person.start) is not None


def _is_session(scene: Scene, placed: PlacedVerb) -> bool:
    """A body that votes or debates on a day sits on that day."""
    dated = any(temporal.when for temporal in scene.temporals)
    return dated and _BODIES.search(scene.page.folded, scene.start, placed.start) is not None


def _is_auxiliary(scene: Scene, placed: PlacedVerb) -> bool:
    """ "vont déployer", "vient d'annoncer", "faire part", and what troops do is no visit."""
    page = scene.page
    after = page.verbs_in(placed.end, min(placed.end + 24, scene.end))
    if placed.verb.lemma in _AUXILIARIES and any(not verb.verb.finite for verb in after):
        return True
    if page.folded[max(0, placed.start - 8) : placed.start].endswith(_CAUSATIVES):
        return True
    subject = page.folded[scene.start : placed.start]
    return triggers(page.language).people.search(subject) is not None


def _meeting_nouns(scene: Scene) -> Iterator[MeetingTrigger]:
    words, page = triggers(scene.page.language), scene.page
    barred = [match.span() for match in _NOT_A_MEETING.finditer(page.folded, scene.start, scene.end)]
    for match in _nouns(scene, words.meeting_nouns):
        if any(start <= match.start() < end for start, end in barred):
            continue
        governor, subject_of = _governing(scene, match.start())
        before = page.folded[max(scene.start, match.start() - 48) : match.start()]
        adjunct = _ADJUNCT.search(before) is not None
        owned = _POSSESSIVE.search(before) is not None  # "leur rencontre"
        supporting = _SUPPORT | words.meeting_verbs | words.visit_verbs
        supports = governor is not None and not subject_of and governor.verb.lemma in supporting
        yield MeetingTrigger(
            start=match.start(), end=match.end(), name=match[0], noun=True, governor=governor,
            visit=match[0] in words.visit_nouns, adjunct=adjunct,
            takes_subject=owned or adjunct or supports or (match[0] in words.visit_nouns and not subject_of),
        )  # fmt: skip


def _governing(scene: Scene, position: int) -> tuple[PlacedVerb | None, bool]:
    """The verb a noun hangs on, and whether the noun is its subject."""
    before = [placed for placed in scene.verbs if placed.start < position]
    if before:
        return before[-1], False
    after = next((placed for placed in scene.verbs if placed.start > position and placed.verb.finite), None)
    if after is None:
        return None, False
    adjunct = _ADJUNCT.search(scene.before(position, 48)) is not None
    return after, not adjunct


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementTrigger(Trigger):
    verb: PlacedVerb | None
    forces: tuple[re.Match[str], ...]

    @property
    def stands(self) -> bool:
        """A bare participle: "100.000 soldats massés"."""
        return self.verb is not None and self.verb.verb.passive and not self.verb.verb.finite


def movement_triggers(scene: Scene) -> Iterator[tuple[Scene, MovementTrigger]]:
    """Each with its own part of the clause; of two that move the same forces, the verb."""
    found = [*_movement_verbs(scene), *_movement_nouns(scene)] or list(_standing(scene))

    def is_apart(trigger: MovementTrigger, at: int) -> bool:
        return any(match.start() > at for match in trigger.forces)

    return parted(scene, found, _MOVEMENT_LINK, is_apart=is_apart, says_more=_says_more)


def _says_more(trigger: MovementTrigger, last: MovementTrigger) -> bool:
    """A verb before a noun, and what the forces do now before the participle that says where they were."""
    if last.noun:
        return not trigger.noun and not trigger.stands and not _is_exercise(last.name)
    return last.stands and not trigger.noun and not trigger.stands


def _is_exercise(name: str) -> bool:
    return name.startswith(_EXERCISES)


def _movement_verbs(scene: Scene) -> Iterator[MovementTrigger]:
    words, page = triggers(scene.page.language), scene.page
    for placed in _verbs(scene):
        lemma = placed.verb.lemma
        idiom = _IDIOM.match(page.folded, placed.end) if lemma in _IDIOM_VERBS else None
        if lemma not in words.movement_verbs and idiom is None:
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


def _movement_nouns(scene: Scene) -> Iterator[MovementTrigger]:
    words, page = triggers(scene.page.language), scene.page
    for match in _nouns(scene, words.movement_nouns):
        if _NOT_ANY.search(page.folded, max(scene.start, match.start() - 16), match.start()):
            continue
        forces = tuple(words.forces.finditer(page.folded, scene.start, scene.end))
        if forces and all(_VESSELS.fullmatch(force[0]) for force in forces) and not _is_exercise(match[0]):
            continue  # ships and aircraft alone are no troops
        speaks_of_troops = any(word in match[0] for word in _OF_TROOPS)
        if not (forces or speaks_of_troops or scene.tells(_MILITARY) or _is_manoeuvre(scene, match)):
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
