"""Who may show a page in a frame: nobody, but for embeds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Lets the hosts of `EMBED_HOSTS` frame the answer, or any where none is named.

    Only for pages that ask nothing of a reader: there must be nothing to press that could be pressed unawares.
    """

    @wraps(view)
    def framed(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        ancestors = settings.EMBED_HOSTS or ["*"]
        exempt = xframe_options_exempt(csp_replace({"frame-ancestors": ancestors})(view))
        return exempt(request, **arguments)

    return framed
