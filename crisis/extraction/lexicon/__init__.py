"""The words of each language, as data: a folder a language; what no language changes lies beside the folders.

Every list, table and pattern has an id: its file (a room), its table (mostly a module) and its key, as in
`events.modality.cancelled`. A rule asks its `Section` for them and gets those of all languages together, so that a
further language is a further folder. Patterns are regular expressions on folded text; lines break behind a bar.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).parent
# French first: where an alternation matches in two languages, the first one given counts.
LANGUAGES = tuple(
    sorted((path.parent.name for path in LEXICON.glob("*/text.toml")), key=lambda name: (name != "fr", name))
)
_COMMON = ""  # the files beside the folders
_HOLE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")  # "{cancelled}", never a quantifier such as "{1,5}"
_NEVER = r"(?!)"  # what a language without such words matches


class Section:
    """One table of the lexicon, `Section("events.modality")`, with the entries of every language."""

    def __init__(self, name: str) -> None:
        self.name = name

    def pattern(self, frame: str, flags: int = 0) -> re.Pattern[str]:
        r"""A pattern with the words of all languages in its holes: `pattern(r"\b{cancelled}\b")`."""
        return re.compile(_filled(frame, self.name, (_COMMON, *LANGUAGES)), flags)

    def patterns(self, frame: str) -> dict[str, re.Pattern[str]]:
        """As `pattern`, a language at a time."""
        return {language: re.compile(_filled(frame, self.name, (_COMMON, language))) for language in LANGUAGES}

    def words(self, key: str, language: str | None = None) -> frozenset[str]:
        """A list of words, of one language or of all."""
        return frozenset(self.listed(key, language))

    def listed(self, key: str, language: str | None = None) -> tuple[str, ...]:
        """As `words`, in the order in which they stand."""
        places = (_COMMON, *LANGUAGES) if language is None else (language,)
        found = [_entry(place, f"{self.name}.{key}") for place in places]
        if all(entry is None for entry in found):
            raise KeyError(f"No lexicon has {self.name}.{key}.")
        return tuple(word for entry in found if entry for word in (entry.split() if isinstance(entry, str) else entry))

    def table(self, key: str, language: str | None = None) -> dict[str, Any]:
        """A table of words and what they stand for; where two languages share a word, lists are joined."""
        merged: dict[str, Any] = {}
        for place in (_COMMON, *LANGUAGES) if language is None else (language,):
            for word, value in (_entry(place, f"{self.name}.{key}") or {}).items():
                merged[word] = [*merged[word], *value] if isinstance(value, list) and word in merged else value
        if not merged:
            raise KeyError(f"No lexicon has {self.name}.{key}.")
        return merged

    def tables(self, key: str) -> dict[str, dict[str, str]]:
        """As `table`, a language at a time; languages without one are left out."""
        found = {language: _entry(language, f"{self.name}.{key}") for language in LANGUAGES}
        return {language: table for language, table in found.items() if table}


def rows(room: str, key: str, language: str) -> list[dict[str, Any]]:
    """A list of tables, such as `[[expressions]]`."""
    found: list[dict[str, Any]] = _file(language, room).get(key, [])
    return found


def filled(frame: str, section: str, language: str) -> str:
    """A pattern of one language with its holes filled from a table of that language."""
    return _filled("".join(frame.splitlines()), section, (language,))


def _filled(frame: str, section: str, places: tuple[str, ...]) -> str:
    def words(hole: re.Match[str]) -> str:
        name = _full_name(hole[1], section)
        found = [
            _filled("".join(entry.splitlines()), name.rpartition(".")[0], (place,))
            for place in places
            if (entry := _entry(place, name)) is not None
        ]
        if not found and not any(_entry(place, name) is not None for place in LANGUAGES):
            raise KeyError(f"No lexicon has {name}.")
        return f"(?:{'|'.join(found) if found else _NEVER})"

    return _HOLE.sub(words, frame)


def _full_name(name: str, section: str) -> str:
    """ "cancelled" is looked for in the section, "tokens.elided" in its room, "text.tokens.elided" anywhere."""
    missing = 2 - name.count(".")
    return ".".join([*section.split(".")[:missing], name])


def _entry(place: str, name: str) -> Any:
    room, section, key = name.split(".")
    return _file(place, room).get(section, {}).get(key)


@cache
def _file(place: str, room: str) -> dict[str, Any]:
    path = LEXICON / place / f"{room}.toml"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return tomllib.load(file)
