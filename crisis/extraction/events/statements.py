"""Statements: one a speaker and day of speaking, with everything that speaker is quoted as saying.

The day is told, or it is the day on which the story finds the speaker: "Sergueï Lavrov a reçu mardi son homologue.
[…] « Nous verrons », a-t-il dit." Only a day told with nobody else's beside it counts, lately past, outside quotation
marks; two paragraphs later it no longer holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crisis.edtf import making
from crisis.edtf.folding import fold_accents
from crisis.extraction.events.merging import ReportedEvent
from crisis.extraction.events.sightings import Sighting
from crisis.extraction.lexicon import Section
from crisis.extraction.speech.cues import SpeechAct
from crisis.extraction.text.page import ArticlePage, within
from crisis.extraction.text.structure import Block
from crisis.extraction.values import (
    DraftKind,
    DraftMode,
    DraftPlace,
    DraftQuotation,
    DraftStatus,
    Precision,
    Span,
    Speaker,
    Temporal,
    When,
)

_LEXICON = Section("events.statements")

_LATELY = 7  # days before publication
_PARAGRAPHS = 2  # after the one that told the day
_AT = _LEXICON.pattern(r"\b{at}(?: {conference})? $")
_AT_HEAD = _LEXICON.pattern(r"(?:{head_days}{head_parts}?,? )?{head_at} {head_articles}?$")
_OPENING = 24  # code points of "Mercredi soir, depuis la "
_REACH = 1_800  # code points after a meeting is told within which a participant's words belong to it
_REPLY_WITHIN = 200  # code points between words and the reply to them
_LONGEST = 1_500  # code points of evidence
_REPLIES = _LEXICON.words("replies")
_BESIDE = 50  # code points behind an attribution in which its place may stand


@dataclass(frozen=True, slots=True)
class _DayTold:
    start: int
    paragraph: int
    temporal: Temporal
    people: frozenset[str]


class Occasions:
    """Which day was told last of whom. One per reading."""

    def __init__(self, page: ArticlePage) -> None:
        self._page = page
        self._told: list[_DayTold] = []
        for sentence in page.body:
            times = page.temporals_in(sentence.start, sentence.end)
            day = self._only_day([temporal for temporal in times if not page.is_quoted(temporal.span.start)])
            people = frozenset(
                mention.key
                for mention in page.mentions_in(sentence.start, sentence.end)
                if mention.kind == "person" and not page.is_quoted(mention.start)
            )
            if day and people:
                self._told.append(_DayTold(sentence.start, self._paragraph(sentence), day, people))

    def day_of(self, people: Sequence[str], sentence: Block) -> Temporal | None:
        """The day last told of all these people before a sentence, or in it."""
        if not people:
            return None
        paragraph = self._paragraph(sentence)
        index = bisect_right(self._told, sentence.start, key=lambda told: told.start)
        while index and paragraph - self._told[index - 1].paragraph <= _PARAGRAPHS:
            index -= 1
            if self._told[index].people.issuperset(people):
                return self._told[index].temporal
        return None

    def filled_in(self, told: ReportedEvent) -> ReportedEvent:
        """A meeting that has taken place and is not dated itself: on the day told of those who met."""
        held = told.fullest.kind is DraftKind.MEETING and told.status is DraftStatus.OCCURRED
        if held and len(told.actors) >= 2:
            sentence = self._page.sentence_at(told.fullest.evidence.start)
            told.occasion = self.day_of([actor.key for actor in told.actors], sentence) if sentence else None
        return told

    def _only_day(self, temporals: Sequence[Temporal]) -> Temporal | None:
        days = [temporal for temporal in temporals if temporal.when and temporal.when.last]
        if len({temporal.when for temporal in days}) != 1 or (published := self._page.published) is None:
            return None
        when = days[0].when
        if not (when and when.last and when.precision in (Precision.DAY, Precision.SET)):
            return None
        ago, doubt = (published.last - when.last).days, (published.last - published.first).days
        return days[0] if 0 <= ago <= _LATELY + doubt else None

    def _paragraph(self, sentence: Block) -> int:
        return bisect_right(self._page.structure.paragraphs, sentence.start, key=lambda block: block.start)


@dataclass(slots=True)
class Spoken:
    """What one speaker said on one occasion; grows while the article is read."""

    speaker: Speaker
    said: list[SpeechAct] = field(default_factory=list)
    stated: set[When] = field(default_factory=set)  # the days told for it
    found: set[When] = field(default_factory=set)  # the days on which the story had last found the speaker
    occasion: Sighting | None = None  # the meeting on which these words fell
    loose: Temporal | None = None  # a day that stands alone in their sentence
    told: Temporal | None = None  # the day on which the story last found the speaker
    place: DraftPlace | None = None

    @property
    def quotes(self) -> tuple[Span, ...]:
        """Direct before indirect, the longest first."""
        contents = dict.fromkeys(content for said in self.said for content in said.contents)
        ordered = sorted(contents, key=lambda item: (item[1] is not DraftMode.DIRECT, item[0].start - item[0].end))
        return tuple(span for span, _ in ordered)

    @property
    def mode(self) -> DraftMode:
        modes = {mode for said in self.said for _, mode in said.contents}
        return DraftMode.DIRECT if DraftMode.DIRECT in modes else DraftMode.INDIRECT

    def trigger(self, page: ArticlePage) -> Span | None:
        """The first cue, "a déclaré"."""
        cue = next((said for said in self.said if said.cue), None)
        return page.span(cue.start, cue.end) if cue else None

    @property
    def dated_by(self) -> Temporal | None:
        return next((said.when for said in self.said if said.when and said.when.when), self.loose or self.told)

    def when(self, page: ArticlePage) -> When | None:
        """The day of speaking; by publication where none is told, since nobody is quoted from the future."""
        stated = self.dated_by.when if self.dated_by else None
        published = page.published
        if stated is None and self.occasion:
            stated = self.occasion.when
        if published and (stated is None or (stated.first and stated.first > published.last)):
            return making.until(published.last)
        return stated

    def evidence(self, page: ArticlePage) -> tuple[Span, ...]:
        spans = dict.fromkeys(page.span(said.sentence.start, said.sentence.end) for said in self.said)
        longest = self.quotes[0]
        ordered = sorted(spans, key=lambda span: (span.start >= longest.end or longest.start >= span.end, span.start))
        return tuple(ordered)


def find_statements(
    page: ArticlePage, said: Sequence[SpeechAct], events: Sequence[Sighting], days: Occasions
) -> list[Spoken]:
    """Merges acts of speech by speaker and day."""
    occasions: dict[str, list[Spoken]] = {}
    order: list[Spoken] = []
    for item in said:
        if item.speaker is None:
            continue
        key = item.speaker.id or fold_accents(item.speaker.name)
        found = None if item.when else days.day_of([item.speaker.key], item.sentence)
        own = occasions.setdefault(key, [])
        home = next((spoken for spoken in reversed(own) if _is_same_day(spoken, item, found)), None)
        if home is None:
            home = Spoken(speaker=item.speaker)
            own.append(home)
            order.append(home)
        home.said.append(item)
        if item.when and item.when.when:
            home.stated.add(item.when.when)
        elif found and found.when and not home.stated:
            home.found.add(found.when)
    held = [event for event in events if event.kind is DraftKind.MEETING and event.status is DraftStatus.OCCURRED]
    held.sort(key=_told_at)
    for spoken in order:
        spoken.occasion = _occasion(spoken, held)
        spoken.loose = _loose(page, spoken)
        if spoken.occasion is None and spoken.loose is None:
            spoken.told = days.day_of([spoken.speaker.key], spoken.said[0].sentence)
        spoken.place = _place(page, spoken) or _whereabouts(page, spoken, held)
    _answered(order)
    return order


def _answered(order: Sequence[Spoken]) -> None:
    """Who replies does so on the occasion of the words replied to, where the text tells nothing else."""
    told = sorted(order, key=lambda spoken: spoken.said[0].start)
    for before, spoken in pairwise(told):
        first = spoken.said[0]
        near = (
            first.sentence.start - before.said[-1].sentence.end <= _REPLY_WITHIN and before.said[-1].end <= first.start
        )
        if first.lemma not in _REPLIES or not near:
            continue
        if spoken.dated_by is None and spoken.occasion is None:
            spoken.told, spoken.occasion = before.dated_by, before.occasion
        spoken.place = spoken.place or before.place


def _loose(page: ArticlePage, spoken: Spoken) -> Temporal | None:
    """The one day told in a sentence of theirs outside what they say: "à l'issue d'une réunion lundi soir, X a dit"."""
    for said in spoken.said:
        outside = [
            temporal
            for temporal in page.temporals_in(said.sentence.start, said.sentence.end)
            if temporal.when and temporal.when.precision in (Precision.DAY, Precision.SET)
            and not page.is_quoted(temporal.span.start)
            and not any(span.start <= temporal.span.start < span.end for span, _ in said.contents)
        ]  # fmt: skip
        days = {temporal.when for temporal in outside}
        past = page.published is None or all(day and day.last and day.last <= page.published.last for day in days)
        if len(days) == 1 and past:
            return outside[0]
    return None


def _told_at(event: Sighting) -> int:
    return event.evidence.start


def _occasion(spoken: Spoken, held: Sequence[Sighting]) -> Sighting | None:
    """The meeting on a day told in which the speaker has just been told to take part: there, these words fell."""
    first = spoken.said[0].start
    near = [
        event for event in within(held, first - _LONGEST - _REACH, first + 1, key=_told_at)
        if event.when and event.when.precision in (Precision.DAY, Precision.SET) and not event.in_title
        and first <= event.evidence.end + _REACH and spoken.speaker.key in event.actor_keys
    ]  # fmt: skip
    return _first_told(near) if near else None


def _first_told(events: Sequence[Sighting]) -> Sighting:
    """Of the meetings in the last sentence that tells any, the first: "reçue à Moscou, au lendemain d'une visite"."""
    last = events[-1]
    return next(event for event in events if event.sentence == last.sentence)


def _whereabouts(page: ArticlePage, spoken: Spoken, held: Sequence[Sighting]) -> DraftPlace | None:
    """Where the speaker, or the body the speaker leads, was last told to be."""
    first = spoken.said[0]
    entry = page.gazetteer.actor(spoken.speaker.id)
    body = entry.organisation.lower() if entry else ""
    near = [
        event for event in within(held, first.start - _LONGEST - _REACH, first.sentence.end + 1, key=_told_at)
        if event.place and (spoken.speaker.key in event.actor_keys
        or (body and body in (actor.name.lower() for actor in event.actors)))
    ]  # fmt: skip
    when = spoken.dated_by.when if spoken.dated_by else None
    same_day = [event for event in near if event.when == when] if when else []
    return _first_told(same_day or near).place if near else None


def _place(page: ArticlePage, spoken: Spoken) -> DraftPlace | None:
    """Where the attribution itself says the words fell: "a déclaré à Bruxelles"."""
    for said in spoken.said:
        high = max(said.end, said.speaker_end, said.when.span.end if said.when else 0) + _BESIDE
        for mention in page.mentions_in(said.start, min(high, said.sentence.end)):
            inside = any(span.start <= mention.start < span.end for span, _ in said.contents)
            if inside or page.is_quoted(mention.start) or mention.place is None:
                continue
            if _AT.search(page.folded, max(said.start, mention.start - 40), mention.start):
                return mention.place
    return next((place for said in spoken.said if (place := _opening(page, said))), None)


def _opening(page: ArticlePage, said: SpeechAct) -> DraftPlace | None:
    """ "À Bruxelles, Josep Borrell a appelé à …": the place that opens the sentence, else its paragraph."""
    paragraphs = page.structure.paragraphs
    index = bisect_right(paragraphs, said.sentence.start, key=lambda block: block.start) - 1
    for start in (said.sentence.start, paragraphs[index].start if index >= 0 else said.sentence.start):
        mention = next(iter(page.mentions_in(start, start + _OPENING + 1)), None)
        if mention and mention.place and _AT_HEAD.match(page.text, start, mention.start):
            return mention.place
    return None


def find_quotations(said: Sequence[SpeechAct]) -> Iterator[DraftQuotation]:
    for item in said:
        for span, mode in item.contents:
            yield DraftQuotation(
                span=span,
                speaker=item.speaker.name if item.speaker else None,
                speaker_id=item.speaker.id if item.speaker else None,
                mode=mode,
                cue=item.cue,
            )


def _is_same_day(spoken: Spoken, item: SpeechAct, found: Temporal | None) -> bool:
    """Words of one day; words without a day go with those before unless the story has found the speaker on another."""
    if mine := item.when.when if item.when else None:
        known = spoken.stated or spoken.found
        return not known or mine in known
    return not spoken.stated or found is None or not spoken.found or found.when in spoken.stated | spoken.found
