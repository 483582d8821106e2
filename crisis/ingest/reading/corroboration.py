"""Finds the day an article was published from what is known of the days it tells of.

“Blinken will meet Lavrov on Friday in Geneva”: the chronology has that meeting on 21 January, so the
article is of the week before. Each possible day is tried: the article is read as if published then, and
its drafts are compared with published events that other sources date to the day. An editor decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days
from crisis.articles.models import Article
from crisis.edtf import Days, Precision
from crisis.events.duplicates.comparing import Traits
from crisis.events.duplicates.likeness import PRINCIPALS, SAME, compare, traits_of
from crisis.events.kinds import kind_of
from crisis.events.models import Actor, Event, Participation, Place
from crisis.events.vocabulary import Kind, Role, Status, Suggestion
from crisis.events.writing import set_when
from crisis.extraction import Draft, DraftKind, DraftStatus, Gazetteer

from .gazetteer import gazetteer_of_the_house, read_here

LONGEST_TRY = 62
"""Days at most that are tried: each costs a reading, about ten milliseconds."""
MOST = 1000
"""Known events that are looked at: those on the drafts' days, with the drafts' actors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Words of the article that, published on a certain day, name the very day of a known event."""

    words: str
    """As the article dates the thing (“vendredi”), or the draft's title where it only implies the day."""
    day: date
    event: Event

    @property
    def sentence(self) -> str:
        return _("“%(words)s” would be %(day)s, when “%(event)s” is known to be.") % {
            "words": self.words,
            "day": in_words(self.day),
            "event": self.event.title,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A day on which the article may have been published, and what speaks for it and against it."""

    day: date
    agreements: tuple[Agreement, ...]
    announced: tuple[str, ...]
    """Weekdays on which the article says that something was said, and that would be this very day."""
    happened: int
    """How much else it dates, by a weekday gone by, to this very day."""
    missed: tuple[Agreement, ...]
    """What would agree on another day, and does not on this one."""

    @property
    def rank(self) -> tuple[int, int, int]:
        """The greater, the likelier."""
        return len(self.agreements), len(self.announced), self.happened

    @property
    def customs(self) -> list[str]:
        """What the way agencies date says for the day."""
        custom = _("“%(words)s” would be the day itself: agencies name the weekday on which they publish.")
        return [custom % {"words": words} for words in self.announced]

    @property
    def reasons(self) -> list[str]:
        return [*(agreement.sentence for agreement in self.agreements), *self.customs]

    @property
    def against(self) -> list[str]:
        sentence = _("“%(words)s” would not be %(day)s, when “%(event)s” is known to be.")
        return [
            sentence % {"words": missed.words, "day": in_words(missed.day), "event": missed.event.title}
            for missed in self.missed
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProposal:
    """When the article was probably published: a day, or the first and the last of several as likely."""

    published: str
    """EDTF."""
    days: tuple[Candidate, ...]
    """Every day that something speaks for, the likeliest first."""
    tied: int
    """How many at the head are as likely as each other."""

    @property
    def best(self) -> Candidate:
        return self.days[0]

    @property
    def is_tied(self) -> bool:
        return self.tied > 1

    @property
    def undecided(self) -> str:
        """What is said of a tie; nothing where one day stands out."""
        if not self.is_tied:
            return ""
        days = [candidate.day for candidate in self.days[: self.tied]]
        return _(
            "%(count)s days between %(first)s and %(last)s agree as well as each other; nothing tells them apart."
        ) % {
            "count": self.tied,
            "first": in_words(min(days)),
            "last": in_words(max(days)),
        }

    def offers(self, published: str) -> bool:
        """Whether that is the proposal, or one of the days that something speaks for."""
        return published == self.published or any(one.day.isoformat() == published for one in self.days)

    def why(self, published: str) -> str:
        """The reasoning for what was chosen of it, as it is kept with the article."""
        chosen = next((one for one in self.days if one.day.isoformat() == published), None)
        if chosen:
            return " ".join([*chosen.reasons, *chosen.against])
        return " ".join([*self.best.reasons, *self.best.against, self.undecided])


def publication_days(article: Article) -> DayProposal | None:
    """What the article's own words and the known events say; `None` where its day is known, or nothing speaks for any.

    Also `None` where more than `LONGEST_TRY` days are possible. An article without a date is tried on the
    days of the month that its own header gives.
    """
    gazetteer = gazetteer_of_the_house()
    days = _possible(article, gazetteer)
    if not 1 < len(days) <= LONGEST_TRY:
        return None
    readings = {day: _drafts(article, day, gazetteer) for day in days}
    known = _Known.of((draft for drafts in readings.values() for draft in drafts), beside=article)
    found = {day: _agreements(drafts, known) for day, drafts in readings.items()}
    always = set.intersection(*(set(agreements) for agreements in found.values()))
    telling = {
        day: {key: one for key, one in agreements.items() if key not in always} for day, agreements in found.items()
    }
    everywhere = {key: one for agreements in telling.values() for key, one in agreements.items()}
    tried = [_candidate(day, readings[day], agreements, everywhere) for day, agreements in telling.items()]
    ranked = sorted((one for one in tried if one.agreements), key=lambda one: one.rank, reverse=True)
    if not ranked:
        return None
    best = sorted(one.day for one in ranked if one.rank == ranked[0].rank)
    published = best[0].isoformat() if len(best) == 1 else f"{best[0].isoformat()}/{best[-1].isoformat()}"
    return DayProposal(published=published, days=tuple(ranked), tied=len(best))


def in_words(day: date) -> str:
    return date_format(day, "l j F Y")


Key = tuple[str, int, int, int]
"""A draft (its kind, and where its fullest passage stands) and a known event."""


def _possible(article: Article, gazetteer: Gazetteer) -> list[date]:
    days: Days = article.days
    if days.precision == Precision.UNKNOWN:
        header = read_here(article.text, None, article.language, gazetteer=gazetteer).published
        days = parse_days(header or "")
    possible: list[date] = []
    for first, last in days.runs:
        if first is None or last is None or (last - first).days >= LONGEST_TRY:
            return []
        possible += [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return possible


def _drafts(article: Article, day: date, gazetteer: Gazetteer) -> list[Draft]:
    """What the article would report on exact days, were it published then."""
    reading = read_here(article.text, day.isoformat(), article.language, gazetteer=gazetteer)
    return [draft for draft in reading.drafts if draft.when and draft.when.precision is Precision.DAY]


def _agreements(drafts: Iterable[Draft], known: _Known) -> dict[Key, Agreement]:
    found = {}
    for draft in drafts:
        event = known.like(draft)
        if event is not None and event.starts_on is not None:
            fullest = draft.evidence[0]
            key = (str(draft.kind), fullest.start, fullest.end, event.pk)
            found[key] = Agreement(words=_words(draft), day=event.starts_on, event=event)
    return found


def _candidate(
    day: date, drafts: list[Draft], agreements: dict[Key, Agreement], everywhere: dict[Key, Agreement]
) -> Candidate:
    gone_by = [
        draft
        for draft in drafts
        if draft.dated_by and draft.when and draft.when.first == day and draft.status is DraftStatus.OCCURRED
    ]
    said = [draft for draft in gone_by if draft.kind is DraftKind.STATEMENT]
    return Candidate(
        day=day,
        agreements=tuple(agreements.values()),
        announced=tuple(dict.fromkeys(map(_words, said))),
        happened=len(gone_by) - len(said),
        missed=tuple(one for key, one in everywhere.items() if key not in agreements),
    )


def _words(draft: Draft) -> str:
    return " ".join(draft.dated_by.span.text.split()) if draft.dated_by else draft.title_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Published events that an article may tell of, by kind and day, with the house's actors and places by slug."""

    events: dict[tuple[str, date | None], list[Traits]]
    actors: dict[str, Actor]
    places: dict[str, Place]

    @classmethod
    def of(cls, drafts: Iterable[Draft], *, beside: Article) -> Self:
        """Those on the drafts' days with one of their actors, none of which rests on the article (five questions)."""
        told = list(drafts)
        slugs = {actor.id for draft in told for actor in draft.actors if actor.id}
        actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=slugs)}
        places = {place.slug: place for place in Place.objects.filter(slug__in=filter(None, map(_place, told)))}
        days = {draft.when.first for draft in told if draft.when and draft.when.first}
        dated = Event.objects.public().filter(
            precision=Precision.DAY,
            starts_on__in=days,
            participations__actor__in=actors.values(),
            participations__role__in=PRINCIPALS,
        )
        others = dated.exclude(evidence__excerpt__article=beside).distinct().order_by("pk")[:MOST]
        events: defaultdict[tuple[str, date | None], list[Traits]] = defaultdict(list)
        for traits in traits_of(others.select_related("place", "meeting")):
            events[traits.event.kind, traits.event.starts_on].append(traits)
        return cls(events=events, actors=actors, places=places)

    def like(self, draft: Draft) -> Event | None:
        """The event of the draft's very day that is the likeliest to be what it tells; `None` if none is likely."""
        day = draft.when.first if draft.when else None
        own = self._traits(draft)
        found = [compare(own, other) for other in self.events.get((draft.kind, day), [])]
        alike = [one for one in found if one and one.score >= SAME]
        if draft.kind is DraftKind.STATEMENT:  # one speaker says several things a day
            alike = [one for one in alike if one.suggested == Suggestion.ATTACH]
        return max(alike, key=lambda one: one.score).event if alike else None

    def _traits(self, draft: Draft) -> Traits:
        """The draft as an event that is not stored."""
        kind = Kind(draft.kind)
        event = kind_of(kind).model(
            title_fr=draft.title_fr,
            title_en=draft.title_en,
            when=draft.when.edtf if draft.when else "",
            status=Status(draft.status),
            place=self.places.get(_place(draft) or ""),
        )
        if kind == Kind.MEETING:
            event.format = str(draft.format or "")  # type: ignore[attr-defined]
        set_when(event)
        parts = tuple(
            Participation(role=Role(actor.role), actor=self.actors[actor.id])
            for actor in draft.actors
            if actor.id in self.actors
        )
        return Traits(event=event, parts=parts, words=frozenset())


def _place(draft: Draft) -> str | None:
    return draft.place.id if draft.place else None
