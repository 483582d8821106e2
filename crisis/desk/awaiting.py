"""What awaits somebody at the desk: a count, a sentence, and the list behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from crisis.articles.models import Article
from crisis.events.kinds import KINDS
from crisis.events.models import ErrorReport, Event
from crisis.events.vocabulary import Review
from crisis.ingest.reading.rereading import unread

NOT_READ, NO_DAY = "not-read", "no-day"
"""What a list of articles is filtered by as `todo`."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to do: how many, in a sentence, and the address of exactly those."""

    count: int
    sentence: str
    address: str


def next_to_read(*, after: Article | None = None) -> Article | None:
    """An article with drafts, the newest first, other than the one just read."""
    waiting = Article.objects.filter(excerpts__evidence__event__review=Review.DRAFT)
    others = waiting.exclude(pk=after.pk) if after else waiting
    return others.order_by("-published_last", "-pk").first()


def awaiting(user: AbstractBaseUser | AnonymousUser) -> tuple[Waiting, ...]:
    """What this user may do something about, most pressing first. One query each; what is none is left out."""
    if not isinstance(user, PermissionsMixin):
        return ()
    counted = ((rows.count(), sentence, address) for rows, sentence, address in _questions(user))
    return tuple(
        Waiting(count, str(sentence % {"count": count}), address) for count, sentence, address in counted if count
    )


def _questions(user: PermissionsMixin) -> Iterator[tuple[QuerySet[Any], Any, str]]:
    """What waits, how it is said, and the list of it."""
    reports, events, articles = (
        reverse(f"admin:{name}_changelist") for name in ("events_errorreport", "events_event", "articles_article")
    )
    publishes, dates = user.has_perm("events.publish_event"), user.has_perm("articles.change_article")
    if user.has_perm("events.change_errorreport"):
        sentence = ngettext_lazy("%(count)s reader's report is open", "%(count)s readers' reports are open", "count")
        yield ErrorReport.objects.open(), sentence, f"{reports}?handled_at__isempty=1"
    if any(user.has_perm(kind.permission("change")) for kind in KINDS):
        yours = ngettext_lazy("%(count)s draft awaits you", "%(count)s drafts await you", "count")
        theirs = ngettext_lazy("%(count)s draft awaits an editor", "%(count)s drafts await an editor", "count")
        yield Event.objects.drafts(), yours if publishes else theirs, f"{events}?review__exact={Review.DRAFT}"
    if publishes:
        sentence = ngettext_lazy(
            "%(count)s event is published without review", "%(count)s events are published without review", "count"
        )
        address = f"{events}?review__exact={Review.PUBLISHED}&reviewed_at__isempty=1"
        yield Event.objects.public().filter(reviewed_at=None), sentence, address
    if dates:
        sentence = ngettext_lazy(
            "%(count)s article has not been read", "%(count)s articles have not been read", "count"
        )
        yield unread(), sentence, f"{articles}?todo={NOT_READ}"
    if publishes and dates:
        sentence = ngettext_lazy(
            "%(count)s article has no day of publication", "%(count)s articles have no day of publication", "count"
        )
        yield Article.objects.without_a_day(), sentence, f"{articles}?todo={NO_DAY}"
