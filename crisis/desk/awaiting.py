"""What awaits somebody at the desk: a count, a sentence, and the list behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.urls import reverse
from django.utils.translation import ngettext

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
    return tuple(waiting for waiting in _of(user) if waiting.count)


def _of(user: PermissionsMixin) -> Iterator[Waiting]:
    events, articles = reverse("admin:events_event_changelist"), reverse("admin:articles_article_changelist")
    publishes = user.has_perm("events.publish_event")
    if user.has_perm("events.change_errorreport"):
        count = ErrorReport.objects.open().count()
        sentence = ngettext("%(count)s reader's report is open", "%(count)s readers' reports are open", count)
        yield _waiting(count, sentence, reverse("admin:events_errorreport_changelist") + "?handled_at__isempty=1")
    if any(user.has_perm(kind.permission("change")) for kind in KINDS):
        count = Event.objects.drafts().count()
        if publishes:
            sentence = ngettext("%(count)s draft awaits you", "%(count)s drafts await you", count)
        else:
            sentence = ngettext("%(count)s draft awaits an editor", "%(count)s drafts await an editor", count)
        yield _waiting(count, sentence, f"{events}?review__exact={Review.DRAFT}")
    if publishes:
        count = Event.objects.public().filter(reviewed_at=None).count()
        sentence = ngettext(
            "%(count)s event is published without review", "%(count)s events are published without review", count
        )
        yield _waiting(count, sentence, f"{events}?review__exact={Review.PUBLISHED}&reviewed_at__isempty=1")
    if user.has_perm("articles.change_article"):
        count = unread().count()
        sentence = ngettext("%(count)s article has not been read", "%(count)s articles have not been read", count)
        yield _waiting(count, sentence, f"{articles}?todo={NOT_READ}")
    if publishes and user.has_perm("articles.change_article"):
        count = Article.objects.without_a_day().count()
        sentence = ngettext(
            "%(count)s article has no day of publication", "%(count)s articles have no day of publication", count
        )
        yield _waiting(count, sentence, f"{articles}?todo={NO_DAY}")


def _waiting(count: int, sentence: str, address: str) -> Waiting:
    return Waiting(count, sentence % {"count": count}, address)
