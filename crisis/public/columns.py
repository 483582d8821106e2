"""The columns of a flat file, one row an event: what readers download, and what the desk exports and imports.

A name may be added at the end; none is renamed, moved or taken away. The page “using the data” lists them.

A column whose name is a plural is a list: items stand between ` || `, empty ones included, and the columns of the same
thing (`actors…`, `evidence_…`) have as many each. In an item `\\` stands before `|` and before `\\`.

No spreadsheet runs a cell: one that begins like a formula gets an apostrophe before it, and so does one that begins
with an apostrophe; on the way back exactly the one that was put there is taken off. A plain number (a longitude) runs
nowhere and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.events.kinds import KINDS
from crisis.events.kinds.facts import Column
from crisis.events.vocabulary import Kind

from .event.public_event import PublicEvent, PublicPlace
from .site import Site

Cell = str | int | float | bool | date | datetime | None | list[str]
"""`None` is what nobody knows; a list keeps its order."""
BETWEEN = " || "
GUARD = "'"
RUNS = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet may take for the beginning of a formula, the full-width signs included."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What XML cannot hold or changes on reading, and what would be read as an escape of it.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile(r"([\\|])")
_ITEM = re.compile(r"((?:[^\\|]|\\[\\|])*)(\|\||\Z)")


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column of a file: how it is read from what a row tells of, and what an import does with it.

    One of which nothing else is said is for information: an import changes nothing by it, and refuses what differs.
    """

    name: str
    description: str | Promise
    read: Callable[[Any, Site], Cell]
    _: KW_ONLY
    stores: Column | None = None
    """The column of the database that an import writes by it."""
    tells_of: str = ""
    """The fact (`actors`, `evidence`…) whose items it tells, an item of the cell each, often with other columns."""
    is_needed: bool = False
    """Whether no file is imported without it."""
    is_address: bool = False
    """It depends on where the site stands: another site's is no difference."""
    is_of_record: bool = False
    """It tells of the row that is stored, rather than of what happened: a new row has its own."""

    @property
    def is_for_information(self) -> bool:
        return self.stores is None and not self.tells_of and not self.is_needed


def cell_text(cell: Cell) -> str:
    """A cell as a file has it."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case list():
            return BETWEEN.join(_SPECIAL.sub(r"\\\1", item) for item in cell)
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def items_of(text: str) -> list[str]:
    """The items of a list's cell. Raises `ValidationError` where a `\\` is missing, or stands before another letter.

    A list of one empty item reads as none: another column of the same thing tells how many there are.
    """
    items: list[str] = []
    at, is_last = 0, not text
    while not is_last:
        found = _ITEM.match(text, at)
        if not found:
            raise ValidationError(
                _("“%(text)s” is not read: a \\ stands before \\ or |."), code="unreadable", params={"text": text[:60]}
            )
        item, is_last = found[1], not found[2]
        if items and item.startswith(" "):
            item = item[1:]
        if not is_last and item.endswith(" "):
            item = item[:-1]
        items.append(re.sub(r"\\(.)", r"\1", item))
        at = found.end()
    return items


def guarded(text: str) -> str:
    """The text as a cell that does not run."""
    if text[:1] and text[0] in RUNS + GUARD and not _NUMBER.fullmatch(text):
        return GUARD + text
    return text


def unguarded(cell: str) -> str:
    """The text of a cell: `unguarded(guarded(text)) == text`, whatever the text."""
    if cell[:1] == GUARD and cell[1:2] and cell[1] in RUNS + GUARD:
        return cell[1:]
    return cell


def as_xml(text: str) -> str:
    """The text as a workbook writes it: what XML has no room for stands as `_xHHHH_` (ECMA-376, ST_Xstring)."""
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def from_xml(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


Read = Callable[[PublicEvent, Site], Cell]


def _at(path: str) -> Read:
    """What stands there: `place.name.fr`; of each of several where a star stands for them: `actors.*.role`."""
    several, _star, rest = path.rpartition(".*.")
    names = rest.split(".")
    if several:
        return lambda event, _site: [str(_along(names, one) or "") for one in getattr(event, several)]
    return lambda event, _site: _along(names, event)


def _along(names: list[str], found: Any) -> Any:
    """`None` for what is not told."""
    for name in names:
        found = getattr(found, name)
        if found is None or found == "":
            return None
    return found


def _stored(name: str, fact: str, path: str, *, is_needed: bool = False) -> FlatColumn:
    """A fact that every event tells in a column of its own."""
    [column] = KINDS.facts[fact].columns
    return FlatColumn(name, column.description, _at(path), stores=column, is_needed=is_needed)


def _evidence(name: str, description: Promise, path: str) -> FlatColumn:
    """By which the evidence is stored."""
    return FlatColumn(name, description, _at(f"evidence.*.{path}"), tells_of="evidence", is_needed=True)


def _record(name: str, description: Promise, path: str, *, is_needed: bool = False) -> FlatColumn:
    return FlatColumn(name, description, _at(path), is_of_record=True, is_needed=is_needed)


def _articles(event: PublicEvent, site: Site) -> Cell:
    return [site.named("article", it.passage.article) if it.passage else "" for it in event.evidence]


_FIRST: tuple[FlatColumn, ...] = (
    FlatColumn("uid", _("The event's permanent name."), _at("uid"), is_needed=True),
    FlatColumn("permalink", _("Its address, which lasts."), lambda it, site: site.permalink(it.uid), is_address=True),
    FlatColumn("kind", _("meeting, troop_movement or statement."), _at("kind"), is_needed=True),
    _stored("status", "status", "status", is_needed=True),
    _stored("date", "when", "when", is_needed=True),
    FlatColumn(
        "first_day",
        _("The first day that the date allows; empty where the source leaves that end open."),
        _at("starts_on"),
    ),
    FlatColumn(
        "last_day", _("The last day that it allows; empty where the source leaves that end open."), _at("ends_on")
    ),
    FlatColumn(
        "precision",
        _("How exactly it is known: day, interval, month, year, approximate, open, set or unknown."),
        _at("precision"),
    ),
    _stored("date_text", "when_text", "when_text"),
    _stored("title_fr", "title_fr", "title.fr", is_needed=True),
    _stored("title_en", "title_en", "title.en", is_needed=True),
    _stored("summary_fr", "summary_fr", "summary.fr"),
    _stored("summary_en", "summary_en", "summary.en"),
    _stored("place", "place", "place.name.slug"),
    FlatColumn("place_fr", _("The place in French."), _at("place.name.fr")),
    FlatColumn("place_en", _("The place in English."), _at("place.name.en")),
    FlatColumn("latitude", _("Degrees north, WGS 84."), _at("place.latitude")),
    FlatColumn("longitude", _("Degrees east, WGS 84."), _at("place.longitude")),
    FlatColumn(
        "approximate_point",
        _("true where the point only stands for a region, a sea or a border."),
        _at("place.is_approximate"),
    ),
    FlatColumn(
        "actors",
        _("List: short names; empty for who is only described."),
        _at("actors.*.name.slug"),
        tells_of="actors",
    ),
    FlatColumn(
        "actor_roles",
        _("List: participant, host, force, speaker, on_behalf_of, claimed_by or involved."),
        _at("actors.*.role"),
        tells_of="actors",
    ),
    FlatColumn(
        "actors_fr",
        _("List: names in French, or as the source describes them."),
        _at("actors.*.name.fr"),
        tells_of="actors",
    ),
    FlatColumn("actors_en", _("List: names in English, or as the source describes them."), _at("actors.*.name.en")),
    FlatColumn("topics", _("List: short names."), _at("topics.*.slug"), tells_of="topics"),
    FlatColumn("topics_fr", _("List: names in French."), _at("topics.*.fr")),
    FlatColumn("topics_en", _("List: names in English."), _at("topics.*.en")),
    _evidence(
        "evidence_stances",
        _("List: what each source does for the event: reports, announces, confirms or denies."),
        "stance",
    ),
    _evidence("evidence_publishers", _("List: who published it."), "publication.publisher"),
    FlatColumn(
        "evidence_agencies", _("List: the agency it is from, where it is another."), _at("evidence.*.passage.agency")
    ),
    _evidence("evidence_titles", _("List: titles of articles."), "publication.title"),
    FlatColumn("evidence_dates", _("List: days of publication, in EDTF."), _at("evidence.*.passage.published")),
    _evidence("evidence_urls", _("List: addresses at the publishers'."), "publication.url"),
    FlatColumn("evidence_articles", _("List: addresses of the articles on this site."), _articles, is_address=True),
    FlatColumn("evidence_languages", _("List: languages of the words."), _at("evidence.*.passage.language")),
    FlatColumn(
        "evidence_words",
        _("List: the exact words; empty where only a title is cited."),
        _at("evidence.*.passage.words"),
    ),
    FlatColumn("quotes", _("List: the exact words said (statements)."), _at("quotes.*.words")),
)
_LAST: tuple[FlatColumn, ...] = (
    FlatColumn(
        "links",
        _("List: what it is to other events, as kind:uid (announces, fulfils, cancels, answers, continues)."),
        lambda it, _site: [f"{link.kind}:{link.event.uid}" for link in it.links if not link.is_inverse],
        tells_of="links",
    ),
    _record("reviewed", _("true where an editor has looked at it."), "is_reviewed"),
    _record("made_by", _("Who made it: extracted (a rule), editor, or imported."), "origin"),
    _record("rule", _("The rule that made it."), "rule"),
    _record("version", _("How often it was changed, counted from 1."), "version", is_needed=True),
    _record("recorded_at", _("When it was first recorded here (UTC)."), "recorded_at"),
    _record("changed_at", _("When it was last changed (UTC)."), "changed_at"),
    _record(
        "corrected_at",
        _("When an error that readers had seen was last corrected (UTC); empty where there was none."),
        "corrected_at",
    ),
    _evidence(
        "evidence_fingerprints",
        _("List: SHA-256 of the article's text (UTF-8), by which an import finds it; empty where it is only cited."),
        "passage.fingerprint",
    ),
    _evidence(
        "evidence_spans",
        _("List: where the words stand in that text, as 400-500: code points, the last not included."),
        "passage.span",
    ),
    FlatColumn(
        "quote_fingerprints",
        _("List: the same of the words said."),
        _at("quotes.*.fingerprint"),
        tells_of="quotations",
    ),
    FlatColumn("quote_spans", _("List: the same of where they stand."), _at("quotes.*.span"), tells_of="quotations"),
)


_OLDEST = {Kind.MEETING, Kind.TROOP_MOVEMENT, Kind.STATEMENT}
"""The kinds there were when the order of the columns was promised: a new column stands at the end."""


def columns() -> tuple[FlatColumn, ...]:
    """All of them: what a kind tells alone stands before the last, or after them if the kind came later."""
    first = [_of_kind(column) for kind in KINDS if kind.code in _OLDEST for column in kind.columns]
    later = [_of_kind(column) for kind in KINDS if kind.code not in _OLDEST for column in kind.columns]
    return (*_FIRST, *first, *_LAST, *later)


def flat(event: PublicEvent, site: Site) -> dict[str, Cell]:
    """The cells of one event, by column, in their order."""
    return {column.name: column.read(event, site) for column in columns()}


def _of_kind(column: Column) -> FlatColumn:
    """Empty for events of other kinds; of a place its slug."""

    def cell(event: PublicEvent, _site: Site) -> Cell:
        value = event.details.get(column.name)
        return value.name.slug if isinstance(value, PublicPlace) else value

    return FlatColumn(column.name, column.description, cell, stores=column)
