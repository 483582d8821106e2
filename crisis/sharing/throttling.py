"""How much one network may ask of API, exports and feed, so that a program in a loop leaves something for others.

Counted in windows of the clock, in Django's cache: each process counts on its own as long as no shared cache is set,
and the allowance is then one a process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.events.requests import client_ip, client_network

from .problems import problem


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a network has left of its requests, and for how long."""

    quota: int
    window: int
    """Seconds."""
    spent: int
    """This request included."""
    reset: int
    """Seconds until the window ends."""

    @property
    def is_used_up(self) -> bool:
        return self.spent > self.quota

    def tell(self, response: HttpResponseBase) -> None:
        """In the words of the IETF's draft “RateLimit header fields for HTTP”."""
        response["RateLimit-Policy"] = f'"api";q={self.quota};w={self.window}'
        response["RateLimit"] = f'"api";r={max(self.quota - self.spent, 0)};t={self.reset}'


def spend(request: HttpRequest) -> Allowance | None:
    """Takes one request from the sender's allowance; `None` where nobody counts."""
    if settings.API_RATE is None:
        return None
    quota, window = settings.API_RATE
    begun, into = divmod(int(time.time()), window)
    # an address is nobody's to keep, not even for an hour
    sender = salted_hmac("crisis.sharing.throttling", client_network(client_ip(request))).hexdigest()
    return Allowance(quota, window, _counted(f"api-rate:{sender}:{begun}", window), window - into)


def within_allowance(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, for those who have something left; every answer says how much."""

    @wraps(view)
    def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        allowance = spend(request)
        if allowance and allowance.is_used_up:
            response: HttpResponseBase = refused(request, allowance)
        else:
            response = view(request, *args, **kwargs)
        if allowance:
            allowance.tell(response)
        return response

    return counted


def refused(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    detail = ngettext(
        "At most %(quota)s requests in %(window)s seconds. Come back in %(reset)s second.",
        "At most %(quota)s requests in %(window)s seconds. Come back in %(reset)s seconds.",
        allowance.reset,
    ) % {"quota": allowance.quota, "window": allowance.window, "reset": allowance.reset}
    advice = _("Whole selections are one request: /export/events.csv, .json and others.")
    response = problem(request, 429, f"{detail} {advice}")
    response["Retry-After"] = str(allowance.reset)
    return response


def _counted(key: str, window: int) -> int:
    """Adds one, and says how many there are; two requests at once never count as one."""
    cache.add(key, 0, timeout=window)
    try:
        return cache.incr(key)
    except ValueError:  # gone between the two: a new window, or a cache that is full
        return 1
