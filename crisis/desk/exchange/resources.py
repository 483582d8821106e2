"""A sheet that is exported and imported: all of its rows or none, each fault named by row and column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import tablib
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult

from crisis.articles.reasons import because

from .columns import Column

Person = AbstractBaseUser | AnonymousUser


class SheetRow(RowResult):  # type: ignore[misc]
    """What became of a row; `changes` are (column, cell before, cell after)."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.changes: list[tuple[str, str, str]] = []


class SheetResult(Result):  # type: ignore[misc]
    """What became of a file. Rows are numbered as a spreadsheet shows them: the header is row 1."""

    def append_invalid_row(self, number: int, row: dict[str, str], validation_error: ValidationError) -> None:
        super().append_invalid_row(number + 1, row, validation_error)

    @property
    def touched(self) -> list[SheetRow]:
        """The rows that make or change something."""
        return [
            row for row in self.rows if row.import_type in {RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE}
        ]

    @property
    def is_refused(self) -> bool:
        return bool(self.has_errors() or self.has_validation_errors())

    @property
    def faults(self) -> Iterator[str]:
        """What is wrong with the file as a whole."""
        for error in self.base_errors:
            yield from error.error.messages if isinstance(error.error, ValidationError) else [str(error.error)]


class NoLoader(BaseInstanceLoader):  # type: ignore[misc]
    """Rows are matched with what is stored by the sheet itself (`prepare`), for all of the file at once."""


class Sheet(resources.Resource):  # type: ignore[misc]
    """What the sheets share. A subclass knows its columns, the cells of a stored row, and how a row is taken in."""

    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[str]

    class Meta:
        instance_loader_class = NoLoader

    def __init__(self, *, user: Person | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.fields = {column.name: Field(column_name=column.name) for column in self.columns}
        self.user = user
        self.first_rows: dict[str, int] = {}

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    @classmethod
    def get_result_class(cls) -> type[SheetResult]:
        return SheetResult

    # What leaves.

    def export(self, queryset: Any = None, **_options: Any) -> tablib.Dataset:
        """The rows of the queryset, in its order."""
        dataset = tablib.Dataset(headers=[column.name for column in self.columns])
        for cells in self.cells(queryset):
            dataset.append([cells[column.name] for column in self.columns])
        return dataset

    def cells(self, stored: models.QuerySet[Any]) -> Iterator[dict[str, str]]:
        """A row of cells by column for each of what is stored. Each sheet has its own, as of `prepare` and `take`."""
        raise NotImplementedError

    # What comes in.

    def import_data(self, dataset: tablib.Dataset, dry_run: bool = False, **options: Any) -> SheetResult:
        """Takes in every row, or none where any is refused. A dry run writes and takes back, so it refuses the same."""
        file_name = options.get("file_name") or _("a file")
        options = {**options, "use_transactions": True, "rollback_on_validation_errors": True}
        with because(_("import of %(file)s") % {"file": file_name}):
            result: SheetResult = super().import_data(dataset, dry_run=dry_run, **options)
        return result

    def before_import(self, dataset: tablib.Dataset, **_options: Any) -> None:
        refusal = self._wrong_header(dataset.headers or [])
        if refusal:
            dataset.wipe()  # not a row is looked at
            raise ValidationError(refusal, code="columns")
        self.prepare([dict(zip(dataset.headers, row, strict=True)) for row in dataset])

    def prepare(self, rows: list[dict[str, str]]) -> None:
        """Fetches once what the rows of the file name."""
        raise NotImplementedError

    def handle_import_error(self, result: Result, error: Exception, raise_errors: bool = False) -> None:
        """A refusal is the editor's to read; a mistake of ours is not hidden among them."""
        if not isinstance(error, ValidationError):
            raise error
        super().handle_import_error(result, error, raise_errors)

    def _wrong_header(self, headers: list[str]) -> list[str]:
        known = {column.name for column in self.columns}
        needed = [column.name for column in self.columns if column.is_needed]
        found = []
        if missing := [name for name in needed if name not in headers]:
            found.append(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
        if unknown := [name or "–" for name in headers if name not in known]:
            found.append(
                _("These columns are not known: %(columns)s. The file may have these: %(known)s.")
                % {"columns": ", ".join(unknown), "known": ", ".join(column.name for column in self.columns)}
            )
        if twice := sorted({name for name in headers if headers.count(name) > 1}):
            found.append(_("These columns stand there twice: %(columns)s.") % {"columns": ", ".join(twice)})
        return found

    def import_row(self, row: dict[str, str], _loader: Any, **options: Any) -> SheetRow:
        outcome = SheetRow()
        outcome.number = options["row_number"] + 1
        if not any(row.values()):
            return outcome  # which counts as nothing
        outcome.import_type = RowResult.IMPORT_TYPE_SKIP
        try:
            self._refuse_twice(row[self.key], outcome.number)
            self.take(row, outcome)
        except ValidationError as refusal:
            outcome.import_type = RowResult.IMPORT_TYPE_INVALID
            outcome.validation_error = refusal
        return outcome

    def take(self, row: dict[str, str], outcome: SheetRow) -> None:
        """Stores what the row says. Raises `ValidationError`, by column, and then stores nothing of it."""
        raise NotImplementedError

    def _refuse_twice(self, key: str, number: int) -> None:
        if not key:
            return
        first = self.first_rows.setdefault(key, number)
        if first != number:
            raise ValidationError(
                {self.key: [_("“%(key)s” stands in row %(row)s already.") % {"key": key, "row": first}]}
            )


def made(outcome: SheetRow, stored: models.Model) -> None:
    _done(outcome, stored, RowResult.IMPORT_TYPE_NEW)


def changed(outcome: SheetRow, stored: models.Model) -> None:
    _done(outcome, stored, RowResult.IMPORT_TYPE_UPDATE)


def _done(outcome: SheetRow, stored: models.Model, import_type: str) -> None:
    outcome.import_type = import_type
    outcome.instance = stored  # what the log of the desk names
    outcome.add_instance_info(stored)


def differing(row: dict[str, str], cells: dict[str, str]) -> list[tuple[str, str, str]]:
    """Where the file says otherwise than what is stored: (column, cell stored, cell of the file).

    Spreadsheets write the ends of lines as they please; that alone is no difference.
    """
    return [(name, cells[name], cell) for name, cell in row.items() if _lines(cell) != _lines(cells[name])]


def _lines(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def may_publish(user: Any) -> bool:
    """Whether who imports publishes as well; nobody is the machine."""
    return user is None or bool(user.has_perm("events.publish_event"))


def by_column(column: str, refusal: ValidationError) -> ValidationError:
    """A refusal of what stands in this column, whatever the table it was meant for calls it."""
    return ValidationError({column: refusal.messages})


def refuse(column: str, sentence: str | Promise) -> ValidationError:
    return ValidationError({column: [sentence]})
