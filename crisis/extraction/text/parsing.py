"""Lays an article out: the only module that speaks to spaCy. Tokens with the gazetteer's names marked; verbs; marks.

An installed pipeline is used in addition: its entities where the gazetteer has none, its parse for subjects.
`spacy.blank("fr")` takes seconds to compile one regular expression; agency copy needs only its elisions
("l'Ukraine") and inverted pronouns ("a-t-elle"), which the pattern below knows. It never looks back, so
the time is linear whatever the input.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from crisis.edtf.folding import fold_accents, fold_letters
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer, KnownName, names_of
from crisis.extraction.text.page import ArticlePage, Mention, NameHit, PlacedVerb
from crisis.extraction.text.structure import find_quoted, read_structure
from crisis.extraction.text.verbs import verbs
from crisis.extraction.values import Published

if TYPE_CHECKING:
    from spacy.language import Language

_LEXICON = Section("text.tokens")

_TOKEN = _LEXICON.pattern(
    r"\b{elided}['’](?=\w)"
    r"|(?:\w+-t)-{inverted_pronouns}\b|[^\W\d_]+-{inverted_pronouns}\b"
    r"|\d+(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+[.,]\d+|[^\W\d_]\.(?:[^\W\d_]\.)+|\w+"
    r"|\s|.",
    re.IGNORECASE | re.DOTALL,
)


class NameFinder:
    """Marks every name, alias and office of a gazetteer in `doc.spans["names"]`, the longest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.vocab = Vocab()
        self._matcher = PhraseMatcher(self.vocab, attr="NORM")
        self.names: dict[str, tuple[KnownName, ...]] = names_of(gazetteer)
        for key in self.names:
            self._matcher.add(key, [self._tokens(key)])

    def read(self, text: str) -> Doc:
        doc = self._tokens(text)
        spans = [span for span in self._matcher(doc, as_spans=True) if self._is_written_as_name(span)]
        doc.spans["names"] = filter_spans(spans)
        return doc

    def _tokens(self, text: str) -> Doc:
        """Stands where spaCy's own tokenizer would."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            if match[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                continue
            # spaCy's string store takes no lone surrogates; they carry no meaning either.
            words.append(match[0] if match[0].isascii() else match[0].encode("utf-8", "replace").decode())
            spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token in doc:
            token.norm_ = fold_accents(token.text)
        return doc

    def _is_written_as_name(self, span: Span) -> bool:
        """A capital where the gazetteer writes one ("Price", not "price"); names of several words need none."""
        return len(span) > 1 or any(
            not name.written[0].isupper() or span.text[0].isupper() for name in self.names[span.label_]
        )


_name_finder = lru_cache(maxsize=4)(NameFinder)


def lay_out(
    text: str, *, language: str, published: Published | None, gazetteer: Gazetteer, model: str | None = None
) -> ArticlePage:
    """Raises `ModelMissingError`."""
    structure = read_structure(text)
    finder = _name_finder(gazetteer)
    doc = finder.read(text)
    folded = fold_letters(text)
    tokens = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
    title = (structure.title,) if structure.title else ()
    return ArticlePage(
        text=text,
        folded=folded,
        language=language,
        published=published,
        gazetteer=gazetteer,
        structure=structure,
        sentences=title + structure.sentences(text),
        verbs=tuple(
            PlacedVerb(tokens[verb.first][0], tokens[verb.last][1], tokens[verb.head][0], verb)
            for verb in verbs([folded[start:end] for start, end in tokens], language)
        ),
        names=tuple(NameHit(span.start_char, span.end_char, finder.names[span.label_]) for span in doc.spans["names"]),
        quoted=(*find_quoted(text, title), *find_quoted(text, structure.paragraphs)),
        **(_parsed(text, model) if model else {}),
    )


_KINDS = {"PER": "person", "PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place"}
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubjpass", "csubj"))


class ModelMissingError(ValueError):
    """The named pipeline is neither installed nor a folder that holds one."""


def _parsed(text: str, model: str) -> dict[str, Any]:
    """What the pipeline of that name (or path) sees, in code points."""
    pipeline = _load(model)
    if len(text) > pipeline.max_length:
        return {}
    doc = pipeline(text.encode("utf-8", "replace").decode())  # lone surrogates become one mark each: offsets stay
    entities = [
        Mention(
            start=entity.start_char, end=entity.end_char, name=" ".join(entity.text.split()), kind=kind, definite=True
        )
        for entity in doc.ents
        if (kind := _KINDS.get(entity.label_))
    ]
    return {
        "entities": tuple(replace(one, place_name=one.name) if one.kind == "place" else one for one in entities),
        "subjects": tuple((token.head.idx, token.idx) for token in doc if token.dep_ in _SUBJECTS),
    }


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelMissingError(f"The spaCy pipeline “{name}” is not installed, and no folder holds one.") from error
