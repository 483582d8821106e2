"""How much two events look like one: their days, their actors, their place, their words. Asks no database.

A sign is a share of what speaks for their being the same (0 to 1) and a sentence that says so; a
`Contradiction` means that they cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.edtf import Precision, earlier, later
from crisis.edtf.folding import fold_words

from ..models import Actor, Event, Participation, Place
from ..querysets import OPEN_START_REACH
from ..vocabulary import ActorKind, Kind, MeetingFormat, Role

APPROXIMATELY = timedelta(days=3)
"""How far beyond its own days an approximate date is taken to reach."""
PART_WEIGHTS = {Role.ON_BEHALF_OF: 0.5, Role.CLAIMED_BY: 0.25, Role.INVOLVED: 0.25}
"""Those who take part, move or speak count whole; those only named beside them less."""
PRINCIPAL = 0.5
KIN = 0.5
"""A state and somebody of that state, or two forces of one state, agree by half."""
_TOWNS = {"", "city", "town", "village"}
_CALLS = {MeetingFormat.PHONE, MeetingFormat.VIDEO}
_FACE_TO_FACE = {MeetingFormat.IN_PERSON, MeetingFormat.VISIT}
_SHORTEST_TELLING_WORD = 5


class Contradiction(Exception):  # noqa: N818  # an answer, not a fault
    """The two cannot be one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one look at the two says: how much they agree, from 0 to 1, and in which words."""

    share: float
    sentence: str = ""


NOTHING = Sign(share=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """An event with what is compared of it, fetched beforehand."""

    event: Event
    parts: tuple[Participation, ...]
    words: frozenset[str]
    """Fingerprints of the passages it rests on."""

    @property
    def weights(self) -> dict[int | str, float]:
        """How much each actor counts in the event: by number, or by folded description where nobody is named."""
        found: dict[int | str, float] = {}
        for part in self.parts:
            who = part.actor_id or fold_words(part.description)
            found[who] = max(found.get(who, 0.0), PART_WEIGHTS.get(Role(part.role), 1.0))
        return found

    @property
    def actors(self) -> dict[int | str, Actor]:
        """Those of them that are known, when they count as principals."""
        return {
            part.actor_id: part.actor
            for part in self.parts
            if part.actor_id and part.actor and PART_WEIGHTS.get(Role(part.role), 1.0) >= PRINCIPAL
        }

    def names(self, keys: Iterable[int | str]) -> str:
        wanted = set(keys)
        named = {part.actor_id or fold_words(part.description): part.name for part in self.parts}
        return ", ".join(name for key, name in named.items() if key in wanted)


def reach(event: Event) -> list[tuple[date, date]]:
    """The closed intervals of days an event may have been on, with an end that is not told set where lists set it."""
    slack = APPROXIMATELY if event.precision == Precision.APPROXIMATE else timedelta()
    return [
        (
            earlier(first, slack) if first else earlier(last or date.max, OPEN_START_REACH),
            later(last, slack) if last else date.max,
        )
        for first, last in event.days.runs
    ]


def days_agree(one: Event, other: Event) -> Sign:
    """Raises `Contradiction` where they share no day; a date nobody knows says nothing."""
    if not one.when or not other.when:
        return NOTHING
    spans = [(a, b) for a in reach(one) for b in reach(other) if a[0] <= b[1] and b[0] <= a[1]]
    if not spans:
        raise Contradiction
    if one.precision == other.precision == Precision.DAY:
        return Sign(share=1.0, sentence=_("same day"))
    if one.when == other.when:
        return Sign(share=0.6 if one.precision == Precision.OPEN else 0.9, sentence=_("the same dates"))
    widest = max((last - first).days for pair in spans for first, last in pair)
    share = 0.8 if widest <= 7 else 0.6 if widest <= 31 else 0.35
    return Sign(share=share, sentence=_("days overlap"))


def actors_agree(one: Traits, other: Traits) -> Sign:
    """Whoever both name, by how much they count in each; raises `Contradiction` if both name others only."""
    ours, theirs = one.weights, other.weights
    common = {who: min(ours[who], theirs[who]) for who in ours if who in theirs}
    kin = list(_kin(one, other, common))
    least = min(sum(ours.values()), sum(theirs.values()))
    if not least:
        return NOTHING
    if not kin and max(common.values(), default=0.0) < PRINCIPAL:
        if one.actors and other.actors:
            raise Contradiction
        return NOTHING
    share = min(1.0, (sum(common.values()) + KIN * len(kin)) / least)
    if len(common) + len(kin) == 1 and max(len(ours), len(theirs)) > 1:
        share *= 0.8  # one of several is less than all of them
    sentences = []
    if common:
        counted = ngettext("%(count)s actor in common: %(names)s", "%(count)s actors in common: %(names)s", len(common))
        sentences.append(counted % {"count": len(common), "names": one.names(common)})
    if kin:
        pairs = ", ".join(f"{ours.name} – {theirs.name}" for ours, theirs in kin)
        sentences.append(_("of the same state: %(names)s") % {"names": pairs})
    return Sign(share=share, sentence=" · ".join(sentences))


def are_kin(one: Actor, other: Actor) -> bool:
    """A state and anybody of it, or two of its forces: sources name now the one, now the other."""
    if not one.country or one.country != other.country:
        return False
    kinds = {one.kind, other.kind}
    return ActorKind.STATE in kinds or kinds == {ActorKind.FORCE}


def _kin(one: Traits, other: Traits, common: dict[int | str, float]) -> Iterator[tuple[Actor, Actor]]:
    free = [actor for key, actor in other.actors.items() if key not in common]
    for key, actor in one.actors.items():
        match = None if key in common else next((them for them in free if are_kin(actor, them)), None)
        if match:
            free.remove(match)
            yield actor, match


def places_agree(one: Event, other: Event) -> Sign:
    """Raises `Contradiction` for two towns of a meeting, or a call and a visit: nobody is in both.

    A call has no place; that both are calls says as much.
    """
    here, there = one.place, other.place
    ours, theirs = _format(one), _format(other)
    if ours in _CALLS and ours == theirs:
        return Sign(share=1.0, sentence=_("both %(how)s") % {"how": MeetingFormat(ours).label})
    if (ours in _CALLS and theirs in _FACE_TO_FACE) or (theirs in _CALLS and ours in _FACE_TO_FACE):
        raise Contradiction
    if here is None or there is None:
        return NOTHING
    if here.pk == there.pk:
        return Sign(share=1.0, sentence=_("same place: %(place)s") % {"place": here.name})
    if _lies_in(here, there) or _lies_in(there, here):
        return Sign(
            share=0.6,
            sentence=_("%(place)s and %(other)s: same country") % {"place": here.name, "other": there.name},
        )
    if one.kind == Kind.MEETING and here.kind in _TOWNS and there.kind in _TOWNS:
        raise Contradiction
    return NOTHING


def _format(event: Event) -> str:
    return str(getattr(event.as_kind, "format", "")) if event.kind == Kind.MEETING else ""


def _lies_in(place: Place, country: Place) -> bool:
    return country.kind == "country" and bool(country.country) and place.country == country.country


def words_agree(one: Traits, other: Traits) -> Sign:
    """The same passage, or a passage word for word the same in another article."""
    if one.words & other.words:
        return Sign(share=1.0, sentence=_("the same words are its evidence"))
    return NOTHING


def titles_agree(one: Traits, other: Traits) -> bool:
    """Whether the titles say the same beside the names: half of the shorter one's telling words."""
    names = {word for traits in (one, other) for part in traits.parts for word in fold_words(part.name).split()}
    ours, theirs = (
        {word for word in fold_words(traits.event.title_fr).split() if len(word) >= _SHORTEST_TELLING_WORD} - names
        for traits in (one, other)
    )
    return bool(ours and theirs) and 2 * len(ours & theirs) >= min(len(ours), len(theirs))
