"""Text and a publication date in, drafts with their evidence out. No Django, no database, no network."""

from __future__ import annotations

from crisis.extraction.lexicon.gazetteer import Gazetteer
from crisis.extraction.values import Draft, DraftKind, DraftMode, DraftStatus, Reading

VERSION = "2"  # what a rule change that alters drafts counts up

__all__ = ["VERSION", "Draft", "DraftKind", "DraftMode", "DraftStatus", "Gazetteer", "Reading", "read"]


def read(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    gazetteer: Gazetteer | None = None,
    model: str | None = None,
) -> Reading:
    """What an article reports, each event with the passages that say so.

    `published` is EDTF (a day or a month) and overrides the text's own header; `language` is "fr" or
    "en", guessed where None. `model` names an installed spaCy pipeline (or a folder) whose entities and parse are
    used in addition. Raises ValueError for a `published` or `language` that is neither, or a `model` that is not there.
    """
    # spaCy costs a second to import; who only wants the values or the gazetteer should not pay it.
    from crisis.extraction.reading import read_text

    return read_text(text, published=published, language=language, gazetteer=gazetteer, model=model)
