"""Everything public of an event, as facts: to show, to compare, to keep as it was.

A snapshot is what may be stored: names in both languages, codes of closed sets, dates as EDTF. It is read
in whichever language is asked for later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from crisis.articles.differences import Piece, words_changed

from .models import Actor, Event, Evidence, Meeting, Participation, Place, Statement, Topic, TroopMovement
from .models.subjects import name_language
from .vocabulary import LinkKind, MeetingFormat, Mode, Movement, Role, Stance, Status

Snapshot = dict[str, list[Any]]
"""For each fact its items: a text, a code, or the names of something in both languages. JSON as it stands."""


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


def snapshot(event: Event) -> Snapshot:
    """What is public of the event as it is stored now. Facts that are not told are left out."""
    return told_of(Event.objects.with_everything().get(pk=event.pk))


def told_of(event: Event) -> Snapshot:
    """The same of an event in memory. Asks nothing of the database where it was fetched `with_everything`."""
    row = event.as_kind
    links = [link for link in event.links.all() if link.to_event.is_public]
    told: Snapshot = {
        "title_fr": _said(event.title_fr),
        "title_en": _said(event.title_en),
        "when": _said(event.when),
        "when_text": _said(event.when_text),
        "status": _said(event.status),
        "place": _named(event.place),
        **_of_its_kind(row),
        "parts": [_part(part) for part in event.participations.all()],
        "summary_fr": _said(event.summary_fr),
        "summary_en": _said(event.summary_en),
        "quotations": _quotations(row),
        "evidence": [_evidence(item) for item in event.evidence.all()],
        "topics": [_names(tagging.topic) for tagging in event.taggings.all()],
        "links": [
            {"kind": link.kind, "fr": link.to_event.title_fr, "en": link.to_event.title_en, "uid": link.to_event.uid}
            for link in links
        ],
    }
    return {name: items for name, items in told.items() if items}


def facts_in(told: Snapshot) -> tuple[Fact, ...]:
    """The facts of a snapshot in the current language, in the order in which an event is read."""
    return tuple(
        Fact(name=name, label=label, values=tuple(worded(name, item) for item in told[name]))
        for name, label in labels().items()
        if told.get(name)
    )


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Only what differs, in the current language. The order of evidence, actors and topics is no fact."""
    was, now = ({fact.name: fact.values for fact in facts_in(told)} for told in (before, after))
    return tuple(
        Change(name=name, label=label, before=was.get(name, ()), after=now.get(name, ()))
        for name, label in labels().items()
        if sorted(was.get(name, ())) != sorted(now.get(name, ()))
    )


def changed_names(before: Snapshot, after: Snapshot) -> set[str]:
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


def _said(text: str) -> list[Any]:
    return [text] if text else []


def _names(subject: Actor | Place | Topic) -> dict[str, str]:
    return {"fr": subject.name_fr, "en": subject.name_en}


def _named(subject: Place | None) -> list[Any]:
    return [_names(subject)] if subject else []


def _of_its_kind(row: Meeting | TroopMovement | Statement) -> Snapshot:
    if isinstance(row, Meeting):
        return {"format": _said(row.format)}
    if isinstance(row, Statement):
        return {"mode": _said(row.mode), "medium": _said(row.medium)}
    strength = [row.strength_min, row.strength_max]
    return {
        "movement": _said(row.movement),
        "strength": [strength] if any(strength) else [],
        "equipment": _said(row.equipment),
        "origin": _named(row.origin_place),
        "origin_text": _said(row.origin_text),
        "destination": _named(row.destination_place),
        "destination_text": _said(row.destination_text),
    }


def _part(part: Participation) -> dict[str, str]:
    names = _names(part.actor) if part.actor else {"fr": part.description, "en": part.description}
    return {"role": part.role, **names}


def _quotations(row: Meeting | TroopMovement | Statement) -> list[Any]:
    if not isinstance(row, Statement):
        return []
    return [quotation.excerpt.words for quotation in row.quotations.all()]


def _evidence(item: Evidence) -> dict[str, str]:
    if item.excerpt:
        article = item.excerpt.article
        return {
            "stance": item.stance,
            "words": item.excerpt.words,
            "publisher": article.source.name,
            "title": article.title,
        }
    assert item.reference  # noqa: S101  # a constraint holds that it is one or the other
    return {"stance": item.stance, "publisher": item.reference.source.name, "title": item.reference.title}


def _here(names: dict[str, str]) -> str:
    return names[name_language()]


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
}


def worded(name: str, item: Any) -> str:
    """One item of that fact, in the current language."""
    return _WORDING.get(name, str)(item)


def _unordered(items: list[Any]) -> list[str]:
    return sorted(map(repr, items))
