"""Finds the speaker of a cue verb: before it as its subject, or behind it where the cue is inserted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisis.extraction.lexicon import Section
from crisis.extraction.names.coreference import Cast
from crisis.extraction.speech.cues import Cue, CueForm
from crisis.extraction.text.page import ArticlePage, Mention
from crisis.extraction.text.structure import Block
from crisis.extraction.values import Speaker

_LEXICON = Section("speech.subjects")

_CLOSED = re.compile(r"[»”\"] ?,$|,[”\"]$")
_AFTER_CLAUSE = re.compile(r"[,»”\"–—-]\s*$")
_PREPOSITION = _LEXICON.pattern(r"{prepositions}\s*$")
_PLACE_OF_SPEECH = _LEXICON.pattern(r"{places_of_speech}\b[^.;«»“”]{0,90}")
_ENGLISH_INSERT = re.compile(r"[,\"”](?: [\w.'-]+){0,5}$")
_LEADING = _LEXICON.pattern(r"{articles}$")
_CLITICS = _LEXICON.pattern(r"(?:{clitics} ?)*")
_LONE_CLITIC = _LEXICON.pattern(r"(?:^|(?<= )){lone_clitics}$")
_RELATIVE = _LEXICON.pattern(r",? ?{relatives}\b")
_PARENTHETIC = _LEXICON.pattern(r", ?{parenthetic_relatives}\b")
_RELATIVE_CUE = _LEXICON.pattern(r",? ?\b{subject_relatives}(?: {relative_clitics}*)? ?$")
_JOINED = _LEXICON.pattern(r"(?:,|{links})(?: {linked_words}| {linked_elisions})*(?: {linked_adverbs})? ?$")
_PRONOUN = _LEXICON.pattern(r"\b({pronouns})(?: {pronoun_clitics}*)? ?$")
_CLAUSE_WORD = _LEXICON.pattern(r"\b{clause_words}\b")
_BEFORE_SPEAKER = _LEXICON.pattern(r"\b{before_speakers}\s*$")
_FILLERS = _LEXICON.words("fillers")
_FILLER = 110  # code points at most between an inserted cue and its speaker
_NEAR_START = 4


def find_subject(page: ArticlePage, sentence: Block, cue: Cue) -> tuple[Mention | None, bool]:
    """The speaker of a cue verb, and whether the cue is inserted into what was said."""
    before = page.folded[sentence.start : cue.at]
    mentions = page.mentions_in(sentence.start, sentence.end)
    speaking = [m for m in mentions if m.kind != "place" and not page.is_quoted(m.start)]
    ahead = [m for m in speaking if m.end <= cue.at]
    lead = before.rstrip()
    inserted = _AFTER_CLAUSE.search(_LONE_CLITIC.sub("", lead).rstrip()) is not None
    if inserted and _is_parenthetic(page, sentence, cue.at, ahead):
        return ahead[0], False
    if inserted and not _opens_with_subject(page, sentence, cue.at, ahead):
        after = next((m for m in speaking if m.start >= cue.end and not is_governed(page, m)), None)
        if after and _is_filler(page, cue.end, after.start):
            return after, True
    subject, inserted = _before(page, sentence, cue, ahead)
    if subject:
        return subject, inserted
    # The subject an installed pipeline sees, where our own rules found none.
    position = next((subject for verb, subject in page.subjects if cue.start <= verb < cue.end), -1)
    parsed = next((mention for mention in speaking if mention.start <= position < mention.end), None)
    return parsed, _CLOSED.search(lead) is not None


def _is_parenthetic(page: ArticlePage, sentence: Block, start: int, ahead: Sequence[Mention]) -> bool:
    """ "Un responsable, qui a requis l'anonymat, a dit": its subject opens the sentence."""
    if not ahead or _np_start(page, ahead[0]) - sentence.start > _NEAR_START or is_governed(page, ahead[0]):
        return False
    gap = page.folded[ahead[0].end : start]
    return _PARENTHETIC.match(gap) is not None and gap.count(",") == 2


def _before(page: ArticlePage, sentence: Block, cue: Cue, ahead: Sequence[Mention]) -> tuple[Mention | None, bool]:
    start = cue.at
    finite = [verb for verb in page.finite_in(sentence.start, start) if not page.is_quoted(verb.start)]
    if relative := _RELATIVE_CUE.search(page.folded, max(sentence.start, start - 24), start):
        nearest = ahead[-1] if ahead else None
        if nearest and page.folded[nearest.end : relative.start()].strip(" ,") == "":
            return nearest, False  # "la Russie, qui réclame"
        return None, False
    for mention in reversed(ahead):
        if is_governed(page, mention):
            continue
        between = [verb for verb in finite if verb.start >= mention.end]
        gap = page.folded[mention.end : start]
        if not between:
            if _CLITICS.fullmatch(gap.strip(" ,")) is None and not _is_aside(gap):
                continue
            left = page.folded[sentence.start : _np_start(page, mention)].rstrip()
            english = page.language == "en" and len(left) > 12 and _ENGLISH_INSERT.search(left) is not None
            return mention, english
        parenthetic = _RELATIVE.match(gap) is not None and gap.rstrip().endswith(",")
        direct = _CLITICS.fullmatch(page.folded[mention.end : between[0].start].strip(" ,"))
        if parenthetic or (_JOINED.search(gap) and direct):
            return mention, False
    return None, False


def _is_aside(gap: str) -> bool:
    """ ", en visite à Kiev, ", " de son côté ": between a subject and its verb, commas come in pairs."""
    words = gap.strip()
    if words.startswith(",") and words.endswith(","):
        return True
    return "," not in words and len(words.split()) <= 7 and not _CLAUSE_WORD.search(words)


def _opens_with_subject(page: ArticlePage, sentence: Block, start: int, ahead: Sequence[Mention]) -> bool:
    """ "Le vice-ministre, Alexandre Fomine, a signifié que": the comma closes an apposition."""
    if not ahead or _np_start(page, ahead[0]) - sentence.start > _NEAR_START:
        return False
    told = page.finite_in(ahead[0].end, start)
    if len(ahead) > 1 and told:
        return _RELATIVE.match(page.folded, ahead[0].end) is not None
    return not told and not page.quoted_in(ahead[0].end, start)


def pronoun_subject(
    page: ArticlePage, sentence: Block, cue: Cue, cast: Cast, topic: Mention | None
) -> tuple[Mention | None, Speaker | None, bool]:
    """Whom "il a ajouté" means; the last value says that a pronoun stands there at all."""
    match = _PRONOUN.search(page.folded, max(sentence.start, cue.at - 30), cue.at)
    if cue.form is not CueForm.FINITE or match is None:
        return None, None, False
    speaker, subject = cast.pronoun(match[1], topic) or (None, None)
    return subject, speaker, True


def is_governed(page: ArticlePage, mention: Mention) -> bool:
    """Behind a preposition nobody is a subject of their own."""
    start = _np_start(page, mention)
    return _PREPOSITION.search(page.folded[max(0, start - 16) : start]) is not None


def _np_start(page: ArticlePage, mention: Mention) -> int:
    article = _LEADING.search(page.folded[max(0, mention.start - 4) : mention.start])
    return mention.start - len(article[0]) if article else mention.start


def _is_filler(page: ArticlePage, start: int, end: int) -> bool:
    """Between a cue and its speaker stand dates, adverbs and places of speech, never another verb."""
    if end - start > _FILLER or page.finite_in(start, end):
        return False
    gap = page.folded[start:end]
    for time in page.temporals_in(start, end):
        if time.span.end <= end:
            gap = gap.replace(page.folded[time.span.start : time.span.end], " ", 1)
    gap = _BEFORE_SPEAKER.sub("", gap.strip())
    gap = re.sub(r"^\W+$", "", gap).strip(" ,")
    return not gap or gap in _FILLERS or _PLACE_OF_SPEECH.fullmatch(gap) is not None
