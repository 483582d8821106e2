"""An answer of the API: who may ask, how often, by which method; its body; and whether the client has it already."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Schema

from crisis.public.paging import PAGE_SIZE, decoded, encoded
from crisis.public.site import LANGUAGES, extended
from crisis.public.visibility import last_change

from ..access import View, language_of, note_ignored, open_to_all, problem, tag_of, within_allowance

METHODS = "GET, HEAD, OPTIONS"
FRESH = 60
"""Seconds for which a cache need not ask again: a retraction must not wait longer."""
STARTED = datetime.now(UTC)
"""Before this process ran, other code may have told the same events otherwise."""

logger = logging.getLogger(__name__)


def api_view(view: View) -> View:
    """The view, open to scripts of any origin, for GET and HEAD; whatever fails is told as problem details."""
    counted = within_allowance(_telling(view))

    @open_to_all
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            language = language_of(request)
        except SuspiciousOperation:  # more parameters than are ever read
            with override("en"):
                return problem(request, 400, _("These are more parameters than anything here takes."))
        with override(language):
            if request.method == "OPTIONS":
                return _preflight()
            if request.method not in {"GET", "HEAD"}:
                refusal = problem(request, 405, _("This can only be read: GET, HEAD or OPTIONS."))
                refusal["Allow"] = METHODS
                return refusal
            response = counted(request, *args, **kwargs)
            if request.method == "HEAD" and isinstance(response, HttpResponse):
                response["Content-Length"] = str(len(response.content))
                response.content = b""
            return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is changed here, and 405 says so
    return guarded


def _telling(view: View) -> View:
    """The view as GET, with its failures in words: an operation is declared once, for GET and HEAD."""

    def telling(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        method, request.method = request.method, "GET"
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            logger.error("The database does not answer: %s", error, exc_info=error)
            response = problem(request, 503, _("The database does not answer. Nothing is lost; try again in a minute."))
            response["Retry-After"] = "60"
            return response
        except Exception:
            if settings.DEBUG:
                raise
            logger.exception("The API failed at %s", request.path)
            return problem(request, 500, _("Something went wrong here. It is written down, and not your fault."))
        finally:
            request.method = method

    return telling


def _preflight() -> HttpResponse:
    """Says beforehand what a script of another origin may ask (CORS)."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def answer(request: HttpRequest, body: Schema | dict[str, Any], ignored: Iterable[str] = ()) -> HttpResponse:
    """The body as JSON; 304 where the client has it, by its ETag or else by the date it was told.

    It names the parameters that were `ignored`.

    The ETag is of the very bytes. The date is of the last change of anything that readers can be shown: a list
    changes when something leaves it, and an event when somebody in it gets another name, and neither has a date.
    """
    told = body if isinstance(body, dict) else body.model_dump(exclude_unset=True, by_alias=True)
    content = orjson.dumps(told)
    response = HttpResponse(content, content_type="application/json")
    response["ETag"] = tag_of(content)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    if onward := told.get("next"):
        response["Link"] = f'<{onward}>; rel="next"'
    seconds = _last_modified()
    if seconds:
        response["Last-Modified"] = http_date(seconds)
    kept = get_conditional_response(request, etag=response["ETag"], last_modified=seconds, response=response)
    if kept is not None and kept.status_code == 412:
        kept = problem(request, 412, _("It is no longer what you hold."))
    response = kept or response
    note_ignored(response, ignored)
    return response


def _last_modified() -> int | None:
    """In seconds; none while the second of the last change is not over, as another could still fall in it."""
    changed = max(last_change() or STARTED, STARTED).replace(microsecond=0)
    return int(changed.timestamp()) if datetime.now(UTC) - changed >= timedelta(seconds=2) else None


def listed(
    request: HttpRequest, rows: QuerySet[Any], key: str, told: Callable[[list[Any]], Iterable[Schema]]
) -> HttpResponse:
    """`{"items", "count", "next"}`: up to fifty rows, in the order of the unique column `key`, as they are `told`.

    Those that `cursor` asks for, else the first (two queries).
    """
    cursor = request.GET.get("cursor", "")
    mark = decoded(cursor) or ""
    is_mark = mark.isascii() and mark.isdecimal() and len(mark) < 19 if key == "pk" else bool(mark)
    ordered = rows.order_by(key)
    found = list(ordered.filter(**{f"{key}__gt": mark})[: PAGE_SIZE + 1]) if is_mark else []
    if not found:  # no cursor, none of ours, or one that points past the end
        found = list(ordered[: PAGE_SIZE + 1])
    onward = None
    if len(found) > PAGE_SIZE:
        found = found[:PAGE_SIZE]
        last = encoded(str(getattr(found[-1], key)))
        onward = extended(request.path, [*language_asked(request), ("cursor", last)])
    items = [item.model_dump(exclude_unset=True) for item in told(found)]
    ignored = [*misunderstood(request, "cursor"), *(["cursor"] if cursor and not is_mark else [])]
    return answer(request, {"items": items, "count": rows.count(), "next": onward}, ignored)


def misunderstood(request: HttpRequest, *understood: str) -> list[str]:
    """The parameters of a query string that is no selection's, besides those `understood`."""
    ignored = [name for name in request.GET if name not in (*understood, "lang")]
    language = request.GET.get("lang")
    return [*ignored, "lang"] if language and language not in LANGUAGES else ignored


def language_asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What the way on says of the language: what this request says, which is of the problems' too."""
    language = request.GET.get("lang", "")
    return [("lang", language)] if language in LANGUAGES else []
