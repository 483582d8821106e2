"""GeoJSON (RFC 7946): the selection for a map, one feature an event, whether it has a point or not.

`geometry_of` says what is drawn: `place`, the point of the place; `movement`, of a troop movement whose place nobody
tells, a straight line from where it came to where it went, which claims no route (a point where only one end has one:
`origin`, `destination`); `null` with a geometry of `null` for all others, so that the count is the page's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from crisis.public.columns import flat
from crisis.public.event.public_event import PublicEvent, PublicPlace, public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

Position = tuple[float, float]
"""Longitude before latitude."""


def write_geojson(selection: Selection, site: Site) -> Iterator[str]:
    """A feature collection; its `count` (a foreign member) comes last, and is of what was written."""
    yield '{"type": "FeatureCollection", "features": ['
    count = 0
    for event in public_events(selection):
        yield (",\n" if count else "\n") + orjson.dumps(feature(event, site)).decode()
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
        return "place", _point(at), event.place.is_approximate
    ends = [(name, where, at) for name, where in event.own_places if (at := _position(where))]
    if not ends:
        return None, None, None
    is_approximate = any(where.is_approximate for _name, where, _at in ends)
    positions = [at for _name, _where, at in ends]
    if len(set(positions)) == 1:
        return ends[-1][0], _point(positions[0]), is_approximate
    return "movement", {"type": "LineString", "coordinates": positions}, is_approximate


def _position(where: PublicPlace) -> Position | None:
    if where.longitude is None or where.latitude is None:
        return None
    return where.longitude, where.latitude


def _point(at: Position) -> dict[str, Any]:
    return {"type": "Point", "coordinates": at}
