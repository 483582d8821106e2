"""Whether a clause tells what happened, what will, what is only thought of, cancelled or denied."""

from __future__ import annotations

from crisis.edtf import making
from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon import Section
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import DraftStatus, Temporal, When

_LEXICON = Section("events.modality")

_HYPOTHETICAL = _LEXICON.pattern(r"\b{hypothetical}")
_CANCELLED = _LEXICON.pattern(r"\b{cancelled}\b")
_DENIED = _LEXICON.pattern(r"\b{denied}\b")
_RELATIVE_NEXT = _LEXICON.pattern(r",? ?{parting_relatives} {parting_verbs}")
_DENIALS = _LEXICON.words("denials")
_INTENDED = _LEXICON.pattern(r"\b{intended}\b")
_ORDERED = _LEXICON.pattern(r"\b{ordered}\b")
_APPOINTED = _LEXICON.pattern(r"\b{appointed}\b")


def is_hypothetical(scene: Scene) -> bool:
    return _HYPOTHETICAL.search(scene.folded) is not None


def is_cancelled(scene: Scene) -> bool:
    """In the clause; for a subject parted from its verb by "qui devait", in the rest of the sentence."""
    if _CANCELLED.search(scene.folded) is not None:
        return True
    parted = _RELATIVE_NEXT.match(scene.page.folded, scene.end, scene.sentence.end) is not None
    told = any(placed.verb.finite for placed in scene.verbs)
    return parted and not told and _CANCELLED.search(scene.page.folded, scene.end, scene.sentence.end) is not None


def is_denied(scene: Scene) -> bool:
    """In the clause itself, or by whoever the clause is reported of."""
    if scene.reported_by and scene.reported_by.lemma in _DENIALS:
        return True
    return _DENIED.search(scene.folded) is not None


def is_intended(scene: Scene) -> bool:
    return _INTENDED.search(scene.folded) is not None


def is_ordered(scene: Scene) -> bool:
    return _ORDERED.search(scene.folded) is not None


def is_appointed(scene: Scene) -> bool:
    return _APPOINTED.search(scene.folded) is not None


def dated(scene: Scene, temporal: Temporal | None, tense: Tense | None) -> tuple[When | None, bool]:
    """When a scene happened and whether that lies ahead; the past without a day is "by now"."""
    published = scene.page.published
    ahead = tense in (Tense.FUTURE, Tense.FUTURE_IN_PAST, Tense.CONDITIONAL)
    if temporal and temporal.when:
        when = temporal.when
        if published and when.first and when.first > published.last:
            ahead = True
        if published and when.last and when.last < published.first:
            ahead = False
        return when, ahead
    if ahead or published is None:
        return None, ahead
    return making.until(published.last), False


def status_of(scene: Scene, *, ahead: bool, is_dated: bool) -> DraftStatus:
    if is_cancelled(scene):
        return DraftStatus.CANCELLED
    if not ahead:
        return DraftStatus.OCCURRED
    return DraftStatus.SCHEDULED if is_dated else DraftStatus.ANNOUNCED
