"""What an editor pastes or sends, as the text it is; or a sentence that says why it cannot be taken.

Of a web page saved as a file: its article's text, and what the page itself says about it.
"""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from crisis.articles.writing import refuse_unstorable
from crisis.extraction.text.source import SIZE_LIMIT

from ..timelinejs.markup import web_address

log = logging.getLogger(__name__)

TEXT_ENDINGS, PAGE_ENDINGS = (".txt", ".text"), (".html", ".htm", ".xhtml")
ENDINGS = (*TEXT_ENDINGS, *PAGE_ENDINGS)

_UNICODE_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_IS_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A text ready to be looked at; `page` is what a web page told beside it, `remark` what the editor should know."""

    text: str
    page: WebPage | None = None
    remark: str = ""


def arrived_by_paste(text: str) -> Arrived:
    """The text as sent. Raises `ValidationError` for one that is empty, too long, or cannot be stored."""
    refuse_unstorable(text)
    if not text.strip("\ufeff \t\r\n"):
        raise ValidationError(_("Paste a text, or choose a file."), code="empty")
    if len(text.encode()) > SIZE_LIMIT:
        raise ValidationError(
            _("The text is longer than %(limit)s bytes: no dispatch is. Paste one article at a time."),
            code="too-large",
            params={"limit": SIZE_LIMIT},
        )
    return Arrived(text=text)


def arrived_by_upload(upload: UploadedFile[Any]) -> Arrived:
    """The file's text, or its page's. Raises `ValidationError` with a sentence that begins with the file's name."""
    name = PurePath(upload.name or "").name
    return arrived_as_bytes(name, upload.read(SIZE_LIMIT + 1))


def arrived_as_bytes(name: str, raw: bytes) -> Arrived:
    """As `arrived_by_upload`, for the bytes at hand."""
    if len(raw) > SIZE_LIMIT:
        raise _refusal(name, _("it is larger than %(limit)s bytes.") % {"limit": SIZE_LIMIT}, "too-large")
    if not raw.strip():
        raise _refusal(name, _("it is empty."), "empty")
    if known := _known_format(raw):
        raise _refusal(name, known, "binary")
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise _refusal(name, _("only text files (.txt) and web pages (.html) can be read."), "ending")
    text, remark = _decoded(name, raw, _declared_charset(raw) if ending in PAGE_ENDINGS else None)
    if _NEVER_IN_TEXT.search(text):
        raise _refusal(name, _("it is not a text file: it holds characters that no text has."), "binary")
    if not text.strip():
        raise _refusal(name, _("it is empty."), "empty")
    if ending not in PAGE_ENDINGS and not _IS_PAGE.match(text):
        return Arrived(text=text, remark=remark)
    page = _read_page(text)
    if page is None:
        sentence = _("no article was found in this page. Copy its words in your browser and paste them here.")
        raise _refusal(name, sentence, "no-article")
    return Arrived(text=page.text, page=page, remark=remark)


def _known_format(raw: bytes) -> str | None:
    """What a file is that is no text, whatever its name says: told by its first bytes."""
    paste = _("Open it, copy the words and paste them here.")
    formats = (
        ((b"%PDF",), _("it is a PDF document.")),
        ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"), _("it is a word processor's document or an archive.")),
        ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _("it is a picture.")),
        ((b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ"), _("it is an archive.")),
    )
    for beginnings, sentence in formats:
        if raw.lstrip()[:8].startswith(beginnings):
            return f"{sentence} {paste}"
    return None


def _decoded(name: str, raw: bytes, declared: str | None) -> tuple[str, str]:
    """The text without a byte order mark, and the remark that its encoding was a guess (or nothing)."""
    for mark, encoding in _UNICODE_MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding).removeprefix("\ufeff"), ""
            except UnicodeDecodeError as error:
                raise _undecodable(name, error) from error
    for encoding in dict.fromkeys([declared or "utf-8", "utf-8"]):
        try:
            return raw.decode(encoding), ""
        except UnicodeDecodeError as error:
            problem = error
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _undecodable(name, problem) from error
    remark = _("%(file)s is not UTF-8; it was read as Windows-1252. Look at the accents before you save.")
    return text, remark % {"file": name}


def _undecodable(name: str, error: UnicodeDecodeError) -> ValidationError:
    sentence = _("it is neither UTF-8 nor Windows-1252 (byte %(offset)s).") % {"offset": error.start}
    return _refusal(name, sentence, "encoding")


def _refusal(name: str, reason: str, code: str) -> ValidationError:
    return ValidationError(_("%(file)s: %(reason)s") % {"file": name, "reason": reason}, code=code)


def _declared_charset(raw: bytes) -> str | None:
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


def _read_page(html: str) -> WebPage | None:
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
    title = _line(getattr(found, "title", None))
    if publisher:  # pages like to add their site's name to their titles
        title = re.sub(rf"{_SEPARATOR}{re.escape(publisher)}\s*$", "", title, flags=re.IGNORECASE)
    if title and paragraphs[0].casefold() != title.casefold():
        paragraphs.insert(0, title)
    language = _LANGUAGE.search(html[:_DECLARED_IN])
    return WebPage(
        text="\n\n".join(paragraphs) + "\n",
        title=title,
        publisher=publisher,
        published=_day(getattr(found, "date", None) or "", html),
        url=web_address(getattr(found, "url", None) or ""),
        language=language[1].lower() if language else "",
    )


def _line(value: str | None) -> str:
    return " ".join(unescape(value or "").split())


def _day(found: str, html: str) -> str:
    """Only a day that the page has in so many digits: a finder of dates fills in what is missing."""
    return found if found and (found in html or found.replace("-", "/") in html) else ""
