"""One act of speech as an article reports it."""

from __future__ import annotations

from dataclasses import dataclass

from crisis.extraction.cues import Cue
from crisis.extraction.mentions import Mention
from crisis.extraction.structure import Block
from crisis.extraction.values import Mode, Span, Speaker, Temporal


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One act of speech in one sentence; `contents` are the words (direct) and clauses (indirect)."""

    sentence: Block
    start: int  # of the cue
    end: int
    cue: str
    lemma: str
    speaker: Speaker | None
    contents: tuple[tuple[Span, Mode], ...]
    when: Temporal | None
    inserted: bool  # ", a poursuivi la responsable"
    subject: Mention | None
    opens: int  # where the attribution begins: at its speaker, if that stands before the cue
    speaker_end: int = 0
    source: Cue | None = None
