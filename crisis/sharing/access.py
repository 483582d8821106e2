"""Who may read the data, how much of it, and what a program is told that cannot have what it asked for.

Any page and any program on the web may read data, feeds and descriptions; never what belongs to a session. Requests are
counted, so that a program in a loop leaves something for others: in windows of the clock, in Django's cache. Each
process counts on its own as long as no shared cache is set, and the allowance is then one a process.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import quote

import orjson
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from crisis.events.requests import client_ip, client_network
from crisis.public.filters.declaration import Problem
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, Site

Response = TypeVar("Response", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]
OWN = ("lang",)
"""Parameters of data addresses that a page's address has in its path."""
EXPOSED = "ETag, Last-Modified, Link, Retry-After, RateLimit, RateLimit-Policy, Crisis-Ignored, Content-Disposition"
LONGEST_HEADER = LONGEST_INSTANCE = 500
PROBLEM_JSON = "application/problem+json"


def asked(request: HttpRequest) -> tuple[Selection, Site]:
    """The selection, and the site in the language that `lang` asks for (French where it asks for none)."""
    language = request.GET.get("lang", "")
    site = Site.of(request, language)
    with override(site.language):  # a selection knows what its slugs are called, and says what it did not understand
        selection = Selection.parse(request.GET, besides=OWN)
        if language and language not in LANGUAGES:
            unknown = Problem("lang", _("“%(value)s” is not known here; it is ignored.") % {"value": language[:80]})
            selection = replace(selection, problems=(*selection.problems, unknown))
    return selection, site


def open_to_all(view: View) -> View:
    """Lets scripts of any origin read the answer (CORS), without cookies. What the view raises is not its to open."""

    @wraps(view)
    def opened(*args: object, **kwargs: object) -> HttpResponseBase:
        return let_all_read(view(*args, **kwargs))

    return opened


def let_all_read(response: Response) -> Response:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def tag_of(content: bytes) -> str:
    """The ETag of these very bytes."""
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def note_ignored(response: HttpResponseBase, ignored: Iterable[str]) -> None:
    """Names the parameters that were not understood, as the page does in words: silence would be a wrong number.

    In the header `Crisis-Ignored`: each once, percent-encoded, since anything may stand in a query string.
    """
    names = list(dict.fromkeys(quote(name[:40]) for name in ignored))
    if names:
        response["Crisis-Ignored"] = ", ".join(names)[:LONGEST_HEADER]


def ignored_by(selection: Selection) -> list[str]:
    return [problem.parameter for problem in selection.problems]


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """`{type, title, status, detail, instance}`; `instance` is the path that was asked for. No cache keeps it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path[:LONGEST_INSTANCE].encode(errors="replace").decode(),
    }
    response = HttpResponse(orjson.dumps(body), content_type=PROBLEM_JSON, status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = (get_language() or "en")[:2]
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


def within_allowance(view: View) -> View:
    """The view, for networks that have something left of their requests; every answer says how much, and for how long.

    In the words of the IETF's draft “RateLimit header fields for HTTP”.
    """

    @wraps(view)
    def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if settings.API_RATE is None:
            return view(request, *args, **kwargs)
        quota, window = settings.API_RATE
        begun, into = divmod(int(time.time()), window)
        # an address is nobody's to keep, not even for an hour
        sender = salted_hmac("crisis.sharing.throttling", client_network(client_ip(request))).hexdigest()
        spent = counted_in(f"api-rate:{sender}:{begun}", window)
        is_left = spent <= quota
        response = view(request, *args, **kwargs) if is_left else _used_up(request, quota, window, window - into)
        response["RateLimit-Policy"] = f'"api";q={quota};w={window}'
        response["RateLimit"] = f'"api";r={max(quota - spent, 0)};t={window - into}'
        return response

    return counted


def _used_up(request: HttpRequest, quota: int, window: int, reset: int) -> HttpResponse:
    detail = ngettext(
        "At most %(quota)s requests in %(window)s seconds. Come back in %(reset)s second.",
        "At most %(quota)s requests in %(window)s seconds. Come back in %(reset)s seconds.",
        reset,
    ) % {"quota": quota, "window": window, "reset": reset}
    advice = _("Whole selections are one request: /export/events.csv, .json and others.")
    response = problem(request, 429, f"{detail} {advice}")
    response["Retry-After"] = str(reset)
    return response


def counted_in(key: str, window: int) -> int:
    """Adds one for so many seconds, and says how many there are; two requests at once never count as one."""
    cache.add(key, 0, timeout=window)
    try:
        return cache.incr(key)
    except ValueError:  # gone between the two: a new window, or a cache that is full
        return 1
