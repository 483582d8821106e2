"""The frozen values the extraction room speaks in: text goes in, these come out.

Positions are half-open and count Unicode code points of the text exactly as decoded; days are
proleptic Gregorian days. Nothing here needs spaCy, so any caller may import it cheaply.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from crisis.edtf import Days
from crisis.edtf import Precision as Precision  # one of the values here

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

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def as_dict(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Temporal:
    """A temporal expression, the days it was read as, and the reading that was not chosen."""

    span: Span
    when: When | None
    other: When | None = None
    rule: str = ""

    def as_dict(self) -> dict[str, Any]:
        return self.span.as_dict() | {
            "edtf": self.when.edtf if self.when else None,
            "other": self.other.edtf if self.other else None,
            "rule": self.rule,
        }


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
        return self.span.as_dict() | {
            "speaker": self.speaker,
            "speaker_id": self.speaker_id,
            "mode": str(self.mode),
            "cue": self.cue,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftActor:
    name: str
    id: str | None
    role: DraftRole

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "id": self.id, "role": str(self.role)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlace:
    name: str
    id: str | None

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "id": self.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is reported to have spoken; `id` is None for somebody only described."""

    name: str
    id: str | None

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "id": self.id}


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
        return {
            "kind": str(self.kind),
            "when": self.when.edtf if self.when else None,
            "precision": str(self.when.precision if self.when else Precision.UNKNOWN),
            "when_text": self.when_text.text if self.when_text else None,
            "status": str(self.status),
            "title": {"fr": self.title_fr, "en": self.title_en},
            "actors": [actor.as_dict() for actor in self.actors],
            "place": self.place.as_dict() if self.place else None,
            "speaker": self.speaker.as_dict() if self.speaker else None,
            "quotes": [quote.as_dict() for quote in self.quotes],
            "mode": str(self.mode) if self.mode else None,
            "medium": self.medium,
            "format": str(self.format) if self.format else None,
            "movement": str(self.movement) if self.movement else None,
            "strength": list(self.strength),
            "origin": self.origin.as_dict() if self.origin else None,
            "destination": self.destination.as_dict() if self.destination else None,
            "evidence": [span.as_dict() for span in self.evidence],
            "rule": self.rule,
            "trigger": self.trigger.as_dict() if self.trigger else None,
            "date_rule": self.dated_by.rule if self.dated_by else None,
            "when_other": self.dated_by.other.edtf if self.dated_by and self.dated_by.other else None,
            "confidence": self.confidence,
            "background": self.background,
        }


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
        return next(
            (
                number
                for number, other in enumerate(self.drafts)
                if any(quote.start <= told.start and told.end <= quote.end + _FULL_STOP for quote in other.quotes)
            ),
            None,
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "language": self.language,
            "published": self.published,
            "title": self.title,
            "title_span": list(self.title_span) if self.title_span else None,
            "body_start": self.body_start,
            "drafts": [draft.as_dict() | {"reported_in": self.reported_in(draft)} for draft in self.drafts],
            "quotations": [quotation.as_dict() for quotation in self.quotations],
            "temporals": [temporal.as_dict() for temporal in self.temporals],
        }
