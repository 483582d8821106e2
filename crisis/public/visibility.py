"""What readers see, or have seen, through the events that rest on it, and since when that is as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, connections, models
from django.db.models import Exists, Func, OuterRef, Q
from simple_history.models import registered_models

from crisis.articles.models import Article, Reference, Source
from crisis.events.kinds import KINDS
from crisis.events.models import Actor, Event, EventRevision, Place, Topic
from crisis.events.vocabulary import Review

_OF_AN_ARTICLE = "evidence__excerpt__article"
RESTS_ON: dict[type[models.Model], tuple[str, ...]] = {
    Actor: ("participations__actor",),
    Place: ("place",),
    Topic: ("taggings__topic",),
    Article: (_OF_AN_ARTICLE,),
    Reference: ("evidence__reference",),
    Source: (f"{_OF_AN_ARTICLE}__source", f"{_OF_AN_ARTICLE}__agency", "evidence__reference__source"),
}
"""From an event to the rows that every kind of it may rest on."""


def paths_to(model: type[models.Model]) -> tuple[str, ...]:
    """The ways from an event to what it rests on: its own, and those of the kinds."""
    own: list[str] = []
    if model is Place:
        own = [f"{kind.model_name}__{column}" for kind in KINDS for column in kind.place_columns]
    elif model is Article:
        own = [f"{path}__excerpt__article" for path in KINDS.relations]
    return (*RESTS_ON[model], *own)


class WithoutIndex(Func):
    """A column for which SQLite is to use no index.

    Without statistics it takes `review = 'published'` for rare, and would look at every event once for each row that
    is asked about; with a plus it begins at the row, and stops at its first event.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="+%(expressions)s", **extra)


def with_shown(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows, each with `is_shown`: whether readers can see it, or could (one query)."""
    public = Event.objects.ever_public()
    paths = (Exists(public.filter(**{path: OuterRef("pk")})) for path in paths_to(model))
    return model._default_manager.annotate(is_shown=reduce(or_, paths))


def with_published(model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows that an event rests on which readers can see today."""
    return resting_on(model, paths_to(model))


def resting_on(model: type[models.Model], paths: tuple[str, ...]) -> models.QuerySet[Any]:
    """The rows to which one of the paths leads from an event that readers can see today."""
    rows = model._default_manager.all()
    if connections[rows.db].vendor == "postgresql" and len(paths) > 1:
        # Any of several subqueries is no join to PostgreSQL, and asked for each row it goes astray where one
        # publisher has most of the events; asked once each, they are hashed.
        public = Event.objects.public().order_by()
        return rows.filter(reduce(or_, (Q(pk__in=public.values(path)) for path in paths)))
    public = Event.objects.alias(seen=WithoutIndex("review")).filter(seen=Review.PUBLISHED)
    return rows.filter(reduce(or_, (Exists(public.filter(**{path: OuterRef("pk")})) for path in paths)))


def is_shown(row: models.Model) -> bool:
    """Whether an event that is or was public rests on the row: a change of it changes what readers were told."""
    if isinstance(row, Event):
        return Review(row.review).was_public
    public = Event.objects.ever_public()
    return any(public.filter(**{path: row.pk}).exists() for path in paths_to(type(row)))


def last_change() -> datetime | None:
    """When an article, an event, or a name last changed, by their past (one query); `None` where nothing ever did.

    A draft's change counts too, so that it may be later than what readers see, and is never earlier.
    Synthetic events (`make_synthetic`) leave no revision.
    """
    ours = [model for model in registered_models.values() if model._meta.app_label in {"articles", "events"}]
    dates = {model.history.model._meta.db_table: "history_date" for model in ours}
    dates[EventRevision._meta.db_table] = "at"
    name = connection.ops.quote_name
    newest = " UNION ALL ".join(
        f"SELECT MAX({name(column)}) AS newest FROM {name(table)}"  # noqa: S608 (names of our own)
        for table, column in sorted(dates.items())
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(newest) FROM ({newest}) AS every_table")  # noqa: S608
        [(found,)] = cursor.fetchall()
    if isinstance(found, str):  # SQLite gives back the text it keeps, in UTC
        found = datetime.fromisoformat(found)
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
