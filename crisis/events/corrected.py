"""What readers are told of an event's corrections: when, why, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import get_language

from crisis.articles.date_words import day_in_words, edtf_in_words

from .facts import Change, changes
from .models import Event

OF_A_LANGUAGE = {"title_fr": "fr", "summary_fr": "fr", "title_en": "en", "summary_en": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction, in the reader's language where the desk wrote in it."""

    day: str
    note: str
    language: str
    changes: tuple[Change, ...]


def corrections_of(event: Event) -> list[Corrected]:
    """The latest first. Asks the database only where there is one."""
    if event.corrected_at is None:
        return []
    return [
        Corrected(
            day=day_in_words(correction.made_at.date()),
            note=correction.note,
            language=correction.language,
            changes=readable(changes(correction.before, correction.after)),
        )
        for correction in event.corrections.all()
    ]


def readable(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """Dates in words. A title of the other language is left out where something else changed too."""
    here = (get_language() or "fr")[:2]
    own = [change for change in found if OF_A_LANGUAGE.get(change.name, here) == here]
    return tuple(_dated(change) if change.name == "when" else change for change in own or found)


def _dated(change: Change) -> Change:
    before, after = (tuple(map(edtf_in_words, values)) for values in (change.before, change.after))
    return replace(change, before=before, after=after)
