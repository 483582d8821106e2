"""The three kinds of event, each with its own columns and rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Excerpt

from ..querysets import QuotationManager
from ..vocabulary import Kind, MeetingFormat, Mode, Movement
from .event import Event
from .subjects import Place


class OfOneKind(Event):
    """What the three kinds share: an event of this model is of that kind, from the start."""

    KIND: ClassVar[Kind]

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # rows from the database come as positional values
            kwargs.setdefault("kind", self.KIND)
        super().__init__(*args, **kwargs)


class Meeting(OfOneKind):
    """A meeting, call, visit, summit or session. Who takes part stands in the participations."""

    KIND: ClassVar[Kind] = Kind.MEETING

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


class TroopMovement(OfOneKind):
    """A deployment, build-up, exercise… Figures are claims: see the participation “according to”."""

    KIND: ClassVar[Kind] = Kind.TROOP_MOVEMENT

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


class Statement(OfOneKind):
    """Something said by someone. Who said it stands in the participations, as actor or as described."""

    KIND: ClassVar[Kind] = Kind.STATEMENT

    mode = models.CharField(
        _("mode"),
        max_length=10,
        choices=Mode.choices,
        blank=True,
        help_text=_("Direct where the words themselves are quoted."),
    )
    medium = models.CharField(
        _("medium or audience"),
        max_length=200,
        blank=True,
        help_text=_("Where or to whom it was said: a press conference, a channel, the Senate."),
    )
    quotes: models.ManyToManyField[Excerpt, Quotation] = models.ManyToManyField(
        Excerpt, verbose_name=_("quoted words"), through="Quotation", related_name="statements"
    )

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["", *Mode.values]),
                name="statement_mode_is_known",
                violation_error_message=_("Direct or reported speech; leave it empty if unsure."),
            ),
        ]


class Quotation(models.Model):
    """Words of a statement, in the order in which they should be read: the longest direct ones first."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="quotations")
    excerpt = models.ForeignKey(Excerpt, models.PROTECT, related_name="quotations")
    rank = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Smaller numbers stand first."))

    objects = QuotationManager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "excerpt"],
                name="quotation_stands_once_in_a_statement",
                violation_error_message=_("These words are already among the quotations."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.excerpt)
