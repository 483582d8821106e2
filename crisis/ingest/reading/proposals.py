"""What the extractor proposes for an event, against what an editor made of it. The only code that writes `Proposal`.

Three versions of each thing are compared: what the event once took over (`adopted`), what the article is read to
say now (`latest`), and what the event says. Where only the reading has changed, an untouched draft follows it; where
an editor or the public has the event, the difference is offered and nothing is done.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from crisis.articles.models import Article, Excerpt
from crisis.events.models import Event, Statement
from crisis.events.past.corrections import Notice
from crisis.events.past.revisions import revising
from crisis.events.vocabulary import Kind, Review, Stance, Status
from crisis.events.writing import (
    AnyEvent,
    Support,
    save_changed,
    save_valid,
    set_evidence,
    set_participants,
    set_quotations,
)

from ..models import Proposal
from .drafting import (
    ABOUT,
    STORED_ABOUT,
    KnownSubjects,
    Values,
    columns_of,
    named,
    of_event,
    parts_of,
    passages_of,
    stance_of,
)

_MISSING = object()


def propose(event: Event, article: Article, values: Values, *, is_taken_over: bool = True) -> Proposal:
    """Notes what an event was drawn from; `is_taken_over` is false where nobody knows what it took over."""
    proposal = Proposal(event_id=event.pk, article=article, adopted=values if is_taken_over else {}, latest=values)
    save_valid(proposal)
    return proposal


def proposals_of(article: Article) -> list[Proposal]:
    """In the order of their events; the article, whose text may be long, is not fetched again with each."""
    stored = list(Proposal.objects.filter(article=article).select_related("event").order_by("event_id"))
    for proposal in stored:
        proposal.article = article
    return stored


def pending(proposal: Proposal) -> list[str]:
    """The names of what the article is now read to say otherwise than the event, in reading order."""
    if proposal.latest is None or proposal.event.review not in {Review.DRAFT, Review.PUBLISHED}:
        return []
    now = of_event(proposal.event, proposal.article)
    return [name for name in _changed(proposal) if proposal.latest.get(name) != now.get(name)]


def _changed(proposal: Proposal) -> list[str]:
    """What the reading says otherwise than when the event took it over."""
    latest = proposal.latest or {}
    names = named(Kind(proposal.event.kind))
    return [name for name in names if name in latest and latest[name] != proposal.adopted.get(name, _MISSING)]


def is_untouched(proposal: Proposal) -> bool:
    """Whether the draft says exactly what it took over, so that nobody's work is lost with it."""
    if _says_more(proposal.event, proposal.article):
        return False
    now = of_event(proposal.event, proposal.article)
    return all(proposal.adopted.get(name, _MISSING) == now[name] for name in named(Kind(proposal.event.kind)))


def _says_more(event: Event, article: Article) -> bool:
    """Whether the event holds what no reading of this article gives it, so that a person or a merger did."""
    row: Any = event.as_kind
    return bool(
        row.summary_fr
        or row.summary_en
        or getattr(row, "equipment", "")
        or row.taggings.exists()
        or any(not tie.excerpt or tie.excerpt.article_id != article.pk for tie in row.evidence.all())
    )


@transaction.atomic
def renew(proposal: Proposal, values: Values, *, reason: str) -> list[str]:
    """Takes note of a new reading. A draft follows where no editor wrote; returns the names of what it followed."""
    stored = dict(proposal.adopted), proposal.latest
    proposal.latest = values
    now = of_event(proposal.event, proposal.article)
    followed = []
    for name in _changed(proposal):
        if now[name] == values[name]:
            proposal.adopted[name] = values[name]
        elif proposal.event.review == Review.DRAFT and now[name] == proposal.adopted.get(name, _MISSING):
            followed.append(name)
    if followed:
        write(proposal, followed, reason=reason)
    if (proposal.adopted, proposal.latest) != stored:
        save_valid(proposal)
    return followed


def forsake(proposal: Proposal) -> None:
    """Takes note that the article is no longer read to say this."""
    if proposal.latest is not None:
        proposal.latest = None
        save_valid(proposal)


@transaction.atomic
def take(proposal: Proposal, names: Collection[str], *, reason: str, notice: Notice | None = None) -> None:
    """Gives the event what the article is now read to say; the rest stays offered.

    Of a published event readers are told by the notice; without one nobody asks.
    """
    taken = [name for name in pending(proposal) if name in names]
    if taken and proposal.latest is not None:
        write(proposal, taken, reason=reason, notice=notice)
        save_valid(proposal)


def keep(proposal: Proposal, names: Collection[str]) -> None:
    """Leaves the event as the editor has it, and offers these no more."""
    kept = [name for name in pending(proposal) if name in names]
    if kept and proposal.latest is not None:
        proposal.adopted.update({name: proposal.latest[name] for name in kept})
        save_valid(proposal)


def write(proposal: Proposal, names: Collection[str], *, reason: str, notice: Notice | None = None) -> None:
    """Puts what was read last under these names into the event, through the writing module, as one change."""
    event, article, values = proposal.event, proposal.article, proposal.latest or {}
    row: Any = event.as_kind
    row.version = event.version
    subjects = KnownSubjects.named_in(values)
    about = STORED_ABOUT if row.review == Review.DRAFT and values.get("rule") else ()
    for name in (*names, *about):
        for column, value in columns_of(name, values[name], subjects.places).items():
            setattr(row, column, value)
    with revising(row, why=reason, notice=notice):
        save_changed(row)
        if "parts" in names:
            set_participants(row, parts_of(values, subjects.actors))
        if "support" in names:
            set_evidence(row, _supports(row, article, values))
        if "quotes" in names and isinstance(row, Statement):
            quoted = [one.excerpt for one in row.quotations.select_related("excerpt")]
            elsewhere = [excerpt for excerpt in quoted if excerpt.article_id != article.pk]
            set_quotations(row, [*passages_of(values["quotes"], article), *elsewhere])
    event.refresh_from_db()
    proposal.adopted.update({name: values[name] for name in names})


def _supports(row: AnyEvent, article: Article, values: Values) -> list[Support]:
    """The passages of the article as it is read now, then what the event rests on elsewhere; stances stay."""
    stored = [
        Support(what=what, stance=Stance(tie.stance))
        for tie in row.evidence.all()
        if (what := tie.excerpt or tie.reference) is not None
    ]
    stances = {support.what: support.stance for support in stored}
    usual = stance_of(Status(values["status"]))
    ours = [
        Support(what=excerpt, stance=stances.get(excerpt, usual)) for excerpt in passages_of(values["support"], article)
    ]
    elsewhere = [
        support for support in stored if not isinstance(support.what, Excerpt) or support.what.article_id != article.pk
    ]
    return [*ours, *elsewhere]


def about(proposal: Proposal) -> dict[str, Any]:
    """What is known about the newest proposal: rule, why, confidence, the other reading of the date."""
    values = proposal.latest or proposal.adopted
    return {name: values.get(name) for name in ABOUT}
