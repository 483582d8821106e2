"""What may stand in the table of an annotated article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crisis.extraction.values import DraftKind, DraftMode, DraftStatus, read_published
from tools.scoring.days import days
from tools.scoring.finding import CorpusError

_ARTICLE: dict[str, type] = {
    "text": str, "language": str, "published": str, "day": str, "about": str, "title": str, "ignore": list,
    "events": list, "quotations": list, "temporal": list,
}  # fmt: skip
_EVENT: dict[str, type] = {
    "kind": str, "date": str, "status": str, "actors": list, "place": str, "evidence": list, "background": bool,
    "strength_min": int, "strength_max": int, "speaker": str, "quotes": list,
}  # fmt: skip
_QUOTATION: dict[str, type] = {"text": str, "speaker": str, "type": str}
_TEMPORAL: dict[str, type] = {"text": str, "value": str, "vague": bool}


def checked(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """The table as it came; raises CorpusError with every complaint, one a line."""
    complaints = [f"{name}: {complaint}" for complaint in _complaints(table)]
    if complaints:
        raise CorpusError("\n".join(complaints))
    return table


def _complaints(table: dict[str, Any]) -> Iterator[str]:
    yield from _shape("article", table, _ARTICLE, ("language", "published"))
    if table.get("language") not in ("fr", "en"):
        yield f"no such language: {table.get('language')}"
    yield from _published(table)
    for row in table.get("events", ()):
        yield from _shape("event", row, _EVENT, ("kind", "status", "evidence"))
        yield from _event(row)
    for row in table.get("quotations", ()):
        yield from _shape("quotation", row, _QUOTATION, tuple(_QUOTATION))
        if row.get("type") not in tuple(DraftMode):
            yield f"no such type of quotation: {row.get('type')}"
    for row in table.get("temporal", ()):
        yield from _shape("temporal expression", row, _TEMPORAL, ("text",))
        yield from _date(row.get("value"))


def _shape(what: str, row: Mapping[str, Any], keys: dict[str, type], required: tuple[str, ...]) -> Iterator[str]:
    for key, value in row.items():
        if key not in keys:
            yield f"{what} with an unknown key: {key}"
        elif type(value) is not keys[key]:
            yield f"{what}: {key} is not of type {keys[key].__name__}: {value!r}"
    for key in required:
        if not row.get(key):
            yield f"{what} without {key}: {str(dict(row))[:120]}"


def _published(table: dict[str, Any]) -> Iterator[str]:
    try:
        told = read_published(str(table.get("published")))
        day = read_published(str(table.get("day", told.first)))
    except ValueError as error:
        yield str(error)
        return
    if not (day.is_day and told.first <= day.first <= told.last):
        yield f"day {day.edtf} is no day of {told.edtf}"


def _date(value: object) -> Iterator[str]:
    if value is not None and days(str(value)) is None:
        yield f"no EDTF date: {value}"


def _event(row: Mapping[str, Any]) -> Iterator[str]:
    shown = f"“{str(row.get('evidence'))[:80]}”"
    kind, least, most = row.get("kind"), row.get("strength_min"), row.get("strength_max")
    if kind not in tuple(DraftKind):
        yield f"no such kind: {kind}, {shown}"
    if row.get("status") not in tuple(DraftStatus):
        yield f"no such status: {row.get('status')}, {shown}"
    if kind == DraftKind.STATEMENT and not (row.get("speaker") and row.get("quotes")):
        yield f"statement without speaker or quotes: {shown}"
    if (least or most) and kind != DraftKind.TROOP_MOVEMENT:
        yield f"strength of what is no troop movement: {shown}"
    if least and most and least > most:
        yield f"strength_min above strength_max: {shown}"
    yield from _date(row.get("date"))
