"""The read-only API: the page's own selections, as data. What readers may not see is not here either."""

from __future__ import annotations

from . import events, subjects
from .description import api

api.add_router("", events.router)
api.add_router("", subjects.router)

patterns = api.patterns
