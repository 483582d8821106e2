"""Numbers of a selection: what each filter would leave, and how many events began when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from ninja import Router

from crisis.articles.models import Source
from crisis.edtf import later
from crisis.events.vocabulary import Kind, Status
from crisis.public.counting import Subject, counted_by, counted_by_basis, counted_by_subject, reviewed_in
from crisis.public.density import bin_end, binned_by, counted_by_day, span_of, step_for
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES

from ..open import asked, note_ignored
from . import schemas
from .answering import answer
from .api import documented
from .examples import DENSITY, FACETS
from .parameters import CURSOR, SELECTION
from .summaries import SUMMARIES

router = Router(tags=["figures"])
PERIODS = {"day": "P1D", "week": "P7D", "month": "P1M", "year": "P1Y"}
NAMED = ("actor", "place", "topic", "source")
BASIS_NAMES = {
    "excerpt": pgettext_lazy("basis", "an excerpt you can read here"),
    "reference": pgettext_lazy("basis", "a reference only, for context"),
}
REVIEWED = _("reviewed by an editor")
MOST = 100
"""Actors, places, topics and publishers that are counted by name."""


@router.get(
    "/facets",
    response=schemas.Facets,
    summary=SUMMARIES["facets"],
    openapi_extra=documented(*SELECTION, CURSOR, example=FACETS),
)
def facets(request: HttpRequest) -> HttpResponse:
    selection, _site = asked(request)
    response = answer(request, _counted(selection))
    note_ignored(response, selection)
    return response


@router.get(
    "/density",
    response=schemas.Density,
    summary=SUMMARIES["density"],
    by_alias=True,
    openapi_extra=documented(*SELECTION, CURSOR, example=DENSITY),
)
def density(request: HttpRequest) -> HttpResponse:
    selection, _site = asked(request)
    counts = counted_by_day(selection.events())
    span = span_of(counts)
    step = step_for(*span) if span else "day"
    bins = [
        {
            "from": first.isoformat(),
            "to": later(bin_end(first, step), timedelta(days=1)).isoformat(),
            "kind": kind,
            "count": number,
        }
        for (first, kind), number in sorted(binned_by(step, counts).items())
    ]
    response = answer(request, {"step": PERIODS[step], "bins": bins})
    note_ignored(response, selection)
    return response


def _counted(selection: Selection) -> dict[str, Any]:
    kinds, statuses, bases = counted_by(selection, "kind"), counted_by(selection, "status"), counted_by_basis(selection)
    by_name = {parameter: counted_by_subject(selection, parameter, MOST) for parameter in NAMED}
    return {
        "count": selection.events().count(),
        "kind": [_value(kind, _labels(kind.label), kinds.get(kind, 0)) for kind in Kind],
        "status": [_value(status, _labels(status.label), statuses.get(status, 0)) for status in Status],
        "evidence": [_value(basis, _labels(words), bases[basis]) for basis, words in BASIS_NAMES.items()],
        "reviewed": [_value("yes", _labels(REVIEWED), reviewed_in(selection))],
        **{
            parameter: [_value(row.slug, _names_of(row), number) for row, number in rows]
            for parameter, rows in by_name.items()
        },
    }


def _value(value: str, name: dict[str, str], count: int) -> dict[str, Any]:
    return {"value": str(value), "name": name, "count": count}


def _labels(words: str | Promise) -> dict[str, str]:
    """In every language of the site."""
    labels = {}
    for language in LANGUAGES:
        with override(language):
            labels[language] = str(words)
    return labels


def _names_of(row: Subject) -> dict[str, str]:
    if isinstance(row, Source):
        return {"fr": row.name, "en": row.name}
    return {"fr": row.name_fr, "en": row.name_en}
