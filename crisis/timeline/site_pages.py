"""What this site is: its method and numbers, who publishes it, what it keeps of its readers, whom to write to."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crisis.articles.models import Reference
from crisis.events.kinds import KINDS
from crisis.events.models import Event, Evidence
from crisis.events.reporting import MOST_FROM_ONE
from crisis.public.event.listing import public_articles
from crisis.public.filters.subjects import publishers


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Method, sources, limits, and the numbers as they are now."""
    public = Event.objects.public()
    numbers = public.aggregate(
        all=Count("pk"),
        reviewed=Count("pk", filter=Q(reviewed_at__isnull=False)),
        undated=Count("pk", filter=Q(starts_on=None, ends_on=None)),
        first=Min("starts_on"),
        last=Max("ends_on"),
        **{kind.code: Count("pk", filter=Q(kind=kind.code)) for kind in KINDS},
    )
    context = {
        "numbers": numbers,
        "kinds": [(str(kind.plural), numbers[kind.code]) for kind in KINDS],
        "articles": public_articles().count(),
        "publishers": publishers(),
        "references": Reference.objects.filter(pk__in=Evidence.objects.public().values("reference")).count(),
    }
    return render(request, "timeline/about.html", context)


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes the site and where it stands, as far as the operator has said."""
    context = {
        "publisher": settings.SITE_PUBLISHER,
        "publisher_address": settings.SITE_PUBLISHER_ADDRESS,
        "director": settings.SITE_DIRECTOR,
        "host": settings.SITE_HOST_NAME,
        "host_address": settings.SITE_HOST_ADDRESS,
        "email": settings.CONTACT_EMAIL,
    }
    return render(request, "timeline/legal.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "timeline/privacy.html", {"email": settings.CONTACT_EMAIL, "most_reports": MOST_FROM_ONE})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "timeline/contact.html", {"email": settings.CONTACT_EMAIL})
