"""Since when everything that readers can be shown is as it is."""

from __future__ import annotations

from datetime import UTC, datetime

from django.apps import apps
from django.db import connection, models
from simple_history.models import registered_models

from ..models import EventRevision

ROOMS = ("articles", "events")


def last_change() -> datetime | None:
    """When an article, an event, or a name last changed, by their past (one query); `None` where nothing ever did.

    A draft's change counts too, so that it may be later than what readers see, and is never earlier.
    Synthetic events (`make_synthetic`) leave no revision.
    """
    dates = {
        _history_of(model)._meta.db_table: "history_date" for model in registered_models.values() if _is_ours(model)
    }
    dates[EventRevision._meta.db_table] = "at"
    name = connection.ops.quote_name
    newest = " UNION ALL ".join(
        f"SELECT MAX({name(column)}) AS newest FROM {name(table)}"  # noqa: S608 (names of our own)
        for table, column in sorted(dates.items())
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(newest) FROM ({newest}) AS every_table")  # noqa: S608
        [(found,)] = cursor.fetchall()
    return _moment(found)


def _is_ours(model: type[models.Model]) -> bool:
    return model._meta.app_label in ROOMS


def _history_of(model: type[models.Model]) -> type[models.Model]:
    return apps.get_model(model._meta.app_label, f"Historical{model._meta.model_name}")


def _moment(found: datetime | str | None) -> datetime | None:
    """SQLite gives back the text it keeps, in UTC."""
    if isinstance(found, str):
        found = datetime.fromisoformat(found)
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
