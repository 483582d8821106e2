"""What a troop movement says, and how it is spoken of."""

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

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


def strength_in_words(least: int | None, most: int | None) -> str:
    """A claimed strength; empty where none is told. Who claims it stands beside it."""
    if least is not None and most is not None:
        if least == most:
            return ngettext("%(number)s soldier", "%(number)s soldiers", least) % {"number": _number(least)}
        return gettext("%(least)s to %(most)s soldiers") % {"least": _number(least), "most": _number(most)}
    if least is not None:
        return ngettext("at least %(number)s soldier", "at least %(number)s soldiers", least) % {
            "number": _number(least)
        }
    if most is not None:
        return ngettext("at most %(number)s soldier", "at most %(number)s soldiers", most) % {"number": _number(most)}
    return ""


def _number(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


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
    counted=strength_in_words,
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
