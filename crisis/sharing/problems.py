"""What a program is told when it cannot have what it asked for (RFC 9457, problem details), in its own language."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from crisis.public.site import LANGUAGES

MEDIA_TYPE = "application/problem+json"
LONGEST_INSTANCE = 500


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """`{type, title, status, detail, instance}`; `instance` is the path that was asked for. No cache keeps it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path[:LONGEST_INSTANCE].encode(errors="replace").decode(),
    }
    response = HttpResponse(orjson.dumps(body), content_type=MEDIA_TYPE, status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = (get_language() or "en")[:2]
    return response


def not_allowed(request: HttpRequest) -> HttpResponse:
    response = problem(request, 405, _("This can only be read: GET, HEAD or OPTIONS."))
    response["Allow"] = "GET, HEAD, OPTIONS"
    return response


def language_of(request: HttpRequest) -> str:
    """What `lang` asks for, else what the client's own header does, else English. Cookies are not read."""
    asked = request.GET.get("lang", "")
    if asked in LANGUAGES:
        return asked
    for accepted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        try:
            return get_supported_language_variant(accepted)[:2]
        except LookupError:
            continue
    return "en"
