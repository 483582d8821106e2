"""The desk's pages for events and for whom, where and what they are about."""

from . import apart, kinds, overview, reports, saved, sources, subjects

__all__ = ["apart", "kinds", "overview", "reports", "saved", "sources", "subjects"]
