"""A page for each kind of event. Facts are written through `events/writing.py`, decisions through `review.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from crisis.events.corrections import announce
from crisis.events.facts import snapshot
from crisis.events.models import Event, Meeting, Statement, TroopMovement
from crisis.events.review import publish
from crisis.events.search import refresh
from crisis.events.vocabulary import Origin, Review
from crisis.events.writing import AnyEvent, refuse_unsupported, save_changed, save_new

from .addresses import change_address
from .deciding import editor_of, may_change, may_publish, with_undo
from .forms import PREVIEW_BUTTON, PUBLISH_BUTTON, EventForm
from .inlines import EvidenceInline, LinkInline, ParticipationInline, QuotationInline, TaggingInline
from .overview import Listed
from .past import EventHistory
from .undo import undo_of

DESK_FIELDS = ["uid", "review", "review_reason", "reviewed_by", "reviewed_at", "origin", "rule", "why", "confidence"]


class KindAdmin(Listed, EventHistory):
    """What the pages of the three kinds share."""

    form = EventForm
    change_form_template = "admin/events/event/change_form.html"
    inlines = [EvidenceInline, ParticipationInline, TaggingInline, LinkInline]
    autocomplete_fields = ["place"]
    readonly_fields = DESK_FIELDS
    save_on_top = True
    own_fields: ClassVar[list[Any]] = []
    must_tell_version = True
    conflict_sentence = _(
        "Somebody else changed this event while you were editing it. Nothing of yours is lost, and nothing is saved "
        "yet: choose line by line."
    )

    def get_list_display(self, request: HttpRequest) -> Any:
        return ["__str__", "when", "status", "place", "review", "reviewed_by", "origin", "changed_at"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets: list[Any] = [
            (None, {"fields": ["title_fr", "title_en"]}),
            (_("When and where"), {"fields": ["when", "when_text", "status", "place"]}),
            (capfirst(self.model._meta.verbose_name), {"fields": self.own_fields}),
            (_("Summary"), {"fields": ["summary_fr", "summary_en"]}),
        ]
        if obj and obj.review == Review.PUBLISHED and self.has_change_permission(request, obj):
            sets.append((_("Correction"), {"fields": ["note_fr", "note_en", "is_typing_only"]}))
        if obj:
            sets.append((_("At the desk"), {"fields": DESK_FIELDS, "classes": ["collapse"]}))
        return sets

    @admin.display(description=_("why"))
    def why(self, event: AnyEvent) -> str:
        """The extractor's reasons, in the editor's language."""
        return (event.why_fr if get_language() == "fr" else event.why_en) or "–"

    def version_of(self, row: AnyEvent) -> int:
        return Event.objects.values_list("version", flat=True).get(pk=row.pk)

    def opened(self, row: AnyEvent, version: int) -> tuple[AnyEvent | None, datetime]:
        was = row.history.filter(version=version).order_by("-history_id").first()
        following = row.history.filter(version__gt=version).order_by("history_id").first()
        return was.instance if was else None, following.history_date if following else timezone.now()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), "may_publish": may_publish(request)}
        return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["undo"] = undo_of(request, context["original"]) if context.get("original") else None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: AnyEvent, form: Any, change: bool) -> None:
        if change:
            form.before = snapshot(obj)
            obj._change_reason = form.notice().reason
            save_changed(obj)
            obj._change_reason = None  # of this change, not of a decision that follows
        else:
            obj.origin = Origin.EDITOR
            save_new(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        event: AnyEvent = form.instance
        refuse_unsupported(event, left=event.evidence.count())
        refresh(event)
        if change:
            announce(event, by=editor_of(request), before=form.before, notice=form.notice())
        if PUBLISH_BUTTON in request.POST and may_publish(request):
            publish(event, by=editor_of(request))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._shown(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._shown(request, obj) or super().response_change(request, obj)

    def _shown(self, request: HttpRequest, event: AnyEvent) -> HttpResponse | None:
        """After “Save and publish” the event stays on the screen, with the link readers follow; or its preview."""
        if PREVIEW_BUTTON in request.POST:
            return HttpResponseRedirect(reverse("desk:preview", args=[event.uid]))
        if PUBLISH_BUTTON not in request.POST or event.review != Review.PUBLISHED:
            return None
        sentence = gettext("“%(title)s” is published: readers see it on the timeline.")
        self.message_user(request, with_undo(sentence % {"title": event}, [event]), messages.SUCCESS)
        return HttpResponseRedirect(change_address(event))

    def view_on_site(self, obj: AnyEvent) -> str | None:
        return obj.get_absolute_url() if obj.review == Review.PUBLISHED else None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (obj is None or may_change(request, obj))


@admin.register(Meeting)
class MeetingAdmin(KindAdmin):
    own_fields = ["format"]


@admin.register(TroopMovement)
class TroopMovementAdmin(KindAdmin):
    autocomplete_fields = ["place", "origin_place", "destination_place"]
    own_fields = [
        "movement",
        ("strength_min", "strength_max"),
        "equipment",
        ("origin_place", "origin_text"),
        ("destination_place", "destination_text"),
    ]


@admin.register(Statement)
class StatementAdmin(KindAdmin):
    inlines = [EvidenceInline, QuotationInline, ParticipationInline, TaggingInline, LinkInline]
    own_fields = ["mode", "medium"]
