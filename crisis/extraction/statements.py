"""Statements: one a speaker and day of speaking, with everything that speaker is quoted as saying."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crisis.extraction import edtf
from crisis.extraction.attribution import Said
from crisis.extraction.folding import bare
from crisis.extraction.mentions import Mention
from crisis.extraction.page import Page
from crisis.extraction.sightings import Sighting, as_place
from crisis.extraction.triggers import triggers
from crisis.extraction.values import (
    DraftPlace,
    Kind,
    MeetingFormat,
    Mode,
    Precision,
    Quotation,
    Span,
    Speaker,
    Status,
    Temporal,
    When,
)

_AT = re.compile(r"\b(?:à|en|au|aux|in|at)(?: la conférence de)? $")
_REACH = 900  # code points after a meeting is told within which a participant's words belong to it
_BESIDE = 50  # code points behind an attribution in which its place may stand


@dataclass(slots=True)
class Spoken:
    """What one speaker said on one occasion; grows while the article is read."""

    speaker: Speaker
    said: list[Said] = field(default_factory=list)
    announced: Temporal | None = None  # the day of a bare announcement by the same speaker
    occasion: Sighting | None = None  # the meeting on which these words fell
    place: DraftPlace | None = None

    @property
    def quotes(self) -> tuple[Span, ...]:
        """Direct before indirect, the longest first."""
        contents = dict.fromkeys(content for said in self.said for content in said.contents)
        ordered = sorted(contents, key=lambda item: (item[1] is not Mode.DIRECT, item[0].start - item[0].end))
        return tuple(span for span, _ in ordered)

    @property
    def mode(self) -> Mode:
        modes = {mode for said in self.said for _, mode in said.contents}
        return Mode.DIRECT if Mode.DIRECT in modes else Mode.INDIRECT

    def trigger(self, page: Page) -> Span | None:
        """The first cue, "a déclaré"."""
        cue = next((said for said in self.said if said.cue), None)
        return page.span(cue.start, cue.end) if cue else None

    @property
    def dated_by(self) -> Temporal | None:
        return next((said.when for said in self.said if said.when and said.when.when), self.announced)

    def when(self, page: Page) -> When | None:
        """The day of speaking; by publication where none is told, since nobody is quoted from the future."""
        stated = self.dated_by.when if self.dated_by else None
        published = page.published
        if stated is None and self.occasion:
            stated = self.occasion.when
        if published and (stated is None or (stated.first and stated.first > published.last)):
            return edtf.until(published.last)
        return stated

    def evidence(self, page: Page) -> tuple[Span, ...]:
        spans = dict.fromkeys(page.span(said.sentence.start, said.sentence.end) for said in self.said)
        longest = self.quotes[0]
        ordered = sorted(spans, key=lambda span: (not span.touches(longest), span.start))
        return tuple(ordered)


def find_statements(
    page: Page, said: Sequence[Said], events: Sequence[Sighting], mentions: Sequence[Mention] = ()
) -> list[Spoken]:
    """Merges acts of speech by speaker and day; a bare announcement of a meeting is the meeting's."""
    occasions: dict[str, list[Spoken]] = {}
    order: list[Spoken] = []
    announced: dict[str, Temporal] = {}
    for item in said:
        if item.speaker is None:
            continue
        key = item.speaker.id or bare(item.speaker.name)
        if is_bare_announcement(page, item, events):
            if item.when:
                announced.setdefault(key, item.when)
            continue
        own = occasions.setdefault(key, [])
        home = next((spoken for spoken in reversed(own) if _is_same_day(spoken, item)), None)
        if home is None:
            home = Spoken(speaker=item.speaker, announced=announced.get(key))
            own.append(home)
            order.append(home)
        home.said.append(item)
    for spoken in order:
        spoken.occasion = _occasion(page, spoken, events)
        spoken.place = _place(page, spoken, mentions) or (spoken.occasion.place if spoken.occasion else None)
    return order


def _occasion(page: Page, spoken: Spoken, events: Sequence[Sighting]) -> Sighting | None:
    """The meeting that the speaker has just been told to take part in: there, that day, these words fell."""
    first = spoken.said[0]
    near = [
        event
        for event in events
        if event.kind is Kind.MEETING and event.status is Status.OCCURRED and not event.in_title
        and event.when is not None and event.when.precision is Precision.DAY
        and (spoken.speaker.id or spoken.speaker.name) in event.actor_keys
        and event.format is not MeetingFormat.VISIT
        and event.evidence.start <= first.start <= event.evidence.end + _REACH
    ]  # fmt: skip
    return max(near, key=lambda event: event.evidence.start, default=None)


def _place(page: Page, spoken: Spoken, mentions: Sequence[Mention]) -> DraftPlace | None:
    """Where the attribution itself says the words fell: "a déclaré à Bruxelles"."""
    starts = [mention.start for mention in mentions]
    for said in spoken.said:
        low, high = said.start, max(said.end, said.speaker_end, said.when.span.end if said.when else 0) + _BESIDE
        for mention in mentions[bisect_left(starts, low) : bisect_left(starts, min(high, said.sentence.end))]:
            inside = any(span.start <= mention.start < span.end for span, _ in said.contents)
            if inside or page.is_quoted(mention.start) or (place := as_place(mention)) is None:
                continue
            if _AT.search(page.folded, max(said.start, mention.start - 40), mention.start):
                return place
    return None


def find_quotations(page: Page, said: Sequence[Said], events: Sequence[Sighting]) -> Iterator[Quotation]:
    """Everything said; a bare announcement of a meeting or a movement quotes nobody."""
    for item in said:
        if is_bare_announcement(page, item, events):
            continue
        for span, mode in item.contents:
            yield Quotation(
                span=span,
                speaker=item.speaker.name if item.speaker else None,
                speaker_id=item.speaker.id if item.speaker else None,
                mode=mode,
                cue=item.cue,
            )


def _is_same_day(spoken: Spoken, item: Said) -> bool:
    stated = {said.when.when for said in spoken.said if said.when and said.when.when}
    mine = item.when.when if item.when else None
    return mine is None or not stated or mine in stated


def is_bare_announcement(page: Page, item: Said, events: Sequence[Sighting]) -> bool:
    if any(mode is Mode.DIRECT for _, mode in item.contents):
        return False
    if item.lemma not in triggers(page.language).bare_announcements or not item.inserted:
        return False
    return any(
        event.evidence.start < item.sentence.end and item.sentence.start < event.evidence.end for event in events
    )
