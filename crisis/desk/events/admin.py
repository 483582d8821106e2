"""Events at the desk: one list of all, and for each kind a list and a page on which its events are written.

What "Save" does to an event stands in `KindAdmin.save_related`: one revision (`events/past/revisions.py`) of the
event and of what hangs on it, with the note to readers; then the decision (`review.py`), if the button says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crisis.events.kinds import KINDS, EventKind, kind_of
from crisis.events.models import Event
from crisis.events.models.event import KindRow
from crisis.events.past.revisions import delete_draft, revising
from crisis.events.querysets import EventQuerySet
from crisis.events.review import publish
from crisis.events.search.matching import matching, terms_of
from crisis.events.vocabulary import Origin, Review
from crisis.events.writing import refuse_unsupported, save_changed, save_new
from crisis.timeline.views import panel_of

from ..base import DeskAdmin, ToDoFilter
from ..exchange.events import EventSheet
from ..exchange.pages import Exchange, export_selected
from ..history import EventPast
from ..pages import DeskPage, change_address, with_undo
from ..permissions import (
    EVENT_ROWS,
    LISTED_EVENTS,
    editor_of,
    may_change_some_kind,
    may_import_events,
    may_publish,
    may_publish_or_merge,
    may_retract,
)
from ..saved_filters import KEEP_PAGE, saved_filters
from .actions import BULK, DECISIONS, undo_of
from .forms import (
    PREVIEW_BUTTON,
    PUBLISH_BUTTON,
    EventForm,
    EventTies,
    EvidenceInline,
    LinkInline,
    ParticipationInline,
    QuotationInline,
    TaggingInline,
)
from .pairs import decide_pair, merge_events

DAY, WEEK = timedelta(days=1), timedelta(days=7)

Question = Callable[[EventQuerySet, HttpRequest], EventQuerySet]
QUESTIONS: dict[str, tuple[Promise, Question]] = {
    "drafts": (_("all drafts"), lambda events, _request: events.drafts()),
    "old-drafts": (
        _("drafts older than a day"),
        lambda events, _request: events.drafts().made_before(timezone.now() - DAY),
    ),
    "unreviewed": (_("published without review"), lambda events, _request: events.unreviewed()),
    "reports": (_("with open readers' reports"), lambda events, _request: events.with_open_reports()),
    "words": (_("evidence whose words changed"), lambda events, _request: events.quoting_other_words()),
    "no-place": (_("without a place"), lambda events, _request: events.at_work().without_place()),
    "no-date": (_("date not known"), lambda events, _request: events.at_work().undated()),
    "mine": (
        _("mine of the last week"),
        lambda events, request: events.touched_by(editor_of(request), timezone.now() - WEEK),
    ),
}


class EventsToDo(ToDoFilter):
    questions = QUESTIONS


FILTERS: list[Any] = [
    "review",
    "status",
    "origin",
    ("reviewed_at", admin.EmptyFieldListFilter),
    "precision",
    ("place", admin.RelatedOnlyFieldListFilter),
]
DESK_FIELDS = ["uid", "review", "review_reason", "reviewed_by", "reviewed_at", "origin", "rule", "why", "confidence"]


class EventList(DeskAdmin):
    """What every list of events shows, and how it is searched: as readers search, without accents."""

    pages: ClassVar[Sequence[DeskPage]] = (KEEP_PAGE,)
    exchange = Exchange(EventSheet)
    has_publish_permission = staticmethod(may_publish)
    has_retract_permission = staticmethod(may_retract)
    has_merge_some_permission = staticmethod(may_publish_or_merge)
    has_change_some_permission = staticmethod(may_change_some_kind)
    change_list_template = "desk/events/change_list.html"
    actions: Any = [*DECISIONS, merge_events, *BULK, export_selected]
    list_filter: ClassVar[Any] = [EventsToDo, *FILTERS]
    search_fields = ["search_text"]
    search_help_text = _("Words of titles, summaries, excerpts, names; the beginning of each is enough.")
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-pk"]
    list_select_related = ["place"]
    list_per_page = 50

    class Media:
        css = {"all": ["css/pairs.css"]}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        assert isinstance(queryset, EventQuerySet)  # noqa: S101  # every model here has that manager
        return matching(queryset, terms_of(search_term)), False

    def get_actions(self, request: HttpRequest) -> Any:
        """Drafts are rejected rather than deleted many at once."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**saved_filters(self, request), **(extra_context or {})})


@admin.register(Event)
class EventAdmin(EventList):
    """Read here, edited on the page of its kind. The pages about two events hang here too."""

    pages = (DeskPage("pair/", "pair", decide_pair, methods=("POST",)), *EventList.pages)
    exchange = Exchange(EventSheet, lambda _of, request: may_import_events(request))
    rules = LISTED_EVENTS
    past = None
    list_display = ["titled", "when", "review", "is_seen", "kind", "status", "place"]
    list_display_links = None
    list_filter = [EventsToDo, "kind", *FILTERS]

    @admin.display(description=_("title"), ordering="title_fr")
    def titled(self, event: Event) -> SafeString:
        return format_html('<a href="{}">{}</a>', change_address(event), event.title)

    @admin.display(description=_("reviewed"), boolean=True)
    def is_seen(self, event: Event) -> bool:
        return event.is_reviewed


class KindAdmin(EventList):
    """The pages of one kind, made of the facts it declares."""

    rules = EVENT_ROWS
    past = EventPast()
    form = EventForm
    change_form_template = "desk/events/change_form.html"
    readonly_fields = DESK_FIELDS
    list_display = ["__str__", "when", "status", "place", "review", "reviewed_by", "origin", "changed_at"]
    save_on_top = True
    must_tell_version = True
    conflict_sentence = _(
        "Somebody else changed this event while you were editing it. Nothing of yours is lost, and nothing is saved "
        "yet: choose line by line."
    )

    def __init__(self, model: type[KindRow], site: admin.AdminSite) -> None:
        super().__init__(model, site)
        self.kind = kind_of(model.KIND)

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        return ["place", *self.kind.place_columns]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return [EvidenceInline, *_own_inlines(self.kind), ParticipationInline, TaggingInline, LinkInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets: list[Any] = [
            (None, {"fields": ["title_fr", "title_en"]}),
            (_("When and where"), {"fields": ["when", "when_text", "status", "place"]}),
            (capfirst(self.model._meta.verbose_name), {"fields": _own_lines(self.kind)}),
            (_("Summary"), {"fields": ["summary_fr", "summary_en"]}),
        ]
        if obj and obj.review == Review.PUBLISHED and self.has_change_permission(request, obj):
            sets.append((_("Correction"), {"fields": ["note_fr", "note_en", "is_typing_only"]}))
        if obj:
            sets.append((_("At the desk"), {"fields": DESK_FIELDS, "classes": ["collapse"]}))
        return sets

    @admin.display(description=_("why"))
    def why(self, event: KindRow) -> str:
        """The extractor's reasons, in the editor's language."""
        return (event.why_fr if get_language() == "fr" else event.why_en) or "–"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        event = context.get("original")
        context |= {"may_publish": may_publish(request), "undo": undo_of(request, event) if event else None}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: KindRow, form: Any, change: bool) -> None:
        """The event is stored together with what hangs on it, as one revision: in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        event: KindRow = form.instance
        by = editor_of(request)
        with revising(event, by=by, notice=form.notice() if change else None):
            if change:
                save_changed(event)
            else:
                event.origin = Origin.EDITOR
                save_new(event)
            super().save_related(request, form, formsets, change)
            refuse_unsupported(event, left=event.evidence.count())
        if PUBLISH_BUTTON in request.POST and may_publish(request):
            publish(event, by=by)

    def delete_model(self, request: HttpRequest, obj: KindRow) -> None:
        delete_draft(obj, by=editor_of(request))

    def way_on(self, request: HttpRequest, obj: KindRow) -> HttpResponse | None:
        """After “Save and publish” the event stays on the screen, with the link readers follow; or its preview."""
        if PREVIEW_BUTTON in request.POST:
            return HttpResponseRedirect(reverse("desk:preview", args=[obj.uid]))
        if PUBLISH_BUTTON not in request.POST or obj.review != Review.PUBLISHED:
            return None
        sentence = gettext("“%(title)s” is published: readers see it on the timeline.")
        self.message_user(request, with_undo(sentence % {"title": obj}, [obj]), messages.SUCCESS)
        return HttpResponseRedirect(change_address(obj))

    def view_on_site(self, obj: KindRow) -> str | None:
        return obj.get_absolute_url() if obj.review == Review.PUBLISHED else None


def _own_lines(kind: EventKind) -> list[str | tuple[str, ...]]:
    """The columns that only this kind has, as its form shows them: what only says something together side by side."""
    lines: dict[str, tuple[str, ...]] = {}
    for fact in kind.facts:
        if fact.columns:
            key = fact.group or fact.name
            lines[key] = (*lines.get(key, ()), *fact.fields())
    return [names[0] if len(names) == 1 else names for names in lines.values()]


def _own_inlines(kind: EventKind) -> list[type[EventTies]]:
    """The rows that hang on this kind only."""
    found = []
    for relation in kind.relations:
        model = kind.model._meta.get_field(relation).related_model
        known = next((inline for inline in (QuotationInline,) if inline.model is model), None)
        found.append(known or type("OwnInline", (EventTies, admin.TabularInline), {"model": model, "extra": 0}))
    return found


@require_safe
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """The event's page as readers would see it, under a banner; nothing of it is kept or indexed anywhere.

    Whoever may not look at drafts is told that there is nothing.
    """
    if not (admin.site.has_permission(request) and request.user.has_perm("events.view_event")):
        raise Http404
    found = get_object_or_404(Event.objects.select_related("place"), uid=uid)
    context = {
        "panel": panel_of(found),
        "is_preview": True,
        "is_public": found.is_public,
        "review": found.get_review_display(),
        "desk": change_address(found),
    }
    response = render(request, "timeline/preview.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


for _kind in KINDS:
    admin.site.register(_kind.model, KindAdmin)
