"""What any page and any program on the web may read: data, feeds, descriptions. Never what belongs to a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override

from crisis.events.selection import Selection

from .site import Site

OWN = ("lang",)
"""Parameters of data addresses that a page's address has in its path."""
EXPOSED = "ETag, Last-Modified, Link, Retry-After, Crisis-Ignored, Content-Disposition"
LONGEST_HEADER = 500


def asked(request: HttpRequest) -> tuple[Selection, Site]:
    """The selection, and the site in the language that `lang` asks for (French where it asks for none)."""
    site = Site.of(request, request.GET.get("lang", ""))
    with override(site.language):  # a selection knows what its slugs are called, and says what it did not understand
        return Selection.parse(request.GET, besides=OWN), site


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lets scripts of any origin read the answer (CORS), without cookies, and the parent view's errors too."""

    @wraps(view)
    def opened(*args: object, **kwargs: object) -> HttpResponseBase:
        return let_all_read(view(*args, **kwargs))

    return opened


def let_all_read(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def note_ignored(response: HttpResponse | StreamingHttpResponse, selection: Selection) -> None:
    """Names the parameters that were not understood, as the page does in words: silence would be a wrong number."""
    names = list(dict.fromkeys(quote(problem.parameter[:40]) for problem in selection.problems))
    if names:
        response["Crisis-Ignored"] = ", ".join(names)[:LONGEST_HEADER]
