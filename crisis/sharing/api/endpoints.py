"""The read-only API: the page's own selections, as data. What readers may not see is not here either."""

from __future__ import annotations

from . import articles, events, figures, subjects
from .api import api

for room in (events, articles, subjects, figures):
    api.add_router("", room.router)

patterns = api.patterns

__all__ = ["api", "patterns"]
