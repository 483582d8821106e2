"""Says who "la responsable", "ce dernier" or "elle" is, from what the article has said so far.

Nobody fitting, or two who fit equally: unresolved. The nearest capitalised word is never an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from crisis.extraction.mentions import Mention
from crisis.extraction.values import Speaker
from crisis.extraction.wordlists import words

_ANONYMOUS = words("anonymous")
_LATTER = frozenset(("dernier", "derniere"))
_OFFICES = {
    "ministre": ("ministre", "chef", "secretaire", "minister", "secretary"),
    "president": ("president", "dirigeant", "chef", "leader"),
    "dirigeant": ("president", "premier ministre", "chancelier", "chanceliere", "dirigeant"),
    "diplomate": ("ambassadeur", "ministre", "representant", "negociateur"),
    "diplomat": ("ambassador", "minister"),
    "chancelier": ("chancelier", "chanceliere"),
    "minister": ("minister", "ministre", "chef", "secretary"),
    "secretary": ("secretary", "secretaire"),
    "spokesman": ("spokesman", "porte-parole"),
}


class Cast:
    """Everybody mentioned in an article, and who has spoken up to now. One per reading."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._spoken: list[tuple[Speaker, Mention]] = []

    def remember(self, speaker: Speaker, mention: Mention) -> None:
        self._spoken.append((speaker, mention))

    def pronoun(self, pronoun: str, topic: Mention | None = None) -> tuple[Speaker, Mention] | None:
        """Whom the sentence before was about, else the last who spoke, if they may be called so."""
        gender = {"elle": "f", "elles": "f", "il": "m", "ils": "m", "she": "f", "he": "m"}.get(pronoun, "")
        plural = pronoun in ("ils", "elles", "they")
        if (
            topic
            and _may_be(topic, pronoun)
            and topic.plural == plural
            and (not gender or topic.gender in ("", gender))
        ):
            speaker = self.resolve(topic)
            if speaker:
                return speaker, topic
        for speaker, mention in reversed(self._spoken):
            if not _may_be(mention, pronoun):
                continue
            if mention.plural == plural and (not gender or mention.gender in ("", gender)):
                return speaker, mention
        return None

    def resolve(self, mention: Mention) -> Speaker | None:
        if mention.id or mention.kind != "description":
            return Speaker(name=mention.name, id=mention.id)
        if not mention.definite:
            return Speaker(name=mention.name, id=None)
        antecedent = self._antecedent(mention)
        if antecedent is not None:
            return antecedent
        if mention.anaphoric and not mention.country:
            return None
        # "le porte-parole du ministère": described well enough to be quoted as such
        return Speaker(name=mention.name, id=None)

    def _antecedent(self, mention: Mention) -> Speaker | None:
        if mention.head in _LATTER:
            return self._spoken[-1][0] if self._spoken else None
        for speaker, spoken in reversed(self._spoken):
            if self._fits(mention, spoken):
                return speaker
        before = [other for other in self._mentions if other.end <= mention.start and self._fits(mention, other)]
        if before:
            return self._as_speaker(before[-1])
        if mention.head in _ANONYMOUS:
            # A caption above the lead may name its source before the text introduces her.
            later = {
                other.name: other
                for other in self._mentions
                if other.head in _ANONYMOUS and not other.definite and not other.plural
            }
            if len(later) == 1:
                return self._as_speaker(next(iter(later.values())))
        return None

    def _fits(self, mention: Mention, other: Mention) -> bool:
        if mention.country and mention.anaphoric and other.kind == "person" and other is not mention:
            return other.country == mention.country and (not mention.gender or other.gender in ("", mention.gender))
        if other is mention or not other.head or (other.anaphoric and not other.id):
            return False
        if mention.plural != other.plural:
            return False
        if mention.gender and other.gender and mention.gender != other.gender and mention.head != "source":
            return False
        if mention.head == other.head:
            return mention.anaphoric or _shares_words(mention.name, other.name)
        if not mention.anaphoric:
            return False
        if mention.head in _ANONYMOUS and other.head in _ANONYMOUS:
            return not other.definite
        return other.head in _OFFICES.get(mention.head, ())

    @staticmethod
    def _as_speaker(mention: Mention) -> Speaker | None:
        if mention.anaphoric and not mention.id:
            return None
        return Speaker(name=mention.name, id=mention.id)


def _may_be(mention: Mention, pronoun: str) -> bool:
    """ "he" and "she" are people; "il" may take up "le Kremlin", but not one known by a gender only."""
    if pronoun in ("he", "she"):
        return mention.kind in ("person", "description")
    return mention.kind in ("person", "description") or pronoun in ("ils", "elles", "they")


def _shares_words(one: str, other: str) -> bool:
    """ "la responsable du département d'État" takes up "une responsable du département d'État"."""
    return one.split()[1:] == other.split()[1:]
