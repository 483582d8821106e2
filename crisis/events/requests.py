"""What a request tells: where it comes from, for those who must tell one sender from another, and a number in it."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

MOST_DIGITS = 18
"""What every database takes for a key."""


def client_ip(request: HttpRequest) -> str:
    """The sender's address. Behind a proxy that is the last address the proxy wrote down; those before it are
    whatever the sender claims."""
    if settings.HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def client_network(address: str) -> str:
    """The first address of the sender's network: an IPv6 subscriber owns a whole /64, and changes address within it.

    Empty for what is no address: senders that cannot be told apart share one allowance.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((int(parsed), 64), strict=False).network_address)
    return str(parsed)


def parse_pk(text: object) -> int | None:
    """A key, a version or a count, as an address or a form tells it, which may be anything; `None` for no number."""
    told = str(text)
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS else None
