"""Who "le ministre" or "le secrétaire d'État" is: the last person named who holds such an office.

Only definite singular descriptions are resolved, and only to people the article has named before; a
description that fits nobody stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from crisis.extraction.folding import bare
from crisis.extraction.gazetteer import Gazetteer
from crisis.extraction.mentions import Mention
from crisis.extraction.page import Page

_ARTICLES = ("le ", "la ", "l'", "the ", "ce ", "cette ", "son ", "sa ")
# What copy calls the holder of an office when it has named him once.
_ALSO = {
    "president": ("chef de l'etat", "dirigeant", "maitre du kremlin", "locataire"),
    "ministre": ("chef de la diplomatie", "cheffe de la diplomatie", "secretaire d'etat", "secretary of state"),
    "minister": ("secretary of state", "ministre"),
    "chancelier": ("chanceliere", "dirigeant"),
    "dirigeant": ("president", "premier ministre", "chancelier"),
    "leader": ("president", "prime minister", "chancellor"),
}


def resolved(page: Page, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(_resolved(page, mentions))


def _resolved(page: Page, mentions: Sequence[Mention]) -> Iterator[Mention]:
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


def _holder(page: Page, mention: Mention, people: Sequence[Mention]) -> Mention | None:
    """The person named last who holds the office; none where the description says more than an office."""
    words = _office(page.text[mention.start : mention.end])
    if not words or mention.head in ("homologue", "responsable", "source", "diplomate", "porte-parole", "conseiller"):
        return None
    for person in reversed(people):
        if mention.gender and person.gender and mention.gender != person.gender:
            continue
        if any(
            _names_office(words, office) for office in _offices(page.gazetteer, person.id or "", page.day.isoformat())
        ):
            return person
    return None


def _office(written: str) -> str:
    plain = bare(written.lower().replace("’", "'"))
    for article in _ARTICLES:
        if plain.startswith(article):
            return plain.removeprefix(article)
    return ""


def _names_office(words: str, office: str) -> bool:
    return (
        office == words
        or office.startswith(f"{words} ")
        or any(office.startswith(other) for other in _ALSO.get(words, ()))
    )


@lru_cache(maxsize=1024)
def _offices(gazetteer: Gazetteer, actor: str, day: str) -> tuple[str, ...]:
    return tuple(
        bare(name.lower())
        for role in gazetteer.roles
        if role.actor_id == actor and (role.held_from is None or role.held_from.isoformat() <= day)
        for name in (*role.role_fr, *role.role_en)
    )
