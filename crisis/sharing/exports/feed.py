"""Atom (RFC 4287, paged as in RFC 5005): events that are new or corrected, the newest change first.

`published` is when readers could first see the event, `updated` its publication or its last correction: a
review or a mended slip of the pen brings nothing back to the top. All pages together hold every event of the
selection; `opensearch:totalResults` says how many there are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from crisis.articles.differences import Piece
from crisis.events.vocabulary import Kind, Status
from crisis.public.corrected import Corrected
from crisis.public.record import Record
from crisis.public.selection import Selection
from crisis.public.site import Site, urn_of

from .changes import PAGE_SIZE, News, NewsPage
from .told import facts_of, headline_of, html_of, name_of, passages_of, printable

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
    xml.told("updated", (page.news[0].told_at if page.news else NOTHING_YET).isoformat())
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
    for news in page.news:
        _entry(xml, news, site)
    xml.endElement("feed")
    xml.endDocument()
    return text.getvalue()


class _Writer(SimplerXMLGenerator):
    def told(self, name: str, words: str = "", **attributes: str) -> None:
        self.addQuickElement(name, printable(words), {key: printable(value) for key, value in attributes.items()})

    def opened(self, name: str, attributes: dict[str, str] | None = None) -> None:
        self.startElement(name, AttributesImpl(attributes or {}))


def _entry(xml: _Writer, news: News, site: Site) -> None:
    record = news.record
    xml.opened("entry", {"xml:lang": site.language})
    xml.told("id", urn_of(record.uid))
    xml.told("title", headline_of(record, site))
    xml.told("published", news.shown_at.isoformat())
    xml.told("updated", news.told_at.isoformat())
    xml.told("link", rel="alternate", type="text/html", href=site.permalink(record.uid))
    for address in _sources(record):
        xml.told("link", rel="via", href=address)
    timeline = site.named("timeline")
    kind, status = capfirst(str(Kind(record.kind).label)), capfirst(str(Status(record.status).label))
    xml.told("category", scheme=f"{timeline}?kind=", term=record.kind, label=kind)
    xml.told("category", scheme=f"{timeline}?status=", term=record.status, label=status)
    for topic in record.topics:
        xml.told("category", scheme=f"{timeline}?topic=", term=topic.slug, label=topic.in_(site.language))
    xml.told("summary", _summary(record, site), type="text")
    corrections = SafeString("".join(map(_corrected, news.corrections)))
    xml.told("content", corrections + html_of(record, site), type="html")
    xml.endElement("entry")


def _sources(record: Record) -> list[str]:
    """Where its sources can be read, each once."""
    cited = [support.cited.url for support in record.support if support.cited]
    return list(dict.fromkeys(filter(None, [*(passage.url for passage in passages_of(record)), *cited])))


def _summary(record: Record, site: Site) -> str:
    """When and where, and the first of the exact words."""
    words = [_("“%(words)s”") % {"words": passage.words} for passage in passages_of(record)[:1]]
    return " — ".join([facts_of(record, site), *words])


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
    if piece.what not in MARKS:
        return format_html("{}", printable(piece.words))
    return format_html("<{0}>{1}</{0}>", MARKS[piece.what], printable(piece.words))
