"""The facts in an event's content, in words: to show and to compare, in whichever language is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crisis.articles.differences import Piece, words_changed

from .content import Content, content_of, fetch_for_content, plain, public
from .models import Event
from .vocabulary import LinkKind, MeetingFormat, Mode, Movement, Role, Stance, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
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


def facts_in(told: Content) -> tuple[Fact, ...]:
    """The facts of a snapshot in the current language, in the order in which an event is read."""
    return tuple(
        Fact(name=name, label=label, values=tuple(worded(name, item) for item in told[name]))
        for name, label in labels().items()
        if told.get(name)
    )


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """Only what differs, in the current language. The order of evidence, actors and topics is no fact."""
    was, now = ({fact.name: fact.values for fact in facts_in(told)} for told in (before, after))
    return tuple(
        Change(name=name, label=label, before=was.get(name, ()), after=now.get(name, ()))
        for name, label in labels().items()
        if sorted(was.get(name, ())) != sorted(now.get(name, ()))
    )


def changed_names(before: Content, after: Content) -> set[str]:
    """The names of the facts that differ, whatever the language."""
    return {name for name in labels() if _unordered(before.get(name, [])) != _unordered(after.get(name, []))}


def labels() -> dict[str, str]:
    """What each fact is called, in the order in which an event is read."""
    return {
        "title_fr": _("title in French"),
        "title_en": _("title in English"),
        "when": _("date"),
        "when_text": _("date in the source's words"),
        "status": _("status"),
        "place": _("place"),
        "format": _("format"),
        "movement": _("movement"),
        "strength": _("strength"),
        "equipment": _("equipment"),
        "origin": _("from"),
        "origin_text": _("from, in the source's words"),
        "destination": _("to"),
        "destination_text": _("to, in the source's words"),
        "mode": _("mode"),
        "medium": _("medium or audience"),
        "parts": _("actors"),
        "summary_fr": _("summary in French"),
        "summary_en": _("summary in English"),
        "quotations": _("words quoted"),
        "evidence": _("evidence"),
        "topics": _("topics"),
        "links": _("linked events"),
    }


def _here(names: dict[str, str]) -> str:
    return names["en" if (get_language() or "fr").startswith("en") else "fr"]


def _strength(bounds: list[int | None]) -> str:
    least, most = (None if number is None else number_format(number, force_grouping=True) for number in bounds)
    if least is not None and most is not None:
        return least if least == most else f"{least} – {most}"
    return _("at least %(number)s") % {"number": least} if most is None else _("at most %(number)s") % {"number": most}


def _supporting(item: dict[str, str]) -> str:
    told = {**item, "stance": Stance(item["stance"]).label}
    if "words" in item:
        return _("“%(words)s” (%(publisher)s, %(title)s; %(stance)s)") % told
    return _("%(publisher)s, %(title)s (%(stance)s)") % told


def _linked(link: dict[str, str]) -> str:
    return _("%(link)s “%(title)s”") % {"link": LinkKind(link["kind"]).label, "title": _here(link)}


_WORDING: dict[str, Callable[[Any], str]] = {
    "status": lambda code: str(Status(code).label),
    "place": _here,
    "format": lambda code: str(MeetingFormat(code).label),
    "movement": lambda code: str(Movement(code).label),
    "strength": _strength,
    "origin": _here,
    "destination": _here,
    "mode": lambda code: str(Mode(code).label),
    "parts": lambda part: f"{_here(part)} ({Role(part['role']).label})",
    "evidence": _supporting,
    "topics": _here,
    "links": _linked,
    "quotations": plain,
}


def worded(name: str, item: Any) -> str:
    """One item of that fact, in the current language."""
    return _WORDING.get(name, str)(item)


def _unordered(items: list[Any]) -> list[str]:
    return sorted(repr(plain(item)) for item in items)
