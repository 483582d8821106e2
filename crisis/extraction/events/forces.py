"""Whose forces move, and how many: the adjective beside them, a name behind "de", else the subject; (least, most)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import NameKind
from crisis.extraction.names.mentions import acting_for
from crisis.extraction.text.page import Mention
from crisis.extraction.values import DraftActor, DraftRole, distinct

_LEXICON = Section("events.forces")

_NOT_THEIRS = _LEXICON.pattern(r"\b{not_theirs}(?: \w+)? $")
_OWNED = _LEXICON.pattern(r"\b{owned_by}\s*{owner_articles}?{owner_forces}?$")
_COMPLEMENT = _LEXICON.pattern(r" ?(?:(?!{elsewhere})\w+ ){0,2}{complement_of}{articles}?")
_POSSESSED = _LEXICON.pattern(r"\b{possessives} (?:\w+ )?$")
_ACCUSED_BY = _LEXICON.pattern(r"{accused_by}")
_ACCUSED = _LEXICON.pattern(r"\b{accused_of} (?:\w+ )?$")
_APART = _LEXICON.pattern(r"\b{apart}\b")
_PARTNER = _LEXICON.words("partner_prepositions")
_BESIDE_BEFORE, _BESIDE_AFTER = 16, 28  # code points between forces and the adjective that owns them
Strength = tuple[int | None, int | None]
_UNITS: dict[str, int] = _LEXICON.table("units")
_ABOUT_SO_MANY: dict[str, int] = _LEXICON.table("collectives")
_PLURALS: dict[str, int] = _LEXICON.table("plural_values")
_FACTORS: dict[str, int] = _LEXICON.table("factors")
_LEAST, _MOST = _LEXICON.words("least"), _LEXICON.words("most")
_HUNDREDS = _LEXICON.words("hundreds")
_THOUSANDS = _LEXICON.listed("thousands")
_DIGITS = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d{1,7}(?:[,.]\d)?"
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = _LEXICON.pattern(
    r"(?:(?P<bound>{bounds})\s?)?(?:{about}\s)?(?:"
    r"(?P<several>{several})\s(?:(?P<plural>{plurals})(?P<of_thousands>{of_thousands})?|(?P<bare_plural>{bare_plurals}))"
    r"|(?P<english>{tens})(?P<english_of>{tens_of})?"
    rf"|{{one}}\s(?P<collective>{'|'.join(_ABOUT_SO_MANY)})(?P<collective_of>{{collective_of}})?"
    rf"|(?:(?P<low>{_DIGITS}|{_WORD})(?P<low_scale>\s{{scales}})?\s?(?:{{to}}|-|–)\s?)?"
    rf"(?P<number>(?<![\d.,])(?:{_DIGITS})|(?<!\w)(?:{_WORD}|{{thousand}}))(?P<scale>\s(?:{{scales}}|{{small_scales}}))?"
    r")(?![\w%€$])"
)
_NOT_COUNTED = _LEXICON.pattern(r"\b{not_counted}")
_NEAR = 60  # code points between a number and its noun
_WORDS_BETWEEN = 4
_FEWEST = 30  # smaller numbers count units, not soldiers


def owners(
    scene: Scene, forces: Sequence[re.Match[str]], trigger: int, *, leaving: bool = False
) -> tuple[DraftActor, ...]:
    """States and alliances whose forces a clause tells of; none where it does not say.

    `leaving`: what stands behind "de" may be where they leave, "le retrait de ses troupes du Bélarus".
    """
    return (
        _by_name(scene)
        or _by_adjective(scene, forces)
        or _by_complement(scene, forces, leaving=leaving)
        or _by_accusation(scene, trigger)
        or _by_subject(scene, trigger)
    )


def partners(scene: Scene, force: Sequence[DraftActor]) -> tuple[DraftActor, ...]:
    """ "des manœuvres conjointes avec le Bélarus"."""
    known = {actor.key for actor in force}
    members = [m for group in scene.groups if group.preposition in _PARTNER for m in group.members]
    found = distinct(actor for member in members if member.kind != "person" for actor in _by_mention(scene, member))
    return tuple(actor for actor in found if actor.key not in known)


def _by_name(scene: Scene) -> tuple[DraftActor, ...]:
    for mention in scene.mentions:
        if mention.kind == "force" and mention.id:
            return _of_country(scene, mention.country) or (mention.acting(DraftRole.FORCE),)
    return ()


def _by_adjective(scene: Scene, forces: Sequence[re.Match[str]]) -> tuple[DraftActor, ...]:
    """ "soldats russes", "les forces armées américaines", "Russian troops", "manœuvres russo-bélarusses"."""
    page, found = scene.page, list[DraftActor]()
    for match in forces:
        start, end = max(scene.start, match.start() - _BESIDE_BEFORE), min(scene.end, match.end() + _BESIDE_AFTER)
        for hit in page.names_in(start, end):
            if _NOT_THEIRS.search(page.folded, max(start - 14, 0), hit.start):
                continue
            between = page.folded[match.end() : hit.start] if hit.start > match.end() else ""
            if _APART.search(between):
                continue
            found += [actor for code in hit.ids(NameKind.DEMONYM) for actor in _of_country(scene, code)]
        if found:
            return distinct(found)
    return ()


def _by_complement(scene: Scene, forces: Sequence[re.Match[str]], *, leaving: bool) -> tuple[DraftActor, ...]:
    """ "des troupes de l'Otan", "l'armée du Bélarus"."""
    for match in forces:
        for mention in scene.mentions:
            if not match.end() <= mention.start <= match.end() + 24 or mention.kind not in ("state", "organisation"):
                continue
            if (leaving and mention.place_name) or _POSSESSED.search(scene.page.folded, scene.start, match.start()):
                continue
            if _COMPLEMENT.fullmatch(scene.page.folded[match.end() : mention.start]):
                return _by_mention(scene, mention)
    return ()


def _by_accusation(scene: Scene, trigger: int) -> tuple[DraftActor, ...]:
    """ "accuse Moscou d'avoir massé": the accused has done it."""
    if not _ACCUSED.search(scene.page.folded, max(scene.start, trigger - 24), trigger):
        return ()
    passive = _ACCUSED_BY.search(scene.page.folded, scene.start, trigger)
    end = passive.start() if passive else trigger
    accused = [m for m in scene.mentions if m.end <= end and m.kind == "state"]
    return _by_mention(scene, accused[-1]) if accused else ()


def _by_subject(scene: Scene, trigger: int) -> tuple[DraftActor, ...]:
    for group in reversed([group for group in scene.groups if group.end <= trigger and not group.preposition]):
        if acting := [actor for member in group.members for actor in _by_mention(scene, member)]:
            return distinct(acting)
    for mention in scene.mentions:
        owned = _OWNED.search(scene.page.folded, max(scene.start, mention.start - 18), mention.start)
        theirs = mention.start > trigger and owned and mention.kind in ("state", "organisation")
        if theirs and (found := _by_mention(scene, mention)):
            return found
    return distinct(actor for member in scene.subject for actor in _by_mention(scene, member))


def _by_mention(scene: Scene, mention: Mention) -> tuple[DraftActor, ...]:
    """A person or an office acts for its state; an alliance for itself."""
    if mention.kind == "state" or (mention.kind == "organisation" and not mention.country):
        return (mention.acting(DraftRole.FORCE),)
    return _of_country(scene, mention.country) if mention.country else ()


def _of_country(scene: Scene, code: str) -> tuple[DraftActor, ...]:
    return acting_for(scene.page.gazetteer, code, DraftRole.FORCE)


def strengths_in(folded: str, nouns: Sequence[re.Match[str]], floor: int) -> Strength:
    """The number that counts the first of `nouns` that is counted at all."""
    for noun in nouns:
        window = folded[max(floor, noun.start() - _NEAR) : noun.start()]
        for match in reversed(list(_NUMBER.finditer(window))):
            between = window[match.end() :]
            if len(between.split()) > _WORDS_BETWEEN or re.search(r"[,;:.()]", between):
                continue
            if _NOT_COUNTED.search(between):
                continue
            if (strength := _strength(match)) and max(side or 0 for side in strength) >= _FEWEST:
                return strength
    return None, None


def _strength(match: re.Match[str]) -> Strength | None:
    bound = (match["bound"] or "").strip()
    if match["plural"] or match["bare_plural"] or match["english"]:
        least = _PLURALS.get(match["plural"] or match["english"] or "", 0)
        if match["bare_plural"]:
            least = 2_000 if match["bare_plural"].startswith(_THOUSANDS) else 200
        if match["of_thousands"] or match["english_of"]:
            least *= 1_000
        return least, None
    if match["collective"]:
        value = _ABOUT_SO_MANY[match["collective"]] * (1_000 if match["collective_of"] else 1)
        return _bounded(value, bound)
    value = _value(match["number"], match["scale"])
    if match["low"]:
        low = _value(match["low"], match["low_scale"] or (match["scale"] if len(match["low"]) < 4 else None))
        if low < value:
            return low, value
    if match["number"] in _UNITS and not match["scale"] and match["number"] not in _HUNDREDS:
        return None
    return _bounded(value, bound)


def _bounded(value: int, bound: str) -> Strength:
    if bound in _LEAST:
        return value, None
    if bound in _MOST:
        return None, value
    return value, value


def _value(number: str, scale: str | None) -> int:
    if number == "mille":
        return 1_000
    if number in _UNITS:
        value = float(_UNITS[number])
    elif re.fullmatch(r"\d{1,3}[,.]\d", number):
        value = float(number.replace(",", "."))
    else:
        value = float(re.sub(r"\D", "", number))
    word = (scale or "").strip()
    return round(value * (1_000_000 if word.startswith("million") else _FACTORS.get(word, 1)))
