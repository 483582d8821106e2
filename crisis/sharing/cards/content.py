"""What stands on a card, in words, and where the card is found.

Its address names its version, which is made from all that is drawn: who keeps pictures asks anew after a change.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from crisis.articles.dates import day_in_words
from crisis.events.kinds import KINDS
from crisis.public.event.evidence import PublicPassage
from crisis.public.event.public_event import PublicEvent
from crisis.public.marks import Period, bars_of, counted_by_day
from crisis.public.selection import Selection
from crisis.public.site import Site, extended

from .typesetting import settable

SHORT = 8


def event_card_address(event: PublicEvent, site: Site) -> str:
    with override(site.language):
        version = version_of(event_card(event, site))
    return extended(latest_event_card_address(event.uid, site), [("v", version[:SHORT])])


def latest_event_card_address(uid: str, site: Site) -> str:
    """Whatever the event's card has come to look like."""
    return site.in_language(site.at(reverse("event-card", args=[uid])))


def selection_card_address(selection: Selection, site: Site, sentence: str = "") -> str:
    """`sentence` tells the selection and its count: what makes another card of it most often."""
    address = site.in_language(selection.core.behind(site.at(reverse("selection-card"))))
    return extended(address, [("v", version_of(sentence, site)[:SHORT])])


REVISION = 2
"""Of the drawing. Count it up when cards look different, so that no old one is kept."""
MOST_BARS = 120
MOST_PUBLISHERS = 3
_QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”"), "de": ("„", "“")}
_OTHER_QUOTES = ("«", "»")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardQuotation:
    """Exact words, the marks of their own language round them, and who published them when."""

    words: str
    opening: str
    closing: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    house: str
    """With `<em>` round what is set apart in it."""
    kind: str
    kind_label: str
    status: str
    status_label: str
    """Empty where it occurred."""
    date: str
    place: str
    title: str
    summary: str
    quoted: CardQuotation | None
    reported_by: str
    """Who reports it, where no words are held here."""
    badge: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionCard:
    house: str
    sentence: str
    bars: tuple[tuple[int, str, int], ...]
    """Place on the strip (of `width`), kind, number of events."""
    width: int
    first: str
    last: str
    """The days at the strip's ends, in words; empty where no event has a date."""
    legend: tuple[tuple[str, str], ...]
    """Kind and its plural."""
    note: str
    address: str


Card = EventCard | SelectionCard


def version_of(*drawn: object) -> str:
    """A short name for exactly this content in this drawing."""
    return hashlib.sha256(repr((REVISION, drawn)).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def event_card(event: PublicEvent, site: Site) -> EventCard:
    """In the language that is active, which is the site's."""
    passage = event.words
    return EventCard(
        house=_("The Ukraine crisis, <em>from the source</em>"),
        kind=event.kind,
        kind_label=capfirst(event.kind_label),
        status=event.status,
        status_label="" if event.has_occurred else event.status_beside_kind,
        date=event.date,
        place=settable(event.place.name.in_(site.language)) if event.place else "",
        title=settable(event.title.in_(site.language)),
        summary="" if passage else settable(event.summary.in_(site.language)),
        quoted=_quoted(passage) if passage else None,
        reported_by="" if passage else _reported_by(event),
        badge=event.badge,
        address=_shown(site.permalink(event.uid)),
    )


def selection_card(selection: Selection, site: Site) -> SelectionCard:
    """Two questions: how many there are, and when."""
    events = selection.events()
    number, counts = events.count(), counted_by_day(events)
    days = sorted({day for day, _kind in counts})
    first, last = (days[0], days[-1]) if days else (None, None)
    width, bars = bars_of(counts, Period(first, last), MOST_BARS) if first and last else (0, {})
    present = {kind for _at, kind in bars}
    return SelectionCard(
        house=_("The Ukraine crisis, <em>from the source</em>"),
        sentence=settable(capfirst(selection.sentence(number))),
        bars=tuple((at, kind, number) for (at, kind), number in sorted(bars.items())),
        width=width,
        first=day_in_words(first) if first else "",
        last=day_in_words(last) if last and last != first else "",
        legend=tuple((kind.code, str(kind.plural)) for kind in KINDS if kind.code in present),
        note=_("each with its source") if number else "",
        address=_shown(site.timeline(Selection())),
    )


def _quoted(passage: PublicPassage) -> CardQuotation:
    words = settable(passage.words)
    opening, closing = _QUOTES.get(passage.language[:2], _OTHER_QUOTES)
    if _has_marks_of_its_own(words):
        opening = closing = ""
    return CardQuotation(words=words, opening=opening, closing=closing, source=settable(passage.source))


def _has_marks_of_its_own(words: str) -> bool:
    """Whether it is one quotation from end to end: then it is not put between marks a second time."""
    pairs = {"«": "»", "“": "”", "„": "“", '"': '"'}
    closing = pairs.get(words[:1])
    return closing is not None and len(words) > 1 and words.endswith(closing) and words.count(closing, 1) == 1


def _reported_by(event: PublicEvent) -> str:
    names = list(dict.fromkeys(reference.publisher for reference in event.cited))
    if not names:
        return ""
    named = ", ".join(names[:MOST_PUBLISHERS])
    if len(names) > MOST_PUBLISHERS:
        named = pgettext("publishers", "%(names)s and others") % {"names": named}
    return settable(_("Reported by %(names)s") % {"names": named})


def _shown(address: str) -> str:
    """As a reader would say it: without scheme, without a slash at the end."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")
