"""A web page saved as a file: its article's text, and what the page itself says about it."""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_CHARSETS = re.compile(r"utf-?8|us-ascii|iso-?8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html[^>]{0,500}?\slang\s*=\s*["']?([a-zA-Z]{2,3})\b""", re.IGNORECASE)
_SEPARATOR = r"\s+[-|–—·•]\s+"
_FEWEST_WORDS = 8  # fewer are a menu's, not an article's
_DECLARED_IN = 4096  # bytes or code points; where a page says what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """Paragraphs stand apart by an empty line, the title first. What the page does not say is empty."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


def declared_charset(raw: bytes) -> str | None:
    """The encoding that the page names, of those pages are written in; ISO-8859-1 is Windows-1252 on the web."""
    match = _META_CHARSET.search(raw[:_DECLARED_IN])
    name = match[1].decode("ascii", "replace").lower() if match else ""
    if not _CHARSETS.fullmatch(name):
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


def read_page(html: str) -> WebPage | None:
    """The page's article; None where no article's text can be found in it."""
    import trafilatura  # takes half a second: only who sends a page waits for it

    try:
        found = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            # Without these it would take any date that stands anywhere in the page for its own.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # a page may be broken in more ways than its readers foresee
        log.exception("A page could not be read.")
        return None
    paragraphs = [line.strip() for line in (getattr(found, "text", None) or "").splitlines() if line.strip()]
    if sum(len(paragraph.split()) for paragraph in paragraphs) < _FEWEST_WORDS:
        return None
    publisher = _line(getattr(found, "sitename", None))
    title = _headline(_line(getattr(found, "title", None)), publisher)
    if title and paragraphs[0].casefold() != title.casefold():
        paragraphs.insert(0, title)
    language = _LANGUAGE.search(html[:_DECLARED_IN])
    return WebPage(
        text="\n\n".join(paragraphs) + "\n",
        title=title,
        publisher=publisher,
        published=_day(getattr(found, "date", None) or "", html),
        url=_address(getattr(found, "url", None) or ""),
        language=language[1].lower() if language else "",
    )


def _line(value: str | None) -> str:
    return " ".join(unescape(value or "").split())


def _headline(title: str, publisher: str) -> str:
    """Without the site's name, which pages like to add to their titles."""
    if publisher:
        title = re.sub(rf"{_SEPARATOR}{re.escape(publisher)}\s*$", "", title, flags=re.IGNORECASE)
    return title


def _day(found: str, html: str) -> str:
    """Only a day that the page has in so many digits: a finder of dates fills in what is missing."""
    return found if found and (found in html or found.replace("-", "/") in html) else ""


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc and len(url) <= 1000 else ""
