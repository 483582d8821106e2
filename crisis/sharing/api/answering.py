"""An answer of the API: its body, what it was made of, and whether the client has it already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from crisis.events.freshness import last_change

from ..open import tag_of
from ..problems import problem

FRESH = 60
"""Seconds for which a cache need not ask again: a retraction must not wait longer."""
STARTED = datetime.now(UTC)
"""Before this process ran, other code may have told the same events otherwise."""


def answer(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """The body as JSON; 304 where the client has it, by its ETag or else by the date it was told.

    The ETag is of the very bytes. The date is of the last change of anything that readers can be shown: a list
    changes when something leaves it, and an event when somebody in it gets another name, and neither has a date.
    """
    content = orjson.dumps(body)
    response = HttpResponse(content, content_type="application/json")
    response["ETag"] = tag_of(content)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    if onward := body.get("next"):
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
