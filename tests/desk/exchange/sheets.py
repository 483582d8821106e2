"""What the tests of import and export share: files of rows, and what a file did."""

from __future__ import annotations

from typing import Any

from crisis.desk.exchange.events import EventSheet
from crisis.desk.exchange.files import read_file, write_file
from crisis.desk.exchange.sheet import ImportOutcome, Sheet
from crisis.events.models import Event

EMPTY = {column.name: "" for column in EventSheet().columns}


def rows_of(sheet: type[Sheet] = EventSheet, queryset: Any = None) -> list[dict[str, str]]:
    """The rows as a spreadsheet holds them, of all events unless told, to be changed by a test."""
    return list(sheet().cells(Event.objects.order_by("uid") if queryset is None else queryset))


def exported(form: str = "csv", sheet: type[Sheet] = EventSheet, queryset: Any = None) -> bytes:
    """The file of these rows, of all events unless told."""
    return write_file(
        form, [column.name for column in sheet().columns], [list(row.values()) for row in rows_of(sheet, queryset)]
    )


def imported(
    content: bytes, form: str = "csv", sheet: type[Sheet] = EventSheet, *, user: Any = None, dry_run: bool = False
) -> ImportOutcome:
    return sheet(user=user).take_in(read_file(content), file_name=f"essai.{form}", dry_run=dry_run)


def file_of(rows: list[dict[str, str]], form: str = "csv") -> bytes:
    return write_file(form, list(rows[0]), [list(row.values()) for row in rows])


def new_row(**cells: str) -> dict[str, str]:
    """A row of a meeting that is not stored yet."""
    return {
        **EMPTY,
        "kind": "meeting",
        "title_fr": "Rencontre à Genève",
        "title_en": "Meeting in Geneva",
        "date": "2022-01-21",
        "status": "occurred",
        "evidence_stances": "reports",
        "evidence_publishers": "Journal d'essai",
        "evidence_titles": "Des ministres à Genève",
        "evidence_urls": "https://example.org/1",
        **cells,
    }


def passage(sha256: str, span: str, stance: str = "reports") -> dict[str, str]:
    """The cells of one passage of an article, as evidence."""
    no_reference = {"evidence_publishers": "", "evidence_titles": "", "evidence_urls": ""}
    return {"evidence_stances": stance, "evidence_fingerprints": sha256, "evidence_spans": span, **no_reference}


def faults(outcome: ImportOutcome) -> list[tuple[int, str, str]]:
    """(row, column, sentence) of every refusal."""
    return [(row.number, column, sentence) for row in outcome.refused for column, sentence in row.faults]
