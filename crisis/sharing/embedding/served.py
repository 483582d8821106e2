"""What embeds need of this site besides themselves: the accent's stylesheet, and the script for the newsroom's page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ..open import let_all_read
from .colours import PAPERS, ink_on, readable
from .looks import Look

HOUR = 3600


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The accent as it can be read in each scheme: the policy allows no style in the page itself."""
    look = Look.parse(request.GET)
    response = HttpResponse(_rules(look), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=24 * HOUR)
    return response


@require_safe
def script(_request: HttpRequest) -> HttpResponse:
    """At an address that never changes, for it stands in pages that nobody here can change."""
    response = HttpResponse(_loader(), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, public=True, max_age=HOUR)
    let_all_read(response)
    return response


def _rules(look: Look) -> str:
    if not look.accent:
        return ""
    if look.theme != "auto":
        return _rule(look.accent, PAPERS[look.theme])
    dark = _rule(look.accent, PAPERS["dark"])
    return f"{_rule(look.accent, PAPERS['light'])}@media (prefers-color-scheme: dark) {{ {dark.strip()} }}\n"


def _rule(accent: str, paper: str) -> str:
    return f":root {{ --accent: #{accent}; --on-accent: #{ink_on(accent)}; --link: #{readable(accent, paper)}; }}\n"


@cache
def _loader() -> bytes:
    """Raises `FileNotFoundError` where the checkout lacks it."""
    found = finders.find("js/embed.js")
    if not isinstance(found, str):
        raise FileNotFoundError("js/embed.js")
    return Path(found).read_bytes()
