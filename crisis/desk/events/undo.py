"""“Undo” at the desk: offered after a decision, asked once more, done for each event on its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from crisis.events.models import Event
from crisis.events.past.decisions import Decision, may_undo, undo_last, undoable
from crisis.events.requests import parse_pk

from ..pages import MOST_UNDONE, change_address
from ..permissions import editor_of, may_publish, require


def undo_of(request: HttpRequest, event: Any) -> Decision | None:
    """The event's last decision, if whoever looks may undo it."""
    decision = undoable(event)
    return decision if decision is not None and may_undo(request.user, decision) else None


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest) -> HttpResponse:
    """Asks; a POST undoes the last decision of each event named, and says of each other why not."""
    given = request.POST if request.method == "POST" else request.GET
    named = [parse_pk(pk) for pk in given.getlist("event")[:MOST_UNDONE]]
    events = list(Event.objects.filter(pk__in=[pk for pk in named if pk is not None]).order_by("pk"))
    decisions = [(event, undo_of(request, event)) for event in events]
    if request.method != "POST":
        require(any(decision for _event, decision in decisions) or may_publish(request))
        context = {**admin.site.each_context(request), "title": _("Undo"), "decisions": decisions}
        return TemplateResponse(request, "desk/events/undo.html", context)
    done = [event for event, decision in decisions if _undo(request, event, decision)]
    if done:
        sentence = ngettext("%(count)s decision undone.", "%(count)s decisions undone.", len(done))
        messages.success(request, sentence % {"count": len(done)})
    only = events[0] if len(events) == 1 else None
    return HttpResponseRedirect(change_address(only) if only else reverse("admin:events_event_changelist"))


def _undo(request: HttpRequest, event: Event, decision: Decision | None) -> bool:
    if decision is None and (standing := undoable(event)) is not None and not may_undo(request.user, standing):
        raise PermissionDenied
    seen = request.POST.getlist("decision")
    if decision is not None and seen and str(decision.pk) not in seen:
        sentence = _("“%(title)s”: somebody has decided otherwise since you opened this page. Look at it again.")
        messages.error(request, sentence % {"title": event})
        return False
    try:
        undo_last(event, by=editor_of(request))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    return True
