"""Who "le ministre", "la responsable", "ce dernier" or "elle" is, from what the article has said so far.

An office is that of the last person named who holds it; only definite singular descriptions are resolved, and only to
people the article has named before. Nobody fitting, or two who fit equally: unresolved. The nearest capitalised word
is never an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from crisis.edtf.folding import fold_accents
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer
from crisis.extraction.text.page import ArticlePage, Mention
from crisis.extraction.values import Speaker

_LEXICON = Section("names.coreference")

_ARTICLES = _LEXICON.listed("articles")
_NOT_OFFICES = _LEXICON.words("not_offices")
_ALSO: dict[str, list[str]] = _LEXICON.table("also")
_ANONYMOUS = _LEXICON.words("anonymous")
_LATTER = _LEXICON.words("latter")
_OFFICES: dict[str, list[str]] = _LEXICON.table("offices")
_GENDERS: dict[str, str] = _LEXICON.table("genders")
_PLURAL_PRONOUNS = _LEXICON.words("plural_pronouns")


def resolved(page: ArticlePage, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, with those who are told of by an office only as who they are."""
    people: list[Mention] = []
    for mention in mentions:
        if mention.kind == "description" and not mention.plural and mention.definite and not mention.id:
            holder = _holder(page, mention, people)
            if holder:
                mention = replace(
                    mention, name=holder.name, id=holder.id, kind="person", gender=mention.gender or holder.gender
                )
        if mention.kind == "person" and mention.id:
            people.append(mention)
        yield mention


def _holder(page: ArticlePage, mention: Mention, people: Sequence[Mention]) -> Mention | None:
    """The person named last who holds the office; none where the description says more than an office."""
    words = _office(page.text[mention.start : mention.end])
    if not words or mention.head in _NOT_OFFICES:
        return None
    for person in reversed(people):
        if mention.gender and person.gender and mention.gender != person.gender:
            continue
        offices = _offices(page.gazetteer, person.id or "", page.day.isoformat())
        if any(office == words or office.startswith((f"{words} ", *_ALSO.get(words, ()))) for office in offices):
            return person
    return None


def _office(written: str) -> str:
    plain = fold_accents(written.lower().replace("’", "'"))
    for article in _ARTICLES:
        if plain.startswith(article):
            return plain.removeprefix(article)
    return ""


@lru_cache(maxsize=1024)
def _offices(gazetteer: Gazetteer, actor: str, day: str) -> tuple[str, ...]:
    return tuple(
        fold_accents(name.lower())
        for role in gazetteer.roles
        if role.actor_id == actor and (role.held_from is None or role.held_from.isoformat() <= day)
        for name in (*role.role_fr, *role.role_en)
    )


class Cast:
    """Everybody mentioned in an article, and who has spoken up to now. One per reading."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._spoken: list[tuple[Speaker, Mention]] = []

    def remember(self, speaker: Speaker, mention: Mention) -> None:
        self._spoken.append((speaker, mention))

    def pronoun(self, pronoun: str, topic: Mention | None = None) -> tuple[Speaker, Mention] | None:
        """Whom the sentence before was about, else the last who spoke, if they may be called so."""
        if topic and _may_be(topic, pronoun) and (speaker := self.resolve(topic)):
            return speaker, topic
        return next((told for told in reversed(self._spoken) if _may_be(told[1], pronoun)), None)

    def resolve(self, mention: Mention) -> Speaker | None:
        if mention.id or mention.kind != "description" or not mention.definite:
            return Speaker(name=mention.name, id=mention.id)
        if antecedent := self._antecedent(mention):
            return antecedent
        # "le porte-parole du ministère": described well enough to be quoted as such
        unresolved = mention.anaphoric and not mention.country
        return None if unresolved else Speaker(name=mention.name, id=None)

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
            # "la responsable du département d'État" takes up "une responsable du département d'État"
            return mention.anaphoric or mention.name.split()[1:] == other.name.split()[1:]
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
    plural = pronoun in _PLURAL_PRONOUNS
    if mention.kind not in ("person", "description") and not plural:
        return False
    gender = _GENDERS.get(pronoun, "")
    return mention.plural == plural and (not gender or mention.gender in ("", gender))
