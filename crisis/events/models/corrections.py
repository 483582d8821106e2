"""What the desk corrected and decided. Written through `events/corrections.py` and `events/remembering.py`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..vocabulary import Review
from .event import Event


class Correction(models.Model):
    """A published event said something else before: the note to readers, and what was and is said."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="corrections")
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), related_name="corrections", editable=False
    )
    note_fr = models.TextField(_("note in French"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    before = models.JSONField(_("before"), help_text="A snapshot of `events/facts.py`.")
    after = models.JSONField(_("after"), help_text="A snapshot of `events/facts.py`.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(note_fr="") | ~Q(note_en=""),
                name="correction_tells_readers_why",
                violation_error_message=_("Tell readers what was corrected, in French or in English."),
            ),
        ]

    def __str__(self) -> str:
        return self.note

    @property
    def language(self) -> str:
        """The language of the note that is shown: the reader's own where there is one."""
        own = "en" if (get_language() or "fr").startswith("en") else "fr"
        return own if getattr(self, f"note_{own}") else {"en": "fr", "fr": "en"}[own]

    @property
    def note(self) -> str:
        return self.note_fr if self.language == "fr" else self.note_en


class Decision(models.Model):
    """A change of an event's review, with what stood before it, so that the last one can be undone.

    The histories hold each row's past but not which rows one merger moved together; this does.
    """

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="decisions")
    what = models.CharField(_("decision"), max_length=10, choices=Review.choices)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        related_name="decisions",
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    before = models.JSONField(_("before"), help_text="The event's review columns as they stood.")
    moved = models.JSONField(
        _("moved"), default=list, blank=True, help_text="The rows a merger touched; see `remembering.py`."
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("undone by"),
        related_name="undone_decisions",
        null=True,
        blank=True,
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["moved"])

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=Review.values) & ~Q(what=Review.DRAFT),
                name="decision_is_of_a_known_sort",
                violation_error_message=_("A decision publishes, rejects, merges or retracts."),
            ),
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="decision_is_undone_by_a_person_at_a_time",
                violation_error_message=_("What is undone has a person and a time, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_what_display()}"
