"""What is new of a selection, by when readers were told it: a page at a time, by keyset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from django.db.models import Q

from crisis.events.models import Event
from crisis.public.corrected import Corrected, corrections_of
from crisis.public.paging import decoded, encoded
from crisis.public.record import Record
from crisis.public.recording import record_of
from crisis.public.selection import Selection

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins: after this event, as it was last told of."""

    told_at: datetime
    uid: str

    @classmethod
    def decode(cls, cursor: str) -> Self | None:
        """The mark a cursor stands for; `None` for what is no cursor of ours."""
        try:
            told, uid = (decoded(cursor) or "").split("|")
            moment = datetime.fromisoformat(told)
            return cls(moment.astimezone(UTC), uid) if moment.tzinfo else None
        except (ValueError, OverflowError):  # a zone may lead out of the calendar
            return None

    def encode(self) -> str:
        return encoded(f"{self.told_at.isoformat()}|{self.uid}")


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An event as it is told now, when it was first shown, when it last told something new, and its corrections."""

    record: Record
    shown_at: datetime
    told_at: datetime
    corrections: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """Up to fifty, the newest first, of `total`; `next` is the cursor that goes on, empty where nothing follows."""

    news: tuple[News, ...]
    total: int
    next: str


def news_of(selection: Selection, *, size: int = PAGE_SIZE) -> NewsPage:
    """The page that the selection's cursor asks for; the first one if it asks for none that exists."""
    events = selection.events()
    rows = events.latest_told_first().with_everything().prefetch_related("corrections")
    mark = Mark.decode(selection.cursor)
    if mark:
        rows = rows.filter(Q(told_at__lt=mark.told_at) | Q(told_at=mark.told_at, uid__lt=mark.uid))
    found = list(rows[: size + 1])
    if mark and not found:
        return news_of(replace(selection, cursor=""), size=size)
    news = tuple(map(_news, found[:size]))
    has_more = len(found) > size
    return NewsPage(
        news=news,
        total=events.count(),
        next=Mark(news[-1].told_at, news[-1].record.uid).encode() if has_more else "",
    )


def _news(event: Event) -> News:
    return News(
        record=record_of(event),
        shown_at=event.shown_at,  # type: ignore[attr-defined]  # `latest_told_first` adds both
        told_at=event.told_at,  # type: ignore[attr-defined]
        corrections=tuple(corrections_of(event)),
    )
