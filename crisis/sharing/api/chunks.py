"""Pages of what is named, by keyset: the cursor holds the slug or the number a page continues after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from crisis.public import cursors
from crisis.public.paging import PAGE_SIZE
from crisis.public.site import LANGUAGES

from ..open import note_names
from .answering import answer


@dataclass(frozen=True, slots=True)
class Chunk:
    """Up to fifty rows, and the query string of the next fifty."""

    rows: list[Any]
    count: int
    """On all pages."""
    next: str | None
    ignored: list[str]
    """The parameters that were not understood."""


def chunk_of(request: HttpRequest, rows: QuerySet[Any], key: str) -> Chunk:
    """The page that `cursor` asks for, in the order of the unique column `key`; else the first (two queries)."""
    after = (_number if key == "pk" else _word)(cursors.read(request.GET.get("cursor", "")))
    ordered = rows.order_by(key)
    found = list(ordered.filter(**{f"{key}__gt": after})[: PAGE_SIZE + 1]) if after is not None else []
    if not found:  # no cursor, none of ours, or one that points past the end
        found = list(ordered[: PAGE_SIZE + 1])
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    ignored = misunderstood(request, "cursor")
    if request.GET.get("cursor") and after is None:
        ignored.append("cursor")
    return Chunk(found, rows.count(), _onward(request, found[-1], key) if more else None, ignored)


def misunderstood(request: HttpRequest, *understood: str) -> list[str]:
    """The parameters of a query string that is no selection's, besides those `understood`."""
    ignored = [name for name in request.GET if name not in (*understood, "lang")]
    language = request.GET.get("lang")
    return [*ignored, "lang"] if language and language not in LANGUAGES else ignored


def language_asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What the way on says of the language: what this request says, which is of the problems' too."""
    language = request.GET.get("lang", "")
    return [("lang", language)] if language in LANGUAGES else []


def answered(request: HttpRequest, chunk: Chunk, path: str, told: Callable[[Any], dict[str, Any]]) -> HttpResponse:
    """The page as `{"items", "count", "next"}`."""
    onward = f"{path}?{chunk.next}" if chunk.next else None
    body = {"items": [told(row) for row in chunk.rows], "count": chunk.count, "next": onward}
    response = answer(request, body)
    note_names(response, chunk.ignored)
    return response


def _onward(request: HttpRequest, last: Model, key: str) -> str:
    return urlencode([*language_asked(request), ("cursor", cursors.written(str(getattr(last, key))))])


def _word(mark: str | None) -> str | None:
    return mark or None


def _number(mark: str | None) -> int | None:
    return int(mark) if mark and mark.isascii() and mark.isdecimal() and len(mark) < 19 else None
