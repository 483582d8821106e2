"""Who acts, where, and about what: actors, places, topics, named in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crisis.articles.models import SlugManager

from ..vocabulary import ActorKind, name_language

if TYPE_CHECKING:
    from django.db.models import Lookup
    from django_stubs_ext import StrOrPromise


def rule(name: str, condition: Q | Lookup[Any], otherwise: StrOrPromise) -> models.CheckConstraint:
    """What must be so of a row: the database holds it, and an editor who breaks it reads the sentence `otherwise`."""
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=otherwise)


def once(name: str, columns: list[str], otherwise: StrOrPromise, condition: Q | None = None) -> models.UniqueConstraint:
    """No two rows may have the same in these columns; only where a `condition` holds, if one is given."""
    return models.UniqueConstraint(fields=columns, name=name, violation_error_message=otherwise, condition=condition)


NAMED = ~Q(name_fr="") & ~Q(name_en="") & ~Q(slug="")


class Named(models.Model):
    """Something with a permanent slug and a name in each language."""

    slug = models.SlugField(
        _("short name in addresses"),
        max_length=80,
        unique=True,
        help_text=_("Filled in from the name. It stands in addresses, so that a change breaks links."),
    )
    name_fr = models.CharField(_("name in French"), max_length=200, help_text=_("As agencies write it in French."))
    name_en = models.CharField(_("name in English"), max_length=200, help_text=_("As agencies write it in English."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_fr if name_language() == "fr" else self.name_en


def aliases_field() -> models.TextField[str, str]:
    return models.TextField(
        _("other names"), blank=True, help_text=_("One a line: other spellings and designations found in articles.")
    )


def degrees_field(label: StrOrPromise, help_text: StrOrPromise) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=7, decimal_places=4, null=True, blank=True, help_text=help_text)


class Actor(Named):
    """A person, state, organisation or force that articles name."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=ActorKind.choices,
        help_text=_("What acts: one person, a state, an organisation, a force."),
    )
    aliases = aliases_field()
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters: UA, RU, US."))
    role_fr = models.CharField(
        _("office in January 2022"), max_length=200, blank=True, help_text=_("In French, as agencies write it.")
    )

    objects = SlugManager["Actor"]()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name_fr"]
        constraints = [
            rule("actor_is_named_in_both_languages", NAMED, _("Name the actor in French and in English.")),
            rule(
                "actor_kind_is_known",
                Q(kind__in=ActorKind.values),
                _("Say whether the actor is a person, a state, an organisation or a force."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("timeline:actor", args=[self.slug])


class Place(Named):
    """A city, region, border, sea… with the point that stands for it on a map."""

    kind = models.CharField(_("kind"), max_length=40, blank=True, help_text=_("city, region, border, sea…"))
    aliases = aliases_field()
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters: UA, RU, US."))
    latitude = degrees_field(_("latitude"), _("In degrees; south is negative."))
    longitude = degrees_field(_("longitude"), _("In degrees; west is negative."))
    is_approximate = models.BooleanField(
        _("approximate point"), default=False, help_text=_("A region or a sea has no one point.")
    )

    objects = SlugManager["Place"]()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_fr"]
        constraints = [
            rule("place_is_named_in_both_languages", NAMED, _("Name the place in French and in English.")),
            rule(
                "place_has_both_coordinates_on_earth_or_neither",
                Q(latitude=None, longitude=None)
                | Q(
                    # said twice over, because a comparison with NULL is not false
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                _("Give both coordinates, in degrees on Earth, or neither."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("timeline:place", args=[self.slug])


class Topic(Named):
    """What an event is about."""

    objects = SlugManager["Topic"]()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_fr"]
        constraints = [
            rule("topic_is_named_in_both_languages", NAMED, _("Name the topic in French and in English.")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("timeline:topic", args=[self.slug])
