"""What a troop movement says, and how it is spoken of."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ...vocabulary import Kind, Movement, Role
from ..declaration import KINDS, EventKind
from ..facts import (
    CodeColumn,
    CodeFact,
    Column,
    Fact,
    Label,
    NumberColumn,
    PlaceColumn,
    PlaceFact,
    Prominence,
    RangeFact,
    TextFact,
)
from .model import TroopMovement

MOVEMENT = CodeFact(
    name="movement",
    label=_("movement"),
    columns=(
        CodeColumn(
            "movement",
            codes=Movement,
            description=_("Of a movement: deployment, build_up, reinforcement, exercise, alert or withdrawal."),
        ),
    ),
)
STRENGTH = RangeFact(
    name="strength",
    label=_("strength"),
    columns=(
        NumberColumn("strength_min", description=_("Of a movement: at least so many, as claimed.")),
        NumberColumn("strength_max", description=_("Of a movement: at most so many, as claimed.")),
    ),
    prominence=Prominence.LEAD,
)
EQUIPMENT = TextFact(
    name="equipment",
    label=_("equipment"),
    columns=(Column("equipment", description=_("Of a movement: equipment.")),),
    is_claim=False,
)


def _end(name: str, label: Label, words: Label, heading: Label, place: Label, text: Label) -> tuple[Fact, Fact]:
    """Where forces leave or arrive: a place of the list, or the source's words."""
    return (
        PlaceFact(
            name=name,
            label=label,
            heading=heading,
            columns=(PlaceColumn(f"{name}_place", description=place),),
            words_column=f"{name}_text",
            group=name,
        ),
        TextFact(
            name=f"{name}_text",
            label=words,
            heading=heading,
            columns=(Column(f"{name}_text", description=text),),
            is_claim=False,
            group=name,
        ),
    )


TROOP_MOVEMENT = KINDS.register(
    EventKind(
        code=Kind.TROOP_MOVEMENT.value,
        model=TroopMovement,
        label=_("troop movement"),
        plural=_("troop movements"),
        counted=lambda number: ngettext("%(number)s troop movement", "%(number)s troop movements", number),
        primary_role=Role.FORCE,
        facts=(
            MOVEMENT,
            STRENGTH,
            EQUIPMENT,
            *_end(
                "origin",
                _("from"),
                _("from, in the source's words"),
                pgettext_lazy("place", "From"),
                _("Of a movement, from: short name."),
                _("Of a movement, from, in the source's words."),
            ),
            *_end(
                "destination",
                _("to"),
                _("to, in the source's words"),
                pgettext_lazy("place", "To"),
                _("Of a movement, to: short name."),
                _("Of a movement, to, in the source's words."),
            ),
        ),
        colour="#c2410c",
        colour_dark="#ff9a5c",
    )
)
