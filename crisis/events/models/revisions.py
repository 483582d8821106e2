"""An event's past: one row for each write. Stored by `events/past/revisions.py`, and by nothing else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Review, name_language
from .event import Event
from .subjects import rule


class EventRevision(models.Model):
    """What an event said after one write, who wrote it and why; with a note to readers it is a correction.

    The last revision of a number is what the event said in that version. Revisions outlive a draft that is
    deleted, so that it can be brought back and its permanent name is not given again.
    """

    event = models.ForeignKey(
        Event, models.DO_NOTHING, verbose_name=_("event"), related_name="revisions", db_constraint=False
    )
    uid = models.CharField(_("permanent name"), max_length=12, db_index=True)
    kind = models.CharField(_("kind"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("made at"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("made by"), related_name="+", null=True, blank=True
    )
    why = models.TextField(_("reason"), blank=True, help_text="For the desk.")
    note_fr = models.TextField(_("note in French"), blank=True, help_text="For readers: what was corrected.")
    note_en = models.TextField(_("note in English"), blank=True, help_text="For readers: what was corrected.")
    review = models.CharField(_("review"), max_length=10, choices=Review.choices)
    state: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        _("state"), default=dict, blank=True, help_text="The other columns of the review; what a merger moved."
    )
    decision = models.CharField(
        _("decision"), max_length=10, choices=Review.choices, blank=True, help_text="What this write decided, if so."
    )
    is_undone = models.BooleanField(_("undone"), default=False, help_text="Whether the decision was taken back.")
    is_deletion = models.BooleanField(_("deleted"), default=False)
    content: models.JSONField[dict[str, list[Any]], dict[str, list[Any]]] = models.JSONField(
        _("content"), help_text="Every fact, as plain values."
    )

    class Meta:
        verbose_name = _("revision of an event")
        verbose_name_plural = _("revisions of events")
        ordering = ["pk"]
        constraints = [
            rule(
                "revision_review_is_known",
                Q(review__in=Review.values),
                _("An event is a draft, published, rejected, merged or retracted."),
            ),
            rule(
                "revision_decision_is_of_a_known_sort",
                Q(decision__in=["", *(review for review in Review.values if review != Review.DRAFT)]),
                _("A decision publishes, rejects, merges or retracts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def title(self) -> str:
        """What the event was called."""
        return str(next(iter(self.content.get(f"title_{name_language()}", [])), self.uid))

    @property
    def is_correction(self) -> bool:
        return bool(self.note_fr or self.note_en)

    @property
    def review_columns(self) -> dict[str, Any]:
        """Where the event stood at the desk, as its own columns have it."""
        told = self.state
        return {
            "review": self.review,
            "review_reason": told.get("review_reason", ""),
            "merged_into_id": told.get("merged_into"),
            "reviewed_by_id": told.get("reviewed_by"),
            "reviewed_at": parse_datetime(told["reviewed_at"]) if told.get("reviewed_at") else None,
        }

    @property
    def language(self) -> str:
        """The language of the note that is shown: the reader's own where there is one."""
        own, other = ("fr", "en") if name_language() == "fr" else ("en", "fr")
        return own if getattr(self, f"note_{own}") else other

    @property
    def note(self) -> str:
        return self.note_fr if self.language == "fr" else self.note_en
