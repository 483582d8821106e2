"""A citation as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from crisis.public.permalinks import event_named, reason_of, with_query
from crisis.public.site import Site

from ..access import open_to_all
from .citation import citation_of
from .styles import STYLES


@require_safe
@open_to_all
def cite(request: HttpRequest, uid: str, ending: str) -> HttpResponse:
    """The event's page as it stands today, to be cited in that format; `lang` says in which language.

    Raises `Http404` for a format nobody writes and for what readers were never shown.
    """
    style = STYLES.get(ending)
    if style is None:
        raise Http404
    found, event = event_named(uid)
    if event is None:
        return reason_of(found)
    if event.uid != uid:
        return HttpResponseRedirect(with_query(reverse("cite", args=[event.uid, ending]), request))
    citation = citation_of(event, Site.of_data(request))
    response = HttpResponse(style.write(citation), content_type=f"{style.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{ending}"'
    return response
