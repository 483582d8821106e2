"""Everything that has a page at the desk; Django's admin finds them here."""

from . import saved_filters
from .accounts import admin as accounts
from .articles import admin as articles
from .events import admin as events
from .events import pairs, reports, subjects

__all__ = ["accounts", "articles", "events", "pairs", "reports", "saved_filters", "subjects"]
