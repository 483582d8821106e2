"""What a text itself tells about its title, publisher, agency, language, day and address.

Nothing is made up: each guess says where it stands, and what stands nowhere is left to the editor. Who signs a text and
when is read as newspapers write it: in the dateline, the lines above the text and the last ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Source
from crisis.edtf.folding import words_of
from crisis.edtf.typed import MONTH_NUMBERS
from crisis.extraction.text.source import Header, detect_language, header_if_any, read_header
from crisis.extraction.text.structure import read_structure
from crisis.extraction.values import Published

from ..intake import LONGEST_TITLE, NO_PUBLISHER
from ..timelinejs.markup import host_of
from .arriving import Arrived

LONGEST_NAME = 200
ABOVE, BELOW = 6, 4  # lines at either end that may say who wrote the text and when
_LONGEST_LINE = 120  # code points; more is running text

_CALLED = ("AFP", "AP", "Reuters", "Belga", "ATS", "EFE", "dpa", "ANSA", "TASS", "Interfax", "Ukrinform")
AGENCIES = {name.lower(): name for name in _CALLED} | {
    "afpe": "AFP",
    "agence france-presse": "AFP",
    "associated press": "AP",
    "keystone-ats": "ATS",
}
_AGENCY = r"(?:" + "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True)) + r")"
_AGENCIES = rf"{_AGENCY}(?:(?:, | et | and | ?/ ?){_AGENCY})*"
# Initials of those who wrote and edited stand before the agency: "bur-dla/ob/AFP".
_SIGNATURE = re.compile(rf"[(\[]?(?:[a-zé]{{2,4}}[-/]){{0,6}}(?P<agency>{_AGENCIES})[)\]]?[\s.]*", re.IGNORECASE)
_WITH = re.compile(
    rf"[(\[]?(?P<publisher>[^\n()]{{2,60}}?)?,?\s*\b(?:avec|with)\s+(?:l['’]|the )?(?P<agency>{_AGENCIES})\b"
    rf"[^\n.]{{0,20}}[)\]]?\.?",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(rf"[.!?»”]\s*\((?i:(?P<agency>{_AGENCIES}))\)$")
_DATELINE = re.compile(
    rf"(?P<before>[A-ZÀ-Ý][^()\n]{{0,60}}(?:\([^()\n]{{2,30}}\)[^()\n]{{0,40}})?)\((?i:(?P<agency>{_AGENCY}))\)"
)
_BY_AGENCY = re.compile(rf"(?P<agency>{_AGENCY})\s*(?:[,|·•–—-]\s*)(?=\d|publi|le\b|on\b)", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:publiée?|paru|mise? en ligne|published|posted)\b[^.\n]{0,40}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*[|·•–—©()\[\]]\s*|\s+-\s+|\s*,\s+|\s*:\s+|\s*/\s*|\b(?:publiée?|published|mise? à jour|updated|source)\b",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>\d{{4}})\b)?", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})\b(?:,?\s+(?P<year>\d{{4}})\b)?", re.IGNORECASE),
    re.compile(r"\b(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})\b"),
)


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
        "agency": Guess(names.get(_folded(byline.agency), byline.agency), byline.agency_at) if byline.agency else None,
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
        if day and not header.published.is_day and (written := day.within(header.published)):
            return Guess(written, byline.day_at)
        return Guess(header.published.edtf, Ground.HEADER)
    if day and day.year:
        return Guess(day.edtf, byline.day_at)
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
        return Guess(names.get(_folded(byline.agency), byline.agency), byline.agency_at)
    return None


def _publisher_at(address: str) -> str:
    """The stored publisher whose web address is on the same host."""
    if host := host_of(address):
        for name, url in Source.objects.exclude(url="").values_list("name", "url"):
            if host_of(url) == host:
                return name
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day as a dateline has it; the year is often left out."""

    year: int | None
    month: int
    day: int

    @property
    def edtf(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def within(self, known: Published) -> str | None:
        """The day in full, if it is one of those the text may have been published on."""
        matching = [day for day in known.days() if (day.month, day.day) == (self.month, self.day)]
        if matching and self.year in {None, matching[0].year}:
            return matching[0].isoformat()
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What stands there; empty where nothing does. A publisher is one of the names given."""

    agency: str = ""
    publisher: str = ""
    agency_at: Ground
    is_signed_by_agency: bool = False  # the text is the agency's own, not written with its help
    day: WrittenDay | None = None
    day_at: Ground


def read_byline(text: str, publishers: Mapping[str, str]) -> Byline:
    """Reads the lines at both ends of a text. `publishers` gives the stored name for each folded one."""
    above, below = _edges(text)
    dateline = next((match for line in above if (match := _DATELINE.match(line))), None)
    signed, helped = _signatures([*below[::-1], *above])
    by_agency = next((match for line in above if (match := _BY_AGENCY.match(line))), None)
    in_dateline = dateline["agency"] if dateline else None
    own = signed or in_dateline or (by_agency["agency"] if by_agency else None)
    day = _first_day(dateline["before"]) if dateline else None
    return Byline(
        agency=_agency(own or helped),
        agency_at=Ground.DATELINE if in_dateline and not signed else Ground.SIGNATURE,
        publisher=_publisher_named([*above, *below], publishers),
        day=day or _line_day([*above, *below]),
        day_at=Ground.DATELINE if day else Ground.LINE,
        is_signed_by_agency=bool(own and not helped),
    )


def _edges(text: str) -> tuple[list[str], list[str]]:
    header = header_if_any(text)
    lines = [line.strip() for line in text[header.end if header else 0 :].splitlines() if line.strip("\ufeff \t")]
    return lines[:ABOVE], lines[max(ABOVE, len(lines) - BELOW) :]


def _signatures(lines: list[str]) -> tuple[str | None, str | None]:
    """The agency that signs alone, and the one with whose help somebody else wrote."""
    signed = helped = None
    for line in lines:
        if match := _AT_THE_END.search(line):
            signed = signed or match["agency"]
        if len(line) > _LONGEST_LINE:
            continue
        if match := _SIGNATURE.fullmatch(line):
            signed = signed or match["agency"]
        elif match := _WITH.fullmatch(line):
            helped = helped or match["agency"]
    return signed, helped


def _agency(written: str | None) -> str:
    """The first one named, as it calls itself."""
    if not written:
        return ""
    first = re.split(r", | et | and | ?/ ?", written, flags=re.IGNORECASE)[0]
    return AGENCIES[first.lower()]


def _publisher_named(lines: list[str], publishers: Mapping[str, str]) -> str:
    agencies = {_folded(name) for name in AGENCIES}
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        helped = _WITH.fullmatch(line)
        for part in [helped["publisher"] or ""] if helped else _BETWEEN.split(line):
            folded = _folded(part)
            if folded in publishers and folded not in agencies:
                return publishers[folded]
    return ""


def _line_day(lines: list[str]) -> WrittenDay | None:
    """A day after "published"; one that a caption or the text tells is not the text's own."""
    for line in lines:
        for match in _PUBLISHED.finditer(line[:_LONGEST_LINE]):
            if (day := _first_day(match[0])) and day.year:
                return day
    return None


def _first_day(words: str) -> WrittenDay | None:
    return min(_days(words), key=lambda found: found[0], default=(0, None))[1]


def _days(words: str) -> Iterator[tuple[int, WrittenDay]]:
    for pattern in _DATES:
        for match in pattern.finditer(words):
            written = match["month"].lower()
            month = int(written) if written.isdecimal() else MONTH_NUMBERS[written]
            year, day = int(match["year"]) if match["year"] else None, int(match["day"])
            try:
                date(year or 2000, month, day)  # 2000 had a 29 February
            except ValueError:
                continue
            yield match.start(), WrittenDay(year=year, month=month, day=day)
