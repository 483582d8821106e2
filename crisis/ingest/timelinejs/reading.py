"""From the JSON of a TimelineJS 3 to what each slide says, in frozen values. Stores nothing, decides nothing.

The format is that of TimelineJS's documentation (“JSON data format”). Files are written by hand and by many
programs: numbers come as text, empty text stands for nothing, and any value may be of any type.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from crisis.articles.dates import edtf_in_words, parse_days
from crisis.articles.writing import CitedSource
from crisis.edtf import DateError, Precision, parse
from crisis.events.vocabulary import Status

from .markup import Link, host_of, read_markup, web_address

MOST_BYTES = 2 * 1024 * 1024
MOST_SLIDES = 500
MOST_SOURCES = 20
"""Of one slide; whoever links to more writes an essay, not evidence."""
MOST_LINKS = 1500
"""Of a file: each is looked for and stored, and nobody else can store anything meanwhile."""
LONGEST_TEXT = 20_000
"""Code points of one text of a slide, its markup included."""
LONGEST_TITLE = 500
"""Code points; what a reference's title holds."""
LONGEST_WHEN = 200
CLOCK = ("hour", "minute", "second", "millisecond")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.0+)?")
_STATUS = re.compile(r'<span class="status">[^<]*</span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    number: int
    """As counted in the file, from 1."""
    headline: str
    summary: str
    edtf: str
    when_text: str
    group: str
    status: Status | None
    """What our own export says; TimelineJS has no such thing."""
    name: str
    """Its `unique_id`, where no other slide of the file has the same; of our own export, the event's permanent name."""
    key: str
    """What a draft is derived from: the same slide of the same timeline gives the same."""
    sources: tuple[CitedSource, ...]
    """Empty where it links to nothing: such a slide alone supports no event."""
    notes: tuple[str, ...]
    """What is left out of it, or worth a look."""
    faults: tuple[str, ...]
    """Why it cannot come in; empty for one that can."""

    @property
    def when_in_words(self) -> str:
        return edtf_in_words(self.edtf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    name: str
    slides: tuple[Slide, ...]
    notes: tuple[str, ...]
    """What is left out of the file as a whole."""


def read_timeline(data: bytes) -> Timeline:
    """What the file says, slide by slide. Raises `ValidationError` for what is no TimelineJS at all."""
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(most)s are read. Split it.")
            % {"size": f"{len(data) / 1024**2:.1f}", "most": MOST_BYTES // 1024**2},
            code="too-big",
        )
    try:
        told = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ValidationError(
            _("This is no JSON: line %(line)s, column %(column)s (%(why)s).")
            % {"line": error.lineno, "column": error.colno, "why": error.msg},
            code="json",
        ) from error
    return _timeline(told)


def _timeline(told: Any) -> Timeline:
    if isinstance(told, dict) and isinstance(told.get("timeline"), dict):
        raise ValidationError(
            _("This is the format of TimelineJS 1 and 2. Convert it to that of TimelineJS 3 first."), code="old"
        )
    if not isinstance(told, dict) or not isinstance(told.get("events"), list):
        raise ValidationError(_("This is no TimelineJS: it has no list called “events”."), code="shape")
    undated = told.get("undated")
    rows = [*told["events"], *(undated if isinstance(undated, list) else [])]
    if len(rows) > MOST_SLIDES:
        raise ValidationError(
            _("The file has %(count)s slides; at most %(most)s come in at once. Split it.")
            % {"count": len(rows), "most": MOST_SLIDES},
            code="too-many",
        )
    name = Truncator(_words(_inner(told, "title", "text", "headline"))).chars(LONGEST_TITLE)
    ids = Counter(_text(row.get("unique_id")) for row in rows if isinstance(row, dict))
    notes = []
    if told.get("title"):
        notes.append(_("The title slide is left out: it tells of no event."))
    if told.get("eras"):
        notes.append(_("The eras are left out: they tell of no event."))
    slides = tuple(_slide(number, row, timeline=name, ids=ids) for number, row in enumerate(rows, start=1))
    links = sum(len(slide.sources) for slide in slides)
    if links > MOST_LINKS:
        raise ValidationError(
            _("The slides have %(count)s links; at most %(most)s come in at once. Split the file.")
            % {"count": links, "most": MOST_LINKS},
            code="too-many",
        )
    return Timeline(name=name, slides=slides, notes=tuple(notes))


def _slide(number: int, row: Any, *, timeline: str, ids: Counter[str]) -> Slide:
    faults: list[str] = []
    notes: list[str] = []
    if not isinstance(row, dict):
        faults.append(_("This is no slide, but something else."))
        row = {}
    headline, body = _inner(row, "text", "headline"), _inner(row, "text", "text")
    if max(map(len, (headline, body, _inner(row, "media", "caption"), _inner(row, "media", "credit")))) > LONGEST_TEXT:
        faults.append(_("It is too long: at most %(most)s characters are read.") % {"most": LONGEST_TEXT})
        row, headline, body = {}, headline[:100], ""
    edtf = ""
    try:
        edtf = _edtf(row, notes)
    except ValidationError as refusal:
        faults += refusal.messages
    if "status" in row:  # what our own export adds for readers of TimelineJS, and says in `status` too
        headline = _STATUS.sub("", headline)
    title, summary = _words(headline), read_markup(body).words
    sources = _sources(row, title, notes)
    if not title and not faults:
        faults.append(_("It has no headline."))
    named = _text(row.get("unique_id"))
    name = named if named and ids[named] == 1 else ""
    status = row.get("status")
    return Slide(
        number=number,
        headline=title,
        summary=summary,
        edtf=edtf,
        when_text=_shown_date(row, edtf, notes),
        group=_words(_text(row.get("group"))),
        status=Status(status) if isinstance(status, str) and status in Status.values else None,
        name=name,
        key=_key(timeline, name or [title, edtf, summary, [source.url for source in sources]]),
        sources=sources,
        notes=tuple(dict.fromkeys(notes)),
        faults=tuple(faults),
    )


def _edtf(slide: dict[str, Any], notes: list[str]) -> str:
    """EDTF; empty for a slide without a date. What a date of ours cannot hold is left out, and noted.

    `edtf`, which our own export adds, is believed where it says the same days: it knows “around” and “by”.
    Raises `ValidationError` for a date that cannot be kept honestly.
    """
    start, end = (_side(slide.get(name), notes) for name in ("start_date", "end_date"))
    if end and not start:
        raise ValidationError(_("It has an end_date and no start_date."))
    told = start if end in {"", start} else f"{start}/{end}"
    own = slide.get("edtf")
    try:
        if isinstance(own, str) and own and "/".join(parse(own).ends) == told:
            return own
    except DateError:
        pass
    if not told:
        notes.append(_("No start_date: its date is not known."))
        return ""
    parse_days(told)
    return told


def _side(told: Any, notes: list[str]) -> str:
    """One date object as EDTF; empty where there is none."""
    if told is None or told in ("", {}):
        return ""
    if isinstance(told, str) and _ISO.fullmatch(told.strip()):
        return told.strip()
    if not isinstance(told, dict):
        raise ValidationError(_("“%(value)s” is no date of TimelineJS.") % {"value": str(told)[:40]})
    year, month, day = (_part(told, name) for name in ("year", "month", "day"))
    if any(_is_told(told.get(name)) for name in CLOCK):
        notes.append(_("The time of day is left out: dates here are days."))
    if year is None:
        raise ValidationError(_("Its date has no year."))
    if not 1 <= year <= 9999:
        raise ValidationError(_("The year %(year)s lies outside the years 1 to 9999.") % {"year": year})
    if day is not None and month is None:
        raise ValidationError(_("Its date has a day and no month."))
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _part(told: dict[str, Any], name: str) -> int | None:
    value = told.get(name)
    if not _is_told(value):
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise ValidationError(
            _("“%(value)s” is no number: its date cannot be read (%(name)s).") % {"value": text[:40], "name": name}
        )
    return int(text.partition(".")[0])


def _is_told(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _sources(row: dict[str, Any], headline: str, notes: list[str]) -> tuple[CitedSource, ...]:
    """What the slide links to, each address once: the text first, then caption and credit, then the media itself."""
    own = web_address(_text(row.get("url")))  # the permalink of our own export, which is no source of itself
    caption, credit = (read_markup(_inner(row, "media", name)) for name in ("caption", "credit"))
    headed, text = (read_markup(_inner(row, "text", name)) for name in ("headline", "text"))
    found: dict[str, CitedSource] = {}
    for link in (*headed.links, *text.links, *caption.links, *credit.links):
        if link.url != own:
            found.setdefault(link.url, _told(link, host_of(link.url), link.words or headline))
    for name in ("url", "link"):
        media = _inner(row, "media", name)
        links = read_markup(media).links if "<" in media else (Link(web_address(media), ""),)
        for link in links:
            if link.url:
                publisher = credit.words.replace("\n", " ") or host_of(link.url)
                found.setdefault(link.url, _told(link, publisher, caption.words.replace("\n", " ") or headline))
            elif media:
                notes.append(_("The media “%(media)s” is left out: it is no web address.") % {"media": media[:80]})
    for name, sentence in (
        ("background", _("The background is left out.")),
        ("location", _("The map is left out: an editor chooses the place.")),
    ):
        if row.get(name):
            notes.append(sentence)
    if isinstance(row.get("media"), dict) and row["media"].get("thumbnail"):
        notes.append(_("The thumbnail is left out."))
    if len(found) > MOST_SOURCES:
        notes.append(_("Of its links, the first %(most)s are kept.") % {"most": MOST_SOURCES})
    return tuple(found.values())[:MOST_SOURCES]


def _told(link: Link, publisher: str, title: str) -> CitedSource:
    return CitedSource(
        publisher=Truncator(publisher).chars(LONGEST_WHEN), title=Truncator(title).chars(LONGEST_TITLE), url=link.url
    )


def _shown_date(row: dict[str, Any], edtf: str, notes: list[str]) -> str:
    """What the timeline shows as the date, which may say more, or less, than its numbers."""
    start = row.get("start_date")
    shown = _words(
        _text(row.get("display_date")) or (_text(start.get("display_date")) if isinstance(start, dict) else "")
    )
    if not shown or isinstance(row.get("edtf"), str):
        return ""
    notes.append(_("Its date is shown there as “%(date)s”: see whether that is all it says.") % {"date": shown[:80]})
    return shown[:LONGEST_WHEN] if edtf and parse_days(edtf).precision != Precision.UNKNOWN else ""


def _key(timeline: str, what: Any) -> str:
    return f"timelinejs:{hashlib.sha256(orjson.dumps([timeline, what])).hexdigest()}"


def _inner(row: dict[str, Any], *names: str) -> str:
    """The text behind these names, one in the other; empty where any of them is missing or no text."""
    value: Any = row
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return _text(value)


def _text(value: Any) -> str:
    """Text as it can be stored; a number as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).replace("\x00", "\ufffd").strip()


def _words(html: str) -> str:
    return read_markup(html[:LONGEST_TEXT]).words.replace("\n", " ")
