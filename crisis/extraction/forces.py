"""Whose forces move: the adjective beside them, a name behind "de", else the subject of the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisis.extraction.mentions import Mention, states
from crisis.extraction.names import NameKind, countries
from crisis.extraction.scenes import Scene
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
