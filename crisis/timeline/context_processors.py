"""What every page of the house knows of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

LANGUAGE_NAMES: dict[str, str] = dict(settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the languages."""

    code: str
    name: str
    address: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The page's languages, as the reader sees them, and which chart library is served."""
    current = (get_language() or "fr")[:2]
    return {
        "alternates": [
            Alternate(code, name, translate_url(request.get_full_path(), code), code == current)
            for code, name in LANGUAGE_NAMES.items()
        ],
        "plotly_script": f"plotly-{settings.PLOTLY_BUNDLE}.min.js",
    }
