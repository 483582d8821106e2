"""What an editor pastes or sends, as the text it is; or a sentence that says why it cannot be taken."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from crisis.articles.writing import refuse_unstorable
from crisis.extraction.text.source import SIZE_LIMIT

from .webpages import WebPage, declared_charset, read_page

TEXT_ENDINGS, PAGE_ENDINGS = (".txt", ".text"), (".html", ".htm", ".xhtml")
ENDINGS = (*TEXT_ENDINGS, *PAGE_ENDINGS)

_UNICODE_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_IS_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)


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
    if (upload.size or 0) > SIZE_LIMIT:
        raise _refusal(name, _("it is larger than %(limit)s bytes.") % {"limit": SIZE_LIMIT}, "too-large")
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
    text, remark = _decoded(name, raw, declared_charset(raw) if ending in PAGE_ENDINGS else None)
    if _NEVER_IN_TEXT.search(text):
        raise _refusal(name, _("it is not a text file: it holds characters that no text has."), "binary")
    if not text.strip():
        raise _refusal(name, _("it is empty."), "empty")
    if ending not in PAGE_ENDINGS and not _IS_PAGE.match(text):
        return Arrived(text=text, remark=remark)
    page = read_page(text)
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
