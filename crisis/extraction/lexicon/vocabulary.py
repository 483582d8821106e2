"""The verbs and nouns that rules listen to, and every form of the verbs. Regular French verbs in -er are conjugated here."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from crisis.extraction.lexicon.gazetteer import LEXICON


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    cues: frozenset[str]
    negatable_cues: frozenset[str]
    contents: dict[str, tuple[str, ...]]  # words before the content; "" for an object at once
    meeting_verbs: frozenset[str]
    hosting_verbs: frozenset[str]
    transitive_meetings: frozenset[str]
    addressing_verbs: frozenset[str]
    visit_verbs: frozenset[str]
    meeting_nouns: re.Pattern[str]
    visit_nouns: frozenset[str]
    movement_verbs: frozenset[str]
    readying_verbs: frozenset[str]
    everyday_verbs: frozenset[str]
    movement_nouns: re.Pattern[str]
    forces: re.Pattern[str]
    people: re.Pattern[str]


@cache
def triggers(language: str) -> Triggers:
    table = _table()[language]
    cues, meeting, movement = table["cues"], table["meeting"], table["movement"]
    return Triggers(
        cues=frozenset(cues["says"].split()),
        negatable_cues=frozenset(cues["negatable"].split()),
        contents={lemma: tuple(before.split("|")) for lemma, before in cues["content"].items()},
        meeting_verbs=frozenset(meeting["verbs"].split()),
        hosting_verbs=frozenset(meeting["hosts"].split()),
        transitive_meetings=frozenset(meeting["transitive"].split()),
        addressing_verbs=frozenset(meeting["addressing"].split()),
        visit_verbs=frozenset(meeting["visits"].split()),
        meeting_nouns=_words(meeting["nouns"]),
        visit_nouns=frozenset(meeting["visit_nouns"].split()),
        movement_verbs=frozenset(movement["verbs"].split()),
        readying_verbs=frozenset(movement["readying"].split()),
        everyday_verbs=frozenset(movement["everyday"].split()),
        movement_nouns=_words(movement["nouns"]),
        forces=_words(movement["forces"]),
        people=_words(movement["people"]),
    )


@cache
def movement_kinds() -> dict[str, str]:
    """Trigger -> kind of movement; what is not listed is a deployment."""
    kinds = _table()["movement"]["kinds"]
    return {word: kind for kind, words in kinds.items() for word in words.split()}


def _words(alternatives: str) -> re.Pattern[str]:
    words = [re.escape(word.strip()) for word in alternatives.split("|")]
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])")


@cache
def _table() -> dict[str, Any]:
    with (LEXICON / "triggers.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    return table


def listed(language: str) -> list[tuple[str, list[str]]]:
    """The lists by title, for the page that documents the rules."""
    table = _table()[language]
    cues, meeting, movement = table["cues"], table["meeting"], table["movement"]
    return [
        ("Verbs that attribute speech", cues["says"].split()),
        ("Verbs of meeting", meeting["verbs"].split()),
        ("Verbs of visiting, with a destination", meeting["visits"].split()),
        ("Nouns of meeting", [word.strip() for word in meeting["nouns"].split("|")]),
        ("Verbs of moving forces", movement["verbs"].split()),
        ("Nouns of moving forces", [word.strip() for word in movement["nouns"].split("|")]),
        ("Words for forces", [word.strip() for word in movement["forces"].split("|")]),
    ]


class Form(StrEnum):
    PRESENT = "present"
    IMPERFECT = "imperfect"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    SIMPLE_PAST = "simple_past"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    INFINITIVE = "infinitive"


@cache
def french_forms() -> dict[str, tuple[tuple[str, Form], ...]]:
    found: defaultdict[str, dict[tuple[str, Form], None]] = defaultdict(dict)
    with (LEXICON / "verbs_fr.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for form, words in _conjugated(row).items():
                for word in words:
                    found[word][row["lemma"], form] = None
    return {word: tuple(forms) for word, forms in found.items()}


def _conjugated(row: dict[str, str]) -> dict[Form, list[str]]:
    lemma = row["lemma"]
    if row["present"]:
        stem = row["future"].removesuffix("a")
        return {
            Form.PRESENT: row["present"].split() + row["subjunctive"].split(),
            Form.IMPERFECT: row["imperfect"].split(),
            Form.FUTURE: [f"{stem}a", f"{stem}ont"],
            Form.CONDITIONAL: [f"{stem}ait", f"{stem}aient"],
            Form.SIMPLE_PAST: row["simple_past"].split(),
            Form.PARTICIPLE: row["participle"].split(),
            Form.GERUND: row["gerund"].split(),
            Form.INFINITIVE: [lemma],
        }
    stem = lemma.removesuffix("er")
    return {
        Form.PRESENT: [f"{stem}e", f"{stem}ent"],
        Form.IMPERFECT: [f"{stem}ait", f"{stem}aient"],
        Form.FUTURE: [f"{lemma}a", f"{lemma}ont"],
        Form.CONDITIONAL: [f"{lemma}ait", f"{lemma}aient"],
        Form.SIMPLE_PAST: [f"{stem}a", f"{stem}èrent"],
        Form.PARTICIPLE: [f"{stem}{ending}" for ending in ("é", "ée", "és", "ées")],
        Form.GERUND: [f"{stem}ant"],
        Form.INFINITIVE: [lemma],
    }


@cache
def english_forms() -> dict[str, tuple[tuple[str, Form], ...]]:
    found: defaultdict[str, dict[tuple[str, Form], None]] = defaultdict(dict)
    columns = {
        "past": Form.SIMPLE_PAST, "third": Form.PRESENT, "lemma": Form.INFINITIVE,
        "participle": Form.PARTICIPLE, "gerund": Form.GERUND,
    }  # fmt: skip
    with (LEXICON / "verbs_en.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for column, form in columns.items():
                for word in row[column].split():
                    found[word][row["lemma"], form] = None
    return {word: tuple(forms) for word, forms in found.items()}
