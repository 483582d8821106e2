"""A session ends after some hours without use."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

USED = "used_at"
GRAIN = 300
"""Seconds: the use is noted this often, so that reading a page hardly ever writes one."""


def begin(*, request: HttpRequest, **_signal: Any) -> None:
    """Signing in is the first use; noted with the session itself, which is saved then anyway."""
    request.session[USED] = int(time())


class SlidingSession:
    """Notes, with every page that looked at the session of somebody signed in, that it is in use.

    Saving it moves its end. Django's own setting for that would put cookies on public pages that caches keep.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session and time() - session.get(USED, 0) > GRAIN:
            session[USED] = int(time())
        return response
