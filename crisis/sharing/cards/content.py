"""What stands on a card, in words: all that is drawn, and so all that its version is made from."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.dates import date_in_words, day_in_words, edtf_in_words
from crisis.events.vocabulary import Kind, Stance, Status
from crisis.public.counting import counted_by_day
from crisis.public.record import Passage, Record
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.public.wording import badge_of, status_beside

from .fonts import settable

REVISION = 2
"""Of the drawing. Count it up when cards look different, so that no old one is kept."""
MOST_BARS = 120
MOST_PUBLISHERS = 3
_QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”"), "de": ("„", "“")}
_OTHER_QUOTES = ("«", "»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
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
    quoted: Quoted | None
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


def event_card(record: Record, site: Site) -> EventCard:
    """In the language that is active, which is the site's."""
    passage = passage_for(record)
    return EventCard(
        house=_house(),
        kind=record.kind,
        kind_label=capfirst(str(Kind(record.kind).label)),
        status=record.status,
        status_label="" if record.status == Status.OCCURRED else status_beside(record.kind, record.status),
        date=date_in_words(record.days),
        place=settable(record.place.name.in_(site.language)) if record.place else "",
        title=settable(record.title.in_(site.language)),
        summary="" if passage else settable(record.summary.in_(site.language)),
        quoted=_quoted(passage) if passage else None,
        reported_by="" if passage else _reported_by(record),
        badge=badge_of(record),
        address=_shown(site.permalink(record.uid)),
    )


def selection_card(selection: Selection, site: Site) -> SelectionCard:
    """Two questions: how many there are, and when."""
    events = selection.events()
    number, counts = events.count(), counted_by_day(events)
    days = sorted({day for day, _kind in counts})
    first, last = (days[0], days[-1]) if days else (None, None)
    width, bars = _binned(counts, first, last)
    present = {kind for _at, kind, _number in bars}
    return SelectionCard(
        house=_house(),
        sentence=settable(capfirst(selection.sentence(number))),
        bars=bars,
        width=width,
        first=day_in_words(first) if first else "",
        last=day_in_words(last) if last and last != first else "",
        legend=tuple((kind.value, kind.plural) for kind in Kind if kind.value in present),
        note=_("each with its source") if number else "",
        address=_shown(site.timeline(Selection())),
    )


def passage_for(record: Record) -> Passage | None:
    """The words to show: those spoken, else the first passage that reports it, else the first that there is."""
    held = [support for support in record.support if support.passage]
    reporting = [support for support in held if support.stance != Stance.DENIES or record.status == Status.DENIED]
    words = [*record.quotes, *(support.passage for support in (*reporting, *held) if support.passage)]
    return words[0] if words else None


def _house() -> str:
    return _("The Ukraine crisis, <em>from the source</em>")


def _quoted(passage: Passage) -> Quoted:
    words = settable(passage.words)
    opening, closing = _QUOTES.get(passage.language[:2], _OTHER_QUOTES)
    if _has_marks_of_its_own(words):
        opening = closing = ""
    dated = edtf_in_words(passage.published) if passage.published else ""
    return Quoted(
        words=words,
        opening=opening,
        closing=closing,
        source=settable(", ".join(filter(None, [passage.publishers, dated]))),
    )


def _has_marks_of_its_own(words: str) -> bool:
    """Whether it is one quotation from end to end: then it is not put between marks a second time."""
    pairs = {"«": "»", "“": "”", "„": "“", '"': '"'}
    closing = pairs.get(words[:1])
    return closing is not None and len(words) > 1 and words.endswith(closing) and words.count(closing, 1) == 1


def _reported_by(record: Record) -> str:
    names = list(dict.fromkeys(support.cited.publisher for support in record.support if support.cited))
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


def _binned(
    counts: Counter[tuple[date, str]], first: date | None, last: date | None
) -> tuple[int, tuple[tuple[int, str, int], ...]]:
    """Equal bins of whole days over the whole span, as few as a card can show."""
    if first is None or last is None:
        return 0, ()
    step = -(-((last - first).days + 1) // MOST_BARS)
    bins: Counter[tuple[int, str]] = Counter()
    for (day, kind), number in counts.items():
        bins[(day - first).days // step, kind] += number
    width = (last - first).days // step + 1
    return width, tuple((at, kind, number) for (at, kind), number in sorted(bins.items()))
