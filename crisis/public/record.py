"""One public event as every format tells it. Nothing here is stored; nothing here is of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crisis.articles.dates import parse_days
from crisis.edtf import Days


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called in both languages; `slug` is empty for what is only described."""

    slug: str
    fr: str
    en: str

    def in_(self, language: str) -> str:
        return self.en if language == "en" else self.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    name: Name
    latitude: float | None
    """Degrees, WGS 84. `None` where no point stands for it."""
    longitude: float | None
    is_approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    name: Name
    role: str
    """A value of `Role`."""
    kind: str
    """A value of `ActorKind`; empty for someone only described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Exact words of an article: code points `start` to `end`, half-open, into its text as stored."""

    article: int
    words: str
    start: int
    end: int
    prefix: str
    """At most 32 code points on either side (W3C Web Annotation, TextQuoteSelector)."""
    suffix: str
    title: str
    language: str
    publisher: str
    publisher_slug: str
    agency: str
    published: str
    """EDTF; empty where it is not known."""
    url: str
    """The article at its publisher's; empty where it is not known."""
    text_url: str
    """The same with a text fragment that leads to the words; empty where their article's text was not fetched."""

    @property
    def publishers(self) -> str:
        """Who published them, and the agency they are from where it is another: “Le Monde / AFP”."""
        return f"{self.publisher} / {self.agency}" if self.agency else self.publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A publication whose text is not held here."""

    publisher: str
    publisher_slug: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    stance: str
    """A value of `Stance`."""
    passage: Passage | None
    """Either this or `cited`, never both."""
    cited: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Another public event that this one bears on, read from this one."""

    kind: str
    """A value of `LinkKind`."""
    is_inverse: bool
    """Whether the link is the other event's: “announced by” rather than “announces”."""
    uid: str
    title: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything public of one event."""

    uid: str
    kind: str
    status: str
    title: Name
    summary: Name
    when: str
    """EDTF; empty where nobody knows."""
    when_text: str
    precision: str
    starts_on: date | None
    ends_on: date | None
    place: Where | None
    actors: tuple[Who, ...]
    topics: tuple[Name, ...]
    support: tuple[Support, ...]
    quotes: tuple[Passage, ...]
    ties: tuple[Tie, ...]
    details: dict[str, str | int | None]
    """What is told of its kind alone: `format`; `movement`, `strength_min`…; `mode`, `medium`."""
    origin_place: Where | None
    destination_place: Where | None
    is_reviewed: bool
    origin: str
    rule: str
    version: int
    corrected_at: datetime | None
    recorded_at: datetime
    """When it was first recorded here."""
    changed_at: datetime

    @property
    def days(self) -> Days:
        return parse_days(self.when)

    @property
    def strength(self) -> tuple[int | None, int | None]:
        """Of a movement: at least and at most so many, as claimed; neither for other kinds."""
        least, most = self.details.get("strength_min"), self.details.get("strength_max")
        return least if isinstance(least, int) else None, most if isinstance(most, int) else None
