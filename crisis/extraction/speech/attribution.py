"""Finds who is reported to have said what: cues, their speakers, the words and clauses they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crisis.extraction.lexicon import Section
from crisis.extraction.names.coreference import Cast
from crisis.extraction.speech.contents import with_contents
from crisis.extraction.speech.cues import Cue, CueForm, SpeechAct, find_cues, split_quotes
from crisis.extraction.speech.subjects import find_subject, is_governed, pronoun_subject
from crisis.extraction.text.page import ArticlePage, Mention
from crisis.extraction.text.structure import Block, QuotedSpan
from crisis.extraction.values import DraftMode, Span, Speaker, Temporal

_LEXICON = Section("speech.attribution")

_APART = _LEXICON.pattern(r"(?:,|;)? ?(?:{apart}|;)(?: {apart_articles})? ?$")
_COLON = re.compile(r" ?: ?(?=[«“\"])")
_DESCRIBED = _LEXICON.pattern(  # "selon les gardes-frontières ukrainiens", "according to the document"
    r"{described_determiners}[^\s,.;:«»“”]+(?: [^\s,.;:«»“”]+){0,6}?(?=[,.;:«]|$| {described_relatives}\b)"
)
_ARTICLE = _LEXICON.pattern(r"{articles}$")
_BESIDE = _LEXICON.pattern(r"[\s,]*(?:{addressed}[\s,]*)?{day_prepositions}?")


def find_speech(page: ArticlePage) -> tuple[SpeechAct, ...]:
    """Every attributed piece of speech of the body, in order."""
    cast = Cast(page.mentions)
    found: list[SpeechAct] = []
    last: SpeechAct | None = None
    topic: Mention | None = None  # who the sentence before was about
    for sentence in page.body:
        cues = list(_attributed(page, sentence, cast, topic))
        if not cues and (opening := _by_colon(page, sentence, cast)):
            cues.append(opening)
        quoted, within = split_quotes(page, page.quoted_ending_in(sentence.start, sentence.end))
        cues.extend(_within(page, sentence, cue, cast, topic) for cue in within)
        cues.sort(key=lambda said: said.start)
        topic = _topic(page, sentence, cues)
        if not cues and last and _is_all_quoted(sentence, quoted):
            # Words that stand alone go on with the speaker of the sentence before.
            contents = tuple((Span.of(page.text, quote.start, quote.end), DraftMode.DIRECT) for quote in quoted)
            found.append(
                replace(last, sentence=sentence, start=sentence.start, end=sentence.start, cue="",
                        contents=contents, when=None, inserted=True, opens=sentence.start, speaker_end=sentence.start)
            )  # fmt: skip
            topic = last.subject
            continue
        done = list(with_contents(page, sentence, cues, quoted))
        found.extend(done)
        last = done[-1] if done else None
    return tuple(found)


def _attributed(page: ArticlePage, sentence: Block, cast: Cast, topic: Mention | None) -> Iterator[SpeechAct]:
    """The cues of a sentence with their speakers; a cue whose speaker nobody knows has None."""
    previous: SpeechAct | None = None
    for cue in find_cues(page, sentence):
        if cue.negated:
            continue
        said = _one(page, sentence, cue, cast, topic, previous)
        if said is None or (previous and _is_nested(page, previous, said)):
            continue
        if said.speaker and said.subject:
            cast.remember(said.speaker, said.subject)
        yield said
        previous = said


def _one(
    page: ArticlePage, sentence: Block, cue: Cue, cast: Cast, topic: Mention | None, previous: SpeechAct | None
) -> SpeechAct | None:
    mentions = page.mentions_in(sentence.start, sentence.end)
    subject: Mention | None = None
    speaker: Speaker | None = None
    inserted = False
    end, opens = cue.end, cue.opens
    if cue.form is CueForm.ACCORDING:
        subject = next((m for m in mentions if 0 <= m.start - cue.end <= 4 and m.kind != "place"), None)
        if cue.lemma == "pour" and (subject is None or not page.folded.startswith(",", subject.end)):
            return None  # "Pour Paris, …": a comma and a clause follow; "pour Kiev et Moscou" opens no opinion
        inserted = True
        if subject is None:
            described = _DESCRIBED.match(page.text, cue.end, sentence.end)
            if described is None:
                return None
            speaker, end = Speaker(name=described[0].strip(), id=None), described.end()
        else:
            speaker, end = cast.resolve(subject), subject.end
    elif cue.form is CueForm.SOURCE:
        speaker, inserted = Speaker(name=page.text[cue.start : cue.end], id=None), True
    elif cue.form is CueForm.INVERTED:
        inserted = True
        speaker, subject = cast.pronoun(cue.pronoun, previous.subject if previous else topic) or (None, None)
    elif cue.form is CueForm.TAKEN_UP:
        if previous is None:
            subject, _ = find_subject(page, sentence, cue)
            subject = subject or _first_free(page, mentions)
            speaker = cast.resolve(subject) if subject else None
        else:
            subject, speaker = previous.subject, previous.speaker
    else:
        local = _first_free(page, [m for m in mentions if m.end <= cue.at and m.kind in ("person", "description")])
        subject, speaker, pronoun = pronoun_subject(
            page, sentence, cue, cast, previous.subject if previous else local or topic
        )
        if not pronoun:
            subject, inserted = find_subject(page, sentence, cue)
            speaker = cast.resolve(subject) if subject else None
            if subject and inserted and subject.start >= cue.end:
                end = subject.end
            elif subject and inserted:
                opens = max(page.text.rfind(",", sentence.start, subject.start), sentence.start)
    return SpeechAct(
        sentence=sentence, start=cue.start, end=cue.end, cue=page.text[cue.start : cue.end].strip(), lemma=cue.lemma,
        speaker=speaker, subject=subject, when=_when(page, sentence, cue, end), inserted=inserted, opens=opens,
        speaker_end=end, source=cue,
    )  # fmt: skip


def _by_colon(page: ArticlePage, sentence: Block, cast: Cast) -> SpeechAct | None:
    """ "Le dirigeant ukrainien n'a pas caché son agacement : « … »": whoever the clause before the colon is about."""
    match = _COLON.search(page.text, sentence.start, sentence.end)
    if match is None or page.is_quoted(match.start()):
        return None
    finite = page.finite_in(sentence.start, match.start())
    if not finite:
        return None
    acting = [m for m in page.mentions_in(sentence.start, sentence.end) if m.end <= finite[0].start]
    subject = next((m for m in acting if m.kind != "place" and not is_governed(page, m)), None)
    if subject is None or (speaker := cast.resolve(subject)) is None:
        return None
    cast.remember(speaker, subject)
    return SpeechAct(
        sentence=sentence, start=finite[0].start, end=match.start(), cue=page.text[finite[0].start : finite[0].end],
        lemma="dire", speaker=speaker, subject=subject, opens=finite[0].start,
    )  # fmt: skip


def _within(page: ArticlePage, sentence: Block, cue: Cue, cast: Cast, topic: Mention | None) -> SpeechAct:
    """ "« Nous allons, a-t-il précisé, répondre »": a cue between the marks themselves."""
    speaker, subject = cast.pronoun(cue.pronoun, topic) or (None, None)
    return SpeechAct(
        sentence=sentence, start=cue.start, end=cue.end, cue=page.text[cue.start : cue.end], lemma=cue.lemma,
        speaker=speaker, subject=subject, inserted=True, opens=cue.start, speaker_end=cue.end, source=cue,
    )  # fmt: skip


def _first_free(page: ArticlePage, mentions: Sequence[Mention]) -> Mention | None:
    free = (m for m in mentions if m.kind != "place" and not page.is_quoted(m.start) and not is_governed(page, m))
    return next(free, None)


def _is_nested(page: ArticlePage, outer: SpeechAct, inner: SpeechAct) -> bool:
    """A cue within what another reports ("a dit que Moscou affirmait …") is part of that report."""
    if inner.inserted or outer.inserted or inner.opens < inner.start:
        return False
    if inner.source is None or inner.source.form is not CueForm.FINITE:
        return False
    start = inner.start
    if inner.subject is not None and inner.subject.end <= inner.start:
        start = inner.subject.start
        article = _ARTICLE.search(page.folded, max(inner.sentence.start, start - 5), start)
        start -= len(article[0]) if article else 0
    return _APART.search(page.folded, outer.end, start) is None


def _when(page: ArticlePage, sentence: Block, cue: Cue, end: int) -> Temporal | None:
    """A date right beside the cue is the day of speaking; any other belongs to what was said."""
    times = page.temporals_in(sentence.start, sentence.end)
    told = [time for time in times if not page.is_quoted(time.span.start)]
    near = cue.end if cue.form is not CueForm.ACCORDING else end
    for time in told:
        if near <= time.span.start and (
            time.span.end <= end or _is_beside(page, near, time) or _is_beside(page, end, time)
        ):
            return time
    before = [time for time in told if time.span.end <= cue.start]
    if before and before[0].span.start - sentence.start <= 4:
        return before[0]
    if before and not page.folded[before[-1].span.end : cue.start].strip(" ,"):
        return before[-1]
    return None


def _is_beside(page: ArticlePage, near: int, time: Temporal) -> bool:
    gap = page.folded[near : time.span.start]
    return len(gap) <= 60 and _BESIDE.fullmatch(gap) is not None


def _topic(page: ArticlePage, sentence: Block, cues: Sequence[SpeechAct]) -> Mention | None:
    """Whom a pronoun in the next sentence means: the inserted speaker, else the subject."""
    speakers = [said.subject for said in cues if said.subject]
    if speakers:
        return speakers[-1]
    mentions = page.mentions_in(sentence.start, sentence.end)
    return _first_free(page, [m for m in mentions if m.kind in ("person", "description")])


def _is_all_quoted(sentence: Block, quoted: Sequence[QuotedSpan]) -> bool:
    inside = sum(quote.outer_end - max(quote.outer_start, sentence.start) for quote in quoted)
    return bool(quoted) and inside >= 0.85 * (sentence.end - sentence.start)
