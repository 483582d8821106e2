"""A selection or an event in a frame on somebody else's page: little, fast, and with a way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from crisis.events.models import Event
from crisis.public.event.evidence import by_article
from crisis.public.event.listing import listed
from crisis.public.event.public_event import PublicEvent
from crisis.public.paging import page_of
from crisis.public.permalinks import public_or_retracted, with_query
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..access import OWN, ignored_by, note_ignored
from .looks import PARAMETERS, Look
from .strip import strip_of


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Lets the hosts of `EMBED_HOSTS` frame the answer, or any where none is named.

    Only for pages that ask nothing of a reader: there must be nothing to press that could be pressed unawares.
    """

    @wraps(view)
    def framed(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        ancestors = settings.EMBED_HOSTS or ["*"]
        exempt = xframe_options_exempt(csp_replace({"frame-ancestors": ancestors})(view))
        return exempt(request, **arguments)

    return framed


MOST_WORDS = 280
"""Characters of a passage in the list; the event's own page has it whole."""
FRESH = "public, max-age=300"
"""A page that thousands read at once asks its cache; a correction reaches it in five minutes."""


@require_safe
@framable
def selection(request: HttpRequest) -> HttpResponse:
    """The events of a selection: the sentence, the strip, the first of the list."""
    asked = Selection.parse(request.GET, besides=(*OWN, *PARAMETERS)).without_cursor
    site, look = Site.of_data(request), Look.parse(request.GET)
    with override(site.language):
        count = asked.events().count()
        context = {
            "sentence": asked.sentence(count),
            "strip": strip_of(asked, count),
            "entries": [
                listed(event, origin=site.origin, length=MOST_WORDS) for event in page_of(asked, look.limit).events
            ],
            "count": count,
            "canonical": site.timeline(asked),
        }
    response = _rendered(request, "sharing/embed_selection.html", context, site)
    note_ignored(response, ignored_by(asked))
    return response


@require_safe
@framable
def event(request: HttpRequest, uid: str) -> HttpResponse:
    """One event with its exact words; a notice where it was taken back, or where there is none."""
    found, site = public_or_retracted(uid), Site.of_data(request)
    if found is None:
        return _rendered(request, "sharing/embed_missing.html", {"canonical": site.named("timeline")}, site, 404)
    if not found.is_public:
        context = {"event": found, "canonical": site.permalink(found.uid)}
        return _rendered(request, "sharing/embed_retracted.html", context, site, 410)
    if found.uid != uid:
        return HttpResponseRedirect(with_query(reverse("embed-event", args=[found.uid]), request))
    shown = PublicEvent(Event.objects.with_evidence(texts=True).get(pk=found.pk))
    context = {
        "event": shown,
        "quoted": list(by_article(shown.passages)),
        "canonical": site.page_of(shown),
        "permalink": site.permalink(shown.uid),
    }
    return _rendered(request, "sharing/embed_event.html", context, site)


def _rendered(
    request: HttpRequest, template: str, context: dict[str, Any], site: Site, status: int = 200
) -> HttpResponse:
    with override(site.language):
        look = Look.parse(request.GET)
        response = render(request, template, {**context, "look": look, "home": site.named("timeline")}, status=status)
    response["Content-Language"] = site.language
    response["Cache-Control"] = FRESH
    return response
