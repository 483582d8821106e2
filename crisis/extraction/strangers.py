"""People whom the gazetteer does not know, by the way copy introduces them: a first and a family name, and a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crisis.extraction.folding import bare
from crisis.extraction.mentions import Mention
from crisis.extraction.page import Page
from crisis.extraction.wordlists import words

_NAME = r"[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]+(?:['’-][A-ZÀ-ÖØ-Ý]?[a-zà-öø-ÿ]+)*"
_FULL_NAME = re.compile(
    rf"(?<![\w'’-])({_NAME}(?:-{_NAME})?(?: (?:[A-Z]\.|(?:de|von|van|der|den|al|ben|bin|el|da|di|du|della|"
    rf"le)(?= [A-Z])))?"
    rf"(?: (?:(?:de|von|van|der|den|al|ben|bin|el|da|di|du|della) )?{_NAME}){{1,2}})(?![\w-])"
)
_NOT_NAMES = words("not_names")


_APPOSED = re.compile(r",? ")


def with_strangers(page: Page, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with unknown people among them; a role right before or behind a name is the same person."""
    strangers = list(find_strangers(page, mentions))
    strangers += list(_seen_by_model(page, [*mentions, *strangers]))
    merged: list[Mention] = []
    for mention in sorted([*mentions, *strangers], key=lambda item: (item.start, -item.end)):
        last = merged[-1] if merged else None
        if last is None or mention.start >= last.end:
            gap = page.folded[last.end : mention.start] if last else "|"
            if last and _is_role(last) and mention in strangers and _APPOSED.fullmatch(gap):
                merged[-1] = replace(
                    mention, start=last.start, head=last.head, gender=last.gender, country=last.country
                )
                continue
            if last and last in strangers and _is_role(mention) and gap == ", " and not mention.anaphoric:
                merged[-1] = replace(last, end=mention.end, head=mention.head, gender=mention.gender)
                strangers.append(merged[-1])
                continue
            merged.append(mention)
        elif mention in strangers and _is_role(last):
            merged[-1] = replace(mention, start=last.start, head=last.head, gender=last.gender, country=last.country)
    return tuple(merged)


def _seen_by_model(page: Page, known: Sequence[Mention]) -> Iterator[Mention]:
    """Entities of an installed pipeline that neither the gazetteer nor the way of writing gave away."""
    taken = [(mention.start, mention.end) for mention in known if mention.kind != "description"]
    for entity in page.parse.entities:
        if page.sentence_at(entity.start) is None or any(
            start < entity.end and entity.start < end for start, end in taken
        ):
            continue
        name = " ".join(page.text[entity.start : entity.end].split())
        place = name if entity.kind == "place" else None
        yield Mention(start=entity.start, end=entity.end, name=name, kind=entity.kind, definite=True, place_name=place)


def _is_role(mention: Mention) -> bool:
    return mention.kind == "description" and not mention.plural and not mention.id


def find_strangers(page: Page, known: Sequence[Mention]) -> Iterator[Mention]:
    """Full names outside every known mention; a sentence's first word counts only if it is no common one."""
    taken = sorted((mention.start, mention.end) for mention in known if mention.kind != "description")
    index = 0
    for match in _FULL_NAME.finditer(page.text, page.structure.body_start):
        start, end = match.span(1)
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            continue
        parts = match[1].split()
        if (
            any(bare(part) in _NOT_NAMES for part in parts)
            or page.names_in(start, end)
            or page.sentence_at(start) is None
        ):
            continue
        yield Mention(start=start, end=end, name=" ".join(parts), kind="person", definite=True)
