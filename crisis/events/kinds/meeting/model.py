"""Meetings, calls, visits, summits, sessions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...vocabulary import Kind, MeetingFormat
from ..model import KindRow


class Meeting(KindRow):
    """A meeting, call, visit, summit or session. Who takes part stands in the participations."""

    KIND = Kind.MEETING

    format = models.CharField(
        _("format"),
        max_length=15,
        choices=MeetingFormat.choices,
        blank=True,
        help_text=_("How they met, where a source says it."),
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=["", *MeetingFormat.values]),
                name="meeting_format_is_known",
                violation_error_message=_("Choose how they met, or leave it open."),
            ),
        ]
