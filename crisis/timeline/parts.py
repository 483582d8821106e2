"""What the page's scripts ask for: the chart's figure, the card of a point, suggestions while one types."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from crisis.events.models import Event
from crisis.public.filters import SubjectFilter, filter_named
from crisis.public.selection import Selection

from .facets import suggestions
from .figure import timeline_figure
from .listing import entry_of

LONGEST_TERM = 80


@require_safe
def figure(request: HttpRequest) -> JsonResponse:
    """The chart of a selection, as plotly.js takes it."""
    return JsonResponse(timeline_figure(Selection.parse(request.GET)), json_dumps_params={"separators": (",", ":")})


@require_safe
def card(request: HttpRequest, uid: str) -> HttpResponse:
    """What a point says of itself before it is opened."""
    event = get_object_or_404(Event.objects.public().with_evidence(), uid=uid)
    return render(request, "timeline/card.html", {"entry": entry_of(event, Selection())})


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Values of `field` whose names have `term`, under the rest of the selection."""
    query = request.GET.copy()
    field, term = query.pop("field", [""])[-1], query.pop("term", [""])[-1]
    asked = filter_named(str(field))
    if not isinstance(asked, SubjectFilter):
        raise Http404
    return JsonResponse({"items": suggestions(Selection.parse(query), asked, str(term)[:LONGEST_TERM])})
