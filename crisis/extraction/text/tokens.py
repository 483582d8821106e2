"""Cuts a text into a spaCy Doc, with the gazetteer's names marked in it.

`spacy.blank("fr")` takes seconds to compile one regular expression; agency copy needs only its elisions
("l'Ukraine") and inverted pronouns ("a-t-elle"), which the pattern below knows. It never looks back, so
the time is linear whatever the input.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from crisis.edtf.folding import fold_accents
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer, KnownName, names_of

_LEXICON = Section("text.tokens")

_TOKEN = _LEXICON.pattern(
    r"\b{elided}['’](?=\w)"
    r"|(?:\w+-t)-{inverted_pronouns}\b|[^\W\d_]+-{inverted_pronouns}\b"
    r"|\d+(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+[.,]\d+|[^\W\d_]\.(?:[^\W\d_]\.)+|\w+"
    r"|\s|.",
    re.IGNORECASE | re.DOTALL,
)


class DispatchTokenizer:
    """The tokenizer of this room; stands where spaCy's own would."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
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


class NameFinder:
    """Marks every name, alias and office of a gazetteer in `doc.spans["names"]`, the longest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.vocab = Vocab()
        self.tokenizer = DispatchTokenizer(self.vocab)
        self._matcher = PhraseMatcher(self.vocab, attr="NORM")
        self.names: dict[str, tuple[KnownName, ...]] = names_of(gazetteer)
        for key in self.names:
            self._matcher.add(key, [self.tokenizer(key)])

    def read(self, text: str) -> Doc:
        doc = self.tokenizer(text)
        spans = [span for span in self._matcher(doc, as_spans=True) if self._is_written_as_name(span)]
        doc.spans["names"] = filter_spans(spans)
        return doc

    def _is_written_as_name(self, span: Span) -> bool:
        """A capital where the gazetteer writes one ("Price", not "price"); names of several words need none."""
        return len(span) > 1 or any(
            not name.written[0].isupper() or span.text[0].isupper() for name in self.names[span.label_]
        )


@lru_cache(maxsize=4)
def name_finder(gazetteer: Gazetteer) -> NameFinder:
    return NameFinder(gazetteer)
