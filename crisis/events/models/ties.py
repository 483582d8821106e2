"""What ties an event to the rest: its evidence, its actors, its topics, other events."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crisis.articles.models import Excerpt, Reference

from ..querysets import TieManager
from ..vocabulary import LinkKind, Role, Stance
from .event import Event
from .subjects import Actor, Topic, once, rule


class Evidence(models.Model):
    """An event, and one passage or one reference that supports it."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="evidence")
    excerpt = models.ForeignKey(
        Excerpt, models.PROTECT, verbose_name=_("excerpt"), related_name="evidence", null=True, blank=True
    )
    reference = models.ForeignKey(
        Reference, models.PROTECT, verbose_name=_("reference"), related_name="evidence", null=True, blank=True
    )
    stance = models.CharField(
        _("what it does"),
        max_length=10,
        choices=Stance.choices,
        default=Stance.REPORTS,
        help_text=_("Does the passage report the event, announce it, confirm it or deny it?"),
    )
    rank = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("The fullest passage first."))

    near = ("excerpt__article__source", "excerpt__article__agency", "reference__source")
    objects = TieManager["Evidence"]()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["rank", "pk"]
        constraints = [
            rule(
                "evidence_is_one_excerpt_or_one_reference",
                Q(excerpt=None, reference__isnull=False) | Q(excerpt__isnull=False, reference=None),
                _("Evidence is either an excerpt or a reference."),
            ),
            rule(
                "evidence_stance_is_known",
                Q(stance__in=Stance.values),
                _("Say whether the passage reports, announces, confirms or denies."),
            ),
            once(
                "evidence_excerpt_supports_an_event_once",
                ["event", "excerpt"],
                _("This excerpt already supports the event."),
            ),
            once(
                "evidence_reference_supports_an_event_once",
                ["event", "reference"],
                _("This reference already supports the event."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.excerpt or self.reference)


class Participation(models.Model):
    """Who is what in an event: an actor we know, or someone only described.

    The one place where events and actors meet: host, force and speaker are roles here, not columns
    elsewhere (decision 0003).
    """

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="participations")
    actor = models.ForeignKey(
        Actor,
        models.PROTECT,
        verbose_name=_("actor"),
        related_name="participations",
        null=True,
        blank=True,
        help_text=_("Type a few letters of the name."),
    )
    description = models.CharField(
        _("or as described"),
        max_length=200,
        blank=True,
        help_text=_("Where the source gives no name: “une responsable du département d'État”."),
    )
    role = models.CharField(
        _("role"),
        max_length=15,
        choices=Role.choices,
        default=Role.PARTICIPANT,
        help_text=_("What the actor does in this event."),
    )
    rank = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Smaller numbers stand first."))

    near = ("actor",)
    objects = TieManager["Participation"]()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["rank", "pk"]
        constraints = [
            rule(
                "participation_is_an_actor_or_a_description",
                Q(actor__isnull=False, description="") | (Q(actor=None) & ~Q(description="")),
                _("Choose an actor, or describe one the source does not name."),
            ),
            rule("participation_role_is_known", Q(role__in=Role.values), _("Say what the actor is in the event.")),
            once(
                "participation_actor_has_a_role_once",
                ["event", "actor", "role"],
                _("This actor already has that role in the event."),
            ),
            once(
                "participation_description_has_a_role_once",
                ["event", "description", "role"],
                _("This description already has that role in the event."),
                condition=Q(actor=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The actor's name in the reader's language, or the description in the source's own words."""
        return self.actor.name if self.actor else self.description


class Tagging(models.Model):
    """An event is about a topic. A model of its own, so that it is written like everything else."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="taggings")
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("topic"), related_name="taggings", help_text=_("Type a few letters.")
    )

    near = ("topic",)
    objects = TieManager["Tagging"]()

    class Meta:
        verbose_name = _("topic of an event")
        verbose_name_plural = _("topics of an event")
        ordering = ["pk"]
        constraints = [
            once("tagging_topic_stands_once_at_an_event", ["event", "topic"], _("The event already has this topic.")),
        ]

    def __str__(self) -> str:
        return str(self.topic)


class EventLink(models.Model):
    """One event bears on another: the meeting held fulfils the meeting announced."""

    from_event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="links")
    to_event = models.ForeignKey(
        Event,
        models.CASCADE,
        verbose_name=_("other event"),
        related_name="backlinks",
        help_text=_("Type a few words of its title."),
    )
    kind = models.CharField(
        _("link"), max_length=10, choices=LinkKind.choices, help_text=_("Read from this event to the other.")
    )

    near = ("from_event", "to_event")
    objects = TieManager["EventLink"]()

    class Meta:
        verbose_name = _("link between events")
        verbose_name_plural = _("links between events")
        ordering = ["pk"]
        constraints = [
            rule(
                "event_link_joins_two_events", ~Q(from_event=F("to_event")), _("An event cannot be linked to itself.")
            ),
            rule("event_link_kind_is_known", Q(kind__in=LinkKind.values), _("Say how the two events are linked.")),
            once(
                "event_link_is_made_once",
                ["from_event", "to_event", "kind"],
                _("The two events are already linked like this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_event} – {self.get_kind_display()} – {self.to_event}"


class NotDuplicateQuerySet(models.QuerySet["NotDuplicate"]):
    def between(self, one: int, other: int) -> Self:
        """The pair of these two, whichever is the older."""
        first, second = sorted((one, other))
        return self.filter(first_id=first, second_id=second)


class NotDuplicate(models.Model):
    """Two events that look alike and are not the same, as an editor decided: they are not offered to each other again.

    The older row comes first, so that a pair stands once. Written by `events/duplicates/pairs.py`.
    """

    first = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="apart_after")
    second = models.ForeignKey(Event, models.CASCADE, verbose_name=_("other event"), related_name="apart_before")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("decided by"),
        related_name="kept_apart",
        editable=False,
    )
    at = models.DateTimeField(_("decided at"), default=timezone.now, editable=False)

    objects = NotDuplicateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pair kept apart")
        verbose_name_plural = _("pairs kept apart")
        ordering = ["-at", "-pk"]
        constraints = [
            rule(
                "apart_pair_stands_in_order",
                Q(first__lt=F("second")),
                _("A pair kept apart is two events, the older row first."),
            ),
            once("apart_pair_stands_once", ["first", "second"], _("These two events are already kept apart.")),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"

    def join(self, one: int, other: int) -> None:
        """Makes it the pair of these two; to be saved."""
        self.first_id, self.second_id = sorted((one, other))
