"""What readers say is wrong with an event. Written through `events/reporting.py`."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..vocabulary import Fault
from .event import Event
from .subjects import rule

LONGEST_REPORT = 2000
"""In code points."""


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    def open(self) -> Self:
        """Those nobody has dealt with."""
        return self.filter(handled_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class ErrorReport(models.Model):
    """A reader's remark on a published event, without name or address."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="error_reports")
    what = models.CharField(_("what is wrong"), max_length=10, choices=Fault.choices)
    text = models.TextField(_("in the reader's words"), max_length=LONGEST_REPORT)
    language = models.CharField(
        _("language of the page"), max_length=2, choices=[("fr", _("French")), ("en", _("English"))]
    )
    sender = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Tells one sender from another for a day; no address can be read from it. Erased after a day.",
    )
    created_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("dealt with by"),
        related_name="handled_reports",
        null=True,
        blank=True,
        editable=False,
    )
    handled_at = models.DateTimeField(_("dealt with at"), null=True, blank=True, editable=False)

    objects = ErrorReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sender"])

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = [F("handled_at").desc(nulls_first=True), "-created_at", "-pk"]
        indexes = [models.Index(fields=["created_at"], name="error_report_by_time")]
        constraints = [
            rule(
                "error_report_names_a_known_fault",
                Q(what__in=Fault.values),
                _("Say what is wrong: the date, a person, the place, the words, or else."),
            ),
            rule("error_report_says_something", ~Q(text=""), _("Say in a few words what is wrong.")),
            rule(
                "error_report_is_not_a_book",
                LessThanOrEqual(Length("text"), LONGEST_REPORT),
                _("A report has at most 2,000 characters."),
            ),
            rule(
                "error_report_language_is_french_or_english",
                Q(language__in=["fr", "en"]),
                _("The language must be French or English."),
            ),
            rule(
                "error_report_is_dealt_with_by_a_person_at_a_time",
                Q(handled_by=None, handled_at=None) | Q(handled_by__isnull=False, handled_at__isnull=False),
                _("What is dealt with has a person and a time, or neither."),
            ),
        ]

    def __str__(self) -> str:
        words = " ".join(self.text.split())
        return words if len(words) <= 80 else f"{words[:79]}…"

    @property
    def is_open(self) -> bool:
        return self.handled_at is None
