"""Meetings, calls, visits, summits, sessions: what is stored of one, what it says, and how it is spoken of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models.event import KindRow
from ..models.subjects import rule
from ..vocabulary import Kind, MeetingFormat, Role
from . import AGREEING, KINDS, EventKind
from .facts import CodeColumn, Fact, Prominence


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
            rule(
                "meeting_format_is_known",
                Q(format__in=["", *MeetingFormat.values]),
                _("Choose how they met, or leave it open."),
            ),
        ]


MEETING = KINDS.register(
    EventKind(
        code=Kind.MEETING.value,
        model=Meeting,
        label=_("meeting"),
        plural=_("meetings"),
        counted=lambda number: ngettext("%(number)s meeting", "%(number)s meetings", number),
        statuses=AGREEING,
        primary_role=Role.PARTICIPANT,
        facts=(
            Fact.of(
                _("format"),
                CodeColumn(
                    "format",
                    codes=MeetingFormat,
                    description=_("Of a meeting: in_person, phone, video, visit, session, summit or multilateral."),
                ),
                prominence=Prominence.KICKER,
            ),
        ),
        colour="#1f5fbf",
        colour_dark="#7db1ff",
    )
)
