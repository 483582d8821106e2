"""What the tests of import and export share: files of rows, and what a file did."""

from __future__ import annotations

from typing import Any

import tablib

from crisis.desk.exchange.events import EventSheet
from crisis.desk.exchange.formats import Csv, Xlsx
from crisis.desk.exchange.resources import Sheet, SheetResult
from crisis.events.models import Event

FORMATS = {"csv": Csv, "xlsx": Xlsx}
EMPTY = {column.name: "" for column in EventSheet.columns}


def exported(form: str = "csv", sheet: type[Sheet] = EventSheet, queryset: Any = None) -> bytes:
    """The file of these rows, of all events unless told."""
    events = Event.objects.order_by("uid") if queryset is None else queryset
    written: bytes = FORMATS[form]().export_data(sheet().export(events))
    return written


def imported(
    content: bytes, form: str = "csv", sheet: type[Sheet] = EventSheet, *, user: Any = None, dry_run: bool = False
) -> SheetResult:
    dataset = FORMATS[form]().create_dataset(content)
    return sheet(user=user).import_data(dataset, dry_run=dry_run, file_name=f"essai.{form}")


def rows_of(sheet: type[Sheet] = EventSheet, queryset: Any = None) -> list[dict[str, str]]:
    """The rows as a spreadsheet holds them, to be changed by a test."""
    events = Event.objects.order_by("uid") if queryset is None else queryset
    return list(sheet().cells(events))


def file_of(rows: list[dict[str, str]], form: str = "csv") -> bytes:
    dataset = tablib.Dataset(headers=list(rows[0]))
    for row in rows:
        dataset.append(list(row.values()))
    written: bytes = FORMATS[form]().export_data(dataset)
    return written


def new_row(**cells: str) -> dict[str, str]:
    """A row of a meeting that is not stored yet."""
    return {
        **EMPTY,
        "kind": "meeting",
        "title_fr": "Rencontre à Genève",
        "title_en": "Meeting in Geneva",
        "when": "2022-01-21",
        "status": "occurred",
        "evidence": "reports: Journal d'essai | Des ministres à Genève | https://example.org/1",
        **cells,
    }


def faults(result: SheetResult) -> list[tuple[int, str, str]]:
    """(row, column, sentence) of every refusal."""
    return [
        (row.number, column, sentence)
        for row in result.invalid_rows
        for column, sentences in row.error_dict.items()
        for sentence in sentences
    ]
