"""The day on which the story finds somebody: told once in a sentence, it holds for what follows about them.

"Sergueï Lavrov a reçu mardi son homologue. […] « Nous verrons », a-t-il dit." Only a day told with nobody else's
beside it counts, lately past, outside quotation marks; two paragraphs later it no longer holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from crisis.extraction.mentions import Mention
from crisis.extraction.page import Page
from crisis.extraction.structure import Block
from crisis.extraction.told import Told
from crisis.extraction.values import Kind, Precision, Status, Temporal

_LATELY = 7  # days before publication
_PARAGRAPHS = 2  # after the one that told the day


@dataclass(frozen=True, slots=True)
class _Told:
    start: int
    paragraph: int
    temporal: Temporal
    people: frozenset[str]


class Occasions:
    """Which day was told last of whom. One per reading."""

    def __init__(self, page: Page, mentions: Sequence[Mention], temporals: Sequence[Temporal]) -> None:
        self._page = page
        starts = [mention.start for mention in mentions]
        dates = [temporal.span.start for temporal in temporals]
        self._told: list[_Told] = []
        for sentence in page.body:
            inside = temporals[bisect_left(dates, sentence.start) : bisect_left(dates, sentence.end)]
            day = self._only_day([temporal for temporal in inside if not page.is_quoted(temporal.span.start)])
            near = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            people = frozenset(
                mention.id or mention.name
                for mention in near
                if mention.kind == "person" and not page.is_quoted(mention.start)
            )
            if day and people:
                self._told.append(_Told(sentence.start, self._paragraph(sentence), day, people))

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

    def filled_in(self, told: Told) -> Told:
        """A meeting that has taken place and is not dated itself: on the day told of those who met."""
        held = told.fullest.kind is Kind.MEETING and told.status is Status.OCCURRED
        if held and len(told.actors) >= 2:
            keys = [actor.id or actor.name for actor in told.actors]
            sentence = self._page.sentence_at(told.fullest.evidence.start)
            told.occasion = self.day_of(keys, sentence) if sentence else None
        return told

    def _only_day(self, temporals: Sequence[Temporal]) -> Temporal | None:
        days = [temporal for temporal in temporals if temporal.when and temporal.when.last]
        if len({temporal.when for temporal in days}) != 1 or (published := self._page.published) is None:
            return None
        when = days[0].when
        assert when is not None and when.last is not None  # noqa: S101, PT018 - asked above
        if when.precision not in (Precision.DAY, Precision.SET) or when.last > published.last:
            return None
        return (
            days[0] if (published.last - when.last).days <= _LATELY + (published.last - published.first).days else None
        )

    def _paragraph(self, sentence: Block) -> int:
        return bisect_right(self._page.structure.paragraphs, sentence.start, key=lambda block: block.start)
