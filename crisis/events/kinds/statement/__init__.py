"""What a statement says, and how it is spoken of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ...vocabulary import Kind, Mode, Role, Status
from ..common import passage_item, row_of
from ..declaration import KINDS, EventKind
from ..facts import CodeColumn, CodeFact, Column, Fact, Item, Prominence, TextFact
from .model import Statement

MODE = CodeFact(
    name="mode",
    label=_("mode"),
    heading=_("How it was put"),
    columns=(CodeColumn("mode", codes=Mode, description=_("Of a statement: direct or indirect speech.")),),
)
MEDIUM = TextFact(
    name="medium",
    label=_("medium or audience"),
    heading=_("Medium"),
    columns=(Column("medium", description=_("Of a statement: medium or audience.")),),
    is_claim=False,
    longest=200,
)


class QuotationsFact(Fact):
    """The words quoted, each a passage of an article."""

    __slots__ = ()

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
        statuses={
            Status.SCHEDULED: pgettext_lazy("of a meeting or a statement", "scheduled"),
            Status.ANNOUNCED: pgettext_lazy("of a meeting or a statement", "announced"),
            Status.CANCELLED: pgettext_lazy("of a meeting or a statement", "cancelled"),
            Status.DENIED: pgettext_lazy("of a meeting or a statement", "denied"),
        },
        primary_role=Role.SPEAKER,
        facts=(
            MODE,
            MEDIUM,
            QuotationsFact(name="quotations", label=_("words quoted"), prominence=Prominence.NOWHERE),
        ),
        relations=("quotations",),
        colour="#0b7a6b",
        colour_dark="#4fd0bb",
        actions=False,
    )
)
