"""A list that is exported and imported: all rows of a file or none, each fault named by row and column."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from crisis.articles.past import because
from crisis.public.columns import FlatColumn
from crisis.public.site import Site

from .files import Table

Person = AbstractBaseUser | AnonymousUser
Cells = dict[str, str]
"""A row, by column."""
BATCH = 200
"""Rows whose stored counterparts stand in memory together."""


@dataclass(slots=True)
class RowOutcome:
    """What became of a row."""

    number: int
    """As a spreadsheet shows it."""
    what: str = "unchanged"
    """`new`, `changed`, `unchanged` or `refused`."""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    """(column, cell before, cell after)."""
    faults: list[tuple[str, str]] = field(default_factory=list)
    """(column, sentence); of the row as a whole, the column is “–”."""
    stored: models.Model | None = None

    def done(self, what: str, stored: models.Model) -> None:
        self.what, self.stored = what, stored

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Whatever is refused within is the row's fault."""
        faults: dict[str, list[str]] = {}
        with gathering(faults), blaming():
            yield
        for column, sentences in faults.items():
            self.what = "refused"
            self.faults += [("–" if column == NON_FIELD_ERRORS else column, sentence) for sentence in sentences]


@dataclass(slots=True)
class ImportOutcome:
    """What became of a file, or would become of it."""

    rows: list[RowOutcome] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What is wrong with the file as a whole."""

    @property
    def counts(self) -> Counter[str]:
        """How many rows are `new`, `changed`, `unchanged` and `refused`."""
        return Counter(row.what for row in self.rows)

    @property
    def touched(self) -> list[RowOutcome]:
        """The rows that make or change something."""
        return [row for row in self.rows if row.what in {"new", "changed"}]

    @property
    def refused(self) -> list[RowOutcome]:
        return [row for row in self.rows if row.what == "refused"]

    @property
    def is_refused(self) -> bool:
        return bool(self.faults or self.refused)


class Sheet(ABC):
    """What the sheets share. A subclass knows its columns, the cells of a stored row, and how a row is taken in."""

    key: ClassVar[str]
    """The column by which a row finds what is stored."""
    columns: Sequence[FlatColumn]
    hint: ClassVar[str | Promise] = ""
    """What the page of the import says of its rows."""

    def __init__(self, *, user: Person | None = None, site: Site | None = None) -> None:
        self.user = user
        self.site = site or Site("")

    def only(self, column: FlatColumn) -> str:
        """Which rows alone have the column, in words; empty where all have."""
        return ""

    @abstractmethod
    def cells(self, stored: models.QuerySet[Any]) -> Iterator[Cells]:
        """The cells of each row of the queryset, in its order."""

    @abstractmethod
    def prepare(self, rows: Sequence[Cells]) -> None:
        """Fetches once what the rows of the file name."""

    @abstractmethod
    def take(self, row: Cells, outcome: RowOutcome) -> None:
        """Stores what the row says. Raises `ValidationError`, by column, and then stores nothing of it."""

    def fetch(self, rows: Sequence[Cells]) -> None:  # noqa: B027  # most have all in memory
        """Fetches what is stored of these rows, at most `BATCH`."""

    def finish(self) -> None:  # noqa: B027  # most judge row by row
        """After the last row, where none is refused: refuses what could not be judged row by row."""

    def take_in(self, table: Table, *, file_name: str, dry_run: bool = False) -> ImportOutcome:
        """Takes in every row, or none where any is refused. A dry run writes and takes back, so it refuses the same."""
        outcome = ImportOutcome(faults=self._wrong_header(table.headers))
        if outcome.faults:
            return outcome
        with because(import_of(file_name)), transaction.atomic():
            self.prepare([cells for _number, cells in table.rows])
            first: dict[str, int] = {}
            for some in batches(table.rows):
                self.fetch([cells for _number, cells in some])
                for number, cells in some:
                    row = RowOutcome(number)
                    outcome.rows.append(row)
                    with row.refusing(), transaction.atomic():
                        self._refuse_double(cells[self.key].strip(), number, first)
                        self.take(cells, row)
            if not outcome.is_refused:
                self.finish()
            if dry_run or outcome.is_refused:
                transaction.set_rollback(True)
        return outcome

    def _refuse_double(self, key: str, number: int, first: dict[str, int]) -> None:
        if key and first.setdefault(key, number) != number:
            sentence = _("“%(key)s” stands in row %(row)s already.") % {"key": key, "row": first[key]}
            raise refusal_of(self.key, sentence)

    def _wrong_header(self, headers: list[str]) -> list[str]:
        known = [column.name for column in self.columns]
        told = {column.tells_of for column in self.columns if column.name in headers} - {""}
        needed = [column.name for column in self.columns if column.is_needed or column.tells_of in told]
        found = []
        if missing := [name for name in needed if name not in headers]:
            found.append(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
        if unknown := [name or "–" for name in headers if name not in known]:
            found.append(
                _("These columns are not known: %(columns)s. The file may have these: %(known)s.")
                % {"columns": ", ".join(unknown), "known": ", ".join(known)}
            )
        if twice := sorted({name for name in headers if headers.count(name) > 1}):
            found.append(_("These columns stand there twice: %(columns)s.") % {"columns": ", ".join(twice)})
        return found


def import_of(file_name: str) -> str:
    """What the history of all that comes with a file says."""
    return _("import of %(file)s") % {"file": file_name or _("a file")}


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some


def says_the_same(cell: str, stored: str) -> bool:
    """Spreadsheets write the ends of lines, and what they take for truth values, as they please."""
    if stored in {"true", "false"}:
        return cell.strip().lower() == stored
    told, there = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (cell, stored))
    return told == there


def refusal_of(column: str, sentence: str | Promise) -> ValidationError:
    return ValidationError({column: [sentence]})


@contextmanager
def blaming(column: str = NON_FIELD_ERRORS, **named: str) -> Iterator[None]:
    """What is refused within, by the column of the file; `named` tells what the file calls a table's columns."""
    try:
        yield
    except ValidationError as refusal:
        if not hasattr(refusal, "error_dict"):
            raise ValidationError({column: refusal.messages}) from refusal
        named = {NON_FIELD_ERRORS: column, **named}
        found = refusal.message_dict.items()
        raise ValidationError({named.get(name, name): sentences for name, sentences in found}) from refusal


@contextmanager
def gathering(faults: dict[str, list[str]]) -> Iterator[None]:
    """Adds what is refused within, by column, to the faults of a row."""
    try:
        yield
    except ValidationError as refusal:
        for column, sentences in refusal.message_dict.items():
            faults.setdefault(column, []).extend(sentences)


def may_publish(user: Any) -> bool:
    """Whether who imports publishes as well; nobody is the machine."""
    return user is None or bool(user.has_perm("events.publish_event"))
