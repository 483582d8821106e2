"""What readers are told when a published event changes: a note with it makes its revision a correction.

A published event whose public facts change says so: with a note, or, where only the writing was at fault,
without one, and then nothing that is claimed may differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..kinds import KINDS
from ..models import Event, EventRevision
from ..vocabulary import Review
from .content import Content, alike, changed_names, public

SILENT = gettext_noop("typing error only: no note to readers")
LONGEST_REASON = 100
"""Characters that the desk is shown of a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the editor tells readers of a change, if anything."""

    note_fr: str = ""
    note_en: str = ""
    is_typing_only: bool = False
    is_machines: bool = False
    """Whether nobody wrote it: it is told of what is told besides further evidence and links, and of nothing else."""

    @property
    def reason(self) -> str:
        """The same for the desk."""
        said = self.note_fr.strip() or self.note_en.strip() or (SILENT if self.is_typing_only else "")
        return Truncator(said).chars(LONGEST_REASON)


def settle(notice: Notice, event: Event, before: EventRevision, after: Content) -> dict[str, str]:
    """The notes that go to readers of a published event; none where nothing that they see has changed.

    Raises `ValidationError` where they would be told nothing of a change of what is claimed.
    """
    if event.review != Review.PUBLISHED or before.review != Review.PUBLISHED:
        return {}
    changed = changed_names(public(alike(before.content, after)), public(after))
    if not changed or (notice.is_machines and not changed - {"evidence", "links"}):
        return {}
    notes = {"note_fr": notice.note_fr.strip(), "note_en": notice.note_en.strip()}
    if any(notes.values()):
        return notes
    if not notice.is_typing_only:
        raise ValidationError(
            _(
                "Readers have seen this event. Write a correction note in French or in English that tells them what "
                "changed; or tick “typing error only”."
            ),
            code="no-note",
        )
    if any(KINDS.facts[name].is_claim for name in changed):
        raise ValidationError(
            _(
                "A date, a status, a place, an actor, figures, words quoted or evidence changed: that is more than a "
                "typing error. Write a correction note to readers."
            ),
            code="not-typing",
        )
    return {}


def corrections_among(revisions: list[EventRevision]) -> list[tuple[EventRevision, EventRevision]]:
    """Each correction of an event with the revision before it, the latest first, out of all its revisions.

    What was told before the event was taken back to a draft is told no more.
    """
    found: list[tuple[EventRevision, EventRevision]] = []
    for before, made in pairwise(revisions):
        if not Review(made.review).was_public:
            found = []
        elif made.is_correction and not made.is_undone:
            found.append((made, before))
    return found[::-1]
