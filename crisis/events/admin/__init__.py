"""The desk's pages for events and for whom, where and what they are about."""

from . import kinds, overview, reports, saved, subjects

__all__ = ["kinds", "overview", "reports", "saved", "subjects"]
