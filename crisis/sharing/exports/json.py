"""JSON: everything that is public of every event."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from crisis.public.recording import records_of
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..schemas import event_of


def write_json(selection: Selection, site: Site) -> Iterator[str]:
    """`{"events": [...], "count": N}`; the count comes last, and is of what was written."""
    yield '{"events": ['
    count = 0
    for record in records_of(selection):
        yield (",\n" if count else "\n") + orjson.dumps(event_of(record, site).model_dump(exclude_unset=True)).decode()
        count += 1
    yield f'\n], "count": {count}}}\n'
