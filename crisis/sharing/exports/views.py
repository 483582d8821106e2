"""The selection as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ..open import asked, note_ignored, open_to_all
from .formats import FORMATS
from .naming import file_name
from .streaming import spoken


@require_safe
@open_to_all
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All events of the selection, in that format. Raises `Http404` for a format nobody writes."""
    form = FORMATS.get(ending)
    if form is None:
        raise Http404
    selection, site = asked(request)
    # Who asks for the headers alone is spared the writing; its length nobody knows before it is written.
    pieces = iter(()) if request.method == "HEAD" else form.write(selection.without_cursor, site)
    response = StreamingHttpResponse(spoken(site.language, pieces), content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, ending)}"'
    response["Content-Language"] = site.language
    # Nothing tells in one question that neither events nor what they rest on have changed: it is asked anew each time.
    patch_cache_control(response, no_cache=True)
    note_ignored(response, selection)
    return response
