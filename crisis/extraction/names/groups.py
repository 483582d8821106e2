"""Names that stand together ("avec Paris, Berlin et Londres") and the preposition they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crisis.extraction.lexicon import Section
from crisis.extraction.names.mentions import Mention
from crisis.extraction.text.page import ArticlePage

_LEXICON = Section("names.groups")

_DETERMINER = r"(?:{elided_article}|{determiners} |{titles})?(?:{before_names} ?)*"
_PREPOSITION = _LEXICON.pattern(
    r"(?:(?<=[\s('«“\"–—-])|^)(?:(?P<prep>{prepositions})(?: |(?<='))" + _DETERMINER + r"|(?P<with>{accompanying})"
    r"(?: |(?<='))" + _DETERMINER + r"(?:(?!\w+{verb_endings}\b)[^\W\d_]+ )?" + _DETERMINER + r"(?:[^\W\d_]+ )?)$"
)
_COORDINATED = _LEXICON.pattern(r"(?:,|,? {conjunctions})(?: {repeated_prepositions})?(?: |(?<='))" + _DETERMINER)
_DASH = re.compile(r" ?[-–—/] ?")
_LOOK_BACK = 64  # code points; determiners and titles before a name are shorter


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Coordinated mentions; `preposition` is empty where they stand free."""

    members: tuple[Mention, ...]
    preposition: str
    dashed: bool  # "Biden-Poutine"

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end


def groups_in(page: ArticlePage, mentions: Sequence[Mention], floor: int) -> tuple[NameGroup, ...]:
    """The groups that some mentions form, in order; nothing before `floor` is looked at."""
    return tuple(_groups(page, mentions, floor))


def _groups(page: ArticlePage, mentions: Sequence[Mention], floor: int) -> Iterator[NameGroup]:
    members: list[Mention] = []
    dashed = False
    for mention in mentions:
        if members:
            gap = page.folded[members[-1].end : mention.start]
            apposed = gap.strip(" ,") == "" and (mention.id is not None and mention.id == members[-1].id)
            if apposed:
                members[-1] = mention if mention.end > members[-1].end else members[-1]
                continue
            elsewhere = members[-1].place_name is not None and mention.place_name is None and gap.startswith(", ")
            if len(gap) <= _LOOK_BACK and not elsewhere and (_COORDINATED.fullmatch(gap) or _DASH.fullmatch(gap)):
                dashed = dashed or _DASH.fullmatch(gap) is not None
                members.append(mention)
                continue
            yield NameGroup(tuple(members), preposition(page, members[0].start, floor), dashed)
        members, dashed = [mention], False
    if members:
        yield NameGroup(tuple(members), preposition(page, members[0].start, floor), dashed)


def preposition(page: ArticlePage, start: int, floor: int) -> str:
    """The preposition right before a noun phrase, its determiner and titles passed over."""
    if page.text[max(0, start - 2) : start] == "A ":
        return "à"  # capitals go without their accent: "A Washington"
    match = _PREPOSITION.search(page.folded, max(floor, start - _LOOK_BACK), start)
    if match is None:
        return ""
    return (match["prep"] or match["with"]).split()[0].rstrip("'")
