"""What the formats that people read say of an event, in words of the language that is active."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.dates import date_in_words, edtf_in_words
from crisis.edtf import Precision
from crisis.events.vocabulary import Kind, Status
from crisis.public.record import Passage, Record
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.public.wording import badge_of, status_beside

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Without what neither XML 1.0 nor a calendar may hold; where it stood, the mark for it stands (U+FFFD)."""
    return _UNPRINTABLE.sub("\ufffd", text)


def name_of(selection: Selection) -> str:
    """What a file of this selection is called: the site, and what was asked for."""
    asked = ", ".join(chip.label for chip in selection.chips())
    site = _("The Ukraine crisis, from the source")
    return printable(f"{site} – {asked}" if asked else site)


def is_doubtful(record: Record) -> bool:
    """Whether its date is anything but one known day."""
    return record.precision != Precision.DAY


def headline_of(record: Record, site: Site) -> str:
    """The title; before it a status other than “occurred”, after it whatever is not sure of the date.

    For where nothing but one line is seen, and a day on which it stands.
    """
    words = printable(record.title.in_(site.language))
    if record.status != Status.OCCURRED:
        words = _("%(status)s: %(title)s") % {"status": capfirst(str(Status(record.status).label)), "title": words}
    if is_doubtful(record):
        words = _("%(title)s (%(date)s)") % {"title": words, "date": date_in_words(record.days)}
    return words


def facts_of(record: Record, site: Site) -> str:
    """Kind, status, date and place on one line."""
    place = [record.place.name.in_(site.language)] if record.place else []
    kind, status = Kind(record.kind).label, status_beside(record.kind, record.status)
    return printable(", ".join([f"{capfirst(str(kind))} ({status})", date_in_words(record.days), *place]))


def passages_of(record: Record) -> list[Passage]:
    """The exact words that are shown: the evidence first, then what is quoted beyond it."""
    shown = [support.passage for support in record.support if support.passage]
    for quote in record.quotes:
        if not any(one.article == quote.article and one.start <= quote.start <= quote.end <= one.end for one in shown):
            shown.append(quote)
    return shown


def by_article(passages: list[Passage]) -> Iterator[list[Passage]]:
    """Those of one article that follow each other, together: its publisher need be told once."""
    for _article, together in groupby(passages, key=lambda passage: passage.article):
        yield list(together)


def publisher_of(passage: Passage) -> str:
    """Who published the words, and when."""
    dated = edtf_in_words(passage.published) if passage.published else ""
    return printable(", ".join(filter(None, [passage.publishers, dated])))


def lines_of(record: Record, site: Site) -> Iterator[str]:
    """The event as plain text, paragraph by paragraph: what is told, the exact words, who published them."""
    yield facts_of(record, site)
    if summary := record.summary.in_(site.language):
        yield printable(summary)
    if badge := badge_of(record):
        yield capfirst(badge)
    for together in by_article(passages_of(record)):
        *before, last = (_("“%(words)s”") % {"words": printable(passage.words)} for passage in together)
        yield from before
        yield "\n".join(filter(None, [f"{last} — {publisher_of(together[0])}", together[0].url]))
    for support in record.support:
        if support.cited:
            cited = f"{support.cited.publisher} — {support.cited.title}"
            yield printable("\n".join(filter(None, [cited, support.cited.url])))
    yield site.permalink(record.uid)


def html_of(record: Record, site: Site) -> SafeString:
    """The same as HTML for other people's pages: escaped, with links and nothing else that loads anything."""
    parts = [format_html("<p>{}</p>", facts_of(record, site))]
    if summary := record.summary.in_(site.language):
        parts.append(format_html("<p>{}</p>", printable(summary)))
    if badge := badge_of(record):
        parts.append(format_html("<p><em>{}</em></p>", capfirst(badge)))
    parts += [_quoted(together) for together in by_article(passages_of(record))]
    cited = [support.cited for support in record.support if support.cited]
    if cited:
        items = ((_linked(one.url, one.title), printable(one.publisher)) for one in cited)
        parts.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{} — {}</li>", items)))
    parts.append(format_html('<p><a href="{}">{}</a></p>', site.permalink(record.uid), _("The event and its evidence")))
    return SafeString("".join(parts))


def _quoted(together: list[Passage]) -> SafeString:
    """The words of one article, and once where they stand."""
    first = together[0]
    cite = format_html(' cite="{}"', first.url) if first.url else ""
    words = ((first.language, cite, printable(passage.words)) for passage in together)
    return format_html(
        "{}<p>— {} ({})</p>",
        format_html_join("", '<blockquote lang="{}"{}><p>{}</p></blockquote>', words),
        _linked(first.text_url or first.url, first.title),
        publisher_of(first),
    )


def _linked(url: str, words: str) -> SafeString:
    words = printable(words)
    return format_html('<a href="{}">{}</a>', url, words) if url else format_html("{}", words)
