"""An installed spaCy pipeline, used in addition: its entities where the gazetteer has none, its parse for subjects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


_KINDS = {"PER": "person", "PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place"}
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubjpass", "csubj"))


class ModelMissingError(ValueError):
    """The named pipeline is neither installed nor a folder that holds one."""


@dataclass(frozen=True, slots=True)
class Entity:
    start: int
    end: int
    kind: str  # person, organisation, place


@dataclass(frozen=True, slots=True)
class Parse:
    """What the pipeline saw, in code points: entities, and the subject of a verb by the verb's position."""

    entities: tuple[Entity, ...] = ()
    subjects: tuple[tuple[int, int], ...] = ()

    def subject_of(self, start: int, end: int) -> int | None:
        return next((subject for verb, subject in self.subjects if start <= verb < end), None)


def parse(text: str, name: str | None) -> Parse:
    """What the pipeline of that name (or path) sees; nothing where none is named. Raises ModelMissingError."""
    if not name:
        return Parse()
    pipeline = _load(name)
    if len(text) > pipeline.max_length:
        return Parse()
    doc = pipeline(text.encode("utf-8", "replace").decode())  # lone surrogates become one mark each: offsets stay
    return Parse(
        entities=tuple(
            Entity(entity.start_char, entity.end_char, _KINDS[entity.label_])
            for entity in doc.ents
            if entity.label_ in _KINDS
        ),
        subjects=tuple((token.head.idx, token.idx) for token in doc if token.dep_ in _SUBJECTS),
    )


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelMissingError(f"The spaCy pipeline “{name}” is not installed, and no folder holds one.") from error
