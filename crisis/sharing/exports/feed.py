"""Atom (RFC 4287, paged as in RFC 5005): events that are new or corrected, the newest change first.

`published` is when readers could first see the event, `updated` its publication or its last correction: a
review or a mended slip of the pen brings nothing back to the top. All pages together hold every event of the
selection; `opensearch:totalResults` says how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from crisis.articles.differences import Piece
from crisis.events.models import Event
from crisis.public.event.public_event import PublicEvent
from crisis.public.event.versions import Corrected, corrections_of
from crisis.public.paging import decoded, encoded
from crisis.public.selection import Selection
from crisis.public.site import Site, urn_of

from .prose import facts_of, headline_of, html_of, name_of, printable

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """Up to fifty events, the newest first, of `total`; `next` is the cursor that goes on, empty where nothing does."""

    events: list[Event]
    total: int
    next: str


def news_of(selection: Selection, *, size: int = PAGE_SIZE) -> NewsPage:
    """The page that the selection's cursor asks for; the first one if it asks for none that exists."""
    events = selection.events()
    rows = events.latest_told_first().with_everything(texts=True).prefetch_related("revisions")
    mark = _mark_of(selection.cursor)
    if mark:
        told_at, uid = mark
        rows = rows.filter(Q(told_at__lt=told_at) | Q(told_at=told_at, uid__lt=uid))
    found = list(rows[: size + 1])
    if mark and not found:
        return news_of(replace(selection, cursor=""), size=size)
    last = PublicEvent(found[size - 1]) if len(found) > size else None
    onward = encoded(f"{last.told_at.isoformat()}|{last.uid}") if last else ""
    return NewsPage(events=found[:size], total=events.count(), next=onward)


def _mark_of(cursor: str) -> tuple[datetime, str] | None:
    """A page begins after this event, as it was last told of then; `None` for what is no cursor of ours."""
    try:
        told, uid = (decoded(cursor) or "").split("|")
        moment = datetime.fromisoformat(told)
        return (moment.astimezone(UTC), uid) if moment.tzinfo else None
    except (ValueError, OverflowError):  # a zone may lead out of the calendar
        return None


MEDIA_TYPE = "application/atom+xml"
SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}
MARKS = {"-": "del", "+": "ins"}
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed of nothing was updated: Atom wants to be told a time."""


def feed_address(selection: Selection, site: Site, *, cursor: str = "") -> str:
    """The feed of the selection, which has an order and a paging of its own."""
    return site.in_language(replace(selection.core, cursor=cursor).behind(site.at(reverse("feed"))))


def atom(page: NewsPage, selection: Selection, site: Site) -> str:
    """The page as an Atom document, in the language that is active."""
    text = StringIO()
    xml = _Writer(text, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.opened("feed", {**SPACES, "xml:lang": site.language})
    first = feed_address(selection, site)
    xml.told("id", urn_of(f"feed {first.removeprefix(site.origin)}"))
    xml.told("title", name_of(selection))
    xml.told("subtitle", _("What sources report, each event with its evidence."))
    xml.told("updated", (PublicEvent(page.events[0]).told_at if page.events else NOTHING_YET).isoformat())
    xml.opened("author")
    xml.told("name", _("The Ukraine crisis, from the source"))
    xml.told("uri", site.named("about"))
    xml.endElement("author")
    xml.told("rights", _("The words quoted belong to their publishers."))
    here = feed_address(selection, site, cursor=selection.cursor)
    for relation, address in {"self": here, "first": first}.items():
        xml.told("link", rel=relation, type=MEDIA_TYPE, href=address)
    if page.next:
        xml.told("link", rel="next", type=MEDIA_TYPE, href=feed_address(selection, site, cursor=page.next))
    xml.told("link", rel="alternate", type="text/html", hreflang=site.language, href=site.timeline(selection))
    xml.told("opensearch:totalResults", str(page.total))
    xml.told("opensearch:itemsPerPage", str(PAGE_SIZE))
    for event in page.events:
        _entry(xml, event, site)
    xml.endElement("feed")
    xml.endDocument()
    return text.getvalue()


class _Writer(SimplerXMLGenerator):
    def told(self, name: str, words: str = "", **attributes: str) -> None:
        self.addQuickElement(name, printable(words), {key: printable(value) for key, value in attributes.items()})

    def opened(self, name: str, attributes: dict[str, str] | None = None) -> None:
        self.startElement(name, AttributesImpl(attributes or {}))


def _entry(xml: _Writer, row: Event, site: Site) -> None:
    event = PublicEvent(row)
    xml.opened("entry", {"xml:lang": site.language})
    xml.told("id", urn_of(event.uid))
    xml.told("title", headline_of(event, site))
    xml.told("published", event.shown_at.isoformat())
    xml.told("updated", event.told_at.isoformat())
    xml.told("link", rel="alternate", type="text/html", href=site.permalink(event.uid))
    sources = [*(passage.url for passage in event.passages), *(reference.url for reference in event.cited)]
    for address in dict.fromkeys(filter(None, sources)):
        xml.told("link", rel="via", href=address)
    timeline = site.named("timeline")
    kind, status = capfirst(event.kind_label), capfirst(event.status_label)
    xml.told("category", scheme=f"{timeline}?kind=", term=event.kind, label=kind)
    xml.told("category", scheme=f"{timeline}?status=", term=event.status, label=status)
    for topic in event.topics:
        xml.told("category", scheme=f"{timeline}?topic=", term=topic.slug, label=topic.in_(site.language))
    words = [_("“%(words)s”") % {"words": event.words.words}] if event.words else []
    xml.told("summary", " — ".join([facts_of(event, site), *words]), type="text")
    corrections = SafeString("".join(map(_corrected, corrections_of(row))))
    xml.told("content", corrections + html_of(event, site), type="html")
    xml.endElement("entry")


def _corrected(correction: Corrected) -> SafeString:
    """What was corrected, why, and what was said before."""
    changes = (
        (capfirst(change.label), SafeString("".join(map(_piece, change.pieces)))) for change in correction.changes
    )
    return format_html(
        '<p><strong>{}</strong> <span lang="{}">{}</span></p><ul>{}</ul>',
        _("Corrected on %(day)s:") % {"day": correction.day},
        correction.language,
        printable(correction.note),
        format_html_join("", "<li>{} — {}</li>", changes),
    )


def _piece(piece: Piece) -> SafeString:
    marked = "<{0}>{1}</{0}>" if piece.what in MARKS else "{1}"
    return format_html(marked, MARKS.get(piece.what, ""), printable(piece.words))
