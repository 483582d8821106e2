"""What the cells of a row say of an event, read with what the database knows; each fault is named by its column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days
from crisis.events.models import Actor, Place, Topic
from crisis.events.requests import parse_pk
from crisis.events.vocabulary import Kind, LinkKind, MeetingFormat, Mode, Movement, Status
from crisis.events.writing import Part

from .columns import EVENT_COLUMNS
from .known import Known
from .lists import Passage, Supports, Who, read_actors, read_evidence, read_links, read_passages, read_words

Value = TypeVar("Value")
Named = TypeVar("Named", Actor, Place, Topic)
NUMBERS = ("strength_min", "strength_max")
CODES: dict[str, type[TextChoices]] = {
    "status": Status,
    "format": MeetingFormat,
    "movement": Movement,
    "mode": Mode,
}
PLACES = ("place", "origin_place", "destination_place")
TITLES = ("title_fr", "title_en")
DESK = ("uid", "kind", "review", "version", "origin", "rule")


@dataclass(slots=True)
class EventRow:
    """A row as read. `fields` are columns of the kind's model; a list that is `None` has no column in the file."""

    kind: Kind
    fields: dict[str, Any] = field(default_factory=dict)
    parts: tuple[Part, ...] | None = None
    topics: tuple[Topic, ...] | None = None
    supports: tuple[Supports, ...] | None = None
    quotations: tuple[Passage, ...] | None = None
    links: tuple[tuple[LinkKind, str], ...] | None = None


class Faults:
    """The faults of one row, by column."""

    def __init__(self) -> None:
        self.by_column: dict[str, list[str]] = {}

    def add(self, column: str, sentence: str) -> None:
        self.by_column.setdefault(column, []).append(sentence)

    def read(self, column: str, reader: Callable[[], Value]) -> Value | None:
        """What the reader gives, or nothing and a fault."""
        try:
            return reader()
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.add(column, sentence)
            return None

    def settle(self) -> None:
        """Raises `ValidationError` with all of them, if there are any."""
        if self.by_column:
            raise ValidationError(self.by_column)


def read_kind(cell: str) -> Kind:
    """Raises `ValidationError` for what is no kind."""
    return Kind(_code(cell, Kind))


def read_event_row(cells: dict[str, str], known: Known) -> EventRow:
    """Reads the cells of one row. Raises `ValidationError` with every fault, by column."""
    faults = Faults()
    kind = faults.read("kind", lambda: read_kind(cells["kind"]))
    if kind is None:
        faults.settle()
    assert kind  # noqa: S101
    row = EventRow(kind)
    for column in EVENT_COLUMNS:
        if column.name not in cells or column.name in DESK:
            continue
        if column.kind not in {None, kind}:
            if cells[column.name]:
                named = {"kind": Kind(column.kind).plural, "this": kind.label}
                faults.add(column.name, _("Only %(kind)s have this; the row is a %(this)s. Leave it empty.") % named)
            continue
        _read_cell(row, column.name, cells[column.name], known, faults)
    faults.settle()
    return row


def _read_cell(row: EventRow, name: str, cell: str, known: Known, faults: Faults) -> None:
    match name:
        case "actors":
            row.parts = faults.read(name, lambda: tuple(_part(who, known) for who in read_actors(cell)))
        case "topics":
            row.topics = faults.read(name, lambda: tuple(_named(word, known.topics) for word in read_words(cell)))
        case "evidence":
            row.supports = faults.read(name, lambda: tuple(_held(s, known) for s in read_evidence(cell)))
        case "quotations":
            row.quotations = faults.read(name, lambda: tuple(_passage(p, known) for p in read_passages(cell)))
        case "links":
            row.links = faults.read(name, lambda: tuple(read_links(cell)))
        case _:
            row.fields[name] = faults.read(name, lambda: _read_field(name, cell, known))


def _read_field(name: str, cell: str, known: Known) -> Any:
    if name in CODES:
        return _code(cell, CODES[name], may_be_empty=name != "status")
    if name in PLACES:
        return _named(cell.strip(), known.places) if cell.strip() else None
    if name in NUMBERS:
        return _number(cell)
    if name in TITLES and not cell.strip():
        raise ValidationError(_("Give the event a title in French and in English."), code="title")
    if name == "when":
        return parse_days(cell).edtf
    return cell


def _code(cell: str, codes: type[TextChoices], *, may_be_empty: bool = False) -> str:
    code = cell.strip()
    if code in codes.values or (may_be_empty and not code):
        return code
    raise ValidationError(
        _("“%(cell)s” is not one of: %(codes)s."), code="code", params={"cell": cell, "codes": ", ".join(codes.values)}
    )


def _number(cell: str) -> int | None:
    digits = cell.strip()
    if not digits:
        return None
    if (number := parse_pk(digits)) is not None:
        return number
    raise ValidationError(
        _("“%(cell)s” is no number: write 100000, without spaces or words."), code="number", params={"cell": cell}
    )


def _named(slug: str, stored: dict[str, Named]) -> Named:
    if slug in stored:
        return stored[slug]
    raise ValidationError(
        _("“%(slug)s” is not stored here. Add it first, or import it before the events."),
        code="unknown",
        params={"slug": slug},
    )


def _part(who: Who, known: Known) -> Part:
    actor = _named(who.slug, known.actors) if who.slug else None
    return Part(role=who.role, actor=actor, description=who.description)


def _held(supports: Supports, known: Known) -> Supports:
    """The same, if the article of a passage is held here."""
    if isinstance(supports.what, Passage):
        _passage(supports.what, known)
    return supports


def _passage(passage: Passage, known: Known) -> Passage:
    if passage.sha256 not in known.articles:
        raise ValidationError(
            _("No article with the fingerprint %(sha256)s… is held here."),
            code="no-article",
            params={"sha256": passage.sha256[:12]},
        )
    return passage
