"""What a text itself tells about its title, publisher, agency, language, day and address. Nothing is made up:
each guess says where it stands, and what stands nowhere is left to the editor."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Source
from crisis.edtf.folding import words_of
from crisis.extraction.text.source import Header, detect_language, read_header
from crisis.extraction.text.structure import read_structure
from crisis.extraction.values import read_published

from ..intake import LONGEST_TITLE, NO_PUBLISHER
from .arriving import Arrived
from .bylines import Byline, read_byline

LONGEST_NAME = 200


class Ground(TextChoices):
    """Where a guess was read."""

    HEADER = "header", gettext_lazy("read in the header")
    PAGE = "page", gettext_lazy("from the page's metadata")
    DATELINE = "dateline", gettext_lazy("read in the dateline")
    LINE = "line", gettext_lazy("read above or below the text")
    SIGNATURE = "signature", gettext_lazy("read in the signature")
    TITLE = "title", gettext_lazy("the first line")
    WORDS = "words", gettext_lazy("guessed from the words")


@dataclass(frozen=True, slots=True)
class Guess:
    value: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """By the article's field: title, publisher, agency, language, published, url. `remarks` are sentences."""

    by_field: dict[str, Guess] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def guess(arrived: Arrived) -> Guesses:
    """Everything the text and its page tell. Names of publishers are those stored, where they are."""
    header, remarks = _header(arrived)
    names = {_folded(name): name for name in Source.objects.exclude(name=NO_PUBLISHER).values_list("name", flat=True)}
    byline = read_byline(arrived.text, names)
    found = {
        "title": _title(arrived, header),
        "language": _language(arrived),
        "published": _published(arrived, header, byline),
        "publisher": _publisher(arrived, byline, names),
        "agency": Guess(names.get(_folded(byline.agency), byline.agency), _where(byline)) if byline.agency else None,
        "url": Guess(arrived.page.url, Ground.PAGE) if arrived.page and arrived.page.url else None,
    }
    return Guesses(by_field={name: guessed for name, guessed in found.items() if guessed}, remarks=tuple(remarks))


def _folded(name: str) -> str:
    return " ".join(words_of(name))


def _header(arrived: Arrived) -> tuple[Header | None, list[str]]:
    remarks = [arrived.remark] if arrived.remark else []
    try:
        return read_header(arrived.text), remarks
    except ValueError:
        remarks.append(_("The date in the text's header is not in the calendar. Give the day of publication yourself."))
        return None, remarks


def _title(arrived: Arrived, header: Header | None) -> Guess | None:
    if arrived.page and arrived.page.title:
        return Guess(arrived.page.title[:LONGEST_TITLE], Ground.PAGE)
    title = read_structure(arrived.text).title
    words = " ".join(arrived.text[title.start : title.end].split()) if title else ""
    return Guess(words[:LONGEST_TITLE], Ground.HEADER if header else Ground.TITLE) if words else None


def _language(arrived: Arrived) -> Guess | None:
    declared = arrived.page.language if arrived.page else ""
    if declared:
        return Guess(declared, Ground.PAGE) if declared in {"fr", "en"} else None
    language = detect_language(arrived.text)
    return Guess(language, Ground.WORDS) if language else None


def _published(arrived: Arrived, header: Header | None, byline: Byline) -> Guess | None:
    """The page's own day; else the header's date, made exact by a day in the text that lies within it."""
    if arrived.page and arrived.page.published:
        return Guess(arrived.page.published, Ground.PAGE)
    day = byline.day
    if header:
        known = read_published(header.published)
        if day and not known.is_day and (written := day.within(known)):
            return Guess(written, Ground.DATELINE if byline.is_dateline else Ground.LINE)
        return Guess(header.published, Ground.HEADER)
    if day and day.year:
        return Guess(day.edtf, Ground.DATELINE if byline.is_dateline else Ground.LINE)
    return None


def _publisher(arrived: Arrived, byline: Byline, names: dict[str, str]) -> Guess | None:
    """The page's name for itself, a known publisher named beside the text, or the agency that signs alone."""
    if page := arrived.page:
        name = names.get(_folded(page.publisher)) or _publisher_at(page.url) or page.publisher
        if name:
            return Guess(name[:LONGEST_NAME], Ground.PAGE)
    if byline.publisher:
        return Guess(byline.publisher, Ground.LINE)
    if byline.agency and byline.is_signed_by_agency:
        return Guess(names.get(_folded(byline.agency), byline.agency), _where(byline))
    return None


def _publisher_at(address: str) -> str:
    """The stored publisher whose web address is on the same host."""
    if host := _host(address):
        for name, url in Source.objects.exclude(url="").values_list("name", "url"):
            if _host(url) == host:
                return name
    return ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _where(byline: Byline) -> Ground:
    return Ground.DATELINE if byline.is_agency_in_dateline else Ground.SIGNATURE
