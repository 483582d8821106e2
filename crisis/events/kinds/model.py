"""What the models of all kinds share."""

from __future__ import annotations

from typing import Any, ClassVar

from ..models.event import Event

DERIVED = ["search_text", "corrected_at"]
"""Columns that follow from other rows, which have histories of their own."""


class KindRow(Event):
    """An event with the columns of its kind: one of this model is of that kind, from the start."""

    KIND: ClassVar[str]
    history: ClassVar[Any]
    event_ptr: Event
    _change_reason: str | None

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # rows from the database come as positional values
            kwargs.setdefault("kind", self.KIND)
        super().__init__(*args, **kwargs)
