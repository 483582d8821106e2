"""The pages “using the data” and “the API”, and the notebook to take away."""

from __future__ import annotations

import json
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.events.models import Event
from crisis.public.columns import columns
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..exports.formats import FORMATS
from . import snippets
from .api import DESCRIPTION, HEADERS, REFUSALS
from .endpoints import api
from .examples import PROBLEM
from .reading import objects_of, operations_of

NOTEBOOK = "application/x-ipynb+json"


@require_safe
def using(request: HttpRequest) -> HttpResponse:
    """The formats, the columns, the licence, how to cite, and examples that run against this very site."""
    site = Site.of_page(request)
    everything = Selection()
    context = {
        "formats": [(form, site.export(form.ending, everything)) for form in FORMATS.values()],
        "columns": columns(),
        "curl": snippets.curl(site),
        "python": snippets.python(site),
        "r": snippets.r(site),
        "count": Event.objects.public().count(),
        "timeline": site.named("timeline"),
        "licence": settings.DATA_LICENCE,
        "licence_name": licence_name(settings.DATA_LICENCE),
        "api": site.at(reverse("api:events")),
    }
    return render(request, "sharing/data.html", context)


def licence_name(address: str) -> str:
    """“CC BY 4.0”, where the address says so; any other licence goes by its address."""
    found = re.fullmatch(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?", address)
    return f"CC {found[1].upper()} {found[2]}" if found else address


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation, parameter and field of the API, from its own description."""
    site = Site.of_page(request)
    description = api.get_openapi_schema()
    operations = operations_of(description)
    context = {
        "description": _(DESCRIPTION),
        "operations": operations,
        "objects": objects_of(description),
        "headers": [(name, _(words)) for name, words in HEADERS.items()],
        "selecting": next(one.parameters for one in operations if one.name == "events"),
        "origin": site.origin,
        "openapi": site.at(reverse("api:openapi-json")),
        "rate": settings.API_RATE,
        "problem": json.dumps(PROBLEM, indent=2),
        "refusals": [(status, _(words)) for status, words in REFUSALS.items()],
    }
    return render(request, "sharing/api.html", context)


@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(snippets.written(snippets.notebook(Site.of_page(request))), content_type=NOTEBOOK)
    response["Content-Disposition"] = 'attachment; filename="ukraine-crisis.ipynb"'
    return response
