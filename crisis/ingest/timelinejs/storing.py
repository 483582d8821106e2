"""Slides become drafts, with a reference for each thing they link to. A file decides nothing (decision 0015)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from crisis.articles.writing import CitedSource, cite
from crisis.edtf.folding import fold_words
from crisis.events.kinds import KINDS
from crisis.events.models import Event
from crisis.events.models.event import UID_ALPHABET
from crisis.events.vocabulary import Kind, Origin, Status
from crisis.events.writing import Record, Support, record_event, uid_for

from .reading import Slide, Timeline

RULE = "timelinejs"
"""The rule of an event that came with a TimelineJS."""
LONGEST_UID = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a TimelineJS does not say, and an editor does."""

    language: str
    kind: Kind
    """Of the slides whose group names none of the kinds."""
    published: CitedSource | None = None
    """Where the timeline itself is published: what a slide that links to nothing rests on, if on anything."""
    leaves_out: bool = False
    """Whether the slides that are refused are left out, rather than the whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideOutcome:
    """What becomes of one slide: a draft, nothing since it is here already, or nothing for these reasons."""

    slide: Slide
    kind: Kind
    sources: tuple[CitedSource, ...] = ()
    here: Event | None = None
    reasons: tuple[str, ...] = ()
    is_double: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What becomes of a file. Nothing is written while any slide is refused, unless those are to be left out."""

    outcomes: tuple[SlideOutcome, ...]
    is_written: bool = False

    @property
    def drafts(self) -> list[SlideOutcome]:
        return [one for one in self.outcomes if not (one.here or one.reasons or one.is_double)]

    @property
    def known(self) -> list[SlideOutcome]:
        return [one for one in self.outcomes if one.here or one.is_double]

    @property
    def refused(self) -> list[SlideOutcome]:
        return [one for one in self.outcomes if one.reasons]


def bring_in(timeline: Timeline, answers: Answers, *, dry_run: bool = False) -> Arrival:
    """Stores a draft of every slide that is not here yet, or nothing at all.

    A dry run writes and takes back, so that it refuses exactly what storing would.
    """
    here, named = _here(timeline), _named_kinds()
    seen: set[str] = set()
    with transaction.atomic():
        outcomes = tuple(_take(slide, named, answers, here, seen) for slide in timeline.slides)
        arrival = Arrival(outcomes=outcomes)
        is_refused = bool(arrival.refused) and not answers.leaves_out
        if dry_run or is_refused or not arrival.drafts:
            transaction.set_rollback(True)
            return arrival
    return replace(arrival, is_written=True)


def _named_kinds() -> dict[str, Kind]:
    """What a slide's group may say: in French or English, in the singular or the plural."""
    named = {fold_words(kind.value): kind for kind in Kind}
    for language in ("fr", "en"):
        with override(language):
            named.update({fold_words(str(KINDS[kind].plural)): kind for kind in Kind})
            named.update({fold_words(str(kind.label)): kind for kind in Kind})
    return named


def _here(timeline: Timeline) -> dict[str, Event]:
    """The events that slides were exported from, or that they have become before."""
    wanted = {name for slide in timeline.slides for name in (slide.name, uid_for(slide.key))}
    uids = [name for name in wanted if 0 < len(name) <= LONGEST_UID and set(name) <= set(UID_ALPHABET)]
    return {event.uid: event for event in Event.objects.filter(uid__in=uids)}


def _take(
    slide: Slide, named: dict[str, Kind], answers: Answers, here: dict[str, Event], seen: set[str]
) -> SlideOutcome:
    kind = named.get(fold_words(slide.group), answers.kind)
    found = here.get(slide.name) or here.get(uid_for(slide.key))
    published = (answers.published,) if answers.published else ()
    outcome = SlideOutcome(slide=slide, kind=kind, sources=slide.sources or published, here=found)
    if found:
        return outcome
    if slide.faults:
        return replace(outcome, reasons=slide.faults)
    if not outcome.sources:
        fault = _("It links to no source, and an event needs one. Add a link, or say where the timeline is published.")
        return replace(outcome, reasons=(fault,))
    if slide.key in seen:
        return replace(outcome, is_double=True)
    seen.add(slide.key)
    try:
        with transaction.atomic():
            _store(outcome, answers.language)
    except ValidationError as refusal:
        return replace(outcome, reasons=tuple(_sentences(refusal)))
    return outcome


def _store(outcome: SlideOutcome, language: str) -> None:
    """Both titles are the slide's own: whoever looks at the draft translates one."""
    slide = outcome.slide
    fields: dict[str, Any] = {
        "title_fr": slide.headline,
        "title_en": slide.headline,
        f"summary_{language}": slide.summary,
        "when": slide.edtf,
        "when_text": slide.when_text,
        "status": slide.status or Status.OCCURRED,
        "origin": Origin.IMPORTED,
        "rule": RULE,
    }
    support = tuple(
        Support(what=cite(publisher=told.publisher, title=told.title, url=told.url)) for told in outcome.sources
    )
    record_event(Record(kind=outcome.kind, fields=fields, support=support, key=slide.key))


def _sentences(refusal: ValidationError) -> list[str]:
    """The broken rules, each with the column it is about."""
    if not hasattr(refusal, "error_dict"):
        return list(refusal.messages)
    names = {"title_fr": _("headline"), "title_en": _("headline"), "__all__": ""}
    said = [(names.get(column, column), one) for column, several in refusal.message_dict.items() for one in several]
    return list(dict.fromkeys(": ".join(filter(None, both)) for both in said))
