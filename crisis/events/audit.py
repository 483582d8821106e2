"""The rules about events that no single row can hold, asked of what is stored."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days

from .kinds import KINDS
from .models import Event, EventRevision
from .querysets import EventQuerySet
from .vocabulary import Review


def faults() -> Iterator[str]:
    """A sentence for each event that breaks a rule across tables."""
    yield from _unsupported()
    yield from _of_another_kind()
    yield from _misdated()
    yield from _merged_into_nothing()


def _said(events: EventQuerySet, sentence: str, **told: object) -> Iterator[str]:
    for uid in events.order_by("uid").values_list("uid", flat=True):
        yield sentence % {"uid": uid, **told}


def _unsupported() -> Iterator[str]:
    yield from _said(Event.objects.public().filter(evidence=None), _("Event %(uid)s is published without evidence."))


def _of_another_kind() -> Iterator[str]:
    for kind in KINDS:
        rows = kind.model._default_manager.values_list("pk", flat=True)
        bare = Event.objects.filter(kind=kind.code).exclude(pk__in=rows)
        yield from _said(bare, _("Event %(uid)s has no row of its kind (%(kind)s)."), kind=kind.label)
        strays = Event.objects.filter(pk__in=rows).exclude(kind=kind.code)
        yield from _said(strays, _("Event %(uid)s has a row of another kind (%(kind)s)."), kind=kind.label)


def _misdated() -> Iterator[str]:
    dated = Event.objects.order_by("when").values_list("when", "starts_on", "ends_on", "precision").distinct()
    for when, starts_on, ends_on, precision in dated.iterator():
        try:
            days = parse_days(when)
        except ValidationError:
            days = None
        if not days or (days.first, days.last, days.precision) != (starts_on, ends_on, precision):
            wrong = Event.objects.filter(when=when, starts_on=starts_on, ends_on=ends_on, precision=precision)
            yield from _said(wrong, _("Event %(uid)s: the days derived from “%(when)s” are wrong."), when=when)


def _merged_into_nothing() -> Iterator[str]:
    """What readers saw leads to what they see, or to the notice that it was taken back; a draft may wait in a draft."""
    merged = Event.objects.filter(review=Review.MERGED)
    survivors = dict(merged.values_list("pk", "merged_into_id"))
    for pk, uid in merged.order_by("uid").values_list("pk", "uid"):
        seen, at = set(), pk
        while at in survivors and at not in seen:
            seen.add(at)
            at = survivors[at]
        end = Event.objects.filter(pk=at).values_list("review", flat=True).first()
        if end in {Review.PUBLISHED, Review.RETRACTED}:
            continue
        if end in {Review.DRAFT, Review.REJECTED} and _was_never_public(pk):
            continue
        yield _("Event %(uid)s is merged into one that readers cannot see.") % {"uid": uid}


def _was_never_public(pk: int) -> bool:
    """Whether its past knows it as a draft and as nothing that readers saw."""
    reviews = set(EventRevision.objects.filter(event_id=pk).order_by().values_list("review", flat=True).distinct())
    return Review.DRAFT in reviews and not reviews & {Review.PUBLISHED, Review.RETRACTED}
