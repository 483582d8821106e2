"""How an embed looks: what a newsroom chooses by parameter, its accent made readable, and what embeds load for it.

What is not understood is ignored. Contrast is as WCAG 2.2 reckons it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crisis.events.kinds import KINDS

from ..access import let_all_read

LEAST_CONTRAST = 4.5
"""Of text against what it stands on (WCAG 2.2, 1.4.3)."""
PAPERS = {"light": "ffffff", "dark": "16181c"}
"""What an embed's text stands on; the stylesheets say the same."""
_STEPS = 20


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """White or black, whichever is read better on it: one of them always reaches 4.5."""
    return max(("ffffff", "000000"), key=lambda ink: contrast(ink, colour))


def readable(colour: str, paper: str) -> str:
    """The colour itself where it can be read on the paper, else as little nearer to black or white as it takes."""
    ink = ink_on(paper)
    steps = (_mixed(colour, ink, step / _STEPS) for step in range(_STEPS + 1))
    return next(mixed for mixed in steps if contrast(mixed, paper) >= LEAST_CONTRAST)


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in bytes.fromhex(colour))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return bytes(round(a + (b - a) * share) for a, b in pairs).hex()


THEMES: dict[str, str | Promise] = {
    "auto": _("automatic"),
    "light": _("light"),
    "dark": _("dark"),
}
FONTS: dict[str, str | Promise] = {"serif": _("serif"), "sans": _("sans serif")}
PARAMETERS = ("theme", "accent", "font", "limit")
"""Of an embed's address, besides the selection's and `lang`."""
USUAL_LIMIT, MOST_EVENTS = 10, 50
LIMITS = (3, 5, USUAL_LIMIT, 20, MOST_EVENTS)
"""To choose from; an address may say any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    theme: str = "auto"
    accent: str = ""
    """Six hexadecimal digits, or empty for the house's own."""
    font: str = "serif"
    limit: int = USUAL_LIMIT
    """How many events of a selection are listed."""

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        accent = query.get("accent", "").removeprefix("#").lower()
        limit = query.get("limit", "")
        return cls(
            theme=_one_of(THEMES, query.get("theme", "")),
            accent=accent if re.fullmatch(r"[0-9a-f]{6}", accent) else "",
            font=_one_of(FONTS, query.get("font", "")),
            limit=min(max(int(limit), 1), MOST_EVENTS) if re.fullmatch(r"[0-9]{1,4}", limit) else USUAL_LIMIT,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that differ from the default."""
        usual = Look()
        values = {name: getattr(self, name) for name in PARAMETERS}
        return [(name, str(value)) for name, value in values.items() if value != getattr(usual, name)]

    @property
    def stylesheet(self) -> str:
        """The address of the stylesheet that holds the accent; empty where none was chosen."""
        if not self.accent:
            return ""
        return f"{reverse('embed-theme')}?{urlencode({'accent': self.accent, 'theme': self.theme})}"


def _one_of(values: dict[str, str | Promise], value: str) -> str:
    return value if value in values else next(iter(values))


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The accent as it can be read in each scheme: the policy allows no style in the page itself."""
    return _kept(_rules(Look.parse(request.GET)), "text/css", hours=24)


@require_safe
def kinds(_request: HttpRequest) -> HttpResponse:
    """The colours of the kinds by day and by night: as `--code` for scripts, and as `--kind` within what has the class.

    A page that says nothing of its theme, or “auto”, follows the reader's system.
    """
    day = "".join(f" --{kind.code}: {kind.colour};" for kind in KINDS)
    night = "".join(f" --{kind.code}: {kind.colour_dark};" for kind in KINDS)
    rules = [
        f":root {{{day} }}",
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{{night} }} }}",
        f":root[data-theme=dark] {{{night} }}",
        *(f".{kind.code} {{ --kind: var(--{kind.code}); }}" for kind in KINDS),
    ]
    return _kept("\n".join(rules) + "\n", "text/css", hours=1)


@require_safe
def script(_request: HttpRequest) -> HttpResponse:
    """At an address that never changes, for it stands in pages that nobody here can change."""
    return let_all_read(_kept(_loader(), "text/javascript", hours=1))


def _kept(content: str | bytes, media_type: str, *, hours: int) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    patch_cache_control(response, public=True, max_age=hours * 3600)
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
    return (settings.BASE_DIR / "static" / "js" / "embed.js").read_bytes()
