"""One public event: all that readers are told of it, whichever page, picture, file or feed tells it.

Made from a stored event, from an old version of one, or from a draft that the desk previews. Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from crisis.articles.dates import DatePrecision, date_in_words, day_in_words, parse_days
from crisis.edtf import Days, Precision
from crisis.events.kinds import kind_of
from crisis.events.kinds.facts import PlaceColumn, Prominence
from crisis.events.models import Event, Participation, Place
from crisis.events.vocabulary import LinkKind, Origin, Role, Stance, Status, name_language

from ..paging import batches_of, let_go
from ..selection import Selection
from .evidence import PublicEvidence, PublicPassage, PublicReference


@dataclass(frozen=True, slots=True)
class PublicName:
    """What something is called in both languages; `slug` is empty for what is only described, and for titles."""

    slug: str
    fr: str
    en: str

    def __str__(self) -> str:
        """In the reader's language, as far as it is written in it."""
        return self.in_(name_language())

    def __bool__(self) -> bool:
        """Whether there is anything to say in the reader's language."""
        return bool(str(self))

    def in_(self, language: str) -> str:
        """English stands for every language that nothing is written in."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlace:
    name: PublicName
    latitude: float | None
    """Degrees, WGS 84. `None` where no point stands for it."""
    longitude: float | None
    is_approximate: bool

    @classmethod
    def of(cls, place: Place) -> PublicPlace:
        return cls(
            name=PublicName(place.slug, place.name_fr, place.name_en),
            latitude=None if place.latitude is None else float(place.latitude),
            longitude=None if place.longitude is None else float(place.longitude),
            is_approximate=place.is_approximate,
        )


Detail = str | int | PublicPlace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicActor:
    """Who takes part; one only described has a name without a slug, in the source's own words."""

    name: PublicName
    role: str
    """A value of `Role`."""
    kind: str
    """A value of `ActorKind`; empty for someone only described."""

    @classmethod
    def of(cls, part: Participation) -> PublicActor:
        if part.actor is None:
            return cls(name=PublicName("", part.description, part.description), role=part.role, kind="")
        name = PublicName(part.actor.slug, part.actor.name_fr, part.actor.name_en)
        return cls(name=name, role=part.role, kind=part.actor.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLink:
    """Another public event that this one bears on, read from this one."""

    kind: str
    """A value of `LinkKind`."""
    is_inverse: bool
    """Whether the link is the other event's: “announced by” rather than “announces”."""
    event: PublicEvent

    @property
    def label(self) -> str:
        kind = LinkKind(self.kind)
        return kind.inverse if self.is_inverse else str(kind.label)


class PublicEvent:
    """Everything public of one event.

    What hangs on the event is read when it is asked for: nothing is asked of the database for what a list shows of an
    event fetched `with_evidence`, nor for anything where it was fetched `with_everything`. Words are those of the
    language that is active.
    """

    def __init__(self, event: Event) -> None:
        self._event = event
        self.uid: str = event.uid
        self.kind: str = event.kind
        self.status: str = event.status
        self.title = PublicName("", event.title_fr, event.title_en)
        self.summary = PublicName("", event.summary_fr, event.summary_en)
        self.when: str = event.when
        """EDTF; empty where nobody knows."""
        self.when_text: str = event.when_text
        self.precision: str = event.precision
        self.starts_on: date | None = event.starts_on
        self.ends_on: date | None = event.ends_on
        self.is_reviewed: bool = event.is_reviewed
        self.origin: str = event.origin
        self.rule: str = event.rule
        self.version: int = event.version
        self.corrected_at: datetime | None = event.corrected_at
        self.recorded_at: datetime = event.created_at
        """When it was first recorded here."""
        self.changed_at: datetime = event.changed_at

    def get_absolute_url(self) -> str:
        """Its page in the language that is active."""
        return self._event.get_absolute_url()

    # when

    @property
    def days(self) -> Days:
        return parse_days(self.when)

    @property
    def date(self) -> str:
        """In words. A day needs no parsing, and most events have one."""
        if self.precision == Precision.DAY and self.starts_on:
            return day_in_words(self.starts_on)
        return date_in_words(self.days)

    @property
    def machine_date(self) -> str:
        """For `<time datetime>`, which knows days, months and years and no doubt."""
        return self.when if self.precision in {Precision.DAY, Precision.MONTH, Precision.YEAR} else ""

    @property
    def precision_label(self) -> str:
        return str(DatePrecision(self.precision).label)

    @property
    def corrected_on(self) -> str:
        """The day of its last correction in words; empty where there was none."""
        return day_in_words(self.corrected_at.date()) if self.corrected_at else ""

    @property
    def shown_at(self) -> datetime:
        """When readers could first see it, where the event was fetched `with_told`; its draft may be older."""
        return getattr(self._event, "shown_at", self.recorded_at)

    @property
    def told_at(self) -> datetime:
        """When it last told something new, where it was fetched `with_told`."""
        return getattr(self._event, "told_at", self.shown_at)

    # in words

    @property
    def kind_label(self) -> str:
        return str(kind_of(self.kind).label)

    @property
    def status_label(self) -> str:
        """As it stands alone; beside the kind's noun it is `status_beside_kind`."""
        return str(Status(self.status).label)

    @property
    def status_beside_kind(self) -> str:
        return kind_of(self.kind).status_beside(self.status)

    @property
    def has_occurred(self) -> bool:
        """Most things have; only what has not is worth a word where room is short."""
        return self.status == Status.OCCURRED

    @property
    def origin_label(self) -> str:
        return str(Origin(self.origin).label)

    @property
    def badge(self) -> str:
        """What a reader must know of who has looked at it; empty once somebody has."""
        if self.is_reviewed:
            return ""
        if self.origin == Origin.EXTRACTED:
            return _("extracted automatically, not yet reviewed")
        if self.origin == Origin.IMPORTED:
            return _("from a chronology, not yet reviewed")
        return _("not yet reviewed")

    # who and where

    @cached_property
    def place(self) -> PublicPlace | None:
        return PublicPlace.of(self._event.place) if self._event.place else None

    @cached_property
    def actors(self) -> tuple[PublicActor, ...]:
        return tuple(PublicActor.of(part) for part in self._event.participations.all())

    @property
    def actors_by_role(self) -> list[tuple[str, list[PublicActor]]]:
        """Each role that anybody has, in words, in the order of the roles."""
        found = [(role, [actor for actor in self.actors if actor.role == role]) for role in Role]
        return [(str(role.label), actors) for role, actors in found if actors]

    @cached_property
    def topics(self) -> tuple[PublicName, ...]:
        topics = (tagging.topic for tagging in self._event.taggings.all())
        return tuple(PublicName(topic.slug, topic.name_fr, topic.name_en) for topic in topics)

    @cached_property
    def links(self) -> tuple[PublicLink, ...]:
        """Both directions, however the event was fetched: only to what readers may see."""
        onward = [(link.kind, False, link.to_event) for link in self._event.links.all()]
        back = [(link.kind, True, link.from_event) for link in self._event.backlinks.all()]
        return tuple(
            PublicLink(kind=kind, is_inverse=inverse, event=PublicEvent(other))
            for kind, inverse, other in [*onward, *back]
            if other.is_public
        )

    # according to whom

    @cached_property
    def evidence(self) -> tuple[PublicEvidence, ...]:
        """The fullest first."""
        return tuple(PublicEvidence.of(evidence) for evidence in self._event.evidence.all())

    @cached_property
    def quotes(self) -> tuple[PublicPassage, ...]:
        """The exact words said, of kinds that quote."""
        row: Any = self._event.as_kind if "quotations" in kind_of(self.kind).relations else None
        quotations = row.quotations.all() if row else ()
        return tuple(PublicPassage(quotation.excerpt) for quotation in quotations)

    @property
    def unheld_quotes(self) -> list[PublicPassage]:
        """The quotations that no passage of the evidence holds."""
        held = [item.passage for item in self.evidence if item.passage]
        return [quote for quote in self.quotes if not any(passage.holds(quote) for passage in held)]

    @property
    def passages(self) -> list[PublicPassage]:
        """All exact words that are shown: the evidence first, then what is quoted beyond it."""
        return [*(item.passage for item in self.evidence if item.passage), *self.unheld_quotes]

    @property
    def cited(self) -> list[PublicReference]:
        """What reports it and is not held here."""
        return [item.cited for item in self.evidence if item.cited]

    @property
    def words(self) -> PublicPassage | None:
        """The words that speak for the event wherever there is room for one passage only.

        Those spoken, where a quotation is held; else the fullest passage that does not deny what the event tells; else
        the fullest. `None` for an event that is known from references only.
        """
        if self.quotes:
            return self.quotes[0]
        held = [item for item in self.evidence if item.passage]
        telling = [item for item in held if item.stance != Stance.DENIES or self.status == Status.DENIED]
        return next((item.passage for item in (*telling, *held)), None)

    @property
    def publishers(self) -> list[str]:
        """Whose publications it rests on, each name once, in the evidence's order."""
        return list(dict.fromkeys(item.publisher for item in self.evidence))

    # of its kind

    @cached_property
    def details(self) -> dict[str, Detail]:
        """What only its kind tells, by column: a code, words, a number, then places; empty where it is not told."""
        row = self._event.as_kind
        columns = sorted(kind_of(self.kind).columns, key=lambda column: isinstance(column, PlaceColumn))
        values = ((column.name, column.of(row)) for column in columns)
        return {name: PublicPlace.of(value) if isinstance(value, Place) else value for name, value in values}

    @property
    def own_places(self) -> list[tuple[str, PublicPlace]]:
        """The places that only its kind names, each with the name of the fact: from where, to where."""
        facts = [(fact.name, column.name) for fact in kind_of(self.kind).facts for column in fact.columns]
        places = ((name, self.details[column]) for name, column in facts)
        return [(name, place) for name, place in places if isinstance(place, PublicPlace)]

    @property
    def beside_kind(self) -> list[str]:
        """What of its kind is said beside the kind's name: how they met."""
        return [words for _heading, words in self._said(Prominence.KICKER)]

    @property
    def leading(self) -> list[str]:
        """What of its kind is said beside the date: how many, as claimed."""
        return [words for _heading, words in self._said(Prominence.LEAD)]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What else is told of its kind, each under its heading."""
        return list(self._said(Prominence.ROW))

    def _said(self, prominence: Prominence) -> Iterator[tuple[str, str]]:
        """Facts in the order in which an event is read; of those that say the same, the first that is told."""
        groups: set[str] = set()
        for fact in kind_of(self.kind).facts:
            if fact.prominence != prominence or fact.group in groups:
                continue
            if items := fact.content(self._event.as_kind):
                groups |= {fact.group} - {""}
                yield str(fact.heading or fact.label), ", ".join(map(fact.on_page, items))


def public_events(selection: Selection, *, chronological: bool = False, texts: bool = False) -> Iterator[PublicEvent]:
    """Every event of the selection, however many: a batch at a time is fetched and forgotten.

    `chronological` puts the oldest first, and last those without a date. With `texts`, passages know the address that
    leads to their very words (`text_url`).
    """
    for batch in batches_of(selection, chronological=chronological, texts=texts):
        for event in batch:
            yield PublicEvent(event)
            let_go(event)
