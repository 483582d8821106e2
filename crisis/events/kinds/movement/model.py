"""Deployments, build-ups, exercises, alerts, withdrawals."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ...models.subjects import Place
from ...vocabulary import Kind, Movement
from ..model import KindRow


class TroopMovement(KindRow):
    """A deployment, build-up, exercise… Figures are claims: see the participation “according to”."""

    KIND = Kind.TROOP_MOVEMENT

    movement = models.CharField(
        _("movement"), max_length=15, choices=Movement.choices, blank=True, help_text=_("What the source calls it.")
    )
    origin_place = models.ForeignKey(
        Place,
        models.PROTECT,
        verbose_name=_("from"),
        related_name="departures",
        null=True,
        blank=True,
        help_text=_("A place of the list; or the source's words, beside."),
    )
    origin_text = models.CharField(
        _("from, in the source's words"), max_length=200, blank=True, help_text=_("For example “l’est du pays”.")
    )
    destination_place = models.ForeignKey(
        Place,
        models.PROTECT,
        verbose_name=_("to"),
        related_name="arrivals",
        null=True,
        blank=True,
        help_text=_("A place of the list; or the source's words, beside."),
    )
    destination_text = models.CharField(
        _("to, in the source's words"), max_length=200, blank=True, help_text=_("For example “près de la frontière”.")
    )
    strength_min = models.PositiveIntegerField(
        _("at least"),
        null=True,
        blank=True,
        help_text=_("Men and women, as claimed: “more than 100,000” is at least 100000."),
    )
    strength_max = models.PositiveIntegerField(
        _("at most"), null=True, blank=True, help_text=_("Leave empty where only a lower figure is given.")
    )
    equipment = models.CharField(_("equipment"), max_length=300, blank=True, help_text=_("As the source lists it."))

    class Meta:
        verbose_name = _("troop movement")
        verbose_name_plural = _("troop movements")
        constraints = [
            models.CheckConstraint(
                condition=Q(movement__in=["", *Movement.values]),
                name="troop_movement_is_of_a_known_sort",
                violation_error_message=_("Choose what sort of movement it is, or leave it open."),
            ),
            models.CheckConstraint(
                condition=Q(strength_min=None) | Q(strength_max=None) | Q(strength_max__gte=F("strength_min")),
                name="troop_movement_strength_runs_upwards",
                violation_error_message=_("“At most” cannot be less than “at least”."),
            ),
            models.CheckConstraint(
                condition=(Q(strength_min=None) | Q(strength_min__gte=1))
                & (Q(strength_max=None) | Q(strength_max__gte=1)),
                name="troop_movement_strength_is_somebody",
                violation_error_message=_("A strength counts from 1; leave it empty if it is not told."),
            ),
        ]
