"""What somebody said, and the words of it that are quoted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Excerpt

from ...querysets import QuotationManager
from ...vocabulary import Kind, Mode
from ..model import KindRow


class Statement(KindRow):
    """Something said by someone. Who said it stands in the participations, as actor or as described."""

    KIND = Kind.STATEMENT

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
