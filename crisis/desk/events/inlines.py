"""What hangs on an event, edited on the event's own page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crisis.events.models import EventLink, Evidence, Participation, Quotation, Tagging

from .deciding import may_change
from .forms import EvidenceForm, EvidenceFormSet, QuotationForm, TieForm


class OfAnEvent(InlineModelAdmin):  # type: ignore[type-arg]
    """Rows of an event: they may be touched where the event may, and are shown in full where it may not."""

    readonly_fields = ["in_full"]
    shown: ClassVar[list[str]] = ["in_full"]

    @admin.display(description=_("in full"))
    def in_full(self, row: Any) -> str:
        excerpt = getattr(row, "excerpt", None)
        return f"«\u00a0{excerpt.words}\u00a0» ({excerpt.article})" if excerpt else str(row)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not may_change(request, obj):
            return [(None, {"fields": self.shown})]
        return super().get_fieldsets(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or may_change(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_change(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_change(request, obj))


class EvidenceInline(OfAnEvent, admin.StackedInline):  # type: ignore[type-arg]
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    shown = ["in_full", "stance"]
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


class ParticipationInline(OfAnEvent, admin.TabularInline):  # type: ignore[type-arg]
    model = Participation
    form = TieForm
    fields = ["role", "actor", "description", "rank"]
    shown = ["role", "in_full"]
    autocomplete_fields = ["actor"]
    extra = 1


class TaggingInline(OfAnEvent, admin.TabularInline):  # type: ignore[type-arg]
    model = Tagging
    form = TieForm
    fields = ["topic"]
    autocomplete_fields = ["topic"]
    extra = 0


class LinkInline(OfAnEvent, admin.TabularInline):  # type: ignore[type-arg]
    model = EventLink
    form = TieForm
    fk_name = "from_event"
    fields = ["kind", "to_event"]
    autocomplete_fields = ["to_event"]
    extra = 0


class QuotationInline(OfAnEvent, admin.StackedInline):  # type: ignore[type-arg]
    model = Quotation
    form = QuotationForm
    fields = ["article", "words", "rank"]
    verbose_name = _("quotation")
    verbose_name_plural = _("quotations")
    extra = 0
