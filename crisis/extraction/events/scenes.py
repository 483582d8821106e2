"""What the rules for events look at: clauses cut out of sentences, and everything known inside one.

Names that stand together ("avec Paris, Berlin et Londres") are a group, and hang on one preposition.

A clause is a stretch of a sentence that tells one thing. No parser stands behind this: a clause begins at a word that
opens one, or at the "et" or the comma before a finite verb that has another before it in the sentence. Attributions
("a annoncé mardi une responsable") and direct quotations are kept apart, so that who tells is not taken for who acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crisis.extraction.lexicon import Section
from crisis.extraction.speech.cues import SpeechAct
from crisis.extraction.text.page import ArticlePage, Mention, PlacedVerb, within
from crisis.extraction.text.structure import Block
from crisis.extraction.values import DraftPlace, Temporal

_LEXICON = Section("events.scenes")

_OPENERS = _LEXICON.patterns(r";|:(?= )| [–—-](?= )|[()]|{clause_openers}")
_LINK = _LEXICON.pattern(r"(?:,|{clause_links})((?: {clause_clitics})*) ?$")
_BEFORE_SUBJECT = _LEXICON.pattern(r"(?:,|{subject_links})(?: {subject_articles})? ?$")
_RELATIVE = _LEXICON.pattern(r" ?{relatives}\b")
_WHERE = _LEXICON.pattern(r" ?{where}\b")
_REPORTED = _LEXICON.listed("reported_openings")
_MENTIONS_BACK = 12  # mentions back to which "les deux présidents" may reach
_LONG_QUOTE = 60  # code points from which somebody's own words are a clause of their own
_SHORTEST = 8  # code points; less tells nothing
_GROUPS = Section("names.groups")
_DETERMINER = r"(?:{elided_article}|{determiners} |{titles})?(?:{before_names} ?)*"
_PREPOSITION = _GROUPS.pattern(
    r"(?:(?<=[\s('«“\"–—-])|^)(?:(?P<prep>{prepositions})(?: |(?<='))" + _DETERMINER + r"|(?P<with>{accompanying})"
    r"(?: |(?<='))" + _DETERMINER + r"(?:(?!\w+{verb_endings}\b)[^\W\d_]+ )?" + _DETERMINER + r"(?:[^\W\d_]+ )?)$"
)
_COORDINATED = _GROUPS.pattern(r"(?:,|,? {conjunctions})(?: {repeated_prepositions})?(?: |(?<='))" + _DETERMINER)
_DASH = re.compile(r" ?[-–—/] ?")
_LOOK_BACK = 64  # code points; determiners and titles before a name are shorter
_AFTER_CUE = 20  # code points behind an attribution within which a date is still the day of speaking


def clause_starts(page: ArticlePage, sentence: Block) -> Iterator[int]:
    """Positions, in code points, at which a clause of a sentence begins; not in order."""
    for match in _OPENERS[page.language].finditer(page.folded, sentence.start, sentence.end):
        if match.start() > sentence.start + 3:
            yield match.start() + 1
    for earlier, later in pairwise(page.finite_in(sentence.start, sentence.end)):
        if page.is_quoted(later.start):
            continue
        before = page.folded[max(earlier.end, later.start - 40) : later.start]
        if link := _LINK.search(before):
            yield later.start - len(before) + link.start() + 1
            continue
        name = next((n for n in page.names_in(earlier.end, later.start) if later.start - n.end <= 12), None)
        if name and (link := _BEFORE_SUBJECT.search(page.folded, max(earlier.end, name.start - 14), name.start)):
            yield link.start() + 1


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Coordinated mentions; `preposition` is empty where they stand free."""

    members: tuple[Mention, ...]
    preposition: str
    dashed: bool  # "Biden-Poutine"

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end


def groups_in(page: ArticlePage, mentions: Sequence[Mention], floor: int) -> Iterator[NameGroup]:
    """The groups that some mentions form, in order; nothing before `floor` is looked at."""
    members: list[Mention] = []
    dashed = False
    for mention in mentions:
        if members:
            gap = page.folded[members[-1].end : mention.start]
            apposed = gap.strip(" ,") == "" and (mention.id is not None and mention.id == members[-1].id)
            if apposed:
                members[-1] = mention if mention.end > members[-1].end else members[-1]
                continue
            elsewhere = members[-1].place_name is not None and mention.place_name is None and gap.startswith(", ")
            if len(gap) <= _LOOK_BACK and not elsewhere and (_COORDINATED.fullmatch(gap) or _DASH.fullmatch(gap)):
                dashed = dashed or _DASH.fullmatch(gap) is not None
                members.append(mention)
                continue
            yield NameGroup(tuple(members), preposition(page, members[0].start, floor), dashed)
        members, dashed = [mention], False
    if members:
        yield NameGroup(tuple(members), preposition(page, members[0].start, floor), dashed)


def preposition(page: ArticlePage, start: int, floor: int) -> str:
    """The preposition right before a noun phrase, its determiner and titles passed over."""
    if page.text[max(0, start - 2) : start] == "A ":
        return "à"  # capitals go without their accent: "A Washington"
    match = _PREPOSITION.search(page.folded, max(floor, start - _LOOK_BACK), start)
    if match is None:
        return ""
    return (match["prep"] or match["with"]).split()[0].rstrip("'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One clause: `start` to `end` in code points, with what was found in it."""

    page: ArticlePage
    sentence: Block
    start: int
    end: int
    mentions: Sequence[Mention]
    verbs: Sequence[PlacedVerb]
    temporals: tuple[Temporal, ...]
    subject: tuple[Mention, ...]  # whom a pronoun, a "qui" or an infinitive at its head takes up
    opening: Temporal | None  # the date that opens the sentence and holds for all of it
    quoted: bool  # the clause is somebody's own words
    reported_by: SpeechAct | None  # the act of speech whose clause this is part of
    people_before: tuple[Mention, ...] = ()  # the last two people named before the sentence
    where: DraftPlace | None = None  # what an "où" at its head takes up

    @property
    def folded(self) -> str:
        return self.page.folded[self.start : self.end]

    def tells(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.folded) is not None

    def before(self, position: int, reach: int) -> str:
        """So much of the clause before a position, folded."""
        return self.page.folded[max(self.start, position - reach) : position]

    @property
    def in_title(self) -> bool:
        return self.page.is_title(self.sentence)

    @property
    def groups(self) -> tuple[NameGroup, ...]:
        return tuple(groups_in(self.page, self.mentions, self.start))

    def date_near(self, distance: Callable[[Temporal], float], *, opening: bool = True) -> Temporal | None:
        """The dated expression that is the nearest, else the one that opens the sentence."""
        known = [time for time in self.temporals if time.when]
        given = self.opening if opening and self.opening and self.opening.when else None
        return min(known, key=distance, default=given)

    def cropped(self, start: int, end: int) -> Scene:
        """The part of the clause between two positions."""
        return replace(
            self,
            start=start,
            end=end,
            mentions=within(self.mentions, start, end),
            verbs=self.page.verbs_in(start, end),
            temporals=tuple(temporal for temporal in self.temporals if start <= temporal.span.start < end),
        )


def cut(page: ArticlePage, said: Sequence[SpeechAct]) -> Iterator[Scene]:
    """Every clause of title and body, in order."""
    topic: tuple[Mention, ...] = ()  # whom the sentence before was about
    for sentence in page.sentences:
        own = within(said, sentence.start, sentence.end, key=lambda item: item.sentence.start)
        contents = [
            span.start for item in own if not item.inserted for span, _ in item.contents
            if page.folded[max(0, span.start - 5) : span.start].endswith(_REPORTED)
        ]  # fmt: skip
        apart = [(item.opens, max(item.end, item.speaker_end), item) for item in own if item.inserted and item.cue]
        subject = topic
        people = _last_two(page, sentence.start)
        first_subject: tuple[Mention, ...] = ()
        for start, end, quoted, speaker in _pieces(page, sentence, apart, contents):
            before = page.mention_before(start)
            follows = before if before and not page.folded[before.end : start].strip(" ,") else None
            antecedent = (follows,) if follows and _RELATIVE.match(page.folded, start) else ()
            scene = Scene(
                page=page, sentence=sentence, start=start, end=end, mentions=page.mentions_in(start, end),
                verbs=page.verbs_in(start, end),
                temporals=tuple(
                    t for t in page.temporals_in(start, end)
                    if not any(a <= t.span.start < b + _AFTER_CUE and t is s.when for a, b, s in apart)
                ),
                subject=speaker or antecedent or subject, quoted=quoted,
                opening=next(iter(page.temporals_in(sentence.start, sentence.start + 4)), None),
                reported_by=_reported_by(own, start), people_before=people,
                where=follows.place if follows and _WHERE.match(page.folded, start) else None,
            )  # fmt: skip
            yield scene
            if found := subject_of(scene):
                subject = found
                first_subject = first_subject or found
        named = any(mention.kind == "person" for mention in page.mentions_in(sentence.start, sentence.end))
        topic = () if page.is_title(sentence) else first_subject or (() if named else topic)


def _last_two(page: ArticlePage, position: int) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for mention in reversed(page.mentions_in(0, position)[-_MENTIONS_BACK:]):
        if mention.kind == "person" and mention.id:
            found.setdefault(mention.id, mention)
        if len(found) == 2:
            return tuple(reversed(found.values()))
    return ()


def _reported_by(said: Sequence[SpeechAct], start: int) -> SpeechAct | None:
    told = ((item, span) for item in said if not item.inserted for span, _ in item.contents)
    return next((item for item, span in told if span.start <= start + 2 and start < span.end), None)


def subject_of(scene: Scene, before: int | None = None) -> tuple[Mention, ...]:
    """Those who stand free before the first finite verb of a clause, or before the last one up to a position."""
    if scene.quoted:
        return ()
    finite = [placed for placed in scene.verbs if placed.verb.finite]
    earlier = [placed for placed in finite if before is not None and placed.start < before]
    verb = earlier[-1] if earlier else next(iter(finite), None)
    if verb is None:
        return ()
    free = [
        group
        for group in scene.groups
        if group.end <= verb.start and not group.preposition and not scene.page.is_quoted(group.start)
    ]
    acting = [group for group in free if any(member.kind != "place" for member in group.members)]
    return acting[-1].members if acting else ()


def _pieces(
    page: ArticlePage, sentence: Block, apart: Sequence[tuple[int, int, SpeechAct]], contents: Sequence[int]
) -> Iterator[tuple[int, int, bool, tuple[Mention, ...]]]:
    """Clauses between the attributions; what follows an attribution has its speaker for subject."""
    cuts = {sentence.start, sentence.end}
    cuts.update(at for at in contents if sentence.start < at < sentence.end and not page.is_quoted(at))
    cuts.update(at for at in clause_starts(page, sentence) if not page.is_quoted(at))
    speakers: dict[int, tuple[Mention, ...]] = {}
    dropped: set[tuple[int, int]] = set()
    for begin, finish, item in sorted(apart, key=lambda part: part[0]):
        cuts = {at for at in cuts if not begin < at < finish}
        cuts.update((max(begin, sentence.start), min(finish, sentence.end)))
        dropped.add((begin, finish))
        if item.subject:
            speakers[finish] = (item.subject,)
    long_quotes = [
        quote for quote in page.quoted_in(sentence.start, sentence.end) if quote.end - quote.start > _LONG_QUOTE
    ]
    for start, end in pairwise(sorted(cuts)):
        if any(begin <= start and end <= finish for begin, finish in dropped):
            continue
        position = start
        for quote in long_quotes:
            if start <= quote.start and quote.end <= end:
                if quote.outer_start - position > _SHORTEST:
                    yield position, quote.outer_start, False, speakers.get(start, ())
                yield quote.start, quote.end, True, ()
                position = quote.outer_end
        if end - position > _SHORTEST:
            yield position, end, False, speakers.get(start, ())
