"""What a permanent name leads to: a public event, the survivor of a merger, a retracted one, or nothing."""

from __future__ import annotations

from .models import Event
from .vocabulary import Review


def public_or_retracted(uid: str) -> Event | None:
    """The event of that name, or the one it was merged into; `None` for what readers were never shown."""
    seen: set[str] = set()
    events = Event.objects.select_related("merged_into", "place")
    found = events.filter(uid=uid).first()
    while found and found.merged_into_id and found.uid not in seen:
        seen.add(found.uid)
        found = events.filter(pk=found.merged_into_id).first()
    return found if found and found.review in {Review.PUBLISHED, Review.RETRACTED} else None
