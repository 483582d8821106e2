"""Files of rows: CSV and XLSX, nothing else. The same rows are written as the same bytes, whenever."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats import base_formats

from crisis.articles.writing import refuse_unstorable
from crisis.public.escaping import as_xml, from_xml, guarded, unguarded

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a workbook once unpacked: a few kilobytes can hold gigabytes."""
MOST_ROWS = 5000
MOST_COLUMNS = 100
LONGEST_XLSX_CELL = 32_767
"""Characters; Excel's own limit."""

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive knows
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


class Csv(base_formats.CSV):  # type: ignore[misc]
    """Commas and UTF-8 on the way out (with the mark by which Excel knows it); semicolons are read as well."""

    def is_binary(self) -> bool:
        return True  # bytes in, bytes out: the encoding is this class's affair

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes, **_options: Any) -> tablib.Dataset:
        refuse_too_big(in_stream)
        try:
            text = in_stream.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(
                _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8”, or as a workbook (.xlsx)."),
                code="encoding",
            ) from error
        header = text.partition("\n")[0]
        delimiter = ";" if header.count(";") > header.count(",") else ","
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return dataset_of(lines)
        except csv.Error as error:
            raise ValidationError(
                _("Line %(line)s cannot be read as CSV (%(fault)s)."),
                code="csv",
                params={"line": lines.line_num, "fault": error},
            ) from error

    def export_data(self, dataset: tablib.Dataset, **_options: Any) -> bytes:
        written = io.StringIO(newline="")
        lines = csv.writer(written)
        lines.writerow(dataset.headers)
        lines.writerows([guarded(cell) for cell in row] for row in dataset)
        return written.getvalue().encode("utf-8-sig")


class Xlsx(base_formats.XLSX):  # type: ignore[misc]
    """A workbook of one sheet, all of whose cells are texts: no date is guessed, no formula is run."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        refuse_too_big(in_stream)
        import openpyxl

        try:
            with zipfile.ZipFile(io.BytesIO(in_stream)) as parts:
                unpacked = sum(part.file_size for part in parts.infolist())
            if unpacked > MOST_UNPACKED:
                raise ValidationError(
                    _("Unpacked, the workbook has %(size)s MB; at most %(most)s are read. Split it."),
                    code="too-big",
                    params={"size": unpacked // 1024**2, "most": MOST_UNPACKED // 1024**2},
                )
            book = openpyxl.load_workbook(io.BytesIO(in_stream), read_only=True, data_only=True)
            rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
            return dataset_of([_text(value) for value in row] for row in rows)
        except ValidationError:
            raise
        except Exception as error:  # a damaged workbook fails in every way there is
            raise ValidationError(
                _("The file cannot be read as a workbook (.xlsx). Save it anew, or as CSV UTF-8."),
                code="xlsx",
            ) from error

    def export_data(self, dataset: tablib.Dataset, **_options: Any) -> bytes:
        import openpyxl
        from openpyxl.cell import WriteOnlyCell

        texts = [dataset.headers, *dataset]
        _refuse_too_long(texts)
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("rows")
        sheet.freeze_panes = "A2"

        def cell(text: str) -> Any:
            written = WriteOnlyCell(sheet)
            written._value, written.data_type = as_xml(guarded(text)), "s"  # past the guessing of types
            return written

        for row in texts:
            sheet.append([cell(text) if text else None for text in row])
        saved = io.BytesIO()
        book.save(saved)
        return _timeless(saved.getvalue())


FORMATS = [Csv, Xlsx]


def format_of(content: bytes) -> int:
    """Which of `FORMATS` these bytes are: a workbook is a zip archive, and no CSV begins like one."""
    return 1 if content.startswith(b"PK") else 0


def refuse_too_big(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(most)s are read. Split it."),
            code="too-big",
            params={"size": f"{len(content) / 1024**2:.1f}", "most": MOST_BYTES // 1024**2},
        )


def _refuse_too_long(rows: list[list[str]]) -> None:
    """Raises `ValueError`: the library would cut the cell without a word."""
    for number, row in enumerate(rows, 1):
        for name, text in zip(rows[0], row, strict=True):
            if len(as_xml(guarded(text))) > LONGEST_XLSX_CELL:
                raise ValueError(
                    _("Row %(row)s, column %(column)s is too long for a workbook. Export as CSV.")
                    % {"row": number, "column": name}
                )


def dataset_of(lines: Iterable[list[str]]) -> tablib.Dataset:
    """The rows under their header, every cell a text. Empty rows between others stay, so that each keeps its number.

    Raises `ValidationError` for a file without rows, with too many, or with a row that has more cells than columns.
    """
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
    dataset = tablib.Dataset(headers=headers)
    empty: list[list[str]] = []  # a spreadsheet may end in any number of them
    for number, row in enumerate(rows, 2):
        cells = _fitting(row, len(headers), number)
        if not any(cells):
            empty.append(cells)
            if len(empty) > MOST_ROWS:
                break
            continue
        if number - 1 > MOST_ROWS:
            raise ValidationError(
                _("The file has more than %(most)s rows. Split it."), code="too-many", params={"most": MOST_ROWS}
            )
        dataset.extend([*empty, cells])
        empty.clear()
    if not len(dataset):
        raise ValidationError(_("The file has no rows under its header."), code="empty")
    return dataset


def _fitting(row: list[str], width: int, number: int) -> list[str]:
    cells = [unguarded(cell) for cell in row]
    if any(cells[width:]) or (any(cells) and len(cells) < width):
        raise ValidationError(
            _("Row %(row)s has %(cells)s cells, the header has %(columns)s."),
            code="width",
            params={"row": number, "cells": len(cells), "columns": width},
        )
    for cell in cells:
        try:
            refuse_unstorable(cell)
        except ValidationError as refusal:
            raise ValidationError(
                _("Row %(row)s: %(fault)s"),
                code="unstorable",
                params={"row": number, "fault": " ".join(refusal.messages)},
            ) from refusal
    return cells[:width] + [""] * (width - len(cells))


def _text(value: object) -> str:
    """A cell of a workbook as the text an editor sees, where the spreadsheet made it a number or a day."""
    if value is None:
        return ""
    if isinstance(value, str):
        return from_xml(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return str(value)


def _timeless(book: bytes) -> bytes:
    """The workbook without the moment it was written at, which stands in its properties and at every part."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as parts, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in _in_order(parts):
            content = _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", parts.read(name))
            part = zipfile.ZipInfo(name, _MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(part, content)
    return kept.getvalue()


def _in_order(parts: zipfile.ZipFile) -> Iterator[str]:
    """The archive's table of contents first, where readers look for it."""
    yield from sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
