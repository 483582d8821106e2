"""What editors read of a draft: its title in both languages, why it was made, the article with what was read in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisis.edtf.folding import fold_accents
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer, countries, surname
from crisis.extraction.values import (
    Draft,
    DraftActor,
    DraftFormat,
    DraftKind,
    DraftMovement,
    DraftPlace,
    Reading,
    Span,
    Speaker,
    Temporal,
    When,
)

_QUOTE_LENGTH = 90  # code points of a quotation in a title

_LEXICON = Section("wording.titles")
_MEETINGS, _MOVEMENTS = _LEXICON.tables("meetings"), _LEXICON.tables("movements")
_AUX, _AU = _LEXICON.words("aux"), _LEXICON.words("au")
_SENTENCES, _STATUSES = Section("wording.why").tables("sentences"), Section("wording.why").tables("statuses")
_COLOURS = {"date": "36", "quote": "32", "meeting": "35;1", "troop_movement": "31;1", "statement": "33"}
_BRACKETS = {"date": ("[", "]"), "quote": ("{", "}")}  # any draft stands in "<" and ">"


def meeting_title(
    actors: Sequence[DraftActor], place: DraftPlace | None, format: DraftFormat | None, gazetteer: Gazetteer
) -> tuple[str, str]:
    where_fr, where_en = _where(place, gazetteer)
    if format is DraftFormat.VISIT and actors:
        name_fr, name_en = _name(actors[0], gazetteer, short=False)
        fr = f"Visite {_of(name_fr)}{where_fr}"
        en = f"{name_en} visits {_place_names(place, gazetteer)[1]}" if place else f"{name_en} on a visit"
        return fr, en
    met = format if format and format is not DraftFormat.VISIT else DraftFormat.IN_PERSON
    noun_fr, noun_en = _MEETINGS["fr"][met], _MEETINGS["en"][met]
    names = [_name(actor, gazetteer, short=True) for actor in actors[:5]]
    if len(names) == 1:
        return f"Réunion : {names[0][0]}{where_fr}", f"{names[0][1]} meets{where_en}"
    fr, en = "–".join(name[0] for name in names), "–".join(name[1] for name in names)
    return _capital(f"{noun_fr} {fr}{where_fr}"), _capital(f"{en} {noun_en}{where_en}".strip())


def movement_title(
    actors: Sequence[DraftActor], place: DraftPlace | None, movement: DraftMovement | None, gazetteer: Gazetteer
) -> tuple[str, str]:
    moved = movement or DraftMovement.DEPLOYMENT
    noun_fr, noun_en = _MOVEMENTS["fr"][moved], _MOVEMENTS["en"][moved]
    where_fr, where_en = _where(place, gazetteer)
    whose_fr, whose_en = "", ""
    for actor in actors[:1]:
        entry = gazetteer.actor(actor.id)
        country = countries().get(entry.country) if entry and entry.kind == "state" else None
        if country and country.demonyms:
            french = [word for word in country.demonyms if word.islower()]
            english = [word for word in country.demonyms if not word.islower()]
            plurals = [word for word in french if word.endswith(("s", "x"))] or french
            adjective = plurals[0] if noun_fr.startswith("Exercices") else plurals[-1]  # masculine, feminine
            whose_fr, whose_en = f" {adjective}", f"{english[0]} "
        else:
            name_fr, name_en = _name(actor, gazetteer, short=False)
            owner = "l'Otan" if name_fr == "Otan" else name_fr
            whose_fr, whose_en = f" {_of(owner)}", f"{name_en} "
    return _capital(f"{noun_fr}{whose_fr}{where_fr}"), _capital(f"{whose_en}{noun_en}{where_en}")


def statement_title(speaker: Speaker, quote: Span, gazetteer: Gazetteer, *, direct: bool) -> tuple[str, str]:
    entry = gazetteer.actor(speaker.id)
    name_en = entry.name_en if entry else speaker.name
    words = _shortened(" ".join(quote.text.split()))
    if direct:
        return f"{_capital(speaker.name)} : « {words} »", f"{_capital(name_en)}: “{words}”"
    return f"{_capital(speaker.name)} : {words}", f"{_capital(name_en)}: {words}"


def _place_names(place: DraftPlace, gazetteer: Gazetteer) -> tuple[str, str, str]:
    """In French, in English, and what kind of place it is."""
    if entry := gazetteer.place(place.id):
        return entry.name_fr, entry.name_en, entry.type
    known = next((country.name_en for country in countries().values() if country.name_fr == place.name), place.name)
    return place.name, known, "country"


def _where(place: DraftPlace | None, gazetteer: Gazetteer) -> tuple[str, str]:
    if place is None:
        return "", ""
    name_fr, name_en, kind = _place_names(place, gazetteer)
    if kind == "border":
        return f" à la {name_fr[0].lower()}{name_fr[1:]}", f" at the {name_en}"
    if kind in ("sea", "region", "country"):
        return f" {_in_french(name_fr, kind)}", f" in {'the ' if kind == 'sea' else ''}{name_en}"
    return f" à {name_fr}", f" in {name_en}"


def _in_french(name: str, kind: str) -> str:
    if name in _AUX:
        return f"aux {name}"
    if kind == "sea":
        return f"en {name[0].lower()}{name[1:]}"
    if name in _AU:
        return f"au {name}"
    if kind == "region" and not name.endswith("e"):
        return f"dans le {name}"
    return f"en {name}"


def _name(actor: DraftActor, gazetteer: Gazetteer, *, short: bool) -> tuple[str, str]:
    entry = gazetteer.actor(actor.id)
    if entry is None:
        return actor.name, actor.name
    if short and entry.kind == "person":
        return surname(entry.name_fr, entry.id), surname(entry.name_en, entry.id)
    return entry.name_fr, entry.name_en


def _of(name: str) -> str:
    return f"d'{name}" if fold_accents(name)[:1] in "aeiouyh" else f"de {name}"


def _shortened(words: str) -> str:
    if len(words) <= _QUOTE_LENGTH:
        return words
    return words[:_QUOTE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def why(draft: Draft, language: str) -> str:
    """One sentence for an editor: the rule, its trigger, how the date was read, and what else it might be."""
    say = _SENTENCES[language]
    parts = [say["rule"].format(rule=draft.rule)]
    if draft.trigger:
        parts.append(say["trigger"].format(words=" ".join(draft.trigger.text.split())))
    parts.append(_date(draft.when, draft.dated_by, say, is_statement=draft.kind is DraftKind.STATEMENT))
    if draft.dated_by and draft.dated_by.other and draft.dated_by.other != draft.when:
        parts.append(say["other"].format(edtf=draft.dated_by.other.edtf))
    parts.append(say["status"].format(status=_STATUSES[language][draft.status]))
    return say["between"].join(parts)


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


def _annotated(text: str, reading: Reading, *, colour: bool) -> str:
    """Layers may nest; each opens and closes with a bracket of its own and says what was read."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for span, layer, label in _notes(reading):
        left, right = _BRACKETS.get(layer, ("<", ">"))
        end = f"|{label}{right}"
        if colour:
            left, end = (f"\x1b[{_COLOURS[layer]}m{part}\x1b[0m" for part in (left, end))
        opening.setdefault(span.start, []).append(left)
        closing.setdefault(span.end, []).insert(0, end)
    pieces: list[str] = []
    for position in range(len(text) + 1):
        pieces += closing.get(position, ())
        pieces += opening.get(position, ())
        pieces.append(text[position : position + 1])
    return "".join(pieces)


def _notes(reading: Reading) -> list[tuple[Span, str, str]]:
    """What is marked, as what, and with which words."""
    found = [
        *((item.span, "quote", item.speaker or "?") for item in reading.quotations),
        *((draft.trigger, str(draft.kind), draft.rule) for draft in reading.drafts if draft.trigger),
        *((item.span, "date", item.when.edtf if item.when else "?") for item in reading.temporals),
    ]
    return sorted(found, key=lambda note: (note[0].start, -note[0].end))
