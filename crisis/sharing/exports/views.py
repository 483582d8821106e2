"""The selection as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ..open import asked, note_ignored, open_to_all, tag_of
from ..throttling import within_allowance
from .changes import news_of
from .feed import MEDIA_TYPE, atom
from .formats import FORMATS
from .naming import file_name
from .streaming import begun, spoken


@require_safe
@open_to_all
@within_allowance
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All events of the selection, in that format. Raises `Http404` for a format nobody writes."""
    form = FORMATS.get(ending)
    if form is None:
        raise Http404
    selection, site = asked(request)
    # Who asks for the headers alone is spared the writing; its length nobody knows before it is written.
    pieces = iter(()) if request.method == "HEAD" else form.write(selection.without_cursor, site)
    written = begun(spoken(site.language, pieces))
    response = StreamingHttpResponse(written, content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, ending)}"'
    response["Content-Language"] = site.language
    # Nothing tells in one question that neither events nor what they rest on have changed: it is asked anew each time.
    patch_cache_control(response, no_cache=True)
    note_ignored(response, selection)
    return response


@require_safe
@open_to_all
@within_allowance
def feed(request: HttpRequest) -> HttpResponseBase:
    """What is new of the selection, a page at a time.

    The tag is of the very bytes. There is no `Last-Modified`: a mended slip of the pen, or an event taken back,
    changes the feed and not the time of its newest entry, and who asked by time would be told that nothing changed.
    """
    selection, site = asked(request)
    with override(site.language):
        body = atom(news_of(selection), selection, site).encode()
    response = HttpResponse(body, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["ETag"] = tag_of(body)
    note_ignored(response, selection)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
