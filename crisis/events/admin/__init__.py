"""The desk's pages for events and for whom, where and what they are about."""

from . import kinds, overview, subjects

__all__ = ["kinds", "overview", "subjects"]
