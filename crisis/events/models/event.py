"""The table the timeline reads: one row an event, whatever its kind."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from crisis.articles.dates import DatePrecision, parse_days, validate_edtf
from crisis.edtf import LONGEST_EDTF, Days, Precision

from ..kinds import KINDS, kind_of
from ..querysets import Anchor, EventQuerySet
from ..vocabulary import Kind, Origin, Review, Status, name_language
from .subjects import Place, Topic, rule

if TYPE_CHECKING:
    from .ties import Tagging

UID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No character that is misread aloud or in print (0/o, 1/i/l)."""
UID_LENGTH = 10
LONGEST_SLUG = 80
_AS_IN_ADDRESSES = str.maketrans({"’": " ", "'": " ", "–": "-", "—": "-", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def new_uid() -> str:
    """A short permanent name: 31**10 of them, so that a million events hardly ever meet twice."""
    return "".join(secrets.choice(UID_ALPHABET) for _position in range(UID_LENGTH))


def kind_choices() -> list[tuple[str, Any]]:
    """Asked late: the kinds are registered once this module is there."""
    return KINDS.choices


class Event(models.Model):
    """Something a source reports. Meetings, troop movements and statements are its children."""

    uid = models.CharField(_("permanent name"), max_length=12, unique=True, default=new_uid, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices, editable=False)
    title_fr = models.CharField(
        _("title in French"),
        max_length=300,
        help_text=_("What is reported, in one line: “Rencontre Blinken–Lavrov à Genève”."),
    )
    title_en = models.CharField(
        _("title in English"), max_length=300, help_text=_("The same in English: “Blinken–Lavrov meeting in Geneva”.")
    )
    summary_fr = models.TextField(
        _("summary in French"), blank=True, help_text=_("A sentence or two, with nothing that no source says.")
    )
    summary_en = models.TextField(_("summary in English"), blank=True, help_text=_("The same in English."))

    when = models.CharField(
        _("date"),
        max_length=LONGEST_EDTF,
        blank=True,
        validators=[validate_edtf],
        help_text=_(
            "Only as exactly as the source says it: 21/01/2022, January 2022, between 19 and 21 January 2022, by 18 "
            "January 2022, around 21 January 2022, or EDTF (2022-01-21~). Leave empty if nobody knows."
        ),
    )
    when_text = models.CharField(
        _("in the source's words"), max_length=200, blank=True, help_text=_("For example “vendredi”.")
    )
    starts_on = models.DateField(_("first possible day"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("last possible day"), null=True, blank=True, editable=False)
    precision = models.CharField(
        _("precision"), max_length=12, choices=DatePrecision.choices, default=Precision.UNKNOWN, editable=False
    )

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.OCCURRED,
        help_text=_("What the sources say: it is scheduled until one of them reports that it was held."),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        verbose_name=_("place"),
        related_name="events",
        null=True,
        blank=True,
        help_text=_("Where it happened. Leave empty for a call, or where no source says it."),
    )
    topics: models.ManyToManyField[Topic, Tagging] = models.ManyToManyField(
        Topic, verbose_name=_("topics"), through="Tagging", related_name="events"
    )

    review = models.CharField(_("review"), max_length=10, choices=Review.choices, default=Review.DRAFT, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("reviewed by"),
        related_name="reviewed_events",
        null=True,
        blank=True,
        editable=False,
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True, editable=False)
    review_reason = models.TextField(_("reason"), blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        related_name="merged_events",
        null=True,
        blank=True,
        editable=False,
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.EDITOR, editable=False)
    rule = models.CharField(_("rule"), max_length=100, blank=True, editable=False)
    why_fr = models.TextField(_("why, in French"), blank=True, editable=False)  # of the extractor's drafts
    why_en = models.TextField(_("why, in English"), blank=True, editable=False)
    confidence = models.FloatField(_("confidence"), null=True, blank=True, editable=False)
    corrected_at = models.DateTimeField(  # of its last correction, so that lists need not ask for it
        _("corrected at"), null=True, blank=True, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    search_text = models.TextField(editable=False, blank=True, help_text="Derived: what the search looks into.")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            # Counts by kind, day and status, and the first and last day of all, read nothing but this.
            models.Index(
                fields=["review", "starts_on", "ends_on", "kind", "status", "reviewed_at"],
                name="event_by_review_and_day",
            ),
            models.Index(F("review"), Anchor().desc(), F("uid").desc(), name="event_in_reading_order"),
        ]
        constraints = [
            rule(
                "event_kind_is_known",
                Q(kind__in=Kind.values),
                _("An event is a meeting, a troop movement or a statement."),
            ),
            rule("event_has_a_permanent_name", ~Q(uid=""), _("An event needs a permanent name.")),
            rule(
                "event_has_a_title_in_both_languages",
                ~Q(title_fr="") & ~Q(title_en=""),
                _("Give the event a title in French and in English."),
            ),
            rule(
                "event_does_not_end_before_it_starts",
                Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                _("The last day cannot be earlier than the first."),
            ),
            rule(
                "event_date_is_known_or_left_empty",
                Q(precision=Precision.UNKNOWN, when="", starts_on=None, ends_on=None)
                | (
                    ~Q(precision=Precision.UNKNOWN)
                    & ~Q(when="")
                    & (Q(starts_on__isnull=False) | Q(ends_on__isnull=False))
                ),
                _("A date that is known has a first or a last day; one that is not has neither."),
            ),
            rule(
                "event_known_to_the_day_is_one_day_long",
                ~Q(precision=Precision.DAY) | Q(starts_on=F("ends_on")),
                _("A date known to the day is a single day."),
            ),
            rule(
                "event_only_an_open_date_lacks_an_end",
                Q(precision=Precision.OPEN, starts_on=None)
                | Q(precision=Precision.OPEN, ends_on=None)
                | Q(precision=Precision.UNKNOWN)
                | (~Q(precision=Precision.OPEN) & Q(starts_on__isnull=False, ends_on__isnull=False)),
                _("Only a date with an end not told may lack a first or a last day."),
            ),
            rule(
                "event_precision_is_known",
                Q(precision__in=DatePrecision.values),
                _("Say how exactly the date is known."),
            ),
            rule(
                "event_status_is_known",
                Q(status__in=Status.values),
                _("Say whether it occurred, is scheduled, announced, cancelled or denied."),
            ),
            rule(
                "event_review_is_known",
                Q(review__in=Review.values),
                _("An event is a draft, published, rejected, merged or retracted."),
            ),
            rule(
                "event_origin_is_known",
                Q(origin__in=Origin.values),
                _("An event is extracted, entered by an editor, or imported."),
            ),
            rule(
                "event_review_has_both_a_person_and_a_time",
                Q(reviewed_by=None, reviewed_at=None) | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                _("A review has a person and a time, or neither."),
            ),
            rule(
                "event_merged_names_its_survivor",
                Q(review=Review.MERGED, merged_into__isnull=False) | (~Q(review=Review.MERGED) & Q(merged_into=None)),
                _("A merged event leads to the one that survives it; no other does."),
            ),
            rule(
                "event_is_not_merged_into_itself",
                Q(merged_into=None) | ~Q(merged_into=F("id")),
                _("An event cannot be merged into itself."),
            ),
            rule(
                "event_is_retracted_for_a_reason",
                ~Q(review=Review.RETRACTED) | ~Q(review_reason=""),
                _("Say why the event is retracted: readers will see it."),
            ),
            rule(
                "event_confidence_is_a_share",
                Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1),
                _("Confidence lies between 0 and 1."),
            ),
            rule("event_version_counts_from_one", Q(version__gte=1), _("Versions count from 1.")),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.uid,)

    def get_absolute_url(self) -> str:
        return reverse("timeline:event", args=[self.uid, self.slug])

    @property
    def title(self) -> str:
        return self.title_fr if name_language() == "fr" else self.title_en

    @property
    def summary(self) -> str:
        return self.summary_fr if name_language() == "fr" else self.summary_en

    @property
    def slug(self) -> str:
        """The title as it stands in an address; derived, so that it never lags behind (decision 0002)."""
        words = slugify(self.title.translate(_AS_IN_ADDRESSES))
        if len(words) > LONGEST_SLUG:
            words = words[:LONGEST_SLUG].rpartition("-")[0]
        return words or str(self.kind)

    @property
    def days(self) -> Days:
        return parse_days(self.when)

    @property
    def is_public(self) -> bool:
        """Whether readers may see it; of one that was taken back they may read the reason alone."""
        return self.review == Review.PUBLISHED

    @property
    def is_reviewed(self) -> bool:
        """Whether a person has looked at it; readers see a badge where nobody has."""
        return self.reviewed_at is not None

    @property
    def as_kind(self) -> KindRow:
        """The same event as its own model, with the columns of its kind."""
        if type(self) is not Event:
            return cast(KindRow, self)
        return cast(KindRow, getattr(self, kind_of(self).model_name))


class KindRow(Event):
    """An event with the columns of its kind: one of this model is of that kind, from the start."""

    KIND: ClassVar[str]
    event_ptr: Event

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # rows from the database come as positional values
            kwargs.setdefault("kind", self.KIND)
        super().__init__(*args, **kwargs)
