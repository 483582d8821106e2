"""How an embed looks: what a newsroom chooses by parameter. What is not understood is ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .colours import is_colour

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
            accent=accent if is_colour(accent) else "",
            font=_one_of(FONTS, query.get("font", "")),
            limit=min(max(int(limit), 1), MOST_EVENTS) if re.fullmatch(r"[0-9]{1,4}", limit) else USUAL_LIMIT,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that differ from the default."""
        return list(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        usual = Look()
        for name in PARAMETERS:
            value = getattr(self, name)
            if value != getattr(usual, name):
                yield name, str(value)

    @property
    def stylesheet(self) -> str:
        """The address of the stylesheet that holds the accent; empty where none was chosen."""
        if not self.accent:
            return ""
        return f"{reverse('embed-theme')}?{urlencode({'accent': self.accent, 'theme': self.theme})}"


def _one_of(values: dict[str, str | Promise], value: str) -> str:
    return value if value in values else next(iter(values))
