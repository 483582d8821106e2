"""What hangs on an event, edited on the event's own page."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..forms import EvidenceForm, EvidenceFormSet, QuotationForm, TieForm
from ..models import EventLink, Evidence, Participation, Quotation, Tagging


class EvidenceInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    extra = 1
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "article",
                    "words",
                    ("publisher", "reference_title", "reference_url"),
                    ("stance", "rank"),
                ],
                "description": _(
                    "Choose an article and paste the words that support the event; or, where its text is not held "
                    "here, say who published it under what title."
                ),
            },
        )
    ]


class ParticipationInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Participation
    form = TieForm
    fields = ["role", "actor", "description", "rank"]
    autocomplete_fields = ["actor"]
    extra = 1


class TaggingInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Tagging
    form = TieForm
    fields = ["topic"]
    autocomplete_fields = ["topic"]
    extra = 0


class LinkInline(admin.TabularInline):  # type: ignore[type-arg]
    model = EventLink
    form = TieForm
    fk_name = "from_event"
    fields = ["kind", "to_event"]
    autocomplete_fields = ["to_event"]
    extra = 0


class QuotationInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Quotation
    form = QuotationForm
    fields = ["article", "words", "rank"]
    verbose_name = _("quotation")
    verbose_name_plural = _("quotations")
    extra = 0
