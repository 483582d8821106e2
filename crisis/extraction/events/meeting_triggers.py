"""The words that tell a meeting: verbs ("rencontrer"), nouns ("sommet"), and what they say of its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import triggers
from crisis.extraction.text.page import PlacedVerb

_LEXICON = Section("events.meeting_triggers")

_REFLEXIVE = _LEXICON.pattern(r"\b{reflexives}(?:\w+ ){0,2}$")
_NEEDS_REFLEXIVE = _LEXICON.words("needing_reflexive")
_MUTUAL = _LEXICON.words("mutual")
_NOT_A_MEETING = _LEXICON.pattern(r"{not_meetings}")
_APPEALS = _LEXICON.pattern(r"{appeals}")
_WHOM = _LEXICON.pattern(r"{whom}")
_CALLED_FOR = _LEXICON.pattern(r"{called_for}")
_SEEING = _LEXICON.words("seeing", "fr")
_TO_WHOM = _LEXICON.pattern(r"(?: {seen_when})*(?: {seen_whom})* $")
VOTES = _LEXICON.words("votes")
_BODIES = _LEXICON.pattern(r"\b{bodies}\b")
_SUPPORT = _LEXICON.words("supporting")
_ADJUNCT = _LEXICON.pattern(r"\b{adjuncts}\b[^,;.]{0,40}$")
_POSSESSIVE = _LEXICON.pattern(r"\b{possessives} (?:\w+ ){0,2}$")
_AUXILIARIES = _LEXICON.words("auxiliaries")
_CAUSATIVES = _LEXICON.listed("causatives")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTrigger:
    start: int
    end: int
    name: str
    noun: bool
    governor: PlacedVerb | None  # the verb itself, or the one a noun hangs on
    visit: bool = False
    hosts: bool = False  # "recevoir": its subject is the host
    transitive: bool = False
    speaks_to: bool = False
    passive: bool = False
    inverted: bool = False  # "où se rencontreront X et Y"
    adjunct: bool = False  # "à l'issue d'une rencontre"
    takes_subject: bool = True
    owned: bool = False  # "leur rencontre"


def meeting_triggers(scene: Scene) -> Iterator[MeetingTrigger]:
    """Verbs and nouns in text order; nouns inside quotation marks tell nothing."""
    found = [*_verbs(scene), *_nouns(scene)]
    found.sort(key=lambda trigger: trigger.start)
    yield from found


def _verbs(scene: Scene) -> Iterator[MeetingTrigger]:
    words, page = triggers(scene.page.language), scene.page
    for placed in scene.verbs:
        verb = placed.verb
        if page.is_quoted(placed.start) and not scene.quoted:
            continue
        before = page.folded[max(scene.start, placed.start - 24) : placed.start]
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


def _nouns(scene: Scene) -> Iterator[MeetingTrigger]:
    words, page = triggers(scene.page.language), scene.page
    barred = [(m.start(), m.end()) for m in _NOT_A_MEETING.finditer(page.folded, scene.start, scene.end)]
    for match in words.meeting_nouns.finditer(page.folded, scene.start, scene.end):
        if page.is_quoted(match.start()) and not scene.quoted:
            continue
        if any(start <= match.start() < end for start, end in barred):
            continue
        if any(placed.start <= match.start() < placed.end for placed in scene.verbs):
            continue
        governor, subject_of = _governing(scene, match.start())
        before = page.folded[max(scene.start, match.start() - 48) : match.start()]
        adjunct = _ADJUNCT.search(before) is not None
        owned = _POSSESSIVE.search(before) is not None
        supports = (
            governor is not None
            and not subject_of
            and (
                governor.verb.lemma in _SUPPORT
                or governor.verb.lemma in words.meeting_verbs
                or governor.verb.lemma in words.visit_verbs
            )
        )
        yield MeetingTrigger(
            start=match.start(), end=match.end(), name=match[0], noun=True, governor=governor,
            visit=match[0] in words.visit_nouns, adjunct=adjunct, owned=owned,
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
    adjunct = _ADJUNCT.search(scene.page.folded[max(scene.start, position - 48) : position]) is not None
    return after, not adjunct
