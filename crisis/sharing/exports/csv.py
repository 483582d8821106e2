"""CSV: one row an event, for spreadsheets and statistics.

Commas, CRLF, quotation marks where needed (RFC 4180), UTF-8. `events.csv` has no byte order mark, which programs would
read as a part of the first column's name; `events.excel.csv` is the same with it, because without it Excel shows
Cyrillic and accents as other letters and says nothing. Where decimals have a comma, as in French, that file has
semicolons, which Excel expects there: with commas it would put a row into one cell, and cut it where a semicolon
stands in a title.

Columns, and how a list stands in a cell: `public/columns.py`. A cell that a spreadsheet would run as a formula has an
apostrophe before it, and so has one that begins with an apostrophe (`public/columns.py`, which also takes it off).
The desk imports these files as they are (`desk/exchange/`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils.formats import get_format

from crisis.public.columns import cell_text, columns, flat, guarded
from crisis.public.event.public_event import public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

MARK = "\ufeff"


class _Line:
    """What `csv.writer` writes to: each line comes back from `writerow`."""

    def write(self, line: str) -> str:
        return line


def write_csv(selection: Selection, site: Site, *, delimiter: str = ",") -> Iterator[str]:
    """The header, then a row an event, in the selection's order."""
    writer = csv.writer(_Line(), delimiter=delimiter)
    yield str(writer.writerow([column.name for column in columns()]))
    for event in public_events(selection):
        yield str(writer.writerow([guarded(cell_text(cell)) for cell in flat(event, site).values()]))


def write_csv_for_excel(selection: Selection, site: Site) -> Iterator[str]:
    yield MARK
    has_decimal_comma = get_format("DECIMAL_SEPARATOR", site.language) == ","
    yield from write_csv(selection, site, delimiter=";" if has_decimal_comma else ",")
