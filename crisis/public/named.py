"""The event that an address names, for every view of this room."""

from __future__ import annotations

from django.http import HttpResponse

from crisis.events.models import Event
from crisis.events.vocabulary import Review

from .permalinks import published_or_taken_back
from .record import Record
from .recording import record_of


def public_record(uid: str) -> tuple[Event, Record | None]:
    """The event of that name, or the survivor it was merged into, and all that is told of it.

    No record where it was taken back: then only its title, the day and the reason may be told. Raises `Http404`
    for what readers were never shown.
    """
    found = published_or_taken_back(uid)
    if found.review == Review.RETRACTED:
        return found, None
    event = Event.objects.with_everything().get(pk=found.pk)
    return event, record_of(event)


def reason_of(taken_back: Event) -> HttpResponse:
    """410 with the editors' reason, where no page is asked for."""
    return HttpResponse(f"{taken_back.review_reason}\n", content_type="text/plain; charset=utf-8", status=410)
