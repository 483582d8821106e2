"""Readers' reports of errors at the desk: read, and dealt with."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crisis.events.models import ErrorReport
from crisis.events.reporting import close_report
from crisis.events.vocabulary import Review

from ..base import DeskAdmin
from ..pages import change_address, saying_refusal
from ..permissions import READ_ONLY, editor_of, may_close_reports

SHOWN: Any = ["event_at_the_desk", "public_page", "what", "text", "language", "created_at", "handled_by", "handled_at"]


@admin.action(description=_("Mark as dealt with"), permissions=["close"])
def mark_as_dealt_with(of: Any, request: HttpRequest, queryset: QuerySet[ErrorReport]) -> None:
    done = 0
    for report in queryset:
        with saying_refusal(request):
            close_report(report, by=editor_of(request))
            done += 1
    if done:
        sentence = ngettext("%(count)s report dealt with.", "%(count)s reports dealt with.", done)
        messages.success(request, sentence % {"count": done})


@admin.register(ErrorReport)
class ErrorReportAdmin(DeskAdmin):
    """Open ones first. What a reader wrote is not edited; the action notes who dealt with it."""

    rules = READ_ONLY
    has_close_permission = staticmethod(may_close_reports)
    change_form_template = "desk/events/report_form.html"
    list_display = ["__str__", "what", "event_at_the_desk", "public_page", "created_at", "is_closed", "handled_by"]
    list_filter = [("handled_at", admin.EmptyFieldListFilter), "what", "language"]
    list_select_related = ["event", "handled_by"]
    search_fields = ["text", "event__uid", "event__title_fr", "event__title_en"]
    date_hierarchy = "created_at"
    list_per_page = 50
    actions = [mark_as_dealt_with]
    fields = SHOWN
    readonly_fields = SHOWN

    @admin.display(description=_("event"), ordering="event__title_fr")
    def event_at_the_desk(self, report: ErrorReport) -> SafeString:
        return format_html('<a href="{}">{}</a>', change_address(report.event), report.event)

    @admin.display(description=_("as readers see it"))
    def public_page(self, report: ErrorReport) -> SafeString | str:
        if report.event.review != Review.PUBLISHED:
            return str(report.event.get_review_display())
        return format_html('<a href="{}">{}</a>', report.event.get_absolute_url(), _("page"))

    @admin.display(description=_("dealt with"), boolean=True, ordering="handled_at")
    def is_closed(self, report: ErrorReport) -> bool:
        return not report.is_open

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The page of an open report has the action's button too."""
        report = context["original"]
        context |= {
            "may_close": report.is_open and may_close_reports(request),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return super().render_change_form(request, context, *args, **kwargs)
