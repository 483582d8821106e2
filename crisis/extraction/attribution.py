"""Finds who is reported to have said what: cue verbs, their speakers, the words and clauses they carry."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crisis.extraction.mentions import Mention
from crisis.extraction.page import Page, PlacedVerb
from crisis.extraction.quotations import Quoted
from crisis.extraction.speakers import Cast
from crisis.extraction.structure import Block
from crisis.extraction.subjects import find_subject, is_governed, pronoun_subject
from crisis.extraction.triggers import triggers
from crisis.extraction.values import Mode, Span, Speaker, Temporal

_THAT = {"fr": re.compile(r"\bqu(?:e\b|')"), "en": re.compile(r"\bthat\b")}
_ACCORDING = {"fr": re.compile(r"\b(?:selon|d'après) "), "en": re.compile(r"\baccording to ")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One act of speech in one sentence; `contents` are the words (direct) and clauses (indirect)."""

    sentence: Block
    start: int  # of the cue
    end: int
    cue: str
    lemma: str
    speaker: Speaker | None
    contents: tuple[tuple[Span, Mode], ...]
    when: Temporal | None
    inserted: bool  # ", a poursuivi la responsable"
    subject: Mention | None
    opens: int  # where the attribution begins: at its speaker, if that stands before the cue
    speaker_end: int = 0


def find_said(page: Page, mentions: Sequence[Mention], temporals: Sequence[Temporal], cast: Cast) -> tuple[Said, ...]:
    """Every attributed piece of speech of the body, in order."""
    starts = [mention.start for mention in mentions]
    temporal_starts = [temporal.span.start for temporal in temporals]
    found: list[Said] = []
    last: Said | None = None
    previous: Mention | None = None  # who the sentence before was about
    for sentence in page.body:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        times = temporals[bisect_left(temporal_starts, sentence.start) : bisect_left(temporal_starts, sentence.end)]
        cues = [*_cues(page, sentence, inside, times, cast, previous), *_according(page, sentence, inside, cast)]
        cues.sort(key=lambda said: said.start)
        previous = _topic(page, sentence, inside, cues)
        if page.text.startswith("\n", sentence.end):
            previous = None  # a new paragraph: who was spoken of may not be who speaks
        quoted = page.quoted_ending_in(sentence.start, sentence.end)
        if not cues and last and _is_all_quoted(page, sentence, quoted):
            # Words that stand alone go on with the speaker of the sentence before.
            contents = tuple((Span.of(page.text, quote.start, quote.end), Mode.DIRECT) for quote in quoted)
            found.append(
                replace(last, sentence=sentence, start=sentence.start, end=sentence.start, cue="",
                        contents=contents, when=None, inserted=True)
            )  # fmt: skip
            continue
        done = list(_with_contents(page, sentence, cues, quoted))
        found.extend(done)
        last = done[-1] if done else None
    return tuple(found)


def _cues(
    page: Page,
    sentence: Block,
    mentions: Sequence[Mention],
    times: Sequence[Temporal],
    cast: Cast,
    previous: Mention | None,
) -> Iterator[Said]:
    words = triggers(page.language)
    for placed in page.verbs_in(sentence.start, sentence.end):
        verb = placed.verb
        if verb.lemma not in words.cues or page.is_quoted(placed.start) or (verb.passive and not verb.pronoun):
            continue
        if not verb.finite and "ayant" not in page.folded[placed.start : placed.end]:
            continue
        speaker: Speaker | None = None
        subject: Mention | None = None
        inserted = False
        end = placed.end
        if verb.pronoun:
            inserted = True
            if resolved := cast.pronoun(verb.pronoun, previous):
                speaker, subject = resolved
                cast.remember(speaker, subject)
        else:
            subject, inserted = find_subject(page, sentence, placed, mentions, times)
            if subject is None:
                subject, speaker = pronoun_subject(page, sentence, placed, cast)
                if subject is None:
                    continue
            else:
                speaker = cast.resolve(subject)
                end = max(end, subject.end) if inserted else end
            if speaker:
                cast.remember(speaker, subject)
        yield Said(
            sentence=sentence, start=placed.start, end=placed.end, cue=page.text[placed.start : placed.end],
            lemma=verb.lemma, speaker=speaker, contents=(), when=_when(page, placed, end, times),
            inserted=inserted, subject=subject, speaker_end=end,
            opens=_opens(page, sentence, placed.start, subject if inserted else None),
        )  # fmt: skip


def _opens(page: Page, sentence: Block, cue: int, subject: Mention | None) -> int:
    if subject and sentence.start < subject.start < cue:
        return max(page.text.rfind(",", sentence.start, subject.start), sentence.start)
    return cue


def _when(page: Page, placed: PlacedVerb, end: int, times: Sequence[Temporal]) -> Temporal | None:
    """A date right beside the cue is the day of speaking; any other belongs to what was said."""
    near = end if end > placed.end else placed.end
    that = _THAT[page.language].search(page.folded, placed.end, placed.end + 130)
    if that and end == placed.end and not page.verbs_in(placed.end, that.start()):
        near = that.start()
    for time in times:
        if placed.end <= time.span.start and time.span.end <= near:
            return time
        if near <= time.span.start <= near + 4 and not page.folded[near : time.span.start].strip(" ,àonle"):
            return time
    first = times[0] if times else None
    sentence_start = page.sentence_at(placed.start)
    if first and sentence_start and first.span.start - sentence_start.start < 4 and first.span.end < placed.start:
        return first
    return None


def _topic(page: Page, sentence: Block, mentions: Sequence[Mention], cues: Sequence[Said]) -> Mention | None:
    """Whom a pronoun in the next sentence means: the inserted speaker, else the subject."""
    inserted = [said.subject for said in cues if said.inserted and said.subject]
    if inserted:
        return inserted[-1]
    people = [m for m in mentions if m.kind in ("person", "description") and not page.is_quoted(m.start)]
    return next((m for m in people if not is_governed(page, m)), None)


def _according(page: Page, sentence: Block, mentions: Sequence[Mention], cast: Cast) -> Iterator[Said]:
    """ "Selon X, …" and "…, selon X"."""
    for match in _ACCORDING[page.language].finditer(page.folded, sentence.start, sentence.end):
        if page.is_quoted(match.start()):
            continue
        subject = next(
            (m for m in mentions if m.start >= match.end() and m.start - match.end() <= 4 and m.kind != "place"), None
        )
        if subject is None or (speaker := cast.resolve(subject)) is None:
            continue
        cast.remember(speaker, subject)
        yield Said(
            sentence=sentence, start=match.start(), end=match.end(), cue=page.text[match.start() : match.end() - 1],
            lemma="selon", speaker=speaker, contents=(), when=None, inserted=True, subject=subject,
            speaker_end=subject.end, opens=match.start(),
        )  # fmt: skip


def _is_all_quoted(page: Page, sentence: Block, quoted: Sequence[Quoted]) -> bool:
    inside = sum(quote.outer_end - quote.outer_start for quote in quoted)
    return bool(quoted) and inside >= 0.85 * (sentence.end - sentence.start)


def _with_contents(page: Page, sentence: Block, cues: Sequence[Said], quoted: Sequence[Quoted]) -> Iterator[Said]:
    clauses = {index: clause for index, said in enumerate(cues) if (clause := _clause(page, said, cues))}
    direct: dict[int, list[Quoted]] = {}
    for quote in quoted:
        if any(clause.start <= quote.start and quote.end <= clause.end for clause in clauses.values()):
            continue  # part of a reported clause
        index = _cue_of(page, quote, cues)
        if index is not None:
            direct.setdefault(index, []).append(quote)
    for index, said in enumerate(cues):
        contents = [(Span.of(page.text, quote.start, quote.end), Mode.DIRECT) for quote in direct.get(index, ())]
        if index in clauses:
            contents.append((clauses[index], Mode.INDIRECT))
        elif not contents and said.inserted and (clause := _around(page, sentence, said)):
            contents.append((clause, Mode.INDIRECT))
        if contents:
            yield replace(said, contents=tuple(sorted(contents, key=lambda content: content[0].start)))


def _cue_of(page: Page, quote: Quoted, cues: Sequence[Said]) -> int | None:
    inserted = [index for index, said in enumerate(cues) if said.inserted]
    if inserted:
        return min(inserted, key=lambda index: abs(cues[index].start - quote.end))
    for index in reversed(range(len(cues))):
        said = cues[index]
        between = page.verbs_in(said.end, quote.outer_start)
        if said.end <= quote.outer_start and not any(
            verb.verb.finite and not page.is_quoted(verb.start) for verb in between
        ):
            return index
        if quote.outer_end <= said.start and page.language == "en":
            return index
    return None


def _clause(page: Page, said: Said, cues: Sequence[Said]) -> Span | None:
    """What follows "que", or the content a demand, a denial, a warning governs."""
    if said.inserted and said.lemma != "selon":
        return None
    end = min([other.opens for other in cues if other.inserted and other.start > said.end] or [said.sentence.end])
    after = said.when.span.end if said.when and said.when.span.start >= said.end else said.end
    if said.lemma == "selon":
        return None
    that = _THAT[page.language].search(page.folded, said.end, min(end, said.end + 130))
    words = triggers(page.language)
    takes_object = said.lemma in words.contents and words.contents[said.lemma].pattern.endswith("(?:)")
    if takes_object and not (that and that.start() - after <= 2):
        return _governed_content(page, after, end, words.contents[said.lemma])
    if that and not page.is_quoted(that.start()):
        verbs = [v for v in page.verbs_in(said.end, that.start()) if v.verb.finite]
        if not verbs:
            return _trimmed(page, that.end(), end)
    if said.lemma in words.contents:
        return _governed_content(page, after, end, words.contents[said.lemma])
    if page.language == "en" and said.lemma in ("say", "claim", "insist", "note", "add", "argue", "warn", "tell"):
        start = max(said.end, said.speaker_end, said.when.span.end if said.when else 0)
        quoted = page.quoted_in(start, end)
        if not quoted and any(v.verb.finite for v in page.verbs_in(start, end)):
            return _trimmed(page, start, end)
    return None


def _governed_content(page: Page, start: int, end: int, opening: re.Pattern[str]) -> Span | None:
    if opening.pattern.endswith("(?:)"):  # the content follows at once
        return _trimmed(page, start, end)
    for match in re.finditer(
        opening.pattern.replace(
            " ?",
            r"(?:\s|"
            r"^)",
            1,
        ),
        page.folded[start : min(end, start + 60)],
    ):
        if match[0].strip():
            return _trimmed(page, start + match.end(), end)
    return None


def _around(page: Page, sentence: Block, said: Said) -> Span | None:
    """The rest of the sentence round an inserted cue: the longer side."""
    left = page.span(sentence.start, said.opens)
    right_start = max(said.end, said.speaker_end, said.when.span.end if said.when else 0)
    right = _trimmed(page, right_start, sentence.end)
    best = left if right is None or len(left.text) >= len(right.text) else right
    return best if len(best.text.split()) >= 3 else None


def _trimmed(page: Page, start: int, end: int) -> Span | None:
    while end > start and (page.text[end - 1] in " .!?…,;\n" or page.text[end - 1].isspace()):
        end -= 1
    span = page.span(start, end)
    return span if len(span.text.split()) >= 2 else None
