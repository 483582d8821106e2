"""Says in plain words why a draft was made, and prints an article with what was read in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisis.extraction.values import Draft, Kind, Reading, Span, Temporal, When

_WORDS = {
    "fr": {
        "rule": "règle {rule}",
        "trigger": "mot déclencheur « {words} »",
        "same": "date : « {words} » lu {edtf} (règle {rule})",
        "other": "autre lecture possible : {edtf}",
        "open": "aucun jour n'est dit : au plus tard la publication ({edtf})",
        "none": "aucune date n'est dite",
        "order": "date déduite de l'ordre du récit ({edtf})",
        "status": "statut : {status}",
        "occasion": "jour de la rencontre où ces mots ont été dits ({edtf})",
    },
    "en": {
        "rule": "rule {rule}",
        "trigger": "trigger “{words}”",
        "same": "date: “{words}” read as {edtf} (rule {rule})",
        "other": "other possible reading: {edtf}",
        "open": "no day is told: by publication at the latest ({edtf})",
        "none": "no date is told",
        "order": "date drawn from the order of the telling ({edtf})",
        "status": "status: {status}",
        "occasion": "the day of the meeting at which these words fell ({edtf})",
    },
}
_STATUS_FR = {"occurred": "a eu lieu", "scheduled": "prévu", "announced": "annoncé", "cancelled": "annulé ou reporté",
              "denied": "démenti"}  # fmt: skip
_COLOURS = {"date": "36", "quote": "32", "meeting": "35;1", "troop_movement": "31;1", "statement": "33"}
_BRACKETS = {"date": ("[", "]"), "quote": ("{", "}"), "meeting": ("<", ">"), "troop_movement": ("<", ">"),
             "statement": ("<", ">")}  # fmt: skip


def why(draft: Draft, language: str) -> str:
    """One sentence for an editor: the rule, its trigger, how the date was read, and what else it might be."""
    say = _WORDS[language]
    status = _STATUS_FR[draft.status] if language == "fr" else str(draft.status)
    parts = [say["rule"].format(rule=draft.rule)]
    if draft.trigger:
        parts.append(say["trigger"].format(words=" ".join(draft.trigger.text.split())))
    parts.append(_date(draft.when, draft.dated_by, say, is_statement=draft.kind is Kind.STATEMENT))
    if draft.dated_by and draft.dated_by.other and draft.dated_by.other != draft.when:
        parts.append(say["other"].format(edtf=draft.dated_by.other.edtf))
    parts.append(say["status"].format(status=status))
    return " ; ".join(parts) if language == "fr" else "; ".join(parts)


def _date(when: When | None, temporal: Temporal | None, say: dict[str, str], *, is_statement: bool) -> str:
    if when is None:
        return say["none"]
    if temporal:
        return say["same"].format(words=" ".join(temporal.span.text.split()), edtf=when.edtf, rule=temporal.rule)
    if when.first is None:
        return say["open"].format(edtf=when.edtf)
    return say["occasion" if is_statement else "order"].format(edtf=when.edtf)


def explained(text: str, reading: Reading, *, colour: bool) -> Iterator[str]:
    """The article with its annotations, then a line a draft; `colour` adds ANSI colours to the brackets."""
    yield _annotated(text, reading, colour=colour)
    yield ""
    for number, draft in enumerate(reading.drafts, start=1):
        title = draft.title_fr if reading.language == "fr" else draft.title_en
        yield f"{number}. {title}"
        yield f"   {why(draft, reading.language)}"


@dataclass(frozen=True, slots=True)
class _Note:
    span: Span
    layer: str
    label: str


def _annotated(text: str, reading: Reading, *, colour: bool) -> str:
    """Layers may nest; each opens and closes with a bracket of its own and says what was read."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for note in _notes(reading):
        left, right = _BRACKETS[note.layer]
        end = f"|{note.label}{right}"
        if colour:
            left, end = (f"\x1b[{_COLOURS[note.layer]}m{part}\x1b[0m" for part in (left, end))
        opening.setdefault(note.span.start, []).append(left)
        closing.setdefault(note.span.end, []).insert(0, end)
    pieces: list[str] = []
    for position in range(len(text) + 1):
        pieces += closing.get(position, ())
        pieces += opening.get(position, ())
        pieces.append(text[position : position + 1])
    return "".join(pieces)


def _notes(reading: Reading) -> Iterator[_Note]:
    found = [
        *(_Note(item.span, "quote", item.speaker or "?") for item in reading.quotations),
        *(_Note(draft.trigger, str(draft.kind), draft.rule) for draft in reading.drafts if draft.trigger),
        *(_Note(item.span, "date", item.when.edtf if item.when else "?") for item in reading.temporals),
    ]
    yield from sorted(found, key=lambda note: (note.span.start, -note.span.end))
