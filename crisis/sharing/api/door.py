"""What every request to the API passes: who may read, how often, by which method; and how a failure is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..open import let_all_read
from ..problems import language_of, not_allowed, problem
from ..throttling import within_allowance

View = Callable[..., HttpResponseBase]
RETRY_AFTER = "60"
"""Seconds, while the database does not answer."""

logger = logging.getLogger(__name__)


def door(view: View) -> View:
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
