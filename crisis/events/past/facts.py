"""The facts in an event's content, in words: to show and to compare, in whichever language is asked for.

What each fact is stands with the kinds (`kinds/`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from crisis.articles.differences import Piece, words_changed

from ..kinds import KINDS
from ..kinds.facts import Fact, Item
from ..models import Event
from .content import Content, content_of, fetch_for_content, public


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


def snapshot(event: Event) -> Content:
    """What is public of the event as it is stored now."""
    return public(content_of(fetch_for_content(event.pk)))


def facts_in(told: Content) -> tuple[FactInWords, ...]:
    """The facts of a snapshot in the current language, in the order in which an event is read."""
    return tuple(
        FactInWords(name=name, label=str(fact.label), values=tuple(fact.words(item) for item in told[name]))
        for name, fact in KINDS.facts.items()
        if told.get(name)
    )


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """Only what differs, in the current language. The order of evidence, actors and topics is no fact."""
    was, now = ({fact.name: fact.values for fact in facts_in(told)} for told in (before, after))
    return tuple(
        Change(name=name, label=str(fact.label), before=was.get(name, ()), after=now.get(name, ()))
        for name, fact in KINDS.facts.items()
        if sorted(was.get(name, ())) != sorted(now.get(name, ()))
    )


def changed_names(before: Content, after: Content) -> set[str]:
    """The names of the facts that differ, whatever the language."""
    return {
        name
        for name, fact in KINDS.facts.items()
        if _unordered(fact, before.get(name, [])) != _unordered(fact, after.get(name, []))
    }


def _unordered(fact: Fact, items: list[Item]) -> list[str]:
    return sorted(json.dumps(fact.told(item), sort_keys=True) for item in items)
