"""Finds the events that may be the same as one, or bear on it: same kind, days, actors and place.

The one way of finding them: the desk offers what `counterparts` ranks, `link_fulfilments` ties what `candidates`
gives where everything agrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from crisis.articles.models import Excerpt
from crisis.edtf import earlier, later

from ..models import Actor, Event, EventLink, Evidence, NotDuplicate, Participation
from ..querysets import EventQuerySet
from ..vocabulary import Kind, LinkKind, Review, Role, Status, Suggestion
from ..writing import link
from .comparing import (
    APPROXIMATELY,
    PART_WEIGHTS,
    PRINCIPAL,
    Contradiction,
    Sign,
    Traits,
    actors_agree,
    are_kin,
    days_agree,
    places_agree,
    reach,
    titles_agree,
    words_agree,
)

OPEN_REVIEWS = (Review.DRAFT, Review.PUBLISHED)
PLANNED = (Status.SCHEDULED, Status.ANNOUNCED)
PRINCIPALS = [role for role in Role if PART_WEIGHTS.get(role, 1.0) >= PRINCIPAL]
LONGEST = timedelta(days=400)
"""An event that may have begun longer before is too vague to be the same as anything."""
ANSWERED_WITHIN = timedelta(days=3)
MOST_COMPARED = 60
"""How many candidates are looked at closely: those with the most actors in common."""
LIKELY = 0.55
SAME = 0.7
"""From this score on, two events of one status are offered as the same."""
DAYS, ACTORS, PLACE = 0.35, 0.4, 0.25
PRESENT = (Role.PARTICIPANT, Role.HOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """An event that looks like the one asked about, why, and what might be done about it."""

    event: Event
    score: float
    """From 0 to 1; a rough order for the editor, not a probability."""
    reasons: tuple[str, ...]
    suggested: Suggestion
    backwards: bool = False
    """Whether the link suggested reads from this event to the one asked about."""
    links: tuple[str, ...] = ()
    """How the two are linked already, read from the one asked about: “fulfilled by”."""

    @property
    def is_linked(self) -> bool:
        return bool(self.links)


def counterparts(event: Event, *, limit: int = 5) -> list[Counterpart]:
    """The likeliest first, at most `limit`; at most eleven questions to the database, however many events it holds.

    Published events and drafts only, never one that an editor said to keep apart from this. One whose date
    nobody knows is compared with those of any day, and is itself offered only where the words are the same.
    """
    [own] = traits_of([event])
    others = traits_of(_open_to(event).filter(pk__in=_worth_comparing(own)).select_related("place", "meeting"))
    links = _links(event, [other.event for other in others])
    found = [one for other in others if (one := compare(own, other))]
    ranked = sorted(found, key=lambda one: (-one.score, one.event.pk))
    return [replace(one, links=tuple(links[one.event.pk])) for one in ranked[:limit]]


def candidates(
    event: Event, actors: Iterable[Actor], *, roles: Iterable[Role] = PRINCIPALS, slack: timedelta = timedelta()
) -> EventQuerySet:
    """Events of its kind, on days that overlap (or lie within `slack`), in which one of `actors` has one of `roles`.

    The same event may come more than once: once for each of the actors.
    """
    alike = _open_to(event).filter(kind=event.kind)
    alike = alike.filter(participations__actor__in=list(actors), participations__role__in=list(roles))
    return _about_then(alike, event, slack)


def _worth_comparing(own: Traits) -> list[int]:
    """Rows that share an actor, or else the place, or a passage; those with the most actors in common first."""
    event = own.event
    if event.kind == Kind.STATEMENT:  # an answer names whom it answers
        actors = [part.actor for part in own.parts if part.actor]
        alike = candidates(event, actors, roles=[*PRINCIPALS, Role.INVOLVED], slack=ANSWERED_WITHIN)
    elif own.actors:
        alike = candidates(event, _with_kin(own.actors.values()), slack=APPROXIMATELY)
    elif event.place_id:
        alike = _about_then(_open_to(event).filter(kind=event.kind, place_id=event.place_id), event, APPROXIMATELY)
    else:
        alike = Event.objects.none()
    ranked = alike.values("pk").annotate(common=Count("participations__actor", distinct=True))
    found = [row["pk"] for row in ranked.order_by("-common", "-pk")[:MOST_COMPARED]]
    sharing = Evidence.objects.filter(excerpt__evidence__event_id=event.pk).exclude(event_id=event.pk)
    return [*found, *sharing.order_by("event_id").values_list("event_id", flat=True).distinct()[:MOST_COMPARED]]


def _about_then(alike: EventQuerySet, event: Event, slack: timedelta) -> EventQuerySet:
    """Those of about the event's days; all of them if nobody knows its date."""
    runs = reach(event)
    if not runs:
        return alike
    first, last = min(run[0] for run in runs), max(run[1] for run in runs)
    alike = alike.overlapping(earlier(first, slack), None if last == date.max else later(last, slack))
    return alike.filter(Q(starts_on=None) | Q(starts_on__gte=earlier(first, LONGEST)))


def _open_to(event: Event) -> EventQuerySet:
    """Published events and drafts that nobody said to keep apart from this one."""
    others = Event.objects.filter(review__in=OPEN_REVIEWS).exclude(pk=event.pk)
    others = others.exclude(pk__in=NotDuplicate.objects.filter(first_id=event.pk).values("second"))
    return others.exclude(pk__in=NotDuplicate.objects.filter(second_id=event.pk).values("first"))


def _with_kin(actors: Iterable[Actor]) -> list[Actor]:
    known = list(actors)
    compatriots = Actor.objects.filter(country__in={actor.country for actor in known if actor.country})
    return [*known, *(other for other in compatriots if any(are_kin(actor, other) for actor in known))]


def traits_of(events: Iterable[Event]) -> list[Traits]:
    """What is compared of each (two questions)."""
    found = list(events)
    numbers = [event.pk for event in found]
    parts: dict[int, list[Participation]] = defaultdict(list)
    for part in Participation.objects.filter(event_id__in=numbers):
        parts[part.event_id].append(part)
    words: dict[int, set[str]] = defaultdict(set)
    quoting = Evidence.objects.filter(event_id__in=numbers, excerpt__isnull=False).order_by()
    for event_id, passage in quoting.values_list("event_id", "excerpt__words_sha256"):
        words[event_id].add(passage)
    return [Traits(event=event, parts=tuple(parts[event.pk]), words=frozenset(words[event.pk])) for event in found]


def _links(event: Event, others: list[Event]) -> dict[int, list[str]]:
    """How each is linked to the event already, read from the event."""
    found: dict[int, list[str]] = defaultdict(list)
    numbers = [other.pk for other in others]
    both = Q(from_event_id=event.pk, to_event_id__in=numbers) | Q(to_event_id=event.pk, from_event_id__in=numbers)
    for tie in EventLink.objects.filter(both):
        kind = LinkKind(tie.kind)
        if tie.from_event_id == event.pk:
            found[tie.to_event_id].append(str(kind.label))
        else:
            found[tie.from_event_id].append(kind.inverse)
    return found


def compare(own: Traits, other: Traits) -> Counterpart | None:
    """What speaks for the two being one, or bearing on each other; `None` where too little does."""
    words = words_agree(own, other)
    if own.event.kind != other.event.kind:
        return _announced(own, other, words)
    try:
        signs = [
            (DAYS, days_agree(own.event, other.event)),
            (ACTORS, actors_agree(own, other)),
            (PLACE, places_agree(own.event, other.event)),
        ]
    except Contradiction:
        return _answering(own, other)
    score = sum(weight * sign.share for weight, sign in signs)
    if words.share:
        score = (1 + score) / 2
    if score < LIKELY:
        return None
    suggested, backwards = _suggestion(own, other, score, same_words=bool(words.share))
    return Counterpart(
        event=other.event,
        score=round(score, 2),
        reasons=tuple(sign.sentence for sign in (*(sign for _weight, sign in signs), words) if sign.sentence),
        suggested=suggested,
        backwards=backwards,
    )


def _suggestion(own: Traits, other: Traits, score: float, *, same_words: bool) -> tuple[Suggestion, bool]:
    """What the two statuses make of two reports of one thing, and whether it reads from the other to this."""
    ours, theirs = Status(own.event.status), Status(other.event.status)
    if (ours in PLANNED and theirs in PLANNED) or ours == theirs:
        is_one = score >= SAME
        if own.event.kind == Kind.STATEMENT:  # one speaker says several things a day
            is_one = same_words or titles_agree(own, other)
        return (Suggestion.ATTACH if is_one else Suggestion.NONE), False
    for status, suggestion in ((Status.OCCURRED, Suggestion.FULFILS), (Status.CANCELLED, Suggestion.CANCELS)):
        if status in (ours, theirs) and (ours in PLANNED or theirs in PLANNED):
            return suggestion, theirs == status
    return Suggestion.NONE, False


def _announced(own: Traits, other: Traits, words: Sign) -> Counterpart | None:
    """Words in which somebody announces a thing to come are evidence of the saying and of the thing."""
    saying, thing = (own, other) if own.event.kind == Kind.STATEMENT else (other, own)
    if not words.share or saying.event.kind != Kind.STATEMENT or thing.event.status not in PLANNED:
        return None
    return Counterpart(
        event=other.event,
        score=LIKELY,
        reasons=(words.sentence,),
        suggested=Suggestion.ANNOUNCES,
        backwards=saying is other,
    )


def _answering(own: Traits, other: Traits) -> Counterpart | None:
    """One statement answers another where it names who spoke, within days: nothing less tells an answer."""
    if own.event.kind != Kind.STATEMENT:
        return None
    for answer, earlier_one in ((own, other), (other, own)):
        spoke = {part.actor_id for part in earlier_one.parts if part.role == Role.SPEAKER and part.actor_id}
        named = [part for part in answer.parts if part.role == Role.INVOLVED and part.actor_id in spoke]
        then, now = earlier_one.event.starts_on, answer.event.starts_on
        if named and then and now and timedelta() <= now - then <= ANSWERED_WITHIN:
            return Counterpart(
                event=other.event,
                score=LIKELY,
                reasons=(_("names who spoke: %(names)s") % {"names": ", ".join(part.name for part in named)},),
                suggested=Suggestion.ANSWERS,
                backwards=answer is other,
            )
    return None


def link_fulfilments(events: Iterable[Event]) -> int:
    """Links each planned meeting among `events` to those that fulfil it, and each held one to what was planned.

    The link is made once, from the meeting held to the meeting planned, whichever is loaded first.
    Returns how many links are new.
    """
    before = EventLink.objects.count()
    for event in events:
        if event.kind != Kind.MEETING or event.place_id is None or event.review not in OPEN_REVIEWS:
            continue
        if event.status in PLANNED:
            for held in _meetings_like(event).filter(status=Status.OCCURRED):
                link(held, event, LinkKind.FULFILS)
        elif event.status == Status.OCCURRED:
            for planned in _meetings_like(event).filter(status__in=PLANNED):
                link(event, planned, LinkKind.FULFILS)
    return EventLink.objects.count() - before


def _meetings_like(event: Event) -> EventQuerySet:
    """Meetings of other reports, at the same place, on days that overlap, with an actor in common."""
    if event.place_id is None or event.starts_on is None or event.ends_on is None:
        return Event.objects.none()
    here = Participation.objects.filter(event_id=event.pk, role__in=PRESENT, actor__isnull=False)
    meetings = candidates(event, [part.actor for part in here if part.actor], roles=PRESENT).filter(
        place_id=event.place_id, starts_on__isnull=False, ends_on__isnull=False
    )
    own_articles = Excerpt.objects.filter(evidence__event_id=event.pk).values("article")
    return meetings.exclude(evidence__excerpt__article__in=own_articles).distinct()
