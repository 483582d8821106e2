"""The words that attribute: cue verbs in every form French and English give them, "selon", "de source …".

A cue is found by its form alone; who speaks is `subjects`' question, what is said `contents`'. What they answer is
kept in a `SpeechAct`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import Form, french_forms, triggers
from crisis.extraction.text.page import ArticlePage, Mention, PlacedVerb
from crisis.extraction.text.structure import Block, QuotedSpan
from crisis.extraction.values import DraftMode, Span, Speaker, Temporal

_LEXICON = Section("speech.cues")
_TOGETHER = {lemma: re.compile(pattern) for lemma, pattern in _LEXICON.table("together").items()}
_REFLEXIVE = _LEXICON.pattern(r"(?<!\w){reflexive}(?:\w+ )?$")
_REFLEXIVE_CUES = _LEXICON.words("reflexive_cues")
_BEHIND_QUOTE = _LEXICON.pattern(r"[»”\"] ?, ?{clitics_behind_quotes}*$|,[”\"] (?:\w+ ){0,3}$")
_LEAD_IN = _LEXICON.pattern(r"\b{lead_in} ?$")
_BEFORE = _LEXICON.pattern(r"{before_infinitive}$")
_GERUND_OPENS = _LEXICON.patterns(r"{gerund_opens}$")
_JOINED = _LEXICON.pattern(r"{joined}$")
_ACCORDING = _LEXICON.patterns(r"\b{according}")
_FOR = _LEXICON.pattern(r"{opinion} ")
_SOURCES = _LEXICON.pattern(r"{sources}")
_NOBODY_NEAR = 12  # code points between "a-t-on appris" and its source
_WITHIN = _LEXICON.pattern(r", ((?:\w+-t-|\w+-){text.tokens.inverted_pronouns}\b[^,«»]{0,60}), ")


class CueForm(StrEnum):
    FINITE = "finite"  # "a déclaré"
    INVERTED = "inverted"  # "a-t-elle souligné"
    TAKEN_UP = "taken_up"  # "ajoutant", "et accusé", "avant de prévenir": the subject was named before
    ACCORDING = "according"  # "selon", "d'après", "pour"
    SOURCE = "source"  # "de source diplomatique"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """`start` to `end` is the wording shown; `opens` where its clause begins."""

    start: int
    end: int
    opens: int
    lemma: str
    form: CueForm
    verb: PlacedVerb | None = None
    at: int = 0  # where the whole verb group begins: at "s'est contenté" of "s'est contenté de répondre"
    pronoun: str = ""
    negated: bool = False


def find_cues(page: ArticlePage, sentence: Block) -> Iterator[Cue]:
    """Every cue of a sentence outside quotation marks, in order."""
    nobody: Cue | None = None
    for cue in sorted([*_verbs(page, sentence), *_according(page, sentence)], key=lambda cue: cue.start):
        if cue.pronoun == "on":
            nobody = cue  # "indique-t-on de source diplomatique": nobody but the source speaks
            continue
        if cue.form is CueForm.SOURCE and nobody and cue.opens - nobody.end <= _NOBODY_NEAR:
            cue = replace(cue, opens=nobody.start)
        yield cue


def _verbs(page: ArticlePage, sentence: Block) -> Iterator[Cue]:
    spoke = False
    for placed in page.verbs_in(sentence.start, sentence.end):
        if page.is_quoted(placed.start):
            continue
        if cue := _verb(page, sentence, placed, spoke=spoke):
            spoke = True
            yield cue


def _verb(page: ArticlePage, sentence: Block, placed: PlacedVerb, *, spoke: bool) -> Cue | None:
    words, verb, folded = triggers(page.language), placed.verb, page.folded
    lemma, end = verb.lemma, placed.end
    before = folded[max(sentence.start, placed.start - 40) : placed.start]
    reflexive = page.language == "fr" and (
        _REFLEXIVE.search(before) is not None or folded.startswith(("s'", "se "), placed.start)
    )
    if pattern := _TOGETHER.get(lemma):
        match = pattern.match(folded, placed.end)
        if match is None:
            return None
        lemma, end = f"{lemma}_{match[1].replace(' ', '_')}", match.end()
    elif reflexive:
        if lemma not in _REFLEXIVE_CUES:
            return None
        lemma = f"se_{lemma}"
    elif lemma not in words.cues:
        if not (verb.finite and _BEHIND_QUOTE.search(before)):
            return None
        lemma = lemma or "dire"  # behind a closing mark any verb attributes: "», soupire un diplomate"
    # "a dénoncé … et accusé": the second participle shares the auxiliary.
    joined = page.language == "fr" and spoke and not verb.finite and _JOINED.search(before)
    if verb.passive and not verb.pronoun and not reflexive and not joined:
        return None
    negated = verb.negated and lemma not in words.negatable_cues
    if verb.finite:
        form = CueForm.INVERTED if verb.pronoun else CueForm.FINITE
        opens = placed.start
        if spoke and (link := _JOINED.search(before)):
            opens = placed.start - len(before) + link.start()
        return Cue(start=placed.start, end=end, opens=opens, lemma=lemma, form=form, verb=placed,
                   at=placed.start, pronoun=verb.pronoun, negated=negated)  # fmt: skip
    if _LEAD_IN.search(before):
        governor = page.finite_in(sentence.start, placed.start)
        at = governor[-1].start if governor else placed.start
        return Cue(start=at, end=end, opens=at, lemma=lemma, form=CueForm.FINITE, verb=placed, at=at)
    taken = _taken_up(page, placed, before, spoke)
    if taken is None:
        return None
    return Cue(start=placed.start, end=end, opens=placed.start - len(before) + taken, lemma=lemma,
               form=CueForm.TAKEN_UP, verb=placed, at=placed.start)  # fmt: skip


def _taken_up(page: ArticlePage, placed: PlacedVerb, before: str, spoke: bool) -> int | None:
    """Where the clause of a gerund, a joined participle or an "avant de" begins, counted within `before`."""
    word = page.folded[placed.start : placed.end]
    if page.language == "en":
        match = _GERUND_OPENS["en"].search(before) if word.endswith("ing") else None
        return match.start() if match else None
    if any(form is Form.GERUND for _, form in french_forms().get(word.split()[-1], ())):
        match = _GERUND_OPENS["fr"].search(before)
        return match.start() if match else None
    if match := _BEFORE.search(before):
        return match.start()
    if spoke and (match := _JOINED.search(before)):
        return match.start()
    return None


def _according(page: ArticlePage, sentence: Block) -> Iterator[Cue]:
    spoken: list[tuple[str, CueForm, re.Match[str]]] = [
        ("selon", CueForm.ACCORDING, match)
        for match in _ACCORDING[page.language].finditer(page.folded, sentence.start, sentence.end)
    ]
    if page.language == "fr":
        if opening := _FOR.match(page.folded, sentence.start, sentence.end):
            spoken.append(("pour", CueForm.ACCORDING, opening))
        sources = _SOURCES.finditer(page.folded, sentence.start, sentence.end)
        spoken += [("source", CueForm.SOURCE, match) for match in sources]
    for lemma, form, match in spoken:
        if not page.is_quoted(match.start()):
            start, end = match.span(1) if form is CueForm.SOURCE else match.span()
            yield Cue(start=start, end=end, opens=match.start(), lemma=lemma, form=form)


def split_quotes(page: ArticlePage, quoted: Sequence[QuotedSpan]) -> tuple[tuple[QuotedSpan, ...], tuple[Cue, ...]]:
    """Quotations cut at the cues between their own marks, and those cues."""
    pieces: list[QuotedSpan] = []
    cues: list[Cue] = []
    for quote in quoted:
        match = _WITHIN.search(page.folded, quote.start, quote.end)
        verbs = page.verbs_in(match.start(1), match.end(1)) if match else ()
        verb = next((placed for placed in verbs if placed.verb.pronoun), None)
        if match is None or verb is None:
            pieces.append(quote)
            continue
        pieces.append(QuotedSpan(quote.start, match.start(), quote.outer_start, match.start()))
        pieces.append(QuotedSpan(match.end(), quote.end, match.end(), quote.outer_end))
        cues.append(
            Cue(start=verb.start, end=verb.end, opens=match.start(), lemma=verb.verb.lemma or "dire",
                form=CueForm.INVERTED, verb=verb, pronoun=verb.verb.pronoun)
        )  # fmt: skip
    return tuple(pieces), tuple(cues)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechAct:
    """One act of speech in one sentence; `contents` are the words (direct) and clauses (indirect)."""

    sentence: Block
    start: int  # of the cue
    end: int
    cue: str
    lemma: str
    speaker: Speaker | None
    subject: Mention | None
    contents: tuple[tuple[Span, DraftMode], ...] = ()
    when: Temporal | None = None
    inserted: bool = False  # ", a poursuivi la responsable"
    opens: int  # where the attribution begins: at its speaker, if that stands before the cue
    speaker_end: int = 0
    source: Cue | None = None
