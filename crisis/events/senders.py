"""Where a request comes from, for those who must tell one sender from another."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where the request comes from. Behind a proxy that is the last address the proxy wrote down; those before
    it are whatever the sender claims."""
    if settings.HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
