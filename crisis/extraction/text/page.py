"""One article laid out for the rules: its tokens, sentences, verbs, quotation marks and names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from crisis.edtf.folding import fold_letters
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer, KnownName
from crisis.extraction.publication import Published
from crisis.extraction.text.pipeline import Parse, parse
from crisis.extraction.text.structure import Block, QuotedSpan, Structure, find_quoted, read_structure
from crisis.extraction.text.tokens import name_finder
from crisis.extraction.text.verbs import Tense, Verb, verbs
from crisis.extraction.values import Span

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


@dataclass(frozen=True, slots=True)
class NameHit:
    start: int
    end: int
    meanings: tuple[KnownName, ...]


@dataclass(frozen=True, slots=True)
class PlacedVerb:
    """A verb group with its place in the text, in code points."""

    start: int
    end: int
    head: int  # where the word with the meaning begins
    verb: Verb


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
    parse: Parse  # by an installed pipeline, empty where none is used
    _verb_starts: tuple[int, ...] = field(repr=False)
    _quote_starts: tuple[int, ...] = field(repr=False)
    _name_starts: tuple[int, ...] = field(repr=False)

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

    def verbs_in(self, start: int, end: int) -> tuple[PlacedVerb, ...]:
        return self.verbs[bisect_left(self._verb_starts, start) : bisect_left(self._verb_starts, end)]

    def names_in(self, start: int, end: int) -> tuple[NameHit, ...]:
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def quoted_in(self, start: int, end: int) -> tuple[QuotedSpan, ...]:
        return self.quoted[bisect_left(self._quote_starts, start) : bisect_left(self._quote_starts, end)]

    def quoted_ending_in(self, start: int, end: int) -> tuple[QuotedSpan, ...]:
        """As `quoted_in`, for quotations that may have begun in an earlier paragraph."""
        first = bisect_left(self.quoted, start, key=lambda quote: quote.outer_end - 1)
        return self.quoted[first : bisect_left(self.quoted, end, key=lambda quote: quote.outer_end - 1)]

    def is_quoted(self, position: int) -> bool:
        index = bisect_right(self._quote_starts, position) - 1
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
        starts = [sentence.start for sentence in self.sentences] if len(self.sentences) < 64 else None
        if starts is None:
            index = bisect_right(self.sentences, position, key=lambda block: block.start) - 1
        else:
            index = bisect_right(starts, position) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]


def lay_out(
    text: str, *, language: str, published: Published | None, gazetteer: Gazetteer, model: str | None = None
) -> ArticlePage:
    structure = read_structure(text)
    doc = name_finder(gazetteer).read(text)
    folded = fold_letters(text)
    starts, ends, words = [], [], []
    for token in doc:
        if not token.is_space:
            starts.append(token.idx)
            ends.append(token.idx + len(token))
            words.append(folded[token.idx : token.idx + len(token)])
    placed = tuple(
        PlacedVerb(starts[verb.first], ends[verb.last], starts[verb.head], verb) for verb in verbs(words, language)
    )
    finder = name_finder(gazetteer)
    names = tuple(NameHit(span.start_char, span.end_char, finder.names[span.label_]) for span in doc.spans["names"])
    title = (structure.title,) if structure.title else ()
    quoted = tuple(_quoted(text, structure))
    return ArticlePage(
        text=text,
        folded=folded,
        language=language,
        published=published,
        gazetteer=gazetteer,
        structure=structure,
        sentences=title + structure.sentences(text),
        verbs=placed,
        names=names,
        quoted=quoted,
        parse=parse(text, model),
        _verb_starts=tuple(verb.start for verb in placed),
        _quote_starts=tuple(quote.outer_start for quote in quoted),
        _name_starts=tuple(name.start for name in names),
    )


def _quoted(text: str, structure: Structure) -> Iterator[QuotedSpan]:
    if structure.title:
        yield from find_quoted(text, (structure.title,))
    yield from find_quoted(text, structure.paragraphs)
