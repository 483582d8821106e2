"""Meetings, calls and visits: who meets whom, where, when, and whether it has happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crisis.extraction.mentions import Mention
from crisis.extraction.morphology import Tense
from crisis.extraction.page import PlacedVerb
from crisis.extraction.scenes import Scene, dated, status_of
from crisis.extraction.sightings import Sighting, place_of
from crisis.extraction.triggers import triggers
from crisis.extraction.values import DraftActor, Kind, MeetingFormat, Role, Status

_PHONE = re.compile(r"\b(?:téléphon\w*|phone|au bout du fil|appels?|calls?|called)\b")
_VIDEO = re.compile(r"\b(?:visio\w*|vidéo\w*|par écran|virtuel\w*|video|virtual\w*)\b")
_SUMMIT = re.compile(r"\b(?:sommet|summit)\b")
_SESSION = re.compile(r"\b(?:session|conseil de sécurité|security council|parlement|conseil otan-russie)\b")
_ANAPHOR = re.compile(r"(?:\b(?:la|le|les|l'|cette|ces|ce|cet|leur|leurs|the|this|these|their) ?)(?:\w+ )?$")
_INDEFINITE = re.compile(r"\b(?:un|une|des|d'un|d'une|a|an|de nouvelles|nouveau|nouvelle) (?:\w+ )?$")
_NOT_A_MEETING = re.compile(r"\b(?:conférence|point) de presse|press (?:conference|briefing)\b")
_REFLEXIVE = re.compile(r"\b(?:s'|se )")
_PREPOSITIONS = re.compile(r"\b(?:avec|entre|with|between|et|and|reçoit|auprès de)\s*(?:l[ea']s?\s?|the )?$")
_BESIDE = re.compile(
    r"\b(?:celle|celui|conseiller|porte-parole|proche|entourage|adviser|aide|spokesman)\w* (?:du |de |d'|of |to )$"
)
_TOPIC = re.compile(
    r"\b(?:crise|conflit|tensions?|guerre|frontière|situation|crisis|conflict|war|border)\s+entre\b[^,;]*"
)


@dataclass(frozen=True, slots=True)
class _Trigger:
    start: int
    end: int
    name: str
    verb: PlacedVerb | None
    noun: bool
    visit: bool


def find_meetings(scenes: Sequence[Scene]) -> Iterator[Sighting]:
    for scene in scenes:
        if scene.quoted or _NOT_A_MEETING.search(scene.folded):
            continue
        trigger = _trigger(scene)
        if trigger and (sighting := _sighting(scene, trigger)):
            yield sighting


def _trigger(scene: Scene) -> _Trigger | None:
    """The verb that tells a meeting, else the noun that names one; one a clause."""
    words = triggers(scene.page.language)
    best: _Trigger | None = None
    for placed in scene.verbs:
        verb = placed.verb
        start = scene.page.folded[max(scene.start, placed.start - 6) : placed.start]
        if verb.lemma in words.meeting_verbs:
            if verb.lemma in ("retrouver", "réunir") and not (_REFLEXIVE.search(start) or verb.passive):
                continue
            if verb.lemma in ("entretenir", "parler") and not _REFLEXIVE.search(start):
                continue
            return _Trigger(placed.head, placed.end, verb.lemma, placed, False, False)
        if verb.lemma in words.visit_verbs and best is None and _has_destination(scene, placed):
            if verb.lemma == "rendre" and not _REFLEXIVE.search(start):
                continue
            best = _Trigger(placed.head, placed.end, verb.lemma, placed, False, True)
    if best:
        return best
    nouns = words.meeting_nouns.finditer(scene.page.folded, scene.start, scene.end)
    for match in sorted(nouns, key=lambda m: _PHONE.search(scene.page.folded, m.start(), m.end() + 16) is None):
        if scene.page.is_quoted(match.start()):
            continue
        return _Trigger(match.start(), match.end(), match[0], _governing(scene, match.start()), True, False)
    return None


def _governing(scene: Scene, position: int) -> PlacedVerb | None:
    before = [placed for placed in scene.verbs if placed.start < position]
    after = [placed for placed in scene.verbs if placed.start > position and placed.verb.finite]
    return before[-1] if before else (after[0] if after else None)


def _has_destination(scene: Scene, placed: PlacedVerb) -> bool:
    """ "est attendu mercredi à Kiev": a place follows, before anything else happens."""
    return place_of(scene, placed.end, scene.end) is not None and bool(
        [m for m in scene.mentions if m.end <= placed.start + 1 and m.kind in ("person", "description")]
        or (scene.before and (scene.starts_with_pronoun or not placed.verb.finite))
    )


def _sighting(scene: Scene, trigger: _Trigger) -> Sighting | None:
    verb = trigger.verb.verb if trigger.verb else None
    temporal = scene.temporal(trigger.start)
    actors = _participants(scene, trigger)
    people = [actor for actor in actors if actor.role is Role.PARTICIPANT]
    place = place_of(scene, scene.start, scene.end, near=trigger.end)
    anaphoric = trigger.noun and _ANAPHOR.search(scene.page.folded[: trigger.start][-24:]) is not None
    indefinite = trigger.noun and _INDEFINITE.search(scene.page.folded[: trigger.start][-24:]) is not None
    if scene.is_hypothetical or (verb and verb.negated and not scene.is_denied):
        return None
    distinct = {actor.id or actor.name for actor in actors}
    visit = trigger.visit or trigger.name in ("visite", "déplacement", "visit", "trip")
    half = not (people and place) if visit else len(distinct) < (1 if trigger.name == "réunir" else 2)
    if half and not (anaphoric and distinct):
        return None  # half a meeting helps only where the other half was told before
    if trigger.noun and not (temporal or place or indefinite or anaphoric or len(distinct) >= 2):
        return None
    tense = verb.tense if verb else scene.page.tense_at(trigger.start)
    if trigger.noun and tense is Tense.PAST and temporal is None and scene.said:
        tense = None if anaphoric else tense
    when, ahead = dated(scene, temporal, tense)
    phone = trigger.name not in ("rencontrer", "retrouver") and _PHONE.search(scene.folded) is not None
    video = _VIDEO.search(scene.folded) is not None
    vague = anaphoric and temporal is None and not phone
    status = status_of(scene, ahead=ahead, is_dated=temporal is not None)
    if scene.is_denied and temporal is None:
        status, when = Status.DENIED, None
    if not ahead and status is Status.OCCURRED and scene.is_intended and temporal is None and indefinite and not phone:
        status, when = Status.ANNOUNCED, None
    return Sighting(
        kind=Kind.MEETING,
        evidence=scene.page.span(scene.start, scene.end),
        trigger=trigger.start,
        when=None if vague else when,
        when_text=temporal.span if temporal else None,
        status=status,
        actors=tuple(actors),
        place=None if phone or video else place,
        rule=f"meeting.{'noun' if trigger.noun else 'verb'}.{trigger.name.replace(' ', '_')}",
        format=_format(scene, trigger, people, visit=visit, phone=phone, video=video),
        anaphoric=vague,
        in_title=scene.in_title,
        after_previous=ahead and temporal is None and _is_next(scene),
        ahead=ahead,
    )


def _is_next(scene: Scene) -> bool:
    return re.search(r"\b(?:ensuite|puis|dans la foulée|then|afterwards)\b", scene.folded) is not None


def _format(
    scene: Scene, trigger: _Trigger, people: Sequence[DraftActor], *, visit: bool, phone: bool, video: bool
) -> MeetingFormat:
    if phone:
        return MeetingFormat.PHONE
    if video:
        return MeetingFormat.VIDEO
    if _SUMMIT.search(scene.folded) and trigger.noun:
        return MeetingFormat.SUMMIT
    if len(people) > 3:
        return MeetingFormat.MULTILATERAL
    if visit:
        return MeetingFormat.VISIT
    return MeetingFormat.SESSION if _SESSION.search(scene.folded) else MeetingFormat.IN_PERSON


def _participants(scene: Scene, trigger: _Trigger) -> list[DraftActor]:
    """Subjects and objects of the trigger, and those named after "avec" or "entre"; not the topic."""
    folded = scene.page.folded
    inherited = _inherited_subject(scene, trigger)
    topics = [(m.start(), m.end()) for m in _TOPIC.finditer(folded, scene.start, scene.end)]
    found: dict[str, DraftActor] = {}
    if inherited:
        found[inherited.id or inherited.name] = DraftActor(name=inherited.name, id=inherited.id, role=Role.PARTICIPANT)
    chain = False  # inside "avec X, Y et Z"
    last_end = scene.start
    for mention in scene.mentions:
        if any(start <= mention.start < end for start, end in topics) or mention.kind in ("place", "force"):
            chain = False
            last_end = mention.end
            continue
        before = folded[max(scene.start, mention.start - 16) : mention.start]
        linked = _PREPOSITIONS.search(before) is not None
        gap = folded[last_end : mention.start]
        in_list = chain and re.fullmatch(r"(?:,| et| and|, et|, and) ?(?:l[ea']s?\s?|the |d[eu'] ?)?", gap) is not None
        person = mention.kind == "person" or (mention.kind == "description" and bool(mention.id))
        chain = (linked and re.search(r"avec|entre|with|between", before) is not None) or in_list
        takes_part = (
            (person and not _is_genitive(folded, mention)) or chain or (linked and not mention.place_name and person)
        )
        if mention.kind in ("state", "organisation"):
            takes_part = (
                chain or _is_subject(scene, mention, trigger) or (trigger.noun and _is_of(before, trigger, mention))
            )
        received = mention.kind == "description" and not trigger.noun and mention.start > trigger.start
        if received and not mention.anaphoric and not linked and mention.head != "homologue":
            takes_part = True  # "recevra les dirigeants des États baltes"
        if takes_part and (mention.id or received or mention.kind in ("state", "person")):
            key = mention.id or mention.name
            found.setdefault(key, DraftActor(name=mention.name, id=mention.id, role=Role.PARTICIPANT))
        last_end = mention.end
    return list(found.values())


def _inherited_subject(scene: Scene, trigger: _Trigger) -> Mention | None:
    """ "…, avant de se rendre à Kiev": an infinitive has the subject of its sentence."""
    if trigger.verb is None or (trigger.verb.verb.passive and not trigger.verb.verb.finite):
        return None
    if trigger.verb.verb.finite and not scene.starts_with_pronoun:
        return None
    inside = [m for m in scene.mentions if m.end <= trigger.start and m.kind == "person"]
    if inside or scene.before is None:
        return None
    return scene.before


def _is_genitive(folded: str, mention: Mention) -> bool:
    """ "un conseiller de Macron" is not Macron; "une rencontre de Macron" seldom stands in copy."""
    return _BESIDE.search(folded[max(0, mention.start - 24) : mention.start]) is not None


def _is_of(before: str, trigger: _Trigger, mention: Mention) -> bool:
    return mention.start > trigger.end and re.search(r"\bentre (?:l[ea']s? ?)?$", before) is not None


def _is_subject(scene: Scene, mention: Mention, trigger: _Trigger) -> bool:
    if trigger.noun or mention.end > trigger.start:
        return False
    before = scene.page.folded[max(scene.start, mention.start - 10) : mention.start]
    return (
        re.search(
            r"\b(?:à|au|aux|de|du|d'|des|en|sur|dans|in|of|on|to|from|at|de l'|de la)\s*(?:l[ea']s?\s?)?$", before
        )
        is None
    )
