"""Questions one can ask of events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, StrIndex, Substr
from django.db.models.query import ModelIterable

from crisis.articles.models import CONTEXT, Article, Excerpt
from crisis.articles.writing import astray
from crisis.edtf import later

from .kinds import KINDS
from .vocabulary import Review

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from .models import Event

Tie = TypeVar("Tie", bound=models.Model)

OPEN_START_REACH = timedelta(days=120)
"""How far back an event dated “by X, start not told” is taken to reach (guideline, section 3)."""
UNDATED = date.min
"""Stands where nobody knows the day, so that both databases sort what has none in the same way."""
MOST_ASTRAY = 500
"""Events named at once where passages do not quote their words: one such is one too many."""


class Anchor(Func):
    """The day an event is sorted by. The last word is written out, as SQLite finds no index by a parameter."""

    function = "COALESCE"
    template = f"%(function)s(%(expressions)s, '{UNDATED.isoformat()}')"

    def __init__(self, *columns: str, **extra: Any) -> None:
        super().__init__(*(columns or ("starts_on", "ends_on")), output_field=models.DateField(), **extra)


class EventQuerySet(models.QuerySet["Event"]):
    """Events, or events of one kind. Every method can be chained."""

    def get_by_natural_key(self, uid: str) -> Event:
        return self.get(uid=uid)

    def public(self) -> Self:
        """What readers may see in lists."""
        return self.filter(review=Review.PUBLISHED)

    def ever_public(self) -> Self:
        """What readers may see, or saw: a draft that was attached to another draft was merged and never shown."""
        revisions = _all("EventRevision")
        seen = revisions.filter(
            event=OuterRef("pk"), decision=Review.MERGED, is_undone=False, state__was=Review.PUBLISHED.value
        )
        return self.filter(
            Q(review__in=[Review.PUBLISHED, Review.RETRACTED]) | (Q(review=Review.MERGED) & Exists(seen))
        )

    def drafts(self) -> Self:
        return self.filter(review=Review.DRAFT)

    def reviewed(self) -> Self:
        """Those a person has looked at."""
        return self.filter(reviewed_at__isnull=False)

    def unreviewed(self) -> Self:
        """Published by the machine, and looked at by nobody since."""
        return self.public().filter(reviewed_at=None)

    def at_work(self) -> Self:
        """Drafts and what is published: the rest was decided."""
        return self.filter(review__in=[Review.DRAFT, Review.PUBLISHED])

    def made_before(self, moment: datetime) -> Self:
        return self.filter(created_at__lt=moment)

    def without_place(self) -> Self:
        return self.filter(place=None)

    def with_open_reports(self) -> Self:
        """Those of which a reader says that something is wrong, and nobody has dealt with it."""
        reports = _all("ErrorReport").filter(handled_at=None)
        return self.filter(pk__in=reports.values("event"))

    def touched_by(self, editor: AbstractBaseUser, since: datetime) -> Self:
        """Those that this person made, changed or decided on since then, by their revisions."""
        revisions = _all("EventRevision")
        return self.filter(pk__in=revisions.filter(by=editor.pk, at__gte=since).values("event"))

    def quoting_other_words(self) -> Self:
        """Those with a passage that no longer says what it said when it was marked."""
        evidence = _all("Evidence")
        passages = astray(Excerpt.objects.filter(evidence__isnull=False))
        found = evidence.filter(excerpt__in=passages.values("pk")).values_list("event", flat=True)
        return self.filter(pk__in=list(found.distinct()[:MOST_ASTRAY]))

    def dated(self) -> Self:
        return self.filter(Q(starts_on__isnull=False) | Q(ends_on__isnull=False))

    def undated(self) -> Self:
        """Those whose date nobody knows; they stand beside the axis, not on it."""
        return self.filter(starts_on=None, ends_on=None)

    def overlapping(self, first: date | None, last: date | None) -> Self:
        """Events that touch the closed interval; `None` leaves that end open.

        A start that is not told reaches 120 days back, an end that is not told goes on.
        """
        events = self.dated()
        if last is not None:
            events = events.filter(
                Q(starts_on__lte=last) | Q(starts_on=None, ends_on__lte=later(last, OPEN_START_REACH))
            )
        if first is not None:
            events = events.filter(Q(ends_on__gte=first) | Q(ends_on=None))
        return events

    def with_anchor(self) -> Self:
        """Adds `anchor`, the day an event is sorted by: its first known day, or `UNDATED`."""
        return self.annotate(anchor=Anchor())

    def newest_first(self, *before: str) -> Self:
        """The reading order, after whatever should count `before` it; the undated stand last."""
        return self.with_anchor().order_by(*before, "-anchor", "-uid")

    def oldest_first(self) -> Self:
        """The reading order backwards, so that the undated come first: they may be as old as anything."""
        return self.with_anchor().order_by("anchor", "uid")

    def as_a_chronology(self) -> Self:
        """The oldest first, and last those of which nobody knows the day."""
        return self.with_anchor().order_by(Case(When(anchor=UNDATED, then=1), default=0), "anchor", "uid")

    def with_told(self) -> Self:
        """Adds `shown_at`, when readers could first see it, and `told_at`, when it last told them something new.

        That is its publication, or its last correction. What an editor looks at, or mends in silence, is no news.
        """
        revisions = _all("EventRevision")
        publishing = revisions.filter(event=OuterRef("pk"), decision=Review.PUBLISHED, is_undone=False)
        first = Subquery(publishing.order_by("at").values("at")[:1])
        # What was made in bulk, published already, knows no decision.
        shown = self.annotate(shown_at=Coalesce(first, "created_at"))
        return shown.annotate(told_at=Greatest(Coalesce("corrected_at", "shown_at"), "shown_at"))

    def latest_told_first(self) -> Self:
        return self.with_told().order_by("-told_at", "-uid")

    def with_evidence(self, *, texts: bool = False) -> Self:
        """Fetches with the events all that a list shows of them: where, and according to whom (three queries).

        With `texts` come the whole texts of the articles, which is much: without them an excerpt knows its words and
        a little around them.
        """
        evidence, quotations = (_all(name) for name in ("Evidence", "Quotation"))
        tables = {relation.partition("__")[0] for relation in KINDS.relations}
        fetched = with_texts if texts else with_windows
        return self.select_related("place", *tables).prefetch_related(
            models.Prefetch("evidence", fetched(evidence)),
            *(models.Prefetch(path, fetched(quotations)) for path in KINDS.relations),
        )

    def with_everything(self, *, texts: bool = False) -> Self:
        """Fetches with the events all that is public of them, whatever their kind (a fixed number of queries)."""
        links = _all("EventLink")
        return (
            self.with_evidence(texts=texts)
            .select_related("place", *KINDS.rows)
            .prefetch_related(
                "participations",
                "taggings",
                models.Prefetch("links", links.filter(to_event__review=Review.PUBLISHED)),
                models.Prefetch("backlinks", links.filter(from_event__review=Review.PUBLISHED)),
            )
        )


def _all(name: str) -> models.QuerySet[Any]:
    """The rows of a model that points to events, and so is not there yet when this module is loaded."""
    rows: models.QuerySet[Any] = apps.get_model("events", name)._default_manager.all()
    return rows


class _WithWindows(ModelIterable):  # type: ignore[type-arg]  # not subscriptable when run
    """Rows whose excerpts know their words without their article's text."""

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():
            if row.excerpt_id:
                row.excerpt.window, row.excerpt.title_at = row.window, row.title_place - 1  # SQL counts from 1
            yield row


def with_windows(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Evidence or quotations, their articles without texts: these are up to two megabytes each."""
    first = Greatest(F("excerpt__start") - CONTEXT, Value(0))
    found: models.QuerySet[Any] = rows.defer("excerpt__article__text", "excerpt__article__sketch").annotate(
        window=Substr("excerpt__article__text", first + 1, F("excerpt__end") + CONTEXT - first),
        title_place=StrIndex("excerpt__article__text", F("excerpt__article__title")),
    )
    found._iterable_class = _WithWindows
    return found


def with_texts(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The same with the whole texts, each article once, however many passages are of it (one query more)."""
    articles = Article.objects.select_related("source", "agency")
    near = ("excerpt", "reference__source") if hasattr(rows.model, "reference") else ("excerpt",)
    shared = models.Prefetch("excerpt__article", articles)
    return rows.select_related(None).select_related(*near).prefetch_related(shared)


class OfEventsQuerySet(models.QuerySet[Tie]):
    """What hangs on events: their evidence, their participations, their taggings."""

    def public(self) -> Self:
        """That of events which readers may see."""
        return self.filter(event__review=Review.PUBLISHED)


class TieManager(models.Manager[Tie]):
    """What hangs on events with what its model names as `near`: nobody asks for one without the other."""

    def get_queryset(self) -> OfEventsQuerySet[Tie]:
        return OfEventsQuerySet[Tie](self.model, using=self._db).select_related(*self.model.near)  # type: ignore[attr-defined]

    def public(self) -> OfEventsQuerySet[Tie]:
        return self.get_queryset().public()
