"""The frozen values the extraction room speaks in: text goes in, these come out.

Positions are half-open and count Unicode code points of the text exactly as decoded; days are
proleptic Gregorian days. Nothing here needs spaCy, so any caller may import it cheaply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from crisis.edtf import Days
from crisis.edtf import Precision as Precision  # one of the values here
from crisis.edtf.days import month_end

When = Days
"""The span of days something may have happened on, and how exactly we know it."""


class DraftKind(StrEnum):
    MEETING = "meeting"
    TROOP_MOVEMENT = "troop_movement"
    STATEMENT = "statement"


class DraftStatus(StrEnum):
    OCCURRED = "occurred"
    SCHEDULED = "scheduled"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
    DENIED = "denied"


class DraftRole(StrEnum):
    PARTICIPANT = "participant"
    HOST = "host"
    FORCE = "force"
    SPEAKER = "speaker"
    ON_BEHALF_OF = "on_behalf_of"


class DraftMode(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"


class DraftFormat(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    VISIT = "visit"
    SESSION = "session"
    SUMMIT = "summit"
    MULTILATERAL = "multilateral"


class DraftMovement(StrEnum):
    DEPLOYMENT = "deployment"
    BUILD_UP = "build_up"
    REINFORCEMENT = "reinforcement"
    EXERCISE = "exercise"
    ALERT = "alert"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A passage of a text that can be checked: `text == source[start:end]`."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Self:
        return cls(start=start, end=end, text=source[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Temporal:
    """A temporal expression, the days it was read as, and the reading that was not chosen."""

    span: Span
    when: When | None
    other: When | None = None
    rule: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self.span) | {"edtf": _edtf(self.when), "other": _edtf(self.other), "rule": self.rule}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuotation:
    """Words given as somebody's: `span` without the marks (direct) or the reported clause (indirect).

    `speaker` is None where nobody in the article could be made responsible; `cue` is the wording that
    attributes them, empty where there is none.
    """

    span: Span
    speaker: str | None
    speaker_id: str | None
    mode: DraftMode
    cue: str = ""

    def as_dict(self) -> dict[str, Any]:
        told = asdict(self)
        return told.pop("span") | told  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftName:
    """Somebody or something; `id` is None where it is only described."""

    name: str
    id: str | None

    @property
    def key(self) -> str:
        """What tells one from another."""
        return self.id or self.name


class DraftPlace(DraftName):
    __slots__ = ()


class Speaker(DraftName):
    """Who is reported to have spoken."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftActor(DraftName):
    role: DraftRole


def distinct(actors: Iterable[DraftActor]) -> tuple[DraftActor, ...]:
    """The first of each."""
    found: dict[str, DraftActor] = {}
    for actor in actors:
        found.setdefault(actor.key, actor)
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something a rule believes an article reports. An editor decides."""

    kind: DraftKind
    when: When | None
    status: DraftStatus
    title_fr: str
    title_en: str
    evidence: tuple[Span, ...]  # never empty, the fullest first
    rule: str
    confidence: float
    actors: tuple[DraftActor, ...] = ()
    place: DraftPlace | None = None
    trigger: Span | None = None  # the word or words that made the rule fire
    dated_by: Temporal | None = None  # the expression the date was read from, with its other reading
    speaker: Speaker | None = None
    quotes: tuple[Span, ...] = ()  # the longest direct one first
    mode: DraftMode | None = None
    medium: str = ""
    format: DraftFormat | None = None
    movement: DraftMovement | None = None
    origin: DraftPlace | None = None
    destination: DraftPlace | None = None
    strength: tuple[int | None, int | None] = (None, None)
    background: bool = False  # history that the article recalls

    @property
    def when_text(self) -> Span | None:
        """The source's own wording of the date, "vendredi"."""
        return self.dated_by.span if self.dated_by else None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("A draft needs at least one passage as evidence.")

    def as_dict(self) -> dict[str, Any]:
        told = asdict(self) | {
            "when": _edtf(self.when),
            "precision": self.when.precision if self.when else Precision.UNKNOWN,
            "when_text": self.when_text.text if self.when_text else None,
            "title": {"fr": self.title_fr, "en": self.title_en},
            "date_rule": self.dated_by.rule if self.dated_by else None,
            "when_other": _edtf(self.dated_by.other) if self.dated_by else None,
        }
        return {name: told[name] for name in _TOLD}


_TOLD = (
    *("kind", "when", "precision", "when_text", "status", "title", "actors", "place", "speaker", "quotes", "mode"),
    *("medium", "format", "movement", "strength", "origin", "destination", "evidence", "rule", "trigger", "date_rule"),
    *("when_other", "confidence", "background"),
)
_FULL_STOP = 2  # code points by which evidence may outlast a quotation: its stop and mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one article was read to say."""

    id: str | None
    language: str
    published: str | None  # EDTF
    title: str | None
    title_span: tuple[int, int] | None
    body_start: int
    drafts: tuple[Draft, ...]
    quotations: tuple[DraftQuotation, ...]
    temporals: tuple[Temporal, ...]

    def reported_in(self, draft: Draft) -> int | None:
        """The number of the statement within whose words a meeting or a movement is told; None for most."""
        if draft.kind is DraftKind.STATEMENT:
            return None
        told = draft.evidence[0]
        said = ((number, quote) for number, other in enumerate(self.drafts) for quote in other.quotes)
        within = (number for number, quote in said if quote.start <= told.start and told.end <= quote.end + _FULL_STOP)
        return next(within, None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "language": self.language,
            "published": self.published,
            "title": self.title,
            "title_span": self.title_span,
            "body_start": self.body_start,
            "drafts": [draft.as_dict() | {"reported_in": self.reported_in(draft)} for draft in self.drafts],
            "quotations": [quotation.as_dict() for quotation in self.quotations],
            "temporals": [temporal.as_dict() for temporal in self.temporals],
        }


def _edtf(when: When | None) -> str | None:
    return when.edtf if when else None


_PUBLISHED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article came out: a day, or any day of a month."""

    edtf: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def days(self) -> Iterator[date]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


def read_published(edtf: str) -> Published:
    """Reads "2022-01-18" or "2022-01"; ValueError for anything else, "2022-13" included."""
    match = _PUBLISHED.fullmatch(edtf.strip())
    if not match:
        raise ValueError(f"“{edtf}” is not a day (2022-01-18) or a month (2022-01).")
    year, month_, day_ = match.groups()
    try:
        first = date(int(year), int(month_), int(day_ or 1))
    except ValueError as error:
        raise ValueError(f"“{edtf}” is not a date of the calendar.") from error
    return Published(edtf=match[0], first=first, last=first if day_ else month_end(first))
