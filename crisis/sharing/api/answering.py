"""An answer of the API: who may ask, how often, by which method; its body; and whether the client has it already."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Schema

from crisis.public.paging import PAGE_SIZE, decoded, encoded
from crisis.public.site import LANGUAGES
from crisis.public.visibility import last_change

from ..open import let_all_read, note_names, tag_of
from ..problems import language_of, not_allowed, problem
from ..throttling import within_allowance

View = Callable[..., HttpResponseBase]
RETRY_AFTER = "60"
"""Seconds, while the database does not answer."""
FRESH = 60
"""Seconds for which a cache need not ask again: a retraction must not wait longer."""
STARTED = datetime.now(UTC)
"""Before this process ran, other code may have told the same events otherwise."""

logger = logging.getLogger(__name__)


def api_view(view: View) -> View:
    """The view, open to scripts of any origin, for GET and HEAD; whatever fails is told as problem details."""
    counted = within_allowance(_telling(view))

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            language = language_of(request)
        except SuspiciousOperation:  # more parameters than are ever read
            with override("en"):
                return let_all_read(problem(request, 400, _("These are more parameters than anything here takes.")))
        with override(language):
            if request.method == "OPTIONS":
                return let_all_read(_preflight())
            if request.method not in {"GET", "HEAD"}:
                return let_all_read(not_allowed(request))
            response = counted(request, *args, **kwargs)
            return let_all_read(_bodiless(response) if request.method == "HEAD" else response)

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
            response["Retry-After"] = RETRY_AFTER
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
    response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _bodiless(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):  # a stream has no length to tell, and nothing here is one
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def answer(request: HttpRequest, body: Schema | dict[str, Any]) -> HttpResponse:
    """The body as JSON; 304 where the client has it, by its ETag or else by the date it was told.

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
    changed = _last_modified()
    if changed:
        response["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    seconds = int(changed.timestamp()) if changed else None
    kept = get_conditional_response(request, etag=response["ETag"], last_modified=seconds, response=response)
    if kept is not None and kept.status_code == 412:
        return problem(request, 412, _("It is no longer what you hold."))
    return kept or response


def _last_modified() -> datetime | None:
    """Whole seconds; none while the second of the last change is not over, as another could still fall in it."""
    changed = max(last_change() or STARTED, STARTED).replace(microsecond=0)
    return changed if datetime.now(UTC) - changed >= timedelta(seconds=2) else None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Up to fifty rows, and the query string of the next fifty."""

    rows: list[Any]
    count: int
    """On all pages."""
    next: str | None
    ignored: list[str]
    """The parameters that were not understood."""


def chunk_of(request: HttpRequest, rows: QuerySet[Any], key: str) -> Chunk:
    """The page that `cursor` asks for, in the order of the unique column `key`; else the first (two queries)."""
    after = (_number if key == "pk" else _word)(decoded(request.GET.get("cursor", "")))
    ordered = rows.order_by(key)
    found = list(ordered.filter(**{f"{key}__gt": after})[: PAGE_SIZE + 1]) if after is not None else []
    if not found:  # no cursor, none of ours, or one that points past the end
        found = list(ordered[: PAGE_SIZE + 1])
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    ignored = misunderstood(request, "cursor")
    if request.GET.get("cursor") and after is None:
        ignored.append("cursor")
    return Chunk(found, rows.count(), _onward(request, found[-1], key) if more else None, ignored)


def misunderstood(request: HttpRequest, *understood: str) -> list[str]:
    """The parameters of a query string that is no selection's, besides those `understood`."""
    ignored = [name for name in request.GET if name not in (*understood, "lang")]
    language = request.GET.get("lang")
    return [*ignored, "lang"] if language and language not in LANGUAGES else ignored


def language_asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What the way on says of the language: what this request says, which is of the problems' too."""
    language = request.GET.get("lang", "")
    return [("lang", language)] if language in LANGUAGES else []


def answered(request: HttpRequest, chunk: Chunk, path: str, told: Callable[[Any], Schema]) -> HttpResponse:
    """The page as `{"items", "count", "next"}`."""
    onward = f"{path}?{chunk.next}" if chunk.next else None
    items = [told(row).model_dump(exclude_unset=True) for row in chunk.rows]
    response = answer(request, {"items": items, "count": chunk.count, "next": onward})
    note_names(response, chunk.ignored)
    return response


def _onward(request: HttpRequest, last: Model, key: str) -> str:
    return urlencode([*language_asked(request), ("cursor", encoded(str(getattr(last, key))))])


def _word(mark: str | None) -> str | None:
    return mark or None


def _number(mark: str | None) -> int | None:
    return int(mark) if mark and mark.isascii() and mark.isdecimal() and len(mark) < 19 else None
