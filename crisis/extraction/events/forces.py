"""Whose forces move, and how many: the adjective beside them, a name behind "de", else the subject; (least, most)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon.gazetteer import NameKind, countries
from crisis.extraction.names.mentions import Mention, states
from crisis.extraction.values import DraftActor, Role

_NOT_THEIRS = re.compile(
    r"\b(?:frontières?|territoire|sol|côtes?|marine|villes?|régions?|port|border|borders|soil|territory|city|region|"
    r"coast)"
    r"(?: \w+)? $"
)
_OWNED = re.compile(r"\b(?:d[eu']|des|of|par|by)\s*(?:la |le |les |l'|the |son |sa )?(?:armée |forces |army )?$")
_COMPLEMENT = re.compile(
    r" ?(?:(?!autour|près|proche|hors|loin|à|aux|au|en)\w+ ){0,2}(?:d[eu'] ?|des |of )(?:la |le |les |l'|the )?"
)
_POSSESSED = re.compile(r"\b(?:ses|leurs|sa|its|their) (?:\w+ )?$")
_ACCUSED_BY = re.compile(r"\b(?:accus\w+|soupçonn\w+) par\b|\b(?:accused|suspected) by\b")
_ACCUSED = re.compile(r"\b(?:d')?avoir (?:\w+ )?$|\bof (?:having )?(?:\w+ )?$")
_BESIDE_BEFORE, _BESIDE_AFTER = 16, 28  # code points between forces and the adjective that owns them


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
    known = {actor.id or actor.name for actor in force}
    members = [
        m for group in scene.groups if group.preposition in ("avec", "with", "entre", "between") for m in group.members
    ]
    found = [actor for member in members for actor in _by_mention(scene, member) if member.kind != "person"]
    return tuple(dict.fromkeys(actor for actor in found if (actor.id or actor.name) not in known))


def _by_name(scene: Scene) -> tuple[DraftActor, ...]:
    for mention in scene.mentions:
        if mention.kind == "force" and mention.id:
            return _of_country(scene, mention.country) or _as_force(mention)
    return ()


def _by_adjective(scene: Scene, forces: Sequence[re.Match[str]]) -> tuple[DraftActor, ...]:
    """ "soldats russes", "les forces armées américaines", "Russian troops", "manœuvres russo-bélarusses"."""
    page, found = scene.page, {}
    for match in forces:
        start, end = max(scene.start, match.start() - _BESIDE_BEFORE), min(scene.end, match.end() + _BESIDE_AFTER)
        for hit in page.names_in(start, end):
            if _NOT_THEIRS.search(page.folded, max(start - 14, 0), hit.start):
                continue
            between = page.folded[match.end() : hit.start] if hit.start > match.end() else ""
            if re.search(r"\b(?:à|au|en|dans|près|vers|in|near|to|on|along)\b", between):
                continue
            for name in hit.meanings:
                if name.kind is NameKind.DEMONYM:
                    found.update({actor.id or actor.name: actor for actor in _of_country(scene, name.id)})
        if found:
            return tuple(found.values())
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
    groups = [group for group in scene.groups if group.end <= trigger and not group.preposition]
    for group in reversed(groups):
        acting = [actor for member in group.members for actor in _by_mention(scene, member)]
        if acting:
            return tuple(dict.fromkeys(acting))
    for mention in scene.mentions:
        if mention.start > trigger and _OWNED.search(
            scene.page.folded, max(scene.start, mention.start - 18), mention.start
        ):
            found = _by_mention(scene, mention) if mention.kind in ("state", "organisation") else ()
            if found:
                return found
    inherited = [actor for member in scene.subject for actor in _by_mention(scene, member)]
    return tuple(dict.fromkeys(inherited))


def _by_mention(scene: Scene, mention: Mention) -> tuple[DraftActor, ...]:
    """A person or an office acts for its state; an alliance for itself."""
    if mention.kind == "state" or (mention.kind == "organisation" and not mention.country):
        return _as_force(mention)
    return _of_country(scene, mention.country) if mention.country else ()


def _as_force(mention: Mention) -> tuple[DraftActor, ...]:
    return (DraftActor(name=mention.name, id=mention.id, role=Role.FORCE),)


def _of_country(scene: Scene, code: str) -> tuple[DraftActor, ...]:
    state = states(scene.page.gazetteer).get(code)
    if state:
        return (DraftActor(name=state.name_fr, id=state.id, role=Role.FORCE),)
    country = countries().get(code)
    return (DraftActor(name=country.name_fr, id=None, role=Role.FORCE),) if country else ()


Strength = tuple[int | None, int | None]

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10,
    "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip
_ABOUT_SO_MANY = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000,
}  # fmt: skip
_PLURALS = {"dizaines": 20, "vingtaines": 40, "centaines": 200, "milliers": 2_000,
            "dozens": 24, "tens": 20, "hundreds": 200, "thousands": 2_000}  # fmt: skip
_LEAST = (
    "plus de",
    "plus d'",
    "au moins",
    "au minimum",
    "more than",
    "over",
    "at least",
    "upwards of",
    "no fewer than",
)
_MOST = ("jusqu'à", "up to", "moins de", "au plus", "as many as", "fewer than", "less than", "au maximum", "at most")
_BOUND = (
    r"(?P<bound>plus d[e']|au moins|au minimum|more than|over|at least|upwards of|no fewer than|jusqu'à|up to|"
    r"moins de|au plus|"
    r"au maximum|as many as|fewer than|less than|at most)\s?"
)
_ABOUT = (
    r"(?:quelque|environ|près de|approximativement|à peu près|some|about|around|nearly|almost|roughly|an estimated)\s"
)
_DIGITS = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d{1,7}(?:[,.]\d)?"
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_SCALE = r"mille|milliers|thousand|million|millions"
_NUMBER = re.compile(
    rf"(?:{_BOUND})?(?:{_ABOUT})?(?:"
    r"(?P<several>plusieurs|several|des|de|many|a few|quelques)\s(?:(?P<plural>dizaines|vingtaines|centaines|dozens)"
    r"(?P<of_thousands>\sde\smilliers)?|(?P<bare_plural>milliers|thousand|hundred|thousands|hundreds))"
    rf"|(?P<english>tens|hundreds|dozens|thousands)(?P<english_of>\sof\sthousands)?"
    rf"|une?\s(?P<collective>{'|'.join(_ABOUT_SO_MANY)})(?P<collective_of>\sde\smilliers)?"
    rf"|(?:(?P<low>{_DIGITS}|{_WORD})(?P<low_scale>\s(?:{_SCALE}))?\s?(?:à|to|-|–|et|and)\s?)?"
    rf"(?P<number>(?<![\d.,])(?:{_DIGITS})|(?<!\w)(?:{_WORD}|mille))(?P<scale>\s(?:{_SCALE}|cents?|hundred))?"
    r")(?![\w%€$])"
)
_NOT_COUNTED = re.compile(
    r"\b(?:janv|févr|mars|avril|mai|juin|juill|août|sept|octo|nove|déce|jan|feb|march|april|june|july|kilom|km|"
    r"ans?\b|heures|"
    r"jours|ème|e\b|pour cent|millions d'euros|chars|avions|navires|miles|years|days|hours|st\b|nd\b|th\b|rd\b)"
)
_NEAR = 60  # code points between a number and its noun
_WORDS_BETWEEN = 4
_FEWEST = 30  # smaller numbers count units, not soldiers


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
            least = 2_000 if match["bare_plural"].startswith(("millier", "thousand")) else 200
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
    if match["number"] in _UNITS and not match["scale"] and match["number"] not in ("cent", "hundred"):
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
    factor = {"mille": 1_000, "milliers": 1_000, "thousand": 1_000, "cent": 100, "cents": 100, "hundred": 100}
    word = (scale or "").strip()
    return round(value * (1_000_000 if word.startswith("million") else factor.get(word, 1)))
