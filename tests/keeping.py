"""What takes long to make is made once a run; wherever it is asked for again, its rows are put back."""

from __future__ import annotations

import fcntl
import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import Model

Rows = dict[str, list[tuple[Any, ...]]]
"""Of each model, by label, the values of its columns as the database gives them."""


class Keeper:
    """Keeps what was made in a folder that all workers of a run share, and no other run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str, make: Callable[[], Any]) -> Any:
        """Whatever `make` returned, with its rows in a database that has none of them yet."""
        file = self.folder / f"{name}.{connection.vendor}.rows"
        with locked(file.with_suffix(".lock")):
            if not file.exists():
                return self._made(file, make)
        found, rows = pickle.loads(file.read_bytes())  # noqa: S301 (written below)
        _put_back(rows)
        return found

    @staticmethod
    def _made(file: Path, make: Callable[[], Any]) -> Any:
        before = {model: model._base_manager.count() for model in _models()}
        made = make()
        for model, count in before.items():
            if count and model._base_manager.count() != count:
                raise ValueError(f"{model._meta.label} had rows already, which must not be kept with the new ones")
        rows = {model._meta.label: rows for model, count in before.items() if not count and (rows := _rows_of(model))}
        file.write_bytes(pickle.dumps((made, rows)))
        return made


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One worker at a time."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _models() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _columns(model: type[Model]) -> str:
    fields = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)


def _rows_of(model: type[Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model)} FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        return list(cursor.fetchall())


def _put_back(kept: Rows) -> None:
    models = [apps.get_model(label) for label in kept]
    with connection.cursor() as cursor:
        for model, rows in zip(models, kept.values(), strict=True):
            table, places = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} ({_columns(model)}) VALUES ({places})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


class Migrated:
    """An empty database after all migrations, kept beside the checkout; of SQLite alone, and until a migration changes.

    What `migrate` does besides, at every start (permissions, roles), it does on top of the one kept.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / f"{_digest_of_migrations(root)}.sqlite3"
        self.is_new = False
        self._until_kept = ExitStack()

    def __enter__(self) -> Self:
        if connection.vendor == "sqlite":
            self._until_kept.enter_context(locked(self.file.with_name("lock")))
            self.is_new = not self.file.exists()
        if connection.vendor == "sqlite" and not self.is_new:
            self._until_kept.close()
            connection_created.connect(self._restore)
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._until_kept.close()
        connection_created.disconnect(self._restore)

    def keep(self) -> None:
        """Called when the database has been made."""
        connection_created.disconnect(self._restore)
        if self.is_new:
            for older in self.file.parent.glob("*.sqlite3"):
                older.unlink()
            half = self.file.with_suffix(".half")
            half.unlink(missing_ok=True)
            _copy(connection.connection, half)
            half.rename(self.file)
        self._until_kept.close()

    def _restore(self, **given: Any) -> None:
        """Fills the database of the tests, in memory, as soon as it is opened."""
        opened = given["connection"]
        if not opened.is_in_memory_db() or opened.introspection.table_names():
            return
        source = sqlite3.connect(self.file)
        source.backup(opened.connection)
        source.close()


def _copy(source: sqlite3.Connection, file: Path) -> None:
    target = sqlite3.connect(file)
    source.backup(target)
    target.close()


def _digest_of_migrations(root: Path) -> str:
    files = [root / "requirements.txt", *sorted(root.glob("crisis/**/migrations/*.py"))]
    return hashlib.sha256(b"\0".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()[:16]
