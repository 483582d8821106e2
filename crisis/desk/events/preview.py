"""An event as readers would see it, before they do. For the desk only; nothing of it is kept or indexed anywhere."""

from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from crisis.events.models import Event
from crisis.timeline.views import panel_of

from ..pages import change_address


@require_safe
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """The event's page under a banner. Whoever may not look at drafts is told that there is nothing."""
    if not (admin.site.has_permission(request) and request.user.has_perm("events.view_event")):
        raise Http404
    found = get_object_or_404(Event.objects.select_related("place"), uid=uid)
    context = {
        "panel": panel_of(found),
        "is_preview": True,
        "is_public": found.is_public,
        "review": found.get_review_display(),
        "desk": change_address(found),
    }
    response = render(request, "timeline/preview.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
