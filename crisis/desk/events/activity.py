"""Who did what, for the chiefs: a page to look through, and the same as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.articles.sent import whole_number
from crisis.public.escaping import guarded

from ..activity import Asked, Line, keys, lines, recorded_models

PER_PAGE = 100


def may_view_activity(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.has_perm("events.view_activity")


@require_safe
def activity(request: HttpRequest) -> HttpResponseBase:
    """The lines asked for, a hundred a page, or all of them as a file."""
    if not may_view_activity(request):
        raise PermissionDenied
    asked, number = _asked(request), _number(request.GET.get("page", ""), least=1)
    if "csv" in request.GET:
        return _file(asked)
    return _page(request, asked, number or 1)


def _page(request: HttpRequest, asked: Asked, number: int) -> HttpResponse:
    start = (number - 1) * PER_PAGE
    found = list(keys(asked)[start : start + PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Who did what"),
        "lines": list(lines(found[:PER_PAGE])),
        "asked": asked,
        "people": get_user_model()._default_manager.order_by("username"),
        "models": sorted(
            (capfirst(str(model._meta.verbose_name)), label) for label, model in recorded_models().items()
        ),
        "number": number,
        "has_more": len(found) > PER_PAGE,
        "query": query.urlencode(),
    }
    return TemplateResponse(request, "admin/events/activity.html", context)


def _asked(request: HttpRequest) -> Asked:
    """What cannot be read narrows nothing, as in the lists of the desk."""
    return Asked(
        person=_number(request.GET.get("person", "")),
        model=request.GET.get("model", ""),
        since=_day(request.GET.get("since", "")),
        until=_day(request.GET.get("until", "")),
    )


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _number(text: str, *, least: int = 0) -> int | None:
    value = whole_number(text)
    return value if value is not None and value >= least else None


class _Echo:
    """What `csv` writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _file(asked: Asked) -> StreamingHttpResponse:
    """Streamed, with the mark by which spreadsheets know UTF-8."""
    language = get_language() or "fr"

    def rows() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff"
        with override(language):
            heads = [_("time"), _("who"), _("model"), _("row"), _("what"), _("fields"), _("reason")]
        yield writer.writerow(heads)
        found = lines(keys(asked).iterator(chunk_size=500))
        while True:
            with override(language):  # a stream outlives its request's language
                line = next(found, None)
            if line is None:
                return
            yield writer.writerow([guarded(cell) for cell in _cells(line)])

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="activity.csv"'
    return response


def _cells(line: Line) -> list[str]:
    return [line.at.isoformat(), line.who, line.label, line.row, line.what, ", ".join(line.fields), line.reason]
