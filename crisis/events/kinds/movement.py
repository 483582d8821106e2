"""Deployments, build-ups, exercises, alerts, withdrawals: what is stored, what it says, how it is spoken of."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..models.event import KindRow
from ..models.subjects import Place, rule
from ..vocabulary import Kind, Movement, Role
from . import KINDS, EventKind
from .facts import (
    CodeColumn,
    Column,
    Fact,
    Label,
    NumberColumn,
    PlaceColumn,
    Prominence,
    RangeFact,
    number_in_words,
)


def _end_in_list(label: Label, *, related_name: str) -> models.ForeignKey[Place | None, Place | None]:
    return models.ForeignKey(
        Place,
        models.PROTECT,
        verbose_name=label,  # type: ignore[arg-type]  # Django's words for it are narrower than ours
        related_name=related_name,
        null=True,
        blank=True,
        help_text=_("A place of the list; or the source's words, beside."),
    )


class TroopMovement(KindRow):
    """A deployment, build-up, exercise… Figures are claims: see the participation “according to”."""

    KIND = Kind.TROOP_MOVEMENT

    movement = models.CharField(
        _("movement"), max_length=15, choices=Movement.choices, blank=True, help_text=_("What the source calls it.")
    )
    origin_place = _end_in_list(_("from"), related_name="departures")
    origin_text = models.CharField(
        _("from, in the source's words"), max_length=200, blank=True, help_text=_("For example “l’est du pays”.")
    )
    destination_place = _end_in_list(_("to"), related_name="arrivals")
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
            rule(
                "troop_movement_is_of_a_known_sort",
                Q(movement__in=["", *Movement.values]),
                _("Choose what sort of movement it is, or leave it open."),
            ),
            rule(
                "troop_movement_strength_runs_upwards",
                Q(strength_min=None) | Q(strength_max=None) | Q(strength_max__gte=F("strength_min")),
                _("“At most” cannot be less than “at least”."),
            ),
            rule(
                "troop_movement_strength_is_somebody",
                (Q(strength_min=None) | Q(strength_min__gte=1)) & (Q(strength_max=None) | Q(strength_max__gte=1)),
                _("A strength counts from 1; leave it empty if it is not told."),
            ),
        ]


def strength_in_words(least: int | None, most: int | None) -> str:
    """A claimed strength; empty where none is told. Who claims it stands beside it."""
    told = {name: number_in_words(number) for name, number in (("least", least), ("most", most)) if number is not None}
    if least is not None and most is not None and least != most:
        return gettext("%(least)s to %(most)s soldiers") % told
    if least is not None and most is not None:
        return ngettext("%(number)s soldier", "%(number)s soldiers", least) % {"number": told["least"]}
    if least is not None:
        return ngettext("at least %(number)s soldier", "at least %(number)s soldiers", least) % {
            "number": told["least"]
        }
    if most is not None:
        return ngettext("at most %(number)s soldier", "at most %(number)s soldiers", most) % {"number": told["most"]}
    return ""


def _end(name: str, label: Label, words: Label, heading: Label, place: Label, text: Label) -> tuple[Fact, Fact]:
    """Where forces leave or arrive: a place of the list, or the source's words."""
    return (
        Fact(
            name=name,
            label=label,
            heading=heading,
            columns=(PlaceColumn(f"{name}_place", words_column=f"{name}_text", description=place),),
            group=name,
        ),
        Fact.of(words, Column(f"{name}_text", description=text), heading=heading, is_claim=False, group=name),
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
            Fact.of(
                _("movement"),
                CodeColumn(
                    "movement",
                    codes=Movement,
                    description=_("Of a movement: deployment, build_up, reinforcement, exercise, alert or withdrawal."),
                ),
            ),
            RangeFact(
                name="strength",
                label=_("strength"),
                columns=(
                    NumberColumn("strength_min", description=_("Of a movement: at least so many, as claimed.")),
                    NumberColumn("strength_max", description=_("Of a movement: at most so many, as claimed.")),
                ),
                prominence=Prominence.LEAD,
                counted=strength_in_words,
            ),
            Fact.of(_("equipment"), Column("equipment", description=_("Of a movement: equipment.")), is_claim=False),
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
