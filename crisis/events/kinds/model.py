"""What the models of all kinds share."""

from __future__ import annotations

from typing import Any, ClassVar

from ..models.event import Event


class KindRow(Event):
    """An event with the columns of its kind: one of this model is of that kind, from the start."""

    KIND: ClassVar[str]
    event_ptr: Event

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # rows from the database come as positional values
            kwargs.setdefault("kind", self.KIND)
        super().__init__(*args, **kwargs)
