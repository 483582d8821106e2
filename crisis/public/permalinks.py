"""What a permanent name leads to: a public event, the survivor of a merger, a retracted one, or nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from crisis.events.models import Event
from crisis.events.vocabulary import Review

from .event.public_event import PublicEvent


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


def event_named(uid: str) -> tuple[Event, PublicEvent | None]:
    """The event of that name, or the survivor it was merged into, and all that readers are told of it.

    Nothing of one that was taken back: then only its title, the day and the reason may be told. Raises `Http404`
    for what readers were never shown.
    """
    found = published_or_taken_back(uid)
    if not found.is_public:
        return found, None
    event = Event.objects.with_everything().get(pk=found.pk)
    return event, PublicEvent(event)


def reason_of(taken_back: Event) -> HttpResponse:
    """410 with the editors' reason, where no page is asked for."""
    return HttpResponse(f"{taken_back.review_reason}\n", content_type="text/plain; charset=utf-8", status=410)


def with_query(path: str, request: HttpRequest) -> str:
    """The path with the request's own parameters, for a redirect that must lose none."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
