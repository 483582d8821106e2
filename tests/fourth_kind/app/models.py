"""Sanctions: what was decided against whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from crisis.events.kinds import KINDS, EventKind
from crisis.events.kinds.facts import Column, Fact
from crisis.events.models.event import KindRow
from crisis.events.vocabulary import Role


class Sanction(KindRow):
    KIND = "sanction"

    measure = models.CharField("measure", max_length=200, blank=True)

    class Meta:
        verbose_name = "sanction"
        verbose_name_plural = "sanctions"
        constraints = [
            models.CheckConstraint(
                condition=~Q(measure="?"),
                name="sanction_measure_is_told_or_left_empty",
                violation_error_message="Say what was decided, or leave it empty.",
            ),
        ]


SANCTION = KINDS.register(
    EventKind(
        code=Sanction.KIND,
        model=Sanction,
        label="sanction",
        plural="sanctions",
        counted=lambda number: "%(number)s sanction" if number == 1 else "%(number)s sanctions",
        primary_role=Role.INVOLVED,
        facts=(Fact.of("measure", Column("measure", description="Of a sanction: what was decided.")),),
        colour="#6b3fa0",
        colour_dark="#c9a4ff",
    )
)
