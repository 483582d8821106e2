"""What a permanent name leads to: a public event, the survivor of a merger, a retracted one, or nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from crisis.events.models import Event
from crisis.events.vocabulary import Review


def public_or_retracted(uid: str) -> Event | None:
    """The event of that name, or the one it was merged into; `None` for what readers were never shown."""
    seen: set[str] = set()
    events = Event.objects.select_related("merged_into", "place")
    found = events.filter(uid=uid).first()
    while found and found.merged_into_id and found.uid not in seen:
        seen.add(found.uid)
        found = events.filter(pk=found.merged_into_id).first()
    return found if found and found.review in {Review.PUBLISHED, Review.RETRACTED} else None


def published_or_taken_back(uid: str) -> Event:
    """The public event of that name, or the survivor it was merged into, or a retracted one with its reason.

    Raises `Http404` for what readers were never shown.
    """
    found = public_or_retracted(uid)
    if found is None:
        raise Http404
    return found


def with_query(path: str, request: HttpRequest) -> str:
    """The path with the request's own parameters, for a redirect that must lose none."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
