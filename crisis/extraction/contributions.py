"""Gives every quotation and reported clause of a sentence to the act of speech it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crisis.extraction.contents import around, reported
from crisis.extraction.page import Page
from crisis.extraction.quotations import Quoted
from crisis.extraction.said import Said
from crisis.extraction.structure import Block
from crisis.extraction.values import Mode, Span

_NAMING = frozenset(("annoncer", "confirmer", "révéler", "lancer", "proposer", "announce", "confirm", "reveal"))
_SCARE = 3  # words; a shorter piece in marks, told of by nobody, is a name or a scare quote


def with_contents(page: Page, sentence: Block, cues: Sequence[Said], quoted: Sequence[Quoted]) -> Iterator[Said]:
    clauses: dict[int, Span] = {}
    for index, said in enumerate(cues):
        if said.source is None or said.inserted:
            continue
        later = [other.opens for other in cues[index + 1 :] if other.opens >= said.end]
        start = max(said.end, said.when.span.end if said.when and said.when.span.start >= said.end else 0)
        clause = reported(page, said.source, start, min(later, default=sentence.end))
        if clause is None and start > said.end:
            clause = reported(page, said.source, said.end, min(later, default=sentence.end))
        if clause:
            clauses[index] = clause
    direct: dict[int, list[Quoted]] = {}
    for quote in quoted:
        if any(clause.start <= quote.start and quote.end <= clause.end for clause in clauses.values()):
            continue  # part of a reported clause
        if (nearest := _cue_of(page, quote, cues)) is not None:
            direct.setdefault(nearest, []).append(quote)
    for index, said in enumerate(cues):
        contents = [(Span.of(page.text, quote.start, quote.end), Mode.DIRECT) for quote in direct.get(index, ())]
        if index in clauses:
            inside_marks = any(quote.start == clauses[index].start for quote in quoted)
            whole = inside_marks and any(quote.end >= clauses[index].end for quote in quoted)
            contents.append((clauses[index], Mode.DIRECT if whole else Mode.INDIRECT))
        elif not contents and said.inserted and not any(other < index for other in clauses):
            after = max(said.end, said.speaker_end, said.when.span.end if said.when else 0)
            stop = min((other.opens for other in cues[index + 1 :] if other.opens >= after), default=sentence.end)
            if clause := around(page, sentence, said.opens, after, stop):
                contents.append((clause, Mode.INDIRECT))
        if contents:
            yield replace(said, contents=tuple(sorted(contents, key=lambda content: content[0].start)))


def _is_scare(page: Page, quote: Quoted, said: Said) -> bool:
    """ "a annoncé une « opération militaire spéciale »": a name in marks, not what was said."""
    words = page.text[quote.start : quote.end].split()
    before = page.folded[max(said.end, quote.outer_start - 8) : quote.outer_start]
    return (
        said.lemma in _NAMING
        and len(words) <= _SCARE
        and re.search(r"(?:\bune?|\bl[ae]|\bl'|\ban?|\bthe) $", before) is not None
    )


def _cue_of(page: Page, quote: Quoted, cues: Sequence[Said]) -> int | None:
    """The inserted cue nearest to a quotation, else the last cue before it that nothing told parts from it."""
    inserted = [index for index, said in enumerate(cues) if said.inserted]
    behind = [index for index in inserted if cues[index].opens >= quote.outer_end - 1]
    if behind and cues[behind[0]].opens - quote.outer_end <= 3:
        return behind[0]
    for index in reversed(range(len(cues))):
        said = cues[index]
        if said.inserted or _is_scare(page, quote, said):
            continue
        between = page.verbs_in(said.end, quote.outer_start)
        told = any(verb.verb.finite and not page.is_quoted(verb.start) for verb in between)
        if said.end <= quote.outer_start and (
            not told or page.folded[said.end : quote.outer_start].rstrip().endswith(":")
        ):
            return index
    if inserted:
        return min(inserted, key=lambda index: abs(cues[index].start - quote.end))
    for index, said in enumerate(cues):
        if quote.outer_end <= said.start and page.language == "en":
            return index
    return None
