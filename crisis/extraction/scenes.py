"""What the rules for events look at: clauses cut out of sentences, and everything known inside one.

A clause is a stretch of a sentence that tells one thing. Attributions ("a annoncé mardi une
responsable") and direct quotations are kept apart, so that who tells is not taken for who acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crisis.extraction import edtf
from crisis.extraction.attribution import Said
from crisis.extraction.mentions import Mention
from crisis.extraction.morphology import Tense
from crisis.extraction.page import Page, PlacedVerb
from crisis.extraction.structure import Block
from crisis.extraction.values import Status, Temporal, When

_CUTS = re.compile(
    r";| ?: | [–—] |,? mais |, alors que |, tandis que |, où |, après "
    r"|, avant d|, qui | but |, while |, which |, who |, after |"
    r", dont |, et que |, car | pour dénoncer | afin d"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:(?<!même )si (?!bien|peu|important)|s'ils?\b|en cas d[e']|"
    r"pourrai(?:t|ent)|éventuel(?:le)?s?|hypothétiques?|au cas où|à moins que|menace(?:nt)? d[e']|risque(?:nt)? d[e']|"
    r"prêts? à|prête à|capables? d[e']|en vue d'une? éventuel|possible (?:invasion|déploiement|rencontre)|"
    r"if (?:russia|moscow|he|they|it|putin|the)\b|in case of|could|might|possible|potential|ready to|capable of)"
)
_PRONOUN = re.compile(r"(?:ils?|elles?|he|she|they)\b")
_CANCELLED = re.compile(
    r"\b(?:annulé(?:e|s|es)?|annulation|reporté(?:e|s|es)?|report de|ajourné(?:e|s|es)?|cancell?ed|postponed|"
    r"called off)\b"
)
_DENIED = re.compile(
    r"\b(?:démenti[rts]?|dément|démentent|nié|nie|nient|nier|denie[sd]|deny|denying|"
    r"pas prévue?|aucune? (?:rencontre|réunion|sommet|déploiement|entretien|retrait)|"
    r"no plans?|not planned)\b"
)
_INTENTION = re.compile(
    r"\b(?:propos(?:é|e|er|ition)|accepté|accepter|convenu|envisag\w+|souhait\w+|invit\w+|prêt|principe|"
    r"décidé|ordonné|annoncé l'envoi|proposed|agreed|invited|plans? to|ordered|offered)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One clause: `start` to `end` in code points, with what was found in it."""

    page: Page
    sentence: Block
    start: int
    end: int
    mentions: tuple[Mention, ...]
    verbs: tuple[PlacedVerb, ...]
    temporals: tuple[Temporal, ...]
    said: tuple[Said, ...]  # attributions of the sentence
    before: Mention | None  # the subject of the sentence, where the clause begins later
    quoted: bool  # the clause is somebody's own words

    @property
    def folded(self) -> str:
        return self.page.folded[self.start : self.end]

    @property
    def starts_with_pronoun(self) -> bool:
        return _PRONOUN.match(self.page.folded, self.start, self.end) is not None

    @property
    def in_title(self) -> bool:
        return self.page.is_title(self.sentence)

    @property
    def is_hypothetical(self) -> bool:
        return _HYPOTHETICAL.search(self.folded) is not None

    @property
    def is_cancelled(self) -> bool:
        return _CANCELLED.search(self.folded) is not None

    @property
    def is_denied(self) -> bool:
        sentence = self.page.folded[self.sentence.start : self.sentence.end]
        return _DENIED.search(sentence) is not None

    @property
    def is_intended(self) -> bool:
        return _INTENTION.search(self.folded) is not None

    def temporal(self, near: int) -> Temporal | None:
        """The dated expression closest to a position."""
        dated = [temporal for temporal in self.temporals if temporal.when]
        return min(dated, key=lambda temporal: abs(temporal.span.start - near), default=None)


def cut(
    page: Page, mentions: Sequence[Mention], temporals: Sequence[Temporal], said: Sequence[Said]
) -> Iterator[Scene]:
    """Every clause of title and body, in order."""
    by_sentence: dict[int, list[Said]] = {}
    for item in said:
        by_sentence.setdefault(item.sentence.start, []).append(item)
    mention_starts = [mention.start for mention in mentions]
    temporal_starts = [temporal.span.start for temporal in temporals]
    topic: Mention | None = None  # whom the sentence before was about
    for sentence in page.sentences:
        own = tuple(by_sentence.get(sentence.start, ()))
        apart = [(item.opens, max(item.end, item.speaker_end)) for item in own if item.inserted and item.cue]
        for start, end, quoted in _pieces(page, sentence, mentions, mention_starts):
            names = mentions[bisect_left(mention_starts, start) : bisect_left(mention_starts, end)]
            times = temporals[bisect_left(temporal_starts, start) : bisect_left(temporal_starts, end)]
            left, right = start, end
            for begin, finish in apart:
                names = [m for m in names if not (begin <= m.start < finish)]
                times = [t for t in times if not (begin <= t.span.start < finish + 20 and begin < t.span.start)]
                told = any(placed.verb.finite for placed in page.verbs_in(left, begin))
                if left < begin < right and (told or right <= finish + 25):
                    right = begin
            yield Scene(
                page=page, sentence=sentence, start=left, end=right, mentions=tuple(names),
                verbs=page.verbs_in(left, right), temporals=tuple(times), said=own, quoted=quoted,
                before=_subject_before(page, sentence, mentions, mention_starts, start) or topic,
            )  # fmt: skip
        if not _PRONOUN.match(page.folded, sentence.start, sentence.end):
            topic = _subject_before(page, sentence, mentions, mention_starts, sentence.end)
        if page.text.startswith("\n", sentence.end):
            topic = None


def _subject_before(
    page: Page, sentence: Block, mentions: Sequence[Mention], starts: Sequence[int], start: int
) -> Mention | None:
    own = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, start)]
    first = next((mention for mention in own if mention.kind == "person"), None)
    return first if first and first.start - sentence.start <= 4 and not page.is_quoted(first.start) else None


def _pieces(
    page: Page, sentence: Block, mentions: Sequence[Mention], starts: Sequence[int]
) -> Iterator[tuple[int, int, bool]]:
    cuts = [m.start() for m in _CUTS.finditer(page.folded, sentence.start, sentence.end)]
    for placed in page.verbs_in(sentence.start, sentence.end):
        if page.folded.startswith(("ayant", "étant"), placed.start):
            index = bisect_left(starts, placed.start) - 1
            if index >= 0 and placed.start - mentions[index].end <= 2:
                comma = page.text.rfind(",", sentence.start, mentions[index].start)
                if comma > 0:
                    cuts.append(comma)
    cuts = [at for at in cuts if not page.is_quoted(at)]
    long_quotes = [quote for quote in page.quoted_in(sentence.start, sentence.end) if quote.end - quote.start > 60]
    edges = sorted({sentence.start, sentence.end, *cuts})
    for start, end in pairwise(edges):
        position = start
        for quote in long_quotes:
            if start <= quote.start and quote.end <= end:
                if quote.outer_start - position > 8:
                    yield position, quote.outer_start, False
                yield quote.start, quote.end, True
                position = quote.outer_end
        if end - position > 8:
            yield position, end, False


def dated(scene: Scene, temporal: Temporal | None, tense: Tense | None) -> tuple[When | None, bool]:
    """When a scene happened and whether that lies ahead; the past without a day is "by now"."""
    published = scene.page.published
    ahead = tense in (Tense.FUTURE, Tense.FUTURE_IN_PAST, Tense.CONDITIONAL)
    if temporal and temporal.when:
        when = temporal.when
        if published and when.first and when.first > published.last:
            ahead = True
        if published and when.last and when.last < published.first:
            ahead = False
        return when, ahead
    if ahead or published is None:
        return None, ahead
    return edtf.until(published.last), False


def status_of(scene: Scene, *, ahead: bool, is_dated: bool) -> Status:
    if scene.is_cancelled:
        return Status.CANCELLED
    if not ahead:
        return Status.OCCURRED
    if is_dated:
        return Status.SCHEDULED
    return Status.ANNOUNCED
