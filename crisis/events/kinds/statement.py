"""What somebody said, and the words of it that are quoted: what is stored, what it says, how it is spoken of."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crisis.articles.models import Excerpt

from ..models.event import KindRow
from ..models.subjects import once, rule
from ..querysets import TieManager
from ..vocabulary import Kind, Mode, Role
from . import AGREEING, KINDS, EventKind
from .common import passage_item, row_of
from .facts import CodeColumn, Column, Fact, Item, Prominence


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
            rule(
                "statement_mode_is_known",
                Q(mode__in=["", *Mode.values]),
                _("Direct or reported speech; leave it empty if unsure."),
            ),
        ]


class Quotation(models.Model):
    """Words of a statement, in the order in which they should be read: the longest direct ones first."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="quotations")
    excerpt = models.ForeignKey(Excerpt, models.PROTECT, related_name="quotations")
    rank = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Smaller numbers stand first."))

    near = ("excerpt__article__source", "excerpt__article__agency")
    objects = TieManager["Quotation"]()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["rank", "pk"]
        constraints = [
            once(
                "quotation_stands_once_in_a_statement",
                ["statement", "excerpt"],
                _("These words are already among the quotations."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.excerpt)


class QuotationsFact(Fact):
    """The words quoted, each a passage of an article."""

    def content(self, event: Any) -> list[Item]:
        return [
            {**passage_item(quotation.excerpt), **row_of(quotation)} for quotation in event.as_kind.quotations.all()
        ]

    def told(self, item: Item) -> Item:
        """Their words alone; corrections of long ago hold nothing else."""
        return item["words"] if isinstance(item, dict) else item

    def words(self, item: Item) -> str:
        return str(self.told(item))


STATEMENT = KINDS.register(
    EventKind(
        code=Kind.STATEMENT.value,
        model=Statement,
        label=_("statement"),
        plural=_("statements"),
        counted=lambda number: ngettext("%(number)s statement", "%(number)s statements", number),
        statuses=AGREEING,
        primary_role=Role.SPEAKER,
        facts=(
            Fact.of(
                _("mode"),
                CodeColumn("mode", codes=Mode, description=_("Of a statement: direct or indirect speech.")),
                heading=_("How it was put"),
            ),
            Fact.of(
                _("medium or audience"),
                Column("medium", longest=200, description=_("Of a statement: medium or audience.")),
                heading=_("Medium"),
                is_claim=False,
            ),
            QuotationsFact(name="quotations", label=_("words quoted"), prominence=Prominence.NOWHERE),
        ),
        relations=("quotations",),
        colour="#0b7a6b",
        colour_dark="#4fd0bb",
        actions=False,
    )
)
