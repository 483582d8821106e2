"""What the desk shows of each event that rests on an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crisis.articles.date_words import edtf_in_words
from crisis.articles.models import Article
from crisis.events.admin.addresses import change_address
from crisis.events.likeness import Counterpart
from crisis.events.models import Actor, Decision, ErrorReport, Event, Place
from crisis.events.undoing import undoable_among
from crisis.events.vocabulary import Kind, MeetingFormat, Mode, Movement, Review, Role, Status

from ..models import Proposal
from ..proposals import about, pending
from ..values import of_event
from .marking import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing the article is now read to say otherwise; both sides in the editor's language."""

    name: str
    label: str
    now: str
    read: str


@dataclass(slots=True, kw_only=True)
class Card:
    number: int
    event: Event
    passages: tuple[Passage, ...]
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
    differences: list[Difference]
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
    """A card for each event with a passage in the article, in the order of the passages."""
    found = Event.objects.filter(evidence__excerpt__article=article).with_evidence().distinct()
    proposals = {
        row.event_id: row for row in Proposal.objects.filter(article=article).select_related("event", "article")
    }
    reports: dict[int, list[ErrorReport]] = {}
    for report in ErrorReport.objects.open().filter(event__in=found.values("pk")).newest_first():
        reports.setdefault(report.event_id, []).append(report)
    undoable = undoable_among(found)
    events = sorted(found, key=lambda event: (_spans(event, article)[0], event.pk))
    return [
        _card(number, event, article, proposals.get(event.pk), reports.get(event.pk, []), undoable.get(event.pk))
        for number, event in enumerate(events, start=1)
    ]


def _card(
    number: int,
    event: Event,
    article: Article,
    proposal: Proposal | None,
    reports: list[ErrorReport],
    undo: Decision | None,
) -> Card:
    known = about(proposal) if proposal else {}
    other = known.get("when_other") or ""
    return Card(
        number=number,
        event=event,
        passages=tuple(
            Passage(start=start, end=end, number=number, kind=event.kind, pk=event.pk)
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
        differences=differences_of(proposal) if proposal else [],
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


def differences_of(proposal: Proposal) -> list[Difference]:
    """What is offered to the editor, readable."""
    names = pending(proposal)
    if not names or proposal.latest is None:
        return []
    now, latest = of_event(proposal.event, proposal.article), proposal.latest
    return [
        Difference(
            name=name,
            label=_label(name),
            now=_readable(name, now[name], proposal.article),
            read=_readable(name, latest[name], proposal.article),
        )
        for name in names
    ]


def _label(name: str) -> str:
    labels = {
        "title_fr": _("title in French"),
        "title_en": _("title in English"),
        "when": _("date"),
        "status": _("status"),
        "place": _("place"),
        "format": _("format"),
        "movement": _("movement"),
        "strength_min": _("at least"),
        "strength_max": _("at most"),
        "origin": _("from"),
        "destination": _("to"),
        "mode": _("mode"),
        "medium": _("medium or audience"),
        "parts": _("actors"),
        "support": _("evidence"),
        "quotes": _("quotations"),
    }
    return labels[name]


_ENUMS = {"status": Status, "format": MeetingFormat, "movement": Movement, "mode": Mode}


def _readable(name: str, value: Any, article: Article) -> str:
    if value in ("", None, []):
        return "–"
    match name:
        case "when":
            edtf, words = value
            said = f" («\u00a0{words}\u00a0»)" if words else ""
            return f"{edtf_in_words(edtf)}{said}"
        case "place":
            return _named(Place.objects.filter(slug=value), str(value))
        case "origin" | "destination":
            slug, words = value
            return _named(Place.objects.filter(slug=slug), slug) if slug else words or "–"
        case "parts":
            return _people(value)
        case "support" | "quotes":
            return " […] ".join(" ".join(article.text[start:end].split()) for start, end in value)
        case "status" | "format" | "movement" | "mode":
            return str(_ENUMS[name](value).label)
        case _:
            return str(value)


def _named(rows: Iterable[Place], otherwise: str) -> str:
    return next((row.name for row in rows), otherwise)


def _people(parts: list[list[str]]) -> str:
    actors = {
        actor.slug: actor.name for actor in Actor.objects.filter(slug__in=[slug for _role, slug, _words in parts])
    }
    return "; ".join(f"{Role(role).label}: {actors.get(slug, slug) or words}" for role, slug, words in parts)


def primary_role(kind: Kind) -> Role:
    """What most actors of such an event are: those a short form asks for."""
    return {Kind.MEETING: Role.PARTICIPANT, Kind.TROOP_MOVEMENT: Role.FORCE, Kind.STATEMENT: Role.SPEAKER}[kind]
