"""Whether a clause tells what happened, what will, what is only thought of, cancelled or denied."""

from __future__ import annotations

import re

from crisis.extraction import edtf
from crisis.extraction.events.scenes import Scene
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import Status, Temporal, When

_HYPOTHETICAL = re.compile(
    r"\b(?:(?<!même )(?<!comme )(?<!voir )si (?!bien|peu|important|nécessaire|proche|longtemps|loin)|s'ils?\b|"
    r"en cas d[e'u]|en l'absence d|"
    r"pourrai(?:t|ent)|devrait-il|éventuel(?:le)?s?|hypothétiques?|au cas où|à moins qu[e']|menac(?:e|ent|er|"
    r"ait) d[e']|"
    r"risqu(?:e|ent|er|ait) d[e']|à condition qu|crai(?:nt|nte|ntes|gnent|gnait|gnaient) (?:d|qu|une?|l)|redout\w+|"
    r"capables? d[e']|"
    r"if (?:russia|moscow|he|they|it|putin|the|kyiv|nato)\b|in case of|in the event|could|might|hypothetical|"
    r"ready to|"
    r"capable of|were to|fears? (?:that|of|a))"
)
_CANCELLED = re.compile(
    r"\b(?:annulé(?:e|s|es)?|annule(?:nt)?|annulation|report(?:é|ée|és|ées)|report d[eu']|ajourné(?:e|s|es)?|"
    r"décommandé\w*|repoussé(?:e|s|es)?|suspendue?s?|n'aura(?:it)? (?:donc |finalement )?pas lieu|"
    r"n'auront (?:donc |finalement )?pas lieu|cancel\w*|"
    r"postpon\w+|called off|scrapped|put off)\b"
)
_DENIED = re.compile(
    r"\b(?:démenti[rts]?|démentent|démentait|nié|nie|nient|niait|nier|denie[sd]|deny|denying|"
    r"pas (?:encore )?prévue?s?|pas à l'ordre du jour|aucune? (?:\w+ )?(?:rencontre|réunion|sommet|déploiement|"
    r"entretien|"
    r"retrait|mouvement|visite|projet|exercice|concentration|appel|mobilisation)|n'a pas été prévue?|"
    r"no plans?|not planned|no (?:\w+ )?(?:meeting|summit|call|talks|visit|deployment|mobilisation|withdrawal) )\b"
)
_RELATIVE_NEXT = re.compile(
    r",? ?(?:qui|which|that) (?:devai(?:t|ent)|avai(?:t|ent) été|était|had been|was|were|"
    r"would)"
)
_DENIALS = frozenset(("démentir", "nier", "deny"))
_INTENTION = re.compile(
    r"\b(?:propos(?:é|ée|e|ent|er|ait|ition)|accept(?:é|er|e|ent|ait)|conven(?:u|us|ir)|envisag\w+|prématurée?|"
    r"organiser|souhait\w+|"
    r"invit\w+|"
    r"d'accord|principe|appel(?:é|le|lent|ait) (?:à|de|pour)|réclam\w+|demand\w+|suggér\w+|espér\w+|"
    r"prête?s? à|disposée?s? à|readiness|ready to|plaid\w+|prône\w*|offert|offre|prépar(?:e|ent|er|ait|aient|atifs)|"
    r"à (?:une date|un moment)|prochainement|"
    r"proposed?|proposing|agreed|agree|invited?|plans? to|offered|offer|called for|calls for|calling for|willing|"
    r"planning|hopes?|hoped|sought|seek)\b"
)
_ORDERED = re.compile(
    r"\b(?:ordonn\w+|décid\w+|décision|annonc\w+|promis|promet\w*|va (?:être|envoyer)|ordered|decided|orders|"
    r"announc\w+|"
    r"pledg\w+)\b"
)
_APPOINTED = re.compile(
    r"\b(?:prévue?s?|programmée?s?|attendue?s?|fixée?s?|convoquée?s?|prochaine?s?|à venir|doit|doivent|"
    r"scheduled|planned|due|set|expected|upcoming|next|slated)\b"
)


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
    return _INTENTION.search(scene.folded) is not None


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
    return edtf.until(published.last), False


def status_of(scene: Scene, *, ahead: bool, is_dated: bool) -> Status:
    if is_cancelled(scene):
        return Status.CANCELLED
    if not ahead:
        return Status.OCCURRED
    return Status.SCHEDULED if is_dated else Status.ANNOUNCED
