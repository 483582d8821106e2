"""One mention of one event, before mentions of the same event are merged into a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crisis.extraction.mentions import Mention
from crisis.extraction.scenes import Scene
from crisis.extraction.values import (
    DraftActor,
    DraftPlace,
    Kind,
    MeetingFormat,
    Movement,
    Span,
    Status,
    When,
)

_AT = re.compile(
    r"\b(?:à|a|en|au|aux|dans|près d[eu']|vers|autour d[eu']|le long d[eu']|jusqu'à|depuis|par|sur|chez|in|at|to|near|"
    r"into|along|from|towards?|around|on|"
    r"visit|visits|visited|visiting)\s*(?:la |le |les |l'|the |ses |sa |leur |its )?(?:côté de |est de |"
    r"région d[eu'] ?|l'est d[eu'] ?(?:l')?|nord de |sud de |capitale |ville de )?(?:la |le |l')?$"
)
_ADDRESSED = re.compile(r" (?:d'|de )(?:ne pas |se |s')?(?:avoir|être|\w+(?:er|ir|re)\b)")  # "à Moscou de retirer"
_FROM = re.compile(r"\b(?:depuis|from)\s*(?:la |le |l'|the )?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    kind: Kind
    evidence: Span
    trigger: int
    when: When | None
    when_text: Span | None
    status: Status
    actors: tuple[DraftActor, ...]
    place: DraftPlace | None
    rule: str
    format: MeetingFormat | None = None
    movement: Movement | None = None
    origin: DraftPlace | None = None
    strength: tuple[int | None, int | None] = (None, None)
    anaphoric: bool = False  # points back to an event told before: "la rencontre", "ces manœuvres"
    in_title: bool = False
    after_previous: bool = False  # "ensuite"
    ahead: bool = False

    @property
    def actor_keys(self) -> frozenset[str]:
        return frozenset(actor.id or actor.name for actor in self.actors)

    @property
    def fullness(self) -> int:
        """How much of the event this mention tells; titles tell least, an editor wants the body."""
        told = (self.when_text is not None, self.place is not None, self.strength != (None, None))
        return 2 * sum(told) + len(self.actors) - 6 * self.in_title - 2 * self.anaphoric


def as_place(mention: Mention) -> DraftPlace | None:
    if mention.place_name is None and mention.place_id is None:
        return None
    return DraftPlace(name=mention.place_name or mention.name, id=mention.place_id)


def place_of(scene: Scene, start: int, end: int, *, near: int | None = None) -> DraftPlace | None:
    """The first place named as one ("à Genève", "au Bélarus"), looked for behind `near` before elsewhere."""
    if near is not None and (place := place_of(scene, max(start, near), end)):
        return place
    return next((place for place, _ in places_in(scene, start, end)), None)


def places_in(scene: Scene, start: int, end: int) -> list[tuple[DraftPlace, bool]]:
    """Places in order, and whether something comes from there."""
    found = []
    for mention in scene.mentions:
        if not start <= mention.start < end or (place := as_place(mention)) is None:
            continue
        before = scene.page.folded[max(scene.start, mention.start - 34) : mention.start]
        if _AT.search(before) and not _ADDRESSED.match(scene.page.folded, mention.end):
            found.append((place, _FROM.search(before) is not None))
    return found
