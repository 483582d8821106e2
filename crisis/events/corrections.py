"""What a published event said before, and what readers are told about it. The only code that writes `Correction`.

A published event whose public facts change says so: with a note, or, where only the writing was at fault,
without one, and then nothing that is claimed may differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .facts import Snapshot, changed_names, snapshot
from .kinds import KINDS
from .models import Correction, Event
from .vocabulary import Review
from .writing import save_valid

SILENT = gettext_noop("typing error only: no note to readers")
LONGEST_REASON = 100
"""Characters of a history's reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the editor tells readers of a change, if anything."""

    note_fr: str = ""
    note_en: str = ""
    is_typing_only: bool = False

    @property
    def reason(self) -> str:
        """The same for the history's column of reasons."""
        said = self.note_fr.strip() or self.note_en.strip() or (SILENT if self.is_typing_only else "")
        return Truncator(said).chars(LONGEST_REASON)


def announce(event: Event, *, by: AbstractBaseUser, before: Snapshot, notice: Notice) -> Correction | None:
    """Tells readers what changed since `before`, if the event is published and anything did.

    Raises `ValidationError` where they would be told nothing of a change of what is claimed.
    """
    if event.review != Review.PUBLISHED:
        return None
    after = snapshot(event)
    changed = changed_names(before, after)
    if not changed:
        return None
    if notice.note_fr.strip() or notice.note_en.strip():
        return correct(event, by=by, note_fr=notice.note_fr, note_en=notice.note_en, before=before, after=after)
    if not notice.is_typing_only:
        raise ValidationError(
            _(
                "Readers have seen this event. Write a correction note in French or in English that tells them what "
                "changed; or tick “typing error only”."
            ),
            code="no-note",
        )
    if {name for name in changed if KINDS.facts[name].is_claim}:
        raise ValidationError(
            _(
                "A date, a status, a place, an actor, figures, words quoted or evidence changed: that is more than a "
                "typing error. Write a correction note to readers."
            ),
            code="not-typing",
        )
    return None


@transaction.atomic
def correct(
    event: Event, *, by: AbstractBaseUser, note_fr: str, note_en: str, before: Snapshot, after: Snapshot
) -> Correction:
    """Notes a correction for readers. Raises `ValidationError` for one without a note or without a difference."""
    if not changed_names(before, after):
        raise ValidationError(_("Nothing that readers see has changed."), code="nothing")
    made = Correction(
        event_id=event.pk,
        made_by_id=by.pk,
        made_at=timezone.now(),
        note_fr=note_fr.strip(),
        note_en=note_en.strip(),
        before=before,
        after=after,
    )
    save_valid(made)
    note_corrected(event)
    return made


def note_corrected(event: Event) -> None:
    """Derives when the event was last corrected; the corrections have the history."""
    event.corrected_at = Correction.objects.filter(event_id=event.pk).aggregate(last=Max("made_at"))["last"]
    Event.objects.filter(pk=event.pk).update(corrected_at=event.corrected_at)
