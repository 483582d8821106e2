"""The verbs and nouns that rules listen to, and every form of the verbs; French ones in -er are conjugated here."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from crisis.extraction.lexicon import LEXICON, Section

_CUES, _MEETING, _MOVEMENT = Section("triggers.cues"), Section("triggers.meeting"), Section("triggers.movement")


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
    def words(section: Section, key: str) -> frozenset[str]:
        return section.words(key, language)

    def phrases(section: Section, key: str) -> re.Pattern[str]:
        longest_first = sorted(map(re.escape, section.listed(key, language)), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])")

    contents = _CUES.table("content", language)
    return Triggers(
        cues=words(_CUES, "says"),
        negatable_cues=words(_CUES, "negatable"),
        contents={lemma: tuple(before.split("|")) for lemma, before in contents.items()},
        meeting_verbs=words(_MEETING, "verbs"),
        hosting_verbs=words(_MEETING, "hosts"),
        transitive_meetings=words(_MEETING, "transitive"),
        addressing_verbs=words(_MEETING, "addressing"),
        visit_verbs=words(_MEETING, "visits"),
        meeting_nouns=phrases(_MEETING, "nouns"),
        visit_nouns=words(_MEETING, "visit_nouns"),
        movement_verbs=words(_MOVEMENT, "verbs"),
        readying_verbs=words(_MOVEMENT, "readying"),
        everyday_verbs=words(_MOVEMENT, "everyday"),
        movement_nouns=phrases(_MOVEMENT, "nouns"),
        forces=phrases(_MOVEMENT, "forces"),
        people=phrases(_MOVEMENT, "people"),
    )


@cache
def movement_kinds() -> dict[str, str]:
    """Trigger -> kind of movement; what is not listed is a deployment."""
    return {
        word: kind
        for kinds in _MOVEMENT.tables("kinds").values()
        for kind, words in kinds.items()
        for word in words.split()
    }


def listed(language: str) -> list[tuple[str, list[str]]]:
    """The lists by title, for the page that documents the rules."""
    lists = (
        ("Verbs that attribute speech", _CUES, "says"),
        ("Verbs of meeting", _MEETING, "verbs"),
        ("Verbs of visiting, with a destination", _MEETING, "visits"),
        ("Nouns of meeting", _MEETING, "nouns"),
        ("Verbs of moving forces", _MOVEMENT, "verbs"),
        ("Nouns of moving forces", _MOVEMENT, "nouns"),
        ("Words for forces", _MOVEMENT, "forces"),
    )
    return [(title, list(section.listed(key, language))) for title, section, key in lists]


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
    with (LEXICON / "fr" / "verbs.csv").open(encoding="utf-8", newline="") as lines:
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
    with (LEXICON / "en" / "verbs.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for column, form in columns.items():
                for word in row[column].split():
                    found[word][row["lemma"], form] = None
    return {word: tuple(forms) for word, forms in found.items()}
