"""Finds the speaker of a cue verb: before it as its subject, or behind it where the cue is inserted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisis.extraction.mentions import Mention
from crisis.extraction.page import Page, PlacedVerb
from crisis.extraction.speakers import Cast
from crisis.extraction.structure import Block
from crisis.extraction.values import Speaker, Temporal

_AFTER_CLAUSE = re.compile(r"[,»”\"–—-]\s*$")
_PREPOSITION = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|avec|sur|pour|par|contre|dans|en|vers|entre|et|chez|of|to|with|on|from|in|by|"
    r"and|against|between)|d'|\bde l'|\bde la|\bà la|\bà l'|\bavec l[ae']s?|\bpour l[ae']s?|\bsur l[ae']s?|"
    r"\bcontre l[ae']s?|\bpar l[ae']s?|\bet l[ae']s?)\s*$"
)
_GAP_PHRASE = re.compile(
    r"(?:\b(?:à|devant|sur|dans|lors d[eu']|au cours d[eu']|par|depuis|auprès|en|to|on|in|during|via|au) ?"
    r"[^,.;«»]{0,60}|\bde son côté|\bpar ailleurs|\bégalement|\baussi|\bnotamment|\bensuite|\bpour sa part)\s*$"
)
_ENGLISH_INSERT = re.compile(r"[,\"”](?: [\w.'-]+){0,5}$")
_LEADING = re.compile(r"(?:l'|le |la |les |the )$")


def find_subject(
    page: Page, sentence: Block, placed: PlacedVerb, mentions: Sequence[Mention], times: Sequence[Temporal]
) -> tuple[Mention | None, bool]:
    """The speaker of a cue verb, and whether the cue is inserted into what was said."""
    before = page.folded[sentence.start : placed.start]
    speaking = [m for m in mentions if m.kind != "place" and not page.is_quoted(m.start)]
    follows_clause = _AFTER_CLAUSE.search(before) is not None
    ahead = [m for m in speaking if m.end <= placed.start]
    if follows_clause and not _opens_with_subject(page, sentence, placed, ahead):
        after = next((m for m in speaking if m.start >= placed.end and not is_governed(page, m)), None)
        if after and _is_filler(page, placed.end, after.start, times):
            return after, True
    if not ahead:
        return None, False
    adjacent = ahead[-1]
    gap = page.folded[adjacent.end : placed.start].strip(" ,")
    if gap in ("", "ne", "n'", "l'", "lui", "se", "s'", "leur", "a", "also", "has", "y", "en") and not is_governed(
        page, adjacent
    ):
        left = page.folded[sentence.start : _np_start(page, adjacent)].rstrip()
        return adjacent, page.language == "en" and len(left) > 12 and _ENGLISH_INSERT.search(left) is not None
    if not placed.verb.finite:
        return None, False
    floor = max(
        (v.end for v in page.verbs_in(sentence.start, placed.start) if v.verb.finite and not page.is_quoted(v.start)),
        default=sentence.start,
    )
    free = [m for m in ahead if m.start >= floor and not is_governed(page, m)]
    return (free[0], False) if free and floor == sentence.start else (None, False)


def _opens_with_subject(page: Page, sentence: Block, placed: PlacedVerb, ahead: Sequence[Mention]) -> bool:
    """ "Le vice-ministre, Alexandre Fomine, a signifié que": the comma closes an apposition."""
    if len(ahead) != 1 or _np_start(page, ahead[0]) - sentence.start > 4:
        return False
    return page.folded[ahead[0].end : placed.start].strip(" ,") == ""


def pronoun_subject(
    page: Page, sentence: Block, placed: PlacedVerb, cast: Cast
) -> tuple[Mention | None, Speaker | None]:
    match = re.search(r"\b(ils?|elles?|he|she|they)(?: (?:a|ont|had|has|also))? ?$",
                      page.folded[max(sentence.start, placed.start - 12) : placed.start])  # fmt: skip
    if match and (resolved := cast.pronoun(match[1])):
        return resolved[1], resolved[0]
    return None, None


def is_governed(page: Page, mention: Mention) -> bool:
    """Behind a preposition or an "et" nobody is a subject of their own."""
    start = _np_start(page, mention)
    return _PREPOSITION.search(page.folded[max(0, start - 12) : start]) is not None


def _np_start(page: Page, mention: Mention) -> int:
    article = _LEADING.search(page.folded[max(0, mention.start - 4) : mention.start])
    return mention.start - len(article[0]) if article else mention.start


def _is_filler(page: Page, start: int, end: int, times: Sequence[Temporal]) -> bool:
    """Between a cue and its speaker stand dates, adverbs and places of speech, never another verb."""
    if end - start > 110 or page.verbs_in(start, end):
        return False
    gap = page.folded[start:end]
    for time in times:
        if start <= time.span.start and time.span.end <= end:
            gap = gap.replace(page.folded[time.span.start : time.span.end], " ", 1)
    gap = re.sub(
        r"\b(?:mm?\.|mmes?|mr\.?|mrs\.?|le|la|les|l'|the|quant à|pour sa part|de son côté)\s*$", "", gap.strip()
    )
    gap = re.sub(r"^\W+$", "", gap)
    return not gap.strip(" ,à") or _GAP_PHRASE.fullmatch(gap.strip(" ,")) is not None
