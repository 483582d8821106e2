"""An event as readers saw it in one of its versions, out of the histories: what was cited can be looked at again.

A version moves first and what hangs on the event afterwards (`tying.py`), so that a version stands until the
first record of a later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import models
from django.utils import timezone

from crisis.articles.as_of import relate_as_of, rows_as_of
from crisis.events.kinds import KINDS, kind_of
from crisis.events.models import Correction, Event, EventLink, Evidence, Participation, Quotation, Statement, Tagging
from crisis.events.vocabulary import Review
from crisis.events.writing import AnyEvent

from .permalinks import public_or_retracted

WAS_PUBLIC = [review for review in Review if review.was_public]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A version that readers saw, and for how long."""

    number: int
    since: datetime
    until: datetime | None
    """`None` for the one that stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    span: Span
    event: AnyEvent
    """With all that hung on it, as fetched `with_everything`. It is never saved."""


def public_versions(event: Event) -> list[Span]:
    """Oldest first. What an editor took back to a draft is no longer shown, nor is anything before it.

    Empty for an event without a history, and for one that readers may not see now.
    """
    history: Any = kind_of(event).model.history
    told = list(history.filter(id=event.pk).order_by("history_id").values_list("version", "review", "history_date"))
    hidden = [at for at, (_number, review, _date) in enumerate(told) if not Review(review).was_public]
    told = told[hidden[-1] + 1 :] if hidden else told
    spans: list[Span] = []
    for at, (number, review, since) in enumerate(told):
        if review != Review.PUBLISHED or (spans and spans[-1].number == number):
            continue
        until = next((date for other, _review, date in told[at + 1 :] if other != number), None)
        spans.append(Span(number=number, since=since, until=until))
    return spans


def version_of(uid: str, number: int) -> Version | None:
    """The event of exactly that name as readers saw it then; `None` where they did not, or may no longer.

    An event that was merged still has its own versions, as long as what it was merged into is public.
    """
    event = Event.objects.filter(uid=uid).first()
    leads_to = public_or_retracted(uid)
    if event is None or leads_to is None or not leads_to.is_public:
        return None
    span = next((span for span in public_versions(event) if span.number == number), None)
    return Version(span=span, event=_as_of(event, span)) if span else None


def _as_of(event: Event, span: Span) -> AnyEvent:
    until = span.until or timezone.now()
    model = kind_of(event).model
    record = model.history.filter(id=event.pk, version=span.number).order_by("history_id").last()
    row = cast(AnyEvent, record.instance)
    relate_as_of([row], ("place", *kind_of(row).place_columns), until)
    evidence = _ties(Evidence, row, until)
    passages = relate_as_of(evidence, ["excerpt"], until)
    references = relate_as_of(evidence, ["reference"], until)
    parts = _ties(Participation, row, until)
    relate_as_of(parts, ["actor"], until)
    taggings = _ties(Tagging, row, until)
    relate_as_of(taggings, ["topic"], until)
    if isinstance(row, Statement):
        quotations = _ties(Quotation, row, until, parent="statement")
        passages += relate_as_of(quotations, ["excerpt"], until)
        _hold(row, "quotations", Quotation, quotations)
    articles = relate_as_of(passages, ["article"], until)
    relate_as_of(articles, ["source", "agency"], until)
    relate_as_of(references, ["source"], until)
    _hold(row, "evidence", Evidence, evidence)
    _hold(row, "participations", Participation, parts)
    _hold(row, "taggings", Tagging, taggings)
    _hold(row, "links", EventLink, _public(_ties(EventLink, row, until, parent="from_event"), "to_event", until))
    _hold(row, "backlinks", EventLink, _public(_ties(EventLink, row, until, parent="to_event"), "from_event", until))
    corrections = list(Correction.objects.filter(event_id=event.pk, made_at__lt=until))
    _hold(row, "corrections", Correction, corrections)
    row.corrected_at = max((correction.made_at for correction in corrections), default=None)
    return row


def _ties(model: type[models.Model], event: Event, until: datetime, *, parent: str = "event") -> list[Any]:
    """What hung on the event, in its order. A tie that was handed over to another event is where it was then."""
    ever = model.history.filter(**{f"{parent}_id": event.pk}).values_list("id", flat=True)  # type: ignore[attr-defined]
    past = model.history.filter(id__in=set(ever), history_date__lt=until)  # type: ignore[attr-defined]
    last = {record.id: record for record in past.order_by("history_date", "history_id")}
    there = [
        record.instance
        for record in last.values()
        if record.history_type != "-" and getattr(record, f"{parent}_id") == event.pk
    ]
    return sorted(there, key=lambda row: (getattr(row, "rank", 0), row.pk))


def _public(links: list[Any], other: str, until: datetime) -> list[Any]:
    """Those that lead to what readers may see now and saw then, each with that event as it was called then.

    What was only a draft then, or was taken back to one since, had a name that nobody is shown.
    """
    shown = dict(
        Event.objects.public().filter(pk__in=[getattr(link, f"{other}_id") for link in links]).values_list("pk", "kind")
    )
    seen: dict[int, Any] = {}
    for kind, model in ((kind.code, kind.model) for kind in KINDS):
        found = rows_as_of(model, {pk for pk, its_kind in shown.items() if its_kind == kind}, until)
        since: Any = model.history.filter(id__in=found, history_date__gte=until)
        taken_back = set(since.exclude(review__in=WAS_PUBLIC).values_list("id", flat=True))
        seen |= {pk: row for pk, row in found.items() if row.review == Review.PUBLISHED and pk not in taken_back}
    kept = [link for link in links if getattr(link, f"{other}_id") in seen]
    for link in kept:
        setattr(link, other, seen[getattr(link, f"{other}_id")])
    return kept


def _hold(event: AnyEvent, name: str, model: type[models.Model], rows: Iterable[Any]) -> None:
    """As if the rows had been fetched together with the event: whoever asks it for them gets these."""
    held = model._default_manager.none()
    held._result_cache = list(rows)
    held._prefetch_done = True  # type: ignore[attr-defined]
    cache: dict[str, Any] = event.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = held
