"""The kinds of event, a folder each: its model, its constraints, what it says, how it is spoken of."""

from .declaration import KINDS, EventKind, kind_of

__all__ = ["KINDS", "EventKind", "kind_of"]
