"""Reads an article, the first time and again: drafts for what is new, nothing twice, nothing of an editor's lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days
from crisis.articles.models import Article, ArticleQuerySet
from crisis.edtf import Precision
from crisis.events.duplicates.likeness import link_fulfilments
from crisis.events.models import Actor, Event, Place
from crisis.events.review import reject, reopen
from crisis.events.vocabulary import Kind, LinkKind, Review
from crisis.events.writing import link, record_event, save_valid
from crisis.extraction import VERSION, Reading

from ..models import ArticleReading, Proposal
from .drafting import KnownSubjects, ReadDraft, Values, drafted, drafts_of, of_event, record_of
from .gazetteer import read_here
from .proposals import forsake, is_untouched, pending, proposals_of, propose, renew


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What a reading came to: events that are new, that followed it, that it is offered to, that it no longer finds."""

    new: tuple[Event, ...] = ()
    followed: tuple[Event, ...] = ()
    offered: tuple[Event, ...] = ()
    gone: tuple[Event, ...] = ()


def extractor_date(published: str) -> str | None:
    """The article's date as the extractor takes it, a day or a month; `None` where it lies in several months."""
    days = parse_days(published)
    if days.precision in {Precision.DAY, Precision.MONTH}:
        return days.edtf
    if days.first and days.last and (days.first.year, days.first.month) == (days.last.year, days.last.month):
        return f"{days.first:%Y-%m}"
    return None


def unread() -> ArticleQuerySet:
    """Articles that the extractor never read and no event rests on."""
    return Article.objects.without_excerpts().filter(reading=None)


def is_outdated(article: Article) -> bool:
    """Whether the article was never read, or its date, its language or the extractor has changed since."""
    reading = ArticleReading.objects.filter(article=article).first()
    return reading is None or _leaned_on(reading) != _leans_on(article)


def read_again(article: Article) -> Reread:
    """Reads the article as it stands, all or nothing. Raises `ValidationError` for a draft that breaks a rule."""
    return adopt(article, read_here(article.text, extractor_date(article.published), article.language))


@transaction.atomic
def adopt(article: Article, reading: Reading) -> Reread:
    """Brings the events of an article into line with a reading of it; one reading waits for another of the same."""
    Article.objects.select_for_update().get(pk=article.pk)
    subjects = KnownSubjects.of(Actor.objects.all(), Place.objects.all())
    drafts = list(drafts_of(article, reading, subjects))
    stored = proposals_of(article)
    unknown = [event for event in drafted(article) if event.pk not in {proposal.event_id for proposal in stored}]
    came_to: defaultdict[str, list[Event]] = defaultdict(list)
    events: list[Event] = []
    matches = _matched(drafts, stored, unknown, article)
    for number, draft in enumerate(drafts):
        if match := matches.get(number):
            events.append(_settle(match, draft.values, article, came_to))
        else:
            made = record_event(record_of(draft, article, subjects))
            propose(made, article, draft.values)
            came_to["new"].append(made)
            events.append(made)
    found = {event.pk for event in events}
    for proposal in stored:
        if proposal.event_id not in found and _is_lost(proposal):
            came_to["gone"].append(proposal.event)
    _tie(reading, events, new={event.pk for event in came_to["new"]})
    _note(article)
    return Reread(**{name: tuple(ones) for name, ones in came_to.items()})


def _settle(match: Proposal | Event, values: Values, article: Article, came_to: defaultdict[str, list[Event]]) -> Event:
    if isinstance(match, Event):  # drawn before proposals were kept, or drawn from another article and tied to this one
        if not Proposal.objects.filter(event_id=match.pk).exists():
            propose(match, article, values, is_taken_over=False)
        return match
    event = match.event
    if event.review == Review.REJECTED and event.reviewed_by_id is None and match.latest is None:
        reopen(event, by=None)  # the machine had taken it back itself
    if renew(match, values, reason=_("read again")):
        came_to["followed"].append(event)
    if pending(match):
        came_to["offered"].append(event)
    return event


def _is_lost(proposal: Proposal) -> bool:
    """Takes back a draft of nobody's that the article no longer reports; whether an event lost its support now."""
    event = proposal.event
    if proposal.latest is None or event.review not in {Review.DRAFT, Review.PUBLISHED}:
        return False
    is_nobodys = event.review == Review.DRAFT and is_untouched(proposal)
    forsake(proposal)
    if is_nobodys:
        reject(event, by=None, reason=_("The article, read again, no longer reports this."))
    return True


def _matched(
    drafts: Sequence[ReadDraft], stored: Sequence[Proposal], unknown: Sequence[Event], article: Article
) -> dict[int, Proposal | Event]:
    """Which stored event each draft is: of its kind, from passages that overlap, the likest pairs first."""
    known: list[tuple[Proposal | Event, Kind, Values]] = [
        (proposal, Kind(proposal.event.kind), proposal.latest or proposal.adopted or of_event(proposal.event, article))
        for proposal in stored
    ]
    known += [(event, Kind(event.kind), of_event(event, article)) for event in unknown]
    pairs = [
        (_likeness(before, draft.values), -number, -at)
        for number, draft in enumerate(drafts)
        for at, (_match, kind, before) in enumerate(known)
        if kind == draft.kind
    ]
    matches: dict[int, Proposal | Event] = {}
    taken: set[int] = set()
    for likeness, number, at in sorted(pairs, reverse=True):
        if likeness[0] > 0 and -number not in matches and -at not in taken:
            matches[-number] = known[-at][0]
            taken.add(-at)
    return matches


def _likeness(before: Values, now: Values) -> tuple[float, int, int]:
    """How much of the passages is shared (0 to 1), then how many actors, then what else is alike."""
    old, new = _positions(before["support"]), _positions(now["support"])
    shared = len(old & new) / len(old | new) if old and new else 0.0
    actors = len({tuple(part) for part in before["parts"]} & {tuple(part) for part in now["parts"]})
    alike = sum(before.get(name) == now.get(name) for name in ("place", "when", "status", "title_fr", "rule"))
    return round(shared, 3), actors, alike


def _positions(spans: list[list[int]]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


def _tie(reading: Reading, events: list[Event], *, new: set[int]) -> None:
    """Links what is new: told within somebody's words, or planned and held. Links an editor removed stay removed."""
    for draft, event in zip(reading.drafts, events, strict=True):
        statement = reading.reported_in(draft)
        if statement is not None and {event.pk, events[statement].pk} & new:
            link(events[statement], event, LinkKind.ANNOUNCES)
    link_fulfilments(event for event in events if event.pk in new)


def _note(article: Article) -> None:
    noted = ArticleReading.objects.filter(article=article).first() or ArticleReading(article=article)
    if noted.pk and _leaned_on(noted) == _leans_on(article):
        return
    noted.extractor, noted.published, noted.language = _leans_on(article)
    noted.read_at = timezone.now()
    save_valid(noted)


def _leaned_on(reading: ArticleReading) -> tuple[str, str, str]:
    return reading.extractor, reading.published, reading.language


def _leans_on(article: Article) -> tuple[str, str, str]:
    return VERSION, article.published, article.language
