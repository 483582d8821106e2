"""One mention of one event, before mentions of the same event are merged: where it is told to be, and whether it is.

A clause tells what happened, what will, what is only thought of, cancelled or denied.
"""

from __future__ import annotations

from dataclasses import dataclass

from crisis.edtf import making
from crisis.extraction.events.scenes import Scene
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import countries
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import (
    DraftActor,
    DraftFormat,
    DraftKind,
    DraftMovement,
    DraftPlace,
    DraftStatus,
    Span,
    Temporal,
    When,
)

_LEXICON = Section("events.sightings")

_AT = _LEXICON.pattern(r"\b{at}\s*{at_articles}?(?:{kinds_of_places}\w*(?: \w+)? ?{of_kinds}? ?{articles}?)*$")
_ADDRESSED = _LEXICON.pattern(r"{addressed}")
_UNKNOWN = _LEXICON.pattern(
    r"(?<![\w'’]){unknown_at} ((?:{place_prefixes}[ -])?[A-ZÀ-Ý][a-zà-öø-ÿ]+"
    r"(?:[ -]{place_infixes}?[A-ZÀ-Ý][a-zà-öø-ÿ]+)*)(?![\w-])"
)
_CITY_IN = _LEXICON.pattern(r"{city_at} ([A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*), {city_in}$")
_SOIL = _LEXICON.pattern(r"\b{soil} (\w+)")
_FROM = _LEXICON.pattern(r"\b{leaving}\s*{articles}?$")
_LISTED = _LEXICON.pattern(r"(?: {listed_days}?\w+)?(?:,|{listing})(?: {articles})? ?")
_OF = _LEXICON.pattern(r"\b{of}\s*{articles}?$")
_NAMED_AFTER = _LEXICON.pattern(r"{named_after}s? (?:\w+ )?{of}\s*{articles}?$")
_LEADING = _LEXICON.listed("leading_prepositions")

_MODALITY = Section("events.modality")
HYPOTHETICAL = _MODALITY.pattern(r"\b{hypothetical}")
_CANCELLED = _MODALITY.pattern(r"\b{cancelled}\b")
_DENIED = _MODALITY.pattern(r"\b{denied}\b")
_RELATIVE_NEXT = _MODALITY.pattern(r",? ?{parting_relatives} {parting_verbs}")
_DENIALS = _MODALITY.words("denials")
INTENDED = _MODALITY.pattern(r"\b{intended}\b")
ORDERED = _MODALITY.pattern(r"\b{ordered}\b")
APPOINTED = _MODALITY.pattern(r"\b{appointed}\b")


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place named as one, where its name stands, and whether something comes from there."""

    place: DraftPlace
    start: int
    end: int
    origin: bool
    country: str
    region: bool  # a country, sea or region: it may only say where a city is


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    kind: DraftKind
    sentence: int  # where its sentence begins
    evidence: Span
    trigger: Span
    when: When | None
    date: Temporal | None
    status: DraftStatus
    actors: tuple[DraftActor, ...]
    place: DraftPlace | None
    rule: str
    format: DraftFormat | None = None
    movement: DraftMovement | None = None
    origin: DraftPlace | None = None
    strength: tuple[int | None, int | None] = (None, None)
    anaphoric: bool = False  # points back to an event told before: "la rencontre", "ces manœuvres"
    several: bool = False  # "les deux dirigeants": who they are was told before
    inherited: bool = False  # who takes part was told before, not here
    in_title: bool = False
    after_previous: bool = False  # "ensuite"
    purpose: bool = False  # "…, pour s'entretenir avec": what the visit just told is for

    @property
    def actor_keys(self) -> frozenset[str]:
        return frozenset(actor.key for actor in self.actors)

    @property
    def fullness(self) -> int:
        """How much of the event this mention tells; titles tell least, an editor wants the body."""
        told = (self.date is not None, self.place is not None, self.strength != (None, None))
        return 2 * sum(told) + len(self.actors) - 6 * self.in_title - 2 * self.anaphoric


def place_of(scene: Scene, start: int, end: int, *, near: int | None = None) -> DraftPlace | None:
    """The first place named as one ("à Genève", "au Bélarus"), looked for behind `near` before elsewhere."""
    if near is not None and (place := place_of(scene, max(start, near), end)):
        return place
    known = next((found for found in places_in(scene, start, end) if not found.origin), None)
    if known:
        return _city_before(scene, known) if known.region else known.place
    return None if near is not None else _unknown_place(scene, start, end) or _soil(scene, start, end)


def _city_before(scene: Scene, region: PlaceFound) -> DraftPlace:
    """ "à Antalya, en Turquie": the city, though only the country is known."""
    city = _CITY_IN.search(scene.page.text, max(scene.start, region.start - 60), region.start)
    if city is None or scene.page.names_in(*city.span(1)):
        return region.place
    return DraftPlace(name=city[1], id=None)


def _soil(scene: Scene, start: int, end: int) -> DraftPlace | None:
    """ "en territoire bélarusse", "sur le sol polonais": the country, told by its adjective."""
    for match in _SOIL.finditer(scene.page.folded, start, end):
        for country in countries().values():
            if match[1] in country.demonyms:
                return DraftPlace(name=country.name_fr, id=None)
    return None


def _unknown_place(scene: Scene, start: int, end: int) -> DraftPlace | None:
    """ "à Brest", "in Vilseck": a place the gazetteer does not know, by its capital."""
    for match in _UNKNOWN.finditer(scene.page.text, start, end):
        start, end = match.span(1)
        named = scene.page.names_in(start, end) or any(m.start <= start < m.end for m in scene.mentions)
        if not (named or scene.page.is_quoted(start)):
            return DraftPlace(name=match[1], id=None)
    return None


def places_in(scene: Scene, start: int, end: int) -> list[PlaceFound]:
    """Places in order; "de Genève" is one only where something is called after it or stands there."""
    found: list[PlaceFound] = []
    for mention in scene.mentions:
        if not start <= mention.start < end or (place := mention.place) is None:
            continue
        before = scene.before(mention.start, 60)
        if scene.page.folded.startswith(_LEADING, mention.start):
            found.append(PlaceFound(place, mention.start, mention.end, False, mention.country, False))
            continue
        listed = bool(found) and _LISTED.fullmatch(scene.page.folded, found[-1].end, mention.start) is not None
        if not (listed or _AT.search(before)) or _ADDRESSED.match(scene.page.folded, mention.end):
            continue
        if _OF.search(before) and not (_NAMED_AFTER.search(before) or _FROM.search(before)):
            continue
        entry = scene.page.gazetteer.place(mention.place_id)
        region = entry is None or entry.type in ("region", "country", "sea", "border")
        origin = _FROM.search(before) is not None or (listed and found[-1].origin)
        found.append(PlaceFound(place, mention.start, mention.end, origin, mention.country, region))
    return found


def is_cancelled(scene: Scene) -> bool:
    """In the clause; for a subject parted from its verb by "qui devait", in the rest of the sentence."""
    if scene.tells(_CANCELLED):
        return True
    parted = _RELATIVE_NEXT.match(scene.page.folded, scene.end, scene.sentence.end) is not None
    told = any(placed.verb.finite for placed in scene.verbs)
    return parted and not told and _CANCELLED.search(scene.page.folded, scene.end, scene.sentence.end) is not None


def is_denied(scene: Scene) -> bool:
    """In the clause itself, or by whoever the clause is reported of."""
    reported = scene.reported_by is not None and scene.reported_by.lemma in _DENIALS
    return reported or scene.tells(_DENIED)


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
