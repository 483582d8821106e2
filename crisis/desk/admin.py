"""Everything that has a page at the desk; Django's admin finds them here."""

from .articles import admin as articles
from .articles import references
from .events import apart, kinds, overview, reports, saved, sources, subjects
from .people import accounts

__all__ = [
    "accounts",
    "apart",
    "articles",
    "kinds",
    "overview",
    "references",
    "reports",
    "saved",
    "sources",
    "subjects",
]
