"""Files of rows: CSV and XLSX, nothing else, and the same texts in either."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crisis.articles.writing import refuse_unstorable
from crisis.public.columns import as_xml, cell_text, from_xml, guarded, unguarded

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a workbook once unpacked: a few kilobytes can hold gigabytes."""
MOST_ROWS = 5000
MOST_COLUMNS = 100
LONGEST_XLSX_CELL = 32_767
"""Characters; Excel's own limit."""
MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file under their header, every cell a text."""

    headers: list[str]
    rows: list[tuple[int, dict[str, str]]]
    """Each with its number as a spreadsheet shows it: the header is row 1. Empty rows are left out."""


def write_file(form: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """As `csv` or `xlsx`. Raises `ValidationError` where a workbook has no room for a cell."""
    return _as_workbook(headers, rows) if form == "xlsx" else _as_csv(headers, rows)


def read_file(content: bytes) -> Table:
    """Whichever of the two it is: a workbook is a zip archive, and no CSV begins like one.

    Raises `ValidationError` for what is neither, for a file without rows or with too many, and for a row that has
    more cells than columns.
    """
    refuse_too_big(len(content))
    return _of_workbook(content) if content.startswith(b"PK") else _of_csv(content)


def refuse_too_big(size: int, *, most: int = MOST_BYTES) -> None:
    """Both in bytes. Raises `ValidationError`."""
    if size > most:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(most)s are read. Split it."),
            code="too-big",
            params={"size": f"{size / 1024**2:.1f}", "most": most // 1024**2},
        )


def _as_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Commas and UTF-8, with the mark by which Excel knows it."""
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow(headers)
    lines.writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _of_csv(content: bytes) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8”, or as a workbook (.xlsx)."), code="encoding"
        ) from error
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _table(lines)
    except csv.Error as error:
        raise ValidationError(
            _("Line %(line)s cannot be read as CSV (%(fault)s)."),
            code="csv",
            params={"line": lines.line_num, "fault": error},
        ) from error


def _as_workbook(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, all of whose cells are texts: no date is guessed, no formula is run."""
    import openpyxl  # a page that reads no file does not wait for it
    from openpyxl.cell import WriteOnlyCell

    texts = [[as_xml(guarded(cell)) for cell in row] for row in [headers, *rows]]  # all, before anything is written
    for number, row in enumerate(texts, 1):
        for name, text in zip(headers, row, strict=True):
            if len(text) > LONGEST_XLSX_CELL:  # the library would cut it without a word
                raise ValidationError(
                    _("Row %(row)s, column %(column)s is too long for a workbook. Export as CSV."),
                    code="too-long",
                    params={"row": number, "column": name},
                )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"

    def cell(text: str) -> Any:
        written = WriteOnlyCell(sheet)
        written._value, written.data_type = text, "s"  # past the guessing of types
        return written

    for row in texts:
        sheet.append([cell(text) if text else None for text in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _of_workbook(content: bytes) -> Table:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise ValidationError(
                _("Unpacked, the workbook has %(size)s MB; at most %(most)s are read. Split it."),
                code="too-big",
                params={"size": unpacked // 1024**2, "most": MOST_UNPACKED // 1024**2},
            )
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
        return _table([_seen(value) for value in row] for row in rows)
    except ValidationError:
        raise
    except Exception as error:  # a damaged workbook fails in every way there is
        raise ValidationError(
            _("The file cannot be read as a workbook (.xlsx). Save it anew, or as CSV UTF-8."), code="xlsx"
        ) from error


def _seen(value: Any) -> str:
    """A cell of a workbook as the text an editor sees, where the spreadsheet made it a number or a day."""
    if isinstance(value, str):
        return from_xml(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return cell_text(value)


def _table(lines: Iterable[list[str]]) -> Table:
    rows = iter(lines)
    headers = [cell.strip() for cell in next(rows, [])]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise ValidationError(_("The file is empty: its first row names the columns."), code="empty")
    if len(headers) > MOST_COLUMNS:
        raise ValidationError(
            _("The file has %(columns)s columns; no list here has more than %(most)s."),
            code="too-many",
            params={"columns": len(headers), "most": MOST_COLUMNS},
        )
    table = Table(headers, [])
    empty = 0  # a spreadsheet may end in any number of them
    for number, row in enumerate(rows, 2):
        cells = _fitting(row, len(headers), number)
        if not any(cells):
            empty += 1
            if empty > MOST_ROWS:
                break
            continue
        if number - 1 > MOST_ROWS:
            raise ValidationError(
                _("The file has more than %(most)s rows. Split it."), code="too-many", params={"most": MOST_ROWS}
            )
        table.rows.append((number, dict(zip(headers, cells, strict=True))))
    if not table.rows:
        raise ValidationError(_("The file has no rows under its header."), code="empty")
    return table


def _fitting(row: list[str], width: int, number: int) -> list[str]:
    cells = [unguarded(cell) for cell in row]
    if any(cells[width:]) or (any(cells) and len(cells) < width):
        raise ValidationError(
            _("Row %(row)s has %(cells)s cells, the header has %(columns)s."),
            code="width",
            params={"row": number, "cells": len(cells), "columns": width},
        )
    try:
        for cell in cells:
            refuse_unstorable(cell)
    except ValidationError as refusal:
        raise ValidationError(
            _("Row %(row)s: %(fault)s"), code="unstorable", params={"row": number, "fault": " ".join(refusal.messages)}
        ) from refusal
    return cells[:width] + [""] * (width - len(cells))
