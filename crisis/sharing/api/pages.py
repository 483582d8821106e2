"""The pages “using the data” and “the API”; and what somebody can paste and run: shell, Python, R, a notebook.

A test runs the examples and compares the counts.
"""

from __future__ import annotations

import json
import re
from typing import Any

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
from .description import DESCRIPTION, HEADERS, REFUSALS
from .schemas import PROBLEM

NOTEBOOK = "application/x-ipynb+json"
CURL = """\
# {api}
curl --silent --fail "{origin}/api/v1/events?kind=meeting&from=2022-01"

# {file}
curl --silent --fail --output events.csv "{origin}/export/events.csv?kind=meeting&from=2022-01"
"""
PYTHON = """\
import json
from urllib.request import urlopen

events, path = [], "/api/v1/events?kind=meeting&from=2022-01"
while path:
    with urlopen("{origin}" + path) as answer:
        if answer.headers["Crisis-Ignored"]:
            raise SystemExit("{ignored}" + answer.headers["Crisis-Ignored"])
        page = json.load(answer)
    events += page["items"]
    path = page["next"]

print(len(events))
for event in events[:5]:
    print(event["when"], event["precision"], event["title"]["{language}"], event["url"])
"""
R = """\
address <- "{origin}/export/events.csv?kind=meeting&from=2022-01"
events <- read.csv(address, fileEncoding = "UTF-8", na.strings = "", colClasses = "character")

nrow(events)
table(events$precision)
"""
READ = """\
import csv
import io
from collections import Counter
from urllib.request import urlopen

with urlopen("{origin}/export/events.csv?from=2021-11&to=2022-02") as answer:
    events = list(csv.DictReader(io.StringIO(answer.read().decode())))

print(len(events))"""
COUNT = """\
months = Counter(event["first_day"][:7] for event in events if event["precision"] in ("day", "month"))
for month, number in sorted(months.items()):
    print(month, "#" * number, number)"""
VAGUE = """\
print(Counter(event["precision"] for event in events))"""
WORDS = """\
for event in events:
    words = [one for one in event["evidence_words"].split(" || ") if one]
    if words:
        print(event["date"], event["permalink"])
        print("   ", words[0])"""


@require_safe
def using(request: HttpRequest) -> HttpResponse:
    """The formats, the columns, the licence, how to cite, and examples that run against this very site."""
    site = Site.of_page(request)
    context = {
        "formats": [(form, site.export(form.ending, Selection())) for form in FORMATS.values()],
        "columns": columns(),
        "curl": CURL.format(
            origin=site.origin, api=_("A page of the API, as JSON"), file=_("The whole selection, as a file")
        ),
        "python": PYTHON.format(origin=site.origin, language=site.language, ignored=_("Not understood: ")),
        "r": R.format(origin=site.origin),
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
    """What holds for every operation. Each of them, to be read and tried, is on the page that ninja brings."""
    site = Site.of_page(request)
    context = {
        "description": _(DESCRIPTION),
        "headers": [(name, _(words)) for name, words in HEADERS.items()],
        "openapi": site.at(reverse("api:openapi-json")),
        "rate": settings.API_RATE,
        "problem": json.dumps(PROBLEM, indent=2),
        "refusals": [(status, _(words)) for status, words in REFUSALS.items()],
    }
    return render(request, "sharing/api.html", context)


@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """A Jupyter notebook (nbformat 4.5) that needs Python alone."""
    site = Site.of_page(request)
    cells = [
        ("markdown", f"# {_('The Ukraine crisis, from the source')}\n\n{site.named('timeline')}"),
        ("markdown", _("The events of a selection, one row each. Change the parameters as on the page.")),
        ("code", READ.format(origin=site.origin)),
        ("markdown", _("How many began in each month. Only those whose month is known are counted.")),
        ("code", COUNT),
        ("markdown", _("The others are no less true: their dates are less exact. Say so where you count them.")),
        ("code", VAGUE),
        ("markdown", _("The words of the articles that the events rest on, where the site may show them.")),
        ("code", WORDS),
    ]
    written = {
        "cells": [_cell(number, kind, text) for number, (kind, text) in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    response = HttpResponse(json.dumps(written, ensure_ascii=False, indent=1) + "\n", content_type=NOTEBOOK)
    response["Content-Disposition"] = 'attachment; filename="ukraine-crisis.ipynb"'
    return response


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": text.splitlines(keepends=True)}
    return {**cell, "execution_count": None, "outputs": []} if kind == "code" else cell
