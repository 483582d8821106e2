"""What any page and any program on the web may read: data, feeds, descriptions. Never what belongs to a session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import override

from crisis.public.filters.declaration import Problem
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, Site

Response = TypeVar("Response", bound=HttpResponseBase)
OWN = ("lang",)
"""Parameters of data addresses that a page's address has in its path."""
EXPOSED = "ETag, Last-Modified, Link, Retry-After, RateLimit, RateLimit-Policy, Crisis-Ignored, Content-Disposition"
LONGEST_HEADER = 500


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


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
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


def note_ignored(
    response: HttpResponse | StreamingHttpResponse, selection: Selection, *, besides: Iterable[str] = ()
) -> None:
    """Names the parameters that were not understood, as the page does in words: silence would be a wrong number."""
    note_names(response, [*(problem.parameter for problem in selection.problems), *besides])


def note_names(response: HttpResponse | StreamingHttpResponse, ignored: Iterable[str]) -> None:
    """The header `Crisis-Ignored`: each name once, percent-encoded, since anything may stand in a query string."""
    names = list(dict.fromkeys(quote(name[:40]) for name in ignored))
    if names:
        response["Crisis-Ignored"] = ", ".join(names)[:LONGEST_HEADER]
