"""Is the site alive, is it ready, and what readers are told while the database does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

RETRY_AFTER = "60"
"""Seconds."""

logger = logging.getLogger(__name__)


class DatabaseOutage:
    """Answers 503 where a view could not reach the database, or could not get its turn at it.

    It must hear of the failure before Django's own last resort does, so it is a middleware; the page is made
    without the request, so that nothing in it can ask the database again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database does not answer: %s", exception, exc_info=exception)
        if _wants_a_page(request):
            response = HttpResponse(render_to_string("503.html"), status=503)
        else:
            sentence = _("The database does not answer. Nothing is lost; try again in a minute.")
            response = HttpResponse(f"{sentence}\n", content_type="text/plain; charset=utf-8", status=503)
        response["Retry-After"] = RETRY_AFTER
        response["Cache-Control"] = "no-store"
        return response


def _wants_a_page(request: HttpRequest) -> bool:
    """Not what htmx would put into a page that already stands, and not what machines would have to parse."""
    restores = request.headers.get("HX-History-Restore-Request") == "true"
    if request.headers.get("HX-Request") == "true" and not restores:
        return False
    return request.accepts("text/html")


@require_safe
@never_cache
def livez(_request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """The process can serve readers: its database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")
