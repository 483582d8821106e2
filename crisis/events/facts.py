"""Everything public of an event, as facts: to show, to compare, to keep as it was.

A snapshot is what may be stored: names in both languages, codes of closed sets, dates as EDTF. It is read
in whichever language is asked for later. What each fact is stands with the kinds (`kinds/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crisis.articles.differences import Piece, words_changed

from .kinds import KINDS, kind_of
from .models import Event

Snapshot = dict[str, list[Any]]
"""For each fact its items: a text, a code, or the names of something in both languages. JSON as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactInWords:
    """One thing that readers are told, in the current language."""

    name: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact that differs: what was said and what is said now."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference word by word, where both sides are one text."""
        if len(self.before) == len(self.after) == 1:
            return words_changed(self.before[0], self.after[0])
        stayed = set(self.before) & set(self.after)
        went = [Piece("-", value) for value in self.before if value not in stayed]
        came = [Piece("+", value) for value in self.after if value not in stayed]
        return (*went, *came)

    @property
    def is_text(self) -> bool:
        return len(self.before) == len(self.after) == 1


def snapshot(event: Event) -> Snapshot:
    """What is public of the event as it is stored now. Facts that are not told are left out."""
    return told_of(Event.objects.with_everything().get(pk=event.pk))


def told_of(event: Event) -> Snapshot:
    """The same of an event in memory. Asks nothing of the database where it was fetched `with_everything`."""
    told = {fact.name: fact.content(event) for fact in kind_of(event).all_facts}
    return {name: items for name, items in told.items() if items}


def facts_in(told: Snapshot) -> tuple[FactInWords, ...]:
    """The facts of a snapshot in the current language, in the order in which an event is read."""
    return tuple(
        FactInWords(name=name, label=str(fact.label), values=tuple(fact.words(item) for item in told[name]))
        for name, fact in KINDS.facts.items()
        if told.get(name)
    )


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Only what differs, in the current language. The order of evidence, actors and topics is no fact."""
    was, now = ({fact.name: fact.values for fact in facts_in(told)} for told in (before, after))
    return tuple(
        Change(name=name, label=str(fact.label), before=was.get(name, ()), after=now.get(name, ()))
        for name, fact in KINDS.facts.items()
        if sorted(was.get(name, ())) != sorted(now.get(name, ()))
    )


def changed_names(before: Snapshot, after: Snapshot) -> set[str]:
    """The names of the facts that differ, whatever the language."""
    return {
        name
        for name, fact in KINDS.facts.items()
        if sorted(repr(fact.told(item)) for item in before.get(name, []))
        != sorted(repr(fact.told(item)) for item in after.get(name, []))
    }
