"""Verb forms and their verbs, from `lexicon/verbs_*.csv`; regular -er verbs are conjugated here."""

from __future__ import annotations

import csv
from collections import defaultdict
from enum import StrEnum
from functools import cache

from crisis.extraction.gazetteer import LEXICON


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
