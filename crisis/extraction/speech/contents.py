"""How far what was said reaches, and to which act of speech it belongs.

The clause behind "que", the object of a demand, the words between marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import triggers
from crisis.extraction.speech.cues import Cue, SpeechAct
from crisis.extraction.text.page import ArticlePage
from crisis.extraction.text.structure import Block, QuotedSpan
from crisis.extraction.values import DraftMode, Span

_LEXICON = Section("speech.contents")

_THAT = _LEXICON.patterns(r"{that}")
_INFINITIVE = _LEXICON.pattern(r"{infinitive}")
_TAKES_INFINITIVE = _LEXICON.words("taking_infinitive")
_TAKES_OBJECT = _LEXICON.words("taking_object")
_OBJECT_ARTICLE = _LEXICON.pattern(r" (?:{object_adverbs} )*(?=(?:{object_openings}|« ?|\"|“))")
_ADJECTIVE = _LEXICON.pattern(r" (?:(?:{adjective_adverbs}|« ?|\") )*(?=\w)")
_TO = _LEXICON.words("to")
_REACH = 150  # code points between a cue and the "que" it takes
_SHORT = 2  # words; fewer are no clause
_NAMING = _LEXICON.words("naming")
_NAMING_ARTICLE = _LEXICON.pattern(r"{naming_articles} $")
_SCARE = 3  # words; a shorter piece in marks, told of by nobody, is a name or a scare quote


def reported(page: ArticlePage, cue: Cue, start: int, end: int) -> Span | None:
    """The clause a cue reports between two positions, without its "que"; None where it reports none."""
    words = triggers(page.language)
    that = _THAT[page.language].search(page.folded, start, min(end, start + _REACH))
    openings = words.contents.get(cue.lemma)
    if that and not page.is_quoted(that.start()) and _reaches(page, cue, start, that.start()):
        return trimmed(page, that.end(), end)
    if openings is not None and (content := _governed(page, start, end, openings)):
        return content
    if cue.lemma in _TAKES_INFINITIVE and (match := _INFINITIVE.match(page.folded, start, end)):
        return trimmed(page, match.start(1), end)
    if page.language == "en" and cue.lemma in words.cues:
        return _without_that(page, start, end)
    return None


def _reaches(page: ArticlePage, cue: Cue, start: int, that: int) -> bool:
    """ "a déclaré devant la presse que": nothing told stands between; "a accusé X de penser que" is another matter."""
    if any(not page.is_quoted(verb.start) for verb in page.finite_in(start, that)):
        return False
    between = page.folded[start:that]
    openings = triggers(page.language).contents.get(cue.lemma, ())
    takes_object = "" in openings or cue.lemma in _TAKES_OBJECT
    return not (takes_object and len(between.split()) > _SHORT + 2) and "«" not in between


def _governed(page: ArticlePage, start: int, end: int, openings: Sequence[str]) -> Span | None:
    """ "de retirer ses troupes", "contre une invasion", or the object itself."""
    window = page.folded[start : min(end, start + 90)]
    best: int | None = None
    for opening in openings:
        if not opening:
            continue
        for match in re.finditer(rf"(?:(?<=[\s'])|^) ?{re.escape(opening)}", window):
            if opening in _TO and page.text[start + match.end() : start + match.end() + 1].isupper():
                continue  # "a exhorté mercredi à Kiev le président à": the place comes first
            clause = page.folded[start : start + match.start()]
            crosses = page.finite_in(start, start + match.start()) or ("," in clause and len(clause) > 60)
            if not crosses and (best is None or match.end() < best):
                best = match.end()
            break
    if "" in openings:
        objects = _OBJECT_ARTICLE.match(page.folded, start, end) or (
            _ADJECTIVE.match(page.folded, start, end) if all(not opening for opening in openings) else None
        )
        if objects and (best is None or len(openings) == 1 or objects.end() - start < best - 3):
            return trimmed(page, objects.end(), end)
    return trimmed(page, start + best, end) if best is not None else None


def _without_that(page: ArticlePage, start: int, end: int) -> Span | None:
    """ "said Washington would answer": English leaves "that" out."""
    quoted = page.quoted_in(start, end)
    limit = quoted[0].outer_start if quoted else end
    if page.folded[start : start + 2].startswith((",", ":", ' "', " “")):
        return None
    return trimmed(page, start, end) if page.finite_in(start, limit) else None


def around(page: ArticlePage, sentence: Block, cue_opens: int, after: int, end: int) -> Span | None:
    """The rest of the sentence round an inserted cue: the longer side."""
    left, right = trimmed(page, sentence.start, cue_opens), trimmed(page, after, end)
    best = max((side for side in (left, right) if side), key=lambda side: len(side.text), default=None)
    return best if best and len(best.text.split()) > _SHORT else None


def trimmed(page: ArticlePage, start: int, end: int) -> Span | None:
    """A passage without the stops and blanks at its edges; None where hardly a word is left."""
    while end > start and (page.text[end - 1] in ".!?…,;:\n–—-" or page.text[end - 1].isspace()):
        end -= 1
    span = page.span(start, end)
    whole = page.quoted_in(span.start, span.start + 1)
    if whole and whole[0].outer_end >= span.end - 1:
        return Span.of(page.text, whole[0].start, whole[0].end)  # nothing but words between marks
    return span if len(span.text.split()) >= _SHORT or page.is_quoted(span.start + 1) else None


def with_contents(
    page: ArticlePage, sentence: Block, cues: Sequence[SpeechAct], quoted: Sequence[QuotedSpan]
) -> Iterator[SpeechAct]:
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
    direct: dict[int, list[QuotedSpan]] = {}
    for quote in quoted:
        if any(clause.start <= quote.start and quote.end <= clause.end for clause in clauses.values()):
            continue  # part of a reported clause
        if (nearest := _cue_of(page, quote, cues)) is not None:
            direct.setdefault(nearest, []).append(quote)
    for index, said in enumerate(cues):
        contents = [(Span.of(page.text, quote.start, quote.end), DraftMode.DIRECT) for quote in direct.get(index, ())]
        if index in clauses:
            inside_marks = any(quote.start == clauses[index].start for quote in quoted)
            whole = inside_marks and any(quote.end >= clauses[index].end for quote in quoted)
            contents.append((clauses[index], DraftMode.DIRECT if whole else DraftMode.INDIRECT))
        elif not contents and said.inserted and not any(other < index for other in clauses):
            after = max(said.end, said.speaker_end, said.when.span.end if said.when else 0)
            stop = min((other.opens for other in cues[index + 1 :] if other.opens >= after), default=sentence.end)
            if clause := around(page, sentence, said.opens, after, stop):
                contents.append((clause, DraftMode.INDIRECT))
        if contents:
            yield replace(said, contents=tuple(sorted(contents, key=lambda content: content[0].start)))


def _is_scare(page: ArticlePage, quote: QuotedSpan, said: SpeechAct) -> bool:
    """ "a annoncé une « opération militaire spéciale »": a name in marks, not what was said."""
    words = page.text[quote.start : quote.end].split()
    before = page.folded[max(said.end, quote.outer_start - 8) : quote.outer_start]
    return said.lemma in _NAMING and len(words) <= _SCARE and _NAMING_ARTICLE.search(before) is not None


def _cue_of(page: ArticlePage, quote: QuotedSpan, cues: Sequence[SpeechAct]) -> int | None:
    """The inserted cue nearest to a quotation, else the last cue before it that nothing told parts from it."""
    inserted = [index for index, said in enumerate(cues) if said.inserted]
    behind = [index for index in inserted if cues[index].opens >= quote.outer_end - 1]
    if behind and cues[behind[0]].opens - quote.outer_end <= 3:
        return behind[0]
    for index in reversed(range(len(cues))):
        said = cues[index]
        if said.inserted or _is_scare(page, quote, said):
            continue
        told = any(not page.is_quoted(verb.start) for verb in page.finite_in(said.end, quote.outer_start))
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
