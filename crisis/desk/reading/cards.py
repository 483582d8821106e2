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
from django.utils.translation import get_language

from crisis.articles.dates import edtf_in_words
from crisis.articles.models import Article
from crisis.events.duplicates.likeness import Counterpart
from crisis.events.kinds import KINDS
from crisis.events.kinds.facts import PlaceFact
from crisis.events.models import Actor, ErrorReport, Event, Evidence, Place
from crisis.events.past.decisions import Decision, undoable_among
from crisis.events.vocabulary import Review, Role
from crisis.ingest.models import Proposal
from crisis.ingest.reading.drafting import of_event
from crisis.ingest.reading.proposals import about, pending, proposals_of

from ..pages import change_address
from .forms import own_field

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text that is not blank. Line ends stay out, for a browser would count them otherwise."""

    pieces: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedChange:
    """One thing the article is now read to say otherwise; both sides in the editor's language."""

    name: str
    label: str
    now: str
    read: str


@dataclass(slots=True, kw_only=True)
class Card:
    number: int
    event: Event
    passages: tuple[MarkedPassage, ...]
    words: list[tuple[int, str]]
    """The passages in this article, the fullest first: where each starts, and its words on one line."""
    roles: list[tuple[str, str]]
    date: str
    why: str
    other_date: str
    """The reading of the date that was not chosen (EDTF); empty where there is none."""
    undo: Decision | None
    """The last decision, where it can be taken back."""
    is_no_longer_read: bool
    differences: list[OfferedChange]
    reports: list[ErrorReport]
    address: str
    form: Any = None
    sent: QueryDict | None = None
    """What was answered to its differences, where that was refused."""
    counterparts: list[Counterpart] | None = None
    """Events it may be the same as; `None` where nobody has asked yet."""

    @property
    def ticked(self) -> list[str]:
        """The differences that are ticked: all, or those that were."""
        names = [difference.name for difference in self.differences]
        return names if self.sent is None else [name for name in names if name in self.sent.getlist("name")]

    @property
    def other_in_words(self) -> str:
        return edtf_in_words(self.other_date) if self.other_date else ""

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
    reports: dict[int, list[ErrorReport]] = {}
    for report in ErrorReport.objects.open().filter(event__in=found).newest_first():
        reports.setdefault(report.event_id, []).append(report)
    undoable = undoable_among(found)
    events = sorted(found, key=lambda event: (_spans(event, article)[0], event.pk))
    names = SubjectNames()
    cards = []
    for number, event in enumerate(events, start=1):
        if proposal := proposals.get(event.pk):
            proposal.event = event  # with all that was fetched of it
        cards.append(_card(number, event, article, proposal, reports.get(event.pk, []), undoable.get(event.pk), names))
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


class SubjectNames:
    """What actors and places are called, by their slugs; asked once, and only where something is offered."""

    @cached_property
    def actors(self) -> dict[str, str]:
        return {actor.slug: actor.name for actor in Actor.objects.all()}

    @cached_property
    def places(self) -> dict[str, str]:
        return {place.slug: place.name for place in Place.objects.all()}


def _card(
    number: int,
    event: Event,
    article: Article,
    proposal: Proposal | None,
    reports: list[ErrorReport],
    undo: Decision | None,
    names: SubjectNames,
) -> Card:
    known = about(proposal) if proposal else {}
    other = known.get("when_other") or ""
    return Card(
        number=number,
        event=event,
        passages=tuple(
            MarkedPassage(start=start, end=end, number=number, kind=event.kind, pk=event.pk)
            for start, end in _spans(event, article)
        ),
        words=[
            (item.excerpt.start, " ".join(item.excerpt.words.split()))
            for item in event.evidence.all()
            if item.excerpt and item.excerpt.article_id == article.pk
        ],
        roles=_roles(event),
        date=edtf_in_words(event.when),
        why=_in_language(event.why_fr, event.why_en),
        other_date=other if other != event.when else "",
        undo=undo,
        is_no_longer_read=proposal is not None and proposal.latest is None,
        differences=differences_of(proposal, names) if proposal else [],
        reports=reports,
        address=change_address(event),
    )


def _in_language(french: str, english: str) -> str:
    return french if (get_language() or "fr").startswith("fr") else english


def _spans(event: Event, article: Article) -> list[tuple[int, int]]:
    excerpts = [item.excerpt for item in event.evidence.all() if item.excerpt]
    return sorted({(one.start, one.end) for one in excerpts if one.article_id == article.pk})


def _roles(event: Event) -> list[tuple[str, str]]:
    there = list(event.participations.all())
    return [
        (str(role.label), ", ".join(part.name for part in there if part.role == role))
        for role in Role
        if any(part.role == role for part in there)
    ]


def differences_of(proposal: Proposal, names: SubjectNames) -> list[OfferedChange]:
    """What is offered to the editor, readable."""
    offered = pending(proposal)
    if not offered or proposal.latest is None:
        return []
    now, latest = of_event(proposal.event, proposal.article), proposal.latest
    return [
        OfferedChange(
            name=name,
            label=_label(name),
            now=_readable(name, now[name], proposal.article, names),
            read=_readable(name, latest[name], proposal.article, names),
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
        return "–"
    match name:
        case "when":
            edtf, words = value
            said = f" («\u00a0{words}\u00a0»)" if words else ""
            return f"{edtf_in_words(edtf)}{said}"
        case "place":
            return names.places.get(value, str(value))
        case _ if isinstance(KINDS.facts.get(name), PlaceFact):  # of the kind's own, or in the source's words
            slug, words = value
            return names.places.get(slug, slug) if slug else words or "–"
        case "parts":
            return "; ".join(
                f"{Role(role).label}: {names.actors.get(slug, slug) or words}" for role, slug, words in value
            )
        case "support" | "quotes":
            return " […] ".join(" ".join(article.text[start:end].split()) for start, end in value)
        case _:
            return KINDS.facts[name].words(value) if name in KINDS.facts else str(value)


def lines_of(text: str, passages: Sequence[MarkedPassage]) -> list[TextLine]:
    """The text's lines in order, each cut into pieces; together they hold every character but the line ends."""
    lines = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        here = [passage for passage in passages if passage.start < end and start < passage.end]
        cuts = {start, end, *(at for passage in here for at in (passage.start, passage.end) if start < at < end)}
        edges = sorted(cuts)
        pieces = tuple(_piece(text, left, right, here) for left, right in pairwise(edges))
        lines.append(TextLine(pieces))
    return [line for line in lines if any(piece.text.strip() for piece in line.pieces)]


def _piece(text: str, start: int, end: int, passages: Sequence[MarkedPassage]) -> TextPiece:
    covering = tuple(passage for passage in passages if passage.start <= start and end <= passage.end)
    opens = tuple(passage for passage in covering if passage.start == start)
    return TextPiece(start=start, text=text[start:end], passages=covering, opens=opens)
