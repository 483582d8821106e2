"""One article laid out for the rules: its sentences, verbs, quotation marks and names; then dates, and who is meant.

`text/parsing.py` lays it out, `dates` and `names` fill in what they find, and whatever stands above reads it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer, KnownName, NameKind
from crisis.extraction.text.structure import Block, QuotedSpan, Structure
from crisis.extraction.text.verbs import Tense, Verb
from crisis.extraction.values import DraftActor, DraftPlace, DraftRole, Published, Span, Temporal

_LEXICON = Section("text.page")

_APPOINTED = _LEXICON.pattern(r"\b{appointed}(?: {appointed_for})?(?: {appointed_on})? $")
_AHEAD_OF = _LEXICON.pattern(r"\b{ahead_of} [^,;.]*$")
_WAS = _LEXICON.pattern(r"\b{was} $")
_JUST_DONE = _LEXICON.pattern(r"\b{just_done} $")
_BEING = _LEXICON.pattern(r"\b{being} (?:\w+ )?$")
_HAS_BECOME = _LEXICON.pattern(r"\b{has_become} $")
_OPENING_PARTICIPLE = _LEXICON.pattern(r"\W*(?!{not_participles}){opening_participles}\b(?! :)")
_HAS_JUST = _LEXICON.pattern(r"\b{has_just}[^,;.:]{2,60}$")
_HEARSAY = _LEXICON.pattern(r"{hearsay}")
_FROM_THEN = _LEXICON.pattern(r"\b{from_then}$")
_SAYING = _LEXICON.words("saying")
_MODALS = _LEXICON.words("modals")
Thing = TypeVar("Thing")


def within(
    things: Sequence[Thing], start: int, end: int, *, key: Callable[[Thing], int] = attrgetter("start")
) -> Sequence[Thing]:
    """Those that begin between two positions, of things in the order of the text."""
    return things[bisect_left(things, start, key=key) : bisect_left(things, end, key=key)]


@dataclass(frozen=True, slots=True)
class NameHit:
    start: int
    end: int
    meanings: tuple[KnownName, ...]

    def ids(self, kind: NameKind) -> list[str]:
        """What it may mean, of one kind."""
        return [name.id for name in self.meanings if name.kind is kind]


@dataclass(frozen=True, slots=True)
class PlacedVerb:
    """A verb group with its place in the text, in code points."""

    start: int
    end: int
    head: int  # where the word with the meaning begins
    verb: Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Who is spoken of, or which place."""

    start: int
    end: int
    name: str
    id: str | None = None
    kind: str = "description"  # person, state, organisation, force, place, description
    head: str = ""  # of a description, folded and without accents
    gender: str = ""  # "f", "m", or unknown
    definite: bool = False
    anaphoric: bool = False  # points back: "la responsable", "cette source"
    plural: bool = False
    country: str = ""
    place_id: str | None = None  # the place of the same name: "Kiev"
    place_name: str | None = None

    @property
    def key(self) -> str:
        return self.id or self.name

    def acting(self, role: DraftRole) -> DraftActor:
        return DraftActor(name=self.name, id=self.id, role=role)

    @property
    def place(self) -> DraftPlace | None:
        """What it is as a place, if it is one."""
        named = self.place_name is not None or self.place_id is not None
        return DraftPlace(name=self.place_name or self.name, id=self.place_id) if named else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    text: str
    folded: str
    language: str
    published: Published | None
    gazetteer: Gazetteer
    structure: Structure
    sentences: tuple[Block, ...]  # the title first, where there is one
    verbs: tuple[PlacedVerb, ...]
    names: tuple[NameHit, ...]
    quoted: tuple[QuotedSpan, ...]
    entities: tuple[Mention, ...] = ()  # by an installed pipeline; none where none is used
    subjects: tuple[tuple[int, int], ...] = ()  # by the same: where a verb stands, and where its subject
    temporals: tuple[Temporal, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def day(self) -> date:
        """The day by which offices are looked up."""
        return self.published.last if self.published else date.max

    @property
    def body(self) -> tuple[Block, ...]:
        return self.sentences[1:] if self.structure.title else self.sentences

    def is_title(self, block: Block) -> bool:
        return block == self.structure.title

    def span(self, start: int, end: int) -> Span:
        """A passage without blanks or commas at its edges."""
        while start < end and (self.text[start].isspace() or self.text[start] in ",;:"):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",;:"):
            end -= 1
        return Span.of(self.text, start, end)

    def verbs_in(self, start: int, end: int) -> Sequence[PlacedVerb]:
        return within(self.verbs, start, end)

    def finite_in(self, start: int, end: int) -> list[PlacedVerb]:
        return [placed for placed in self.verbs_in(start, end) if placed.verb.finite]

    def names_in(self, start: int, end: int) -> Sequence[NameHit]:
        return within(self.names, start, end)

    def temporals_in(self, start: int, end: int) -> Sequence[Temporal]:
        return within(self.temporals, start, end, key=lambda temporal: temporal.span.start)

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        return within(self.mentions, start, end)

    def mention_before(self, position: int) -> Mention | None:
        index = bisect_left(self.mentions, position, key=lambda mention: mention.start) - 1
        return self.mentions[index] if index >= 0 else None

    def quoted_in(self, start: int, end: int) -> Sequence[QuotedSpan]:
        return within(self.quoted, start, end, key=lambda quote: quote.outer_start)

    def quoted_ending_in(self, start: int, end: int) -> Sequence[QuotedSpan]:
        """As `quoted_in`, for quotations that may have begun in an earlier paragraph."""
        return within(self.quoted, start, end, key=lambda quote: quote.outer_end - 1)

    def is_quoted(self, position: int) -> bool:
        index = bisect_right(self.quoted, position, key=lambda quote: quote.outer_start) - 1
        return index >= 0 and position < self.quoted[index].outer_end

    def tense_at(self, position: int) -> Tense | None:
        """The tense that governs a position: of the nearest finite verb in its own part of the sentence."""
        sentence = self.sentence_at(position)
        if sentence is None:
            return None
        if appointed := _APPOINTED.search(self.folded, max(sentence.start, position - 28), position):
            # "le sommet prévu jeudi": whatever became of it; "qui avait été prévu lundi": near, on either side
            past = _WAS.search(self.folded, max(sentence.start, appointed.start() - 16), appointed.start())
            return None if past else Tense.FUTURE_IN_PAST
        if _AHEAD_OF.search(self.folded, max(sentence.start, position - 50), position):
            return Tense.FUTURE
        if self._is_done(sentence, position):
            return Tense.PAST
        inside = self.is_quoted(position)
        near = [
            placed
            for placed in self.verbs_in(sentence.start, sentence.end)
            if (placed.verb.finite or placed.verb.governor in _MODALS)
            and self.is_quoted(placed.start) == inside
            and placed.start != position  # "In May": a month, not the verb
        ]
        if not near:
            every = self.verbs_in(sentence.start, sentence.end)
            return every[0].verb.tense if every else None
        start, end = self._part(sentence, position)
        own = [placed for placed in near if start <= placed.start < end]
        before = [placed for placed in near if placed.start < position]
        if self._follows_participle(position):
            return Tense.PAST  # "un accord signé lundi"
        if not own and start <= sentence.start + 1 and _OPENING_PARTICIPLE.match(self.folded, sentence.start, end):
            return Tense.PAST  # "Présenté au juge vendredi, il sera …"
        behind = [placed for placed in own if placed.start < position]
        choice = behind[-1] if behind else (own[0] if own else before[-1] if before else near[0])
        return self._tense_told(choice, position)

    def _tense_told(self, placed: PlacedVerb, position: int) -> Tense:
        tense = placed.verb.tense
        if tense is Tense.CONDITIONAL and _HEARSAY.search(self.folded, placed.start, placed.end):
            return Tense.PAST  # "aurait rencontré": hearsay of what is over
        if tense is Tense.PRESENT and placed.verb.lemma in _SAYING and placed.end >= position - 2:
            return Tense.PAST
        if tense is Tense.PRESENT and _FROM_THEN.search(self.folded, max(0, position - 20), position):
            return Tense.FUTURE
        return tense

    def _is_done(self, sentence: Block, position: int) -> bool:
        """A participle right before the date, or "vient de", tells the time whatever verb governs the clause."""
        if _HAS_JUST.search(self.folded, max(sentence.start, position - 70), position):
            return True
        done = _JUST_DONE.search(self.folded, max(sentence.start, position - 40), position)
        if done and _HAS_BECOME.search(self.folded, max(sentence.start, done.start() - 16), position):
            return True
        return done is not None and not _BEING.search(self.folded, max(sentence.start, done.start() - 24), done.start())

    def _follows_participle(self, position: int) -> bool:
        before = self.verbs_in(max(0, position - 24), position)
        if not before or before[-1].verb.finite or not before[-1].verb.passive:
            return False
        gap = self.folded[before[-1].end : position].strip()
        return gap in ("", "le", "dès", "on") and before[-1].verb.tense is Tense.PAST

    def _part(self, sentence: Block, position: int) -> tuple[int, int]:
        """The stretch between two commas; cutting finer would need a parser."""
        left = max(self.text.rfind(mark, sentence.start, position) for mark in ",;:—–")
        right = [self.text.find(mark, position, sentence.end) for mark in ",;:—–"]
        return max(left + 1, sentence.start), min((at for at in right if at >= 0), default=sentence.end)

    def sentence_at(self, position: int) -> Block | None:
        index = bisect_right(self.sentences, position, key=lambda block: block.start) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]
