"""What every page of the house knows of itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, override


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the languages."""

    code: str
    name: str
    address: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The page's languages, as the reader sees them, and which chart library is served."""
    return {
        "alternates": translated(request.get_full_path()),
        "plotly_script": f"plotly-{settings.PLOTLY_BUNDLE}.min.js",
    }


def translated(path: str) -> list[Alternate]:
    """A page whose address is in every language the same but for the language's own name."""
    return _alternates(lambda code: translate_url(path, code))


def in_each_language(path: Callable[[], str]) -> list[Alternate]:
    """A page whose address depends on the language further down: `path` is asked while each one is active."""

    def address(code: str) -> str:
        with override(code):
            return path()

    return _alternates(address)


def in_other_languages(alternates: list[Alternate]) -> str:
    """For the page's script, which follows where the other languages lead: addresses by language, as JSON."""
    return json.dumps({link.code: link.address for link in alternates if not link.is_current})


def _alternates(address: Callable[[str], str]) -> list[Alternate]:
    current = (get_language() or settings.LANGUAGE_CODE)[:2]
    return [Alternate(code, name, address(code), code == current) for code, name in settings.LANGUAGES]
