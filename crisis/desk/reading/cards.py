"""What the reading desk shows: the article's text with its passages marked, and a card for each event it supports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch
from django.http import QueryDict

from crisis.articles.dates import edtf_in_words
from crisis.articles.models import Article
from crisis.articles.past import NOTHING, ColumnChange
from crisis.events.duplicates.likeness import Counterpart
from crisis.events.kinds import KINDS
from crisis.events.models import Actor, ErrorReport, Event, Evidence, Place
from crisis.events.past.decisions import Decision, undoable_among
from crisis.events.vocabulary import Review, Role, name_language
from crisis.ingest.models import Proposal
from crisis.ingest.reading.drafting import of_event
from crisis.ingest.reading.proposals import about, pending, proposals_of
from crisis.public.event.public_event import PublicEvent

from .forms import own_field

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """Code points `start` to `end`, half-open, on which the draft of that number rests."""

    start: int
    end: int
    number: int
    kind: str
    pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A run of text that the same passages cover; `opens` are those that begin here."""

    start: int
    text: str
    passages: tuple[MarkedPassage, ...]
    opens: tuple[MarkedPassage, ...]


class SubjectNames:
    """What actors and places are called, by their slugs; asked once, and only where something is offered."""

    @cached_property
    def actors(self) -> dict[str, str]:
        return {actor.slug: actor.name for actor in Actor.objects.all()}

    @cached_property
    def places(self) -> dict[str, str]:
        return {place.slug: place.name for place in Place.objects.all()}


class Card:
    """What is shown of an event. Asks for nothing but what may be offered of it."""

    form: Any = None
    sent: QueryDict | None = None
    """What was answered to its differences, where that was refused."""
    counterparts: list[Counterpart] | None = None
    """Events it may be the same as; `None` where nobody has asked yet."""

    def __init__(self, event: Event, article: Article, proposal: Proposal | None, names: SubjectNames) -> None:
        self.event = event
        self.number = 0
        """Among the cards of its article, from 1."""
        here = [item.excerpt for item in event.evidence.all() if item.excerpt]
        self.excerpts = [excerpt for excerpt in here if excerpt.article_id == article.pk]
        """Its passages in this article, the fullest first."""
        self.spans = sorted({(excerpt.start, excerpt.end) for excerpt in self.excerpts})
        self.is_no_longer_read = proposal is not None and proposal.latest is None
        other = about(proposal).get("when_other") if proposal else ""
        self.other_date = other if other and other != event.when else ""
        """The reading of the date that was not chosen (EDTF); empty where there is none."""
        if proposal:
            proposal.event = event  # with all that was fetched of it
        self.differences = differences_of(proposal, names) if proposal else []
        self.reports: list[ErrorReport] = []
        self.undo: Decision | None = None
        """The last decision, where it can be taken back."""

    @property
    def passages(self) -> list[MarkedPassage]:
        event = self.event
        return [MarkedPassage(start, end, self.number, event.kind, event.pk) for start, end in self.spans]

    @property
    def words(self) -> list[tuple[int, str]]:
        """Where each passage starts, and its words on one line."""
        return [(excerpt.start, " ".join(excerpt.words.split())) for excerpt in self.excerpts]

    @property
    def roles(self) -> list[tuple[str, str]]:
        by_role = PublicEvent(self.event).actors_by_role
        return [(role, ", ".join(str(actor.name) for actor in actors)) for role, actors in by_role]

    @property
    def date(self) -> str:
        return edtf_in_words(self.event.when)

    @property
    def why(self) -> str:
        return self.event.why_fr if name_language() == "fr" else self.event.why_en

    @property
    def ticked(self) -> list[str]:
        """The differences that are ticked: all, or those that were."""
        names = [difference.name for difference in self.differences]
        return names if self.sent is None else [name for name in names if name in self.sent.getlist("name")]

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.event.review == Review.DRAFT


def cards_of(article: Article) -> list[Card]:
    """A card for each event with a passage in the article, in the order of the passages.

    The number of questions depends on neither the events nor what is offered of them.
    """
    found = _events_of(article)
    proposals = {proposal.event_id: proposal for proposal in proposals_of(article)}
    names, undoable = SubjectNames(), undoable_among(found)
    by_event = {event.pk: Card(event, article, proposals.get(event.pk), names) for event in found}
    for report in ErrorReport.objects.open().filter(event__in=found).newest_first():
        by_event[report.event_id].reports.append(report)
    cards = sorted(by_event.values(), key=lambda card: (card.spans[0], card.event.pk))
    for number, card in enumerate(cards, start=1):
        card.number, card.undo = number, undoable.get(card.event.pk)
    return cards


def _events_of(article: Article) -> list[Event]:
    """With all that a card says of them; the article's text is held once, whatever the number of passages."""
    evidence = Evidence.objects.select_related(None).select_related("excerpt")
    found = Event.objects.filter(pk__in=Evidence.objects.filter(excerpt__article=article).values("event"))
    events = list(
        found.select_related("place", "merged_into", *KINDS.rows).prefetch_related(
            "participations", Prefetch("evidence", evidence), *KINDS.relations
        )
    )
    for event in events:
        for item in event.evidence.all():
            if item.excerpt and item.excerpt.article_id == article.pk:
                item.excerpt.article = article
    return events


def differences_of(proposal: Proposal, names: SubjectNames) -> list[ColumnChange]:
    """What the article is now read to say otherwise, offered to the editor; both sides in words."""
    offered = pending(proposal)
    if not offered or proposal.latest is None:
        return []
    now, latest = of_event(proposal.event, proposal.article), proposal.latest
    return [
        ColumnChange(
            name=name,
            label=_label(name),
            before=_readable(name, now[name], proposal.article, names),
            after=_readable(name, latest[name], proposal.article, names),
        )
        for name in offered
    ]


def _label(name: str) -> str:
    """A fact's name, of one that a reading calls otherwise, or a column's of a fact that it has in two."""
    name = {"support": "evidence", "quotes": "quotations"}.get(name, name)
    if name in KINDS.facts:
        return str(KINDS.facts[name].label)
    return str(own_field(name).verbose_name)


def _readable(name: str, value: Any, article: Article, names: SubjectNames) -> str:
    if value in ("", None, []):
        return NOTHING
    match name:
        case "when":
            edtf, words = value
            said = f" («\u00a0{words}\u00a0»)" if words else ""
            return f"{edtf_in_words(edtf)}{said}"
        case "place":
            return names.places.get(value, str(value))
        case _ if name in KINDS.facts and KINDS.facts[name].is_place:  # of the kind's own, or in the source's words
            slug, words = value
            return names.places.get(slug, slug) if slug else words or NOTHING
        case "parts":
            return "; ".join(
                f"{Role(role).label}: {names.actors.get(slug, slug) or words}" for role, slug, words in value
            )
        case "support" | "quotes":
            return " […] ".join(" ".join(article.text[start:end].split()) for start, end in value)
        case _:
            return KINDS.facts[name].words(value) if name in KINDS.facts else str(value)


def lines_of(text: str, passages: Sequence[MarkedPassage]) -> list[list[TextPiece]]:
    """The text's lines that are not blank, each cut into pieces; together they hold every character but the line ends,
    which a browser would count otherwise."""
    lines = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        here = [passage for passage in passages if passage.start < end and start < passage.end]
        cuts = {start, end, *(at for passage in here for at in (passage.start, passage.end) if start < at < end)}
        if match[0].strip():
            lines.append([_piece(text, left, right, here) for left, right in pairwise(sorted(cuts))])
    return lines


def _piece(text: str, start: int, end: int, passages: Sequence[MarkedPassage]) -> TextPiece:
    covering = tuple(passage for passage in passages if passage.start <= start and end <= passage.end)
    opens = tuple(passage for passage in covering if passage.start == start)
    return TextPiece(start=start, text=text[start:end], passages=covering, opens=opens)
