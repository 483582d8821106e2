"""CSV, JSON and GeoJSON: the selection for spreadsheets and statistics, for programs, for a map.

Commas, CRLF, quotation marks where needed (RFC 4180), UTF-8. `events.csv` has no byte order mark, which programs would
read as a part of the first column's name; `events.excel.csv` is the same with it, because without it Excel shows
Cyrillic and accents as other letters and says nothing. Where decimals have a comma, as in French, that file has
semicolons, which Excel expects there: with commas it would put a row into one cell, and cut it where a semicolon
stands in a title. Columns, and how a list stands in a cell: `public/columns.py`. A cell that a spreadsheet would run as
a formula has an apostrophe before it, and so has one that begins with an apostrophe (`public/columns.py` also takes it
off). The desk imports these files as they are (`desk/exchange/`).

GeoJSON (RFC 7946) has one feature an event, whether it has a point or not. `geometry_of` says what is drawn: `place`,
the point of the place; `movement`, of a troop movement whose place nobody tells, a straight line from where it came to
where it went, which claims no route (a point where only one end has one: `origin`, `destination`); `null` with a
geometry of `null` for all others, so that the count is the page's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.utils.formats import get_format

from crisis.public.columns import cell_text, columns, flat, guarded
from crisis.public.event.public_event import PublicEvent, PublicPlace, public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..schemas import event_of

MARK = "\ufeff"
Position = tuple[float, float]
"""Longitude before latitude."""


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


def write_json(selection: Selection, site: Site) -> Iterator[str]:
    events = (event_of(event, site).model_dump(exclude_unset=True) for event in public_events(selection))
    yield from _collection('{"events": [', events)


def write_geojson(selection: Selection, site: Site) -> Iterator[str]:
    features = (feature(event, site) for event in public_events(selection))
    yield from _collection('{"type": "FeatureCollection", "features": [', features)


def _collection(opening: str, items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """An item a line; their `count` comes last, and is of what was written."""
    yield opening
    count = 0
    for item in items:
        yield (",\n" if count else "\n") + orjson.dumps(item).decode()
        count += 1
    yield f'\n], "count": {count}}}\n'


def feature(event: PublicEvent, site: Site) -> dict[str, Any]:
    """Properties are those of the CSV, lists as lists; the coordinates stand in the geometry alone."""
    drawn, geometry, is_approximate = _drawn(event)
    properties: dict[str, Any] = flat(event, site)
    del properties["latitude"], properties["longitude"]
    return {
        "type": "Feature",
        "id": event.uid,
        "geometry": geometry,
        "properties": {**properties, "geometry_of": drawn, "approximate_point": is_approximate},
    }


def _drawn(event: PublicEvent) -> tuple[str | None, dict[str, Any] | None, bool | None]:
    """What is drawn, its geometry, and whether any of its points only stands for a region."""
    if event.place and (at := _position(event.place)):
        return "place", {"type": "Point", "coordinates": at}, event.place.is_approximate
    ends = [(name, where, at) for name, where in event.own_places if (at := _position(where))]
    if not ends:
        return None, None, None
    is_approximate = any(where.is_approximate for _name, where, _at in ends)
    positions = [at for _name, _where, at in ends]
    if len(set(positions)) == 1:
        return ends[-1][0], {"type": "Point", "coordinates": positions[0]}, is_approximate
    return "movement", {"type": "LineString", "coordinates": positions}, is_approximate


def _position(where: PublicPlace) -> Position | None:
    return None if where.longitude is None or where.latitude is None else (where.longitude, where.latitude)
