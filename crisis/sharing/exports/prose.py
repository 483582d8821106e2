"""What the formats that people read say of an event, in words of the language that is active."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.edtf import Precision
from crisis.events.vocabulary import Role
from crisis.public.event.evidence import PublicPassage, by_article
from crisis.public.event.public_event import PublicEvent
from crisis.public.selection import Selection
from crisis.public.site import Site

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Without what neither XML 1.0 nor a calendar may hold; where it stood, the mark for it stands (U+FFFD)."""
    return _UNPRINTABLE.sub("\ufffd", text)


def name_of(selection: Selection) -> str:
    """What a file of this selection is called: the site, and what was asked for."""
    asked = ", ".join(chip.label for chip in selection.chips())
    site = _("The Ukraine crisis, from the source")
    return printable(f"{site} – {asked}" if asked else site)


def headline_of(event: PublicEvent, site: Site) -> str:
    """The title; before it a status other than “occurred”, after it whatever is not sure of the date.

    For where nothing but one line is seen, and a day on which it stands.
    """
    words = printable(event.title.in_(site.language))
    if not event.has_occurred:
        words = _("%(status)s: %(title)s") % {"status": capfirst(event.status_label), "title": words}
    if event.precision != Precision.DAY:
        words = _("%(title)s (%(date)s)") % {"title": words, "date": event.date}
    return words


def facts_of(event: PublicEvent, site: Site) -> str:
    """Kind, status, date and place on one line."""
    place = [event.place.name.in_(site.language)] if event.place else []
    kind, status = event.kind_label, event.status_beside_kind
    return printable(", ".join([f"{capfirst(str(kind))} ({status})", event.date, *place]))


def own_facts_of(event: PublicEvent, site: Site) -> list[str]:
    """What only its kind tells: a figure never without whose it is, then each fact under its heading."""
    told = ", ".join(event.leading)
    claimed_by = [who.name.in_(site.language) for who in event.actors if who.role == Role.CLAIMED_BY]
    if told and claimed_by:
        told = f"{told} ({Role.CLAIMED_BY.label} {', '.join(claimed_by)})"
    rows = (_("%(heading)s: %(words)s") % {"heading": capfirst(name), "words": words} for name, words in event.rows)
    return [printable(line) for line in (*event.beside_kind, told, *rows) if line]


def _told(event: PublicEvent, site: Site) -> list[str]:
    summary = printable(event.summary.in_(site.language))
    return [facts_of(event, site), *own_facts_of(event, site), *([summary] if summary else [])]


def lines_of(event: PublicEvent, site: Site) -> Iterator[str]:
    """The event as plain text, paragraph by paragraph: what is told, the exact words, who published them."""
    yield from _told(event, site)
    if event.badge:
        yield capfirst(event.badge)
    for together in by_article(event.passages):
        *before, last = (_("“%(words)s”") % {"words": printable(passage.words)} for passage in together)
        yield from before
        yield "\n".join(filter(None, [f"{last} — {printable(together[0].source)}", together[0].url]))
    for cited in event.cited:
        yield printable("\n".join(filter(None, [f"{cited.publisher} — {cited.title}", cited.url])))
    yield site.permalink(event.uid)


def html_of(event: PublicEvent, site: Site) -> SafeString:
    """The same as HTML for other people's pages: escaped, with links and nothing else that loads anything."""
    parts = [format_html("<p>{}</p>", line) for line in _told(event, site)]
    if event.badge:
        parts.append(format_html("<p><em>{}</em></p>", capfirst(event.badge)))
    parts += [_quoted(together) for together in by_article(event.passages)]
    if event.cited:
        items = ((_linked(one.url, one.title), printable(one.publisher)) for one in event.cited)
        parts.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{} — {}</li>", items)))
    parts.append(format_html('<p><a href="{}">{}</a></p>', site.permalink(event.uid), _("The event and its evidence")))
    return SafeString("".join(parts))


def _quoted(together: list[PublicPassage]) -> SafeString:
    """The words of one article, and once where they stand."""
    first = together[0]
    cite = format_html(' cite="{}"', first.url) if first.url else ""
    words = ((first.language, cite, printable(passage.words)) for passage in together)
    return format_html(
        "{}<p>— {} ({})</p>",
        format_html_join("", '<blockquote lang="{}"{}><p>{}</p></blockquote>', words),
        _linked(first.text_url or first.url, first.title),
        printable(first.source),
    )


def _linked(url: str, words: str) -> SafeString:
    words = printable(words)
    return format_html('<a href="{}">{}</a>', url, words) if url else format_html("{}", words)
