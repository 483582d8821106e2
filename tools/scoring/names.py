"""When two names mean the same: persons by family name, bodies by alias, the only described by their words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_LONGEST_NAME = 9  # words; a longer description names nobody
_DESCRIBED = frozenset(("un", "une", "des", "de", "a", "an", "several", "porte"))
_ARTICLES = frozenset(("le", "la", "les", "the", "l"))

Canonical = tuple[str, str | frozenset[str]]  # "person" or "body" and a name, or "words" and what describes


def folded(name: str | None) -> str:
    """Lower case, no accents, no elisions, no punctuation."""
    plain = unicodedata.normalize("NFKD", (name or "").lower().replace("’", "'").replace("œ", "oe"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"\b(l|d|qu|n|s|j)'", " ", plain)))


def is_same(gold: str, found: str) -> bool:
    """`gold` may hold alternatives ("A / B")."""
    if " / " in gold:
        return any(is_same(one, found) for one in gold.split(" / "))
    one, other = canonical(gold), canonical(found)
    if one[0] == other[0] != "words":
        return one[1] == other[1]
    if "person" in (one[0], other[0]):
        return False
    left, right = _words(one), _words(other)
    common = len(left & right)
    return bool(common) and common / min(len(left), len(right)) >= 0.5 and common / max(len(left), len(right)) >= 0.34


def canonical(name: str) -> Canonical:
    persons, bodies, stop, translated = _tables()
    plain = folded(name)
    bare = " ".join(word for word in plain.split() if word not in _ARTICLES)
    for key in (plain, bare):
        if key in bodies:
            return "body", bodies[key]
    words = plain.split()
    if words and words[0] not in _DESCRIBED and len(words) <= _LONGEST_NAME:
        for word in reversed(words):
            if word in persons:
                return "person", persons[word]
    return "words", frozenset(translated.get(word, word) for word in words if word not in stop)


def common_names(gold: Sequence[str], found: Sequence[str]) -> int:
    """How many of `gold` are among `found`, each used once."""
    used: set[int] = set()
    for wanted in gold:
        index = next((i for i, name in enumerate(found) if i not in used and is_same(wanted, name)), None)
        if index is not None:
            used.add(index)
    return len(used)


def is_same_place(gold: str, found: str | None) -> bool:
    stop = _tables()[2]
    one, other = folded(gold), folded(found)
    if (set(one.split()) - stop) & (set(other.split()) - stop):
        return True
    return bool(other) and canonical(gold) == canonical(found or "")


def _words(name: Canonical) -> frozenset[str]:
    return name[1] if isinstance(name[1], frozenset) else frozenset(name[1].split())


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str], dict[str, str]]:
    table = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    persons = {word: line.split()[0] for line in table["persons"].strip().splitlines() for word in line.split()}
    bodies: dict[str, str] = {}
    for line in table["bodies"].strip().splitlines():
        name, _, aliases = line.partition(" = ")
        bodies.update(dict.fromkeys([name, *aliases.split(", ")], name))
    translated = dict(line.split() for line in table["translated"].strip().splitlines())
    return persons, bodies, frozenset(table["stop"].split()), translated
