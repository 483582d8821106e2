"""A selection or an event in a frame on somebody else's page: little, fast, and with a way back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from crisis.events.models import Event
from crisis.events.vocabulary import Review
from crisis.public.paging import page_of
from crisis.public.permalinks import public_or_retracted, with_query
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.public.wording import badge_of

from ..open import OWN, note_ignored
from .framing import framable
from .listing import entry_of, quoted_of
from .looks import PARAMETERS, Look
from .strip import strip_of

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
            "entries": [entry_of(event, site) for event in page_of(asked, look.limit).events],
            "count": count,
            "canonical": site.timeline(asked),
        }
        response = _rendered(request, "sharing/embed_selection.html", context, site)
    note_ignored(response, asked)
    return response


@require_safe
@framable
def event(request: HttpRequest, uid: str) -> HttpResponse:
    """One event with its exact words; a notice where it was taken back, or where there is none."""
    found, site = public_or_retracted(uid), Site.of_data(request)
    if found is None:
        return _rendered(request, "sharing/embed_missing.html", {"canonical": site.named("timeline")}, site, 404)
    if found.review == Review.RETRACTED:
        context = {"event": found, "canonical": site.permalink(found.uid)}
        return _rendered(request, "sharing/embed_retracted.html", context, site, 410)
    if found.uid != uid:
        return HttpResponseRedirect(with_query(reverse("embed-event", args=[found.uid]), request))
    whole = Event.objects.with_evidence(texts=True).get(pk=found.pk)
    evidence = list(whole.evidence.all())
    with override(site.language):
        context = {
            "event": whole,
            "quoted": quoted_of(evidence),
            "cited": [item.reference for item in evidence if item.reference],
            "badge": badge_of(whole),
            "canonical": site.page_of(whole),
            "permalink": site.permalink(whole.uid),
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
