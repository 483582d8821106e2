"""Who takes part in a meeting: the subject of its verb, its objects, and those it is "avec" or "entre"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crisis.extraction.events.scenes import NameGroup, Scene
from crisis.extraction.events.triggers import MeetingTrigger
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import NameKind, countries
from crisis.extraction.names.mentions import acting_for
from crisis.extraction.text.page import ArticlePage, Mention
from crisis.extraction.values import DraftActor, DraftRole, distinct

_LEXICON = Section("events.participants")

_WITH, _OF, _TO, _FROM, _BY, _AND = map(_LEXICON.words, ("with", "of", "to", "from", "by", "and"))
_TOPIC = _LEXICON.words("topic_prepositions")
_NEAR = 30  # code points between delegates and the states they come from
_BESIDE = _LEXICON.pattern(r"\b{beside}\w* {beside_prepositions}?{articles}?$")
_DELEGATES = _LEXICON.pattern(r"{delegates}\b")
_TWO = _LEXICON.pattern(
    r"\b{several_determiners} {small_numbers} \w+|\b{all_two}\b|"
    r"\b{pair_determiners} (?:{pair_numbers} )?{pairs}\b(?! {pair_owners})|\b{plural_pronouns}\b"
)
_OFFICES: dict[str, str] = _LEXICON.table("offices")
_ADJECTIVES = _LEXICON.pattern(r"[^\W\d_]+(?:(?:,|{adjective_links}) [^\W\d_]+){1,4}")
_COMPOUND: dict[str, str] = _LEXICON.table("compounds")
_ADJECTIVES_BEHIND = _LEXICON.pattern(r"(?: {ranks})? [^\W\d_]+(?:(?:,|{links_behind}) [^\W\d_]+|-[^\W\d_]+){0,4}")
_OFFICE_OF_SEVERAL = re.compile(rf"\b({'|'.join(sorted(_OFFICES, key=len, reverse=True))}) (?=\w)")
_EUROPEAN = _LEXICON.pattern(r" (?:{extraordinary} )?{european}\b")
_BETWEEN = _LEXICON.pattern(r" (?:\w+ )?{between} ")
_TOGETHER = _LEXICON.pattern(r"\b{their} $")


def participants(scene: Scene, trigger: MeetingTrigger) -> tuple[DraftActor, ...]:
    """Those who meet, the subject first; nobody who is only the topic, the speaker or the place."""
    offices = list(_offices(scene))
    found = [actor for *_, office, codes in offices for code in codes for actor in _holders(scene.page, office, code)]
    for mention, role in _taking_part(scene, trigger):
        if mention.kind in ("place", "force"):
            continue
        if mention.kind != "person" and any(start <= mention.start < end + 2 for start, end, _, _ in offices):
            continue
        found += _as_actors(scene.page, mention, role)
    if _EUROPEAN.match(scene.page.folded, trigger.end) and trigger.noun:
        found.append(DraftActor(name="Union européenne", id="eu", role=DraftRole.PARTICIPANT))
    found += () if offices else _nationals(scene)
    if not found and names_several(scene, trigger):  # "les deux présidents": the two just named
        found += [mention.acting(DraftRole.PARTICIPANT) for mention in scene.people_before]
    return distinct(found)


def names_several(scene: Scene, trigger: MeetingTrigger) -> bool:
    """ "les deux hommes", "ils": more than one, told before."""
    folded = scene.page.folded
    if trigger.noun and _TOGETHER.search(folded, max(scene.start, trigger.start - 16), trigger.start):
        return True
    return _TWO.search(folded, scene.start, min(scene.end, trigger.end + 30)) is not None


def _taking_part(scene: Scene, trigger: MeetingTrigger) -> Iterator[tuple[Mention, DraftRole]]:
    groups = [group for group in scene.groups if not _is_topic(scene, group)]
    subjects = _subjects(scene, trigger, groups)
    host = DraftRole.HOST if trigger.hosts and not trigger.passive else DraftRole.PARTICIPANT
    if trigger.noun:
        if trigger.takes_subject and not _BETWEEN.match(scene.page.folded, trigger.end):
            yield from ((member, DraftRole.PARTICIPANT) for member in subjects)
        yield from ((member, DraftRole.PARTICIPANT) for member in _around_noun(scene, trigger, groups))
        return
    yield from ((member, host) for member in subjects)
    for group in groups:
        if group.start < trigger.end:
            continue
        role = DraftRole.HOST if trigger.hosts and group.preposition in _BY else DraftRole.PARTICIPANT
        if _is_object(trigger, group):
            yield from ((member, role) for member in group.members if member.kind != "place")


def _is_object(trigger: MeetingTrigger, group: NameGroup) -> bool:
    if group.preposition in _WITH:
        return True
    people = any(member.kind in ("person", "description") for member in group.members)
    if group.preposition == "":
        return (trigger.transitive and not trigger.passive) or (trigger.inverted and people)
    if group.preposition in _BY:
        return trigger.passive
    if group.preposition in _TO:
        return trigger.speaks_to and not trigger.visit and people
    return False


def _subjects(scene: Scene, trigger: MeetingTrigger, groups: Sequence[NameGroup]) -> tuple[Mention, ...]:
    """The free names before the verb, else whom the clause takes up from the one before."""
    at = trigger.governor.start if trigger.governor else trigger.start
    free = [group for group in groups if group.end <= at and not group.preposition]
    acting = [group for group in free if any(member.kind != "place" for member in group.members)]
    if acting:
        nearest = acting[-1]
        return nearest.members
    if not trigger.noun and trigger.passive and trigger.governor and not trigger.governor.verb.finite:
        behind = [group for group in groups if group.start >= trigger.end and not group.preposition]
        if behind:
            return behind[0].members  # "Réunis à Bruxelles, les ministres"
    if trigger.noun and trigger.governor is None:
        later = [group for group in groups if group.start >= trigger.end and not group.preposition]
        if later and not any(group.start < trigger.end for group in later):
            return later[0].members
    return scene.subject


def _around_noun(scene: Scene, trigger: MeetingTrigger, groups: Sequence[NameGroup]) -> Iterator[Mention]:
    """ "rencontre Blinken–Lavrov", "réunion des ministres", "sommet entre X et Y", "Biden-Putin summit"."""
    folded = scene.page.folded
    for group in groups:
        if group.end <= trigger.start:
            gap = folded[group.end : trigger.start]
            close = len(gap) <= 12 and re.fullmatch(r"(?:'s?)?(?: \w+)? ?", gap) is not None
            if (close and scene.page.language == "en" and not group.preposition) or (close and group.dashed):
                yield from group.members
            continue
        if group.start < trigger.end:
            continue
        if group.preposition in _WITH or (group.dashed and not group.preposition):
            yield from group.members
        elif (
            group.preposition in _OF
            and group.start - trigger.end <= 40
            and not scene.page.verbs_in(trigger.end, group.start)
        ):
            yield from (member for member in group.members if member.kind != "state" and not member.place_name)


def _is_topic(scene: Scene, group: NameGroup) -> bool:
    """ "la crise entre Moscou et Kiev", "un conseiller de Macron": beside the matter."""
    if group.preposition in _TOPIC:
        return True
    before = scene.before(group.start, 34)
    return _BESIDE.search(before) is not None


def _as_actors(page: ArticlePage, mention: Mention, role: DraftRole) -> Iterator[DraftActor]:
    """A delegation described by its country stands for the state; a person or body for itself."""
    if mention.plural and not mention.id and page.folded[max(0, mention.start - 4) : mention.start] == "les ":
        return  # "les deux présidents": told before
    if mention.id or mention.kind != "description":
        yield mention.acting(role)
        return
    if mention.plural:
        for hit in page.names_in(mention.start, mention.end):
            for body in map(page.gazetteer.actor, hit.ids(NameKind.ACTOR)):
                if body and body.kind == "organisation":  # "les ministres de la Défense de l'Otan" meet as the Otan
                    yield DraftActor(name=body.name_fr, id=body.id, role=role)
                    return
    hits = page.names_in(mention.start, mention.end + 30) if mention.plural or not mention.anaphoric else ()
    if codes := dict.fromkeys(code for hit in hits for code in hit.ids(NameKind.DEMONYM)):
        yield from (actor for code in codes for actor in acting_for(page.gazetteer, code, role))
    elif not mention.anaphoric:
        yield mention.acting(role)


def _offices(scene: Scene) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """ "les chefs de la diplomatie américaine et russe": where, which office, of which countries."""
    for match in _OFFICE_OF_SEVERAL.finditer(scene.page.folded, scene.start, scene.end):
        if words := _ADJECTIVES.match(scene.page.folded, match.end()):
            known = [code for word in re.findall(r"[^\W\d_]+", words[0]) if (code := _demonyms_fr().get(word))]
            if len(known) > 1:
                yield match.start(), words.end(), _OFFICES[match[1]], tuple(known)


def _holders(page: ArticlePage, office: str, code: str) -> Iterator[DraftActor]:
    for entry in page.gazetteer.roles:
        actor = page.gazetteer.actor(entry.actor_id)
        if not (actor and actor.country == code and entry.held_on(page.day)):
            continue
        if any((name.lower().startswith(office.split("…")[0]) and name.lower().endswith(office.split("…")[-1]))
               or office in name.lower() for name in entry.role_fr):  # fmt: skip
            yield DraftActor(name=actor.name_fr, id=actor.id, role=DraftRole.PARTICIPANT)
            return


def _adjectives_beside(page: ArticlePage, start: int, end: int) -> Iterator[str]:
    """Countries of the adjectives right before or behind a noun: "Russian and US officials"."""
    known = _demonyms_fr()
    behind = _ADJECTIVES_BEHIND.match(page.folded, end)
    before = page.folded[max(0, start - 40) : start].split()
    words = re.findall(r"[^\W\d_]+", behind[0]) if behind else []
    words = [_COMPOUND.get(word, word) for word in words]
    while before and (before[-1].strip(",") in known or before[-1] in _AND):
        words.append(before.pop().strip(","))
    yield from dict.fromkeys(known[word] for word in words if word in known)


@cache
def _demonyms_fr() -> dict[str, str]:
    return {word.lower(): country.code for country in countries().values() for word in country.demonyms}


def _nationals(scene: Scene) -> Iterator[DraftActor]:
    """ "des négociateurs russes et ukrainiens": whoever they are, they come for their states."""
    for match in _DELEGATES.finditer(scene.page.folded, scene.start, scene.end):
        inside = any(mention.start <= match.start() < mention.end for mention in scene.mentions)
        if inside or scene.page.is_quoted(match.start()):
            continue
        for code in _adjectives_beside(scene.page, match.start(), match.end()):
            yield from acting_for(scene.page.gazetteer, code, DraftRole.PARTICIPANT)
        for group in scene.groups:
            if group.preposition in _FROM and 0 <= group.start - match.end() <= _NEAR:
                yield from (m.acting(DraftRole.PARTICIPANT) for m in group.members if m.kind == "state")
