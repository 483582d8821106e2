"""The event that an address names, for every view of this room."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from crisis.events.models import Event
from crisis.events.permalinks import public_or_retracted
from crisis.events.vocabulary import Review

from .record import Record
from .recording import record_of


def public_record(uid: str) -> tuple[Event, Record | None]:
    """The event of that name, or the survivor it was merged into, and all that is told of it.

    No record where it was taken back: then only its title, the day and the reason may be told. Raises `Http404`
    for what readers were never shown.
    """
    found = public_or_retracted(uid)
    if found is None:
        raise Http404
    if found.review == Review.RETRACTED:
        return found, None
    event = Event.objects.with_everything().get(pk=found.pk)
    return event, record_of(event)


def with_query(path: str, request: HttpRequest) -> str:
    """The path with the request's own parameters, for a redirect that must lose none."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
