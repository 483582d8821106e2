"""What the desk's templates ask about two events that look alike."""

from __future__ import annotations

from django import template

from crisis.articles.dates import edtf_in_words
from crisis.events.duplicates.likeness import OPEN_REVIEWS, Counterpart, counterparts
from crisis.events.models import Event
from crisis.events.vocabulary import LinkKind

from ..pages import change_address

register = template.Library()

BACKWARDS = ":backwards"
"""Ends the value of a link that is to be read from the other event to this one."""


@register.simple_tag
def counterparts_of(event: Event) -> list[Counterpart]:
    """The events it may be the same as; none for one that was decided against."""
    return counterparts(event) if event.review in OPEN_REVIEWS else []


@register.simple_tag
def link_choices(counterpart: Counterpart) -> list[tuple[str, str, bool]]:
    """Value, words and whether it is suggested, of every link in both directions, read from the event asked about."""
    choices = []
    for kind in LinkKind:
        is_suggested = counterpart.suggested.link == kind
        choices.append((kind.value, str(kind.label), is_suggested and not counterpart.backwards))
        choices.append((f"{kind.value}{BACKWARDS}", kind.inverse, is_suggested and counterpart.backwards))
    return choices


@register.filter
def desk_address(event: Event) -> str:
    """Where the desk edits the event."""
    return change_address(event)


@register.filter
def in_words(edtf: str) -> str:
    """An EDTF date as one says it; nothing for none."""
    return edtf_in_words(edtf) if edtf else ""
