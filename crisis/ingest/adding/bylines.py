"""Who signs a text and when, as newspapers write it: the dateline, the lines above the text and the last ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from crisis.edtf.folding import words_of
from crisis.edtf.typed import MONTH_NUMBERS
from crisis.extraction.text.source import read_header
from crisis.extraction.values import Published

ABOVE, BELOW = 6, 4  # lines at either end that may say who wrote the text and when
_LONGEST_LINE = 120  # code points; more is running text

AGENCIES = {
    "afp": "AFP",
    "afpe": "AFP",
    "agence france-presse": "AFP",
    "ap": "AP",
    "associated press": "AP",
    "reuters": "Reuters",
    "belga": "Belga",
    "ats": "ATS",
    "keystone-ats": "ATS",
    "efe": "EFE",
    "dpa": "dpa",
    "ansa": "ANSA",
    "tass": "TASS",
    "interfax": "Interfax",
    "ukrinform": "Ukrinform",
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
    day: WrittenDay | None = None
    is_dateline: bool = False  # the day stands in the dateline
    is_agency_in_dateline: bool = False
    is_signed_by_agency: bool = False  # the text is the agency's own, not written with its help


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
        publisher=_publisher([*above, *below], publishers),
        day=day or _line_day([*above, *below]),
        is_dateline=day is not None,
        is_agency_in_dateline=bool(in_dateline and not signed),
        is_signed_by_agency=bool(own and not helped),
    )


def _edges(text: str) -> tuple[list[str], list[str]]:
    try:
        header = read_header(text)
    except ValueError:
        header = None
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


def _publisher(lines: list[str], publishers: Mapping[str, str]) -> str:
    agencies = {" ".join(words_of(name)) for name in AGENCIES}
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        helped = _WITH.fullmatch(line)
        for part in [helped["publisher"] or ""] if helped else _BETWEEN.split(line):
            folded = " ".join(words_of(part))
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
