"""All events in one list, whatever their kind: to search and to decide, not to edit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from crisis.events.kinds import KINDS
from crisis.events.models import Event
from crisis.events.querysets import EventQuerySet
from crisis.events.search import matching, terms_of
from crisis.events.vocabulary import Review

from ..exchange.desk import Exchanged, Exported
from ..exchange.events import EventSheet
from .addresses import change_address
from .bulk import Bulk
from .filters import ToDo
from .merging import Merging
from .pages import pages
from .pairing import Pairing
from .saved import Remembered


class Listed(Merging, Bulk, Exported, Remembered):
    """What every list of events shows, and how it is searched: as readers search, without accents."""

    sheet = EventSheet
    actions: Any = [*Merging.actions, *Bulk.actions, *Exported.actions]

    list_filter: ClassVar[Any] = [
        ToDo,
        "review",
        "status",
        "origin",
        ("reviewed_at", admin.EmptyFieldListFilter),
        "precision",
        ("place", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["search_text"]
    search_help_text = _("Words of titles, summaries, excerpts, names; the beginning of each is enough.")
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-pk"]
    list_select_related = ["place"]
    list_per_page = 50

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        assert isinstance(queryset, EventQuerySet)  # noqa: S101  # every model here has that manager
        return matching(queryset, terms_of(search_term)), False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Readers may hold the permalink of what was public: it is retracted instead."""
        if obj is not None and Review(obj.review).was_public:
            return False
        return bool(super().has_delete_permission(request, obj))

    def get_actions(self, request: HttpRequest) -> Any:
        """Drafts are rejected rather than deleted many at once."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


@admin.register(Event)
class EventAdmin(Exchanged, Pairing, Listed):
    """Read here, edited on the page of its kind. The pages about many events hang here too."""

    def get_urls(self) -> list[URLPattern]:
        return [*pages(self.admin_site), *super().get_urls()]

    list_display = ["titled", "when", "review", "is_seen", "kind", "status", "place"]
    list_display_links = None
    list_filter = [ToDo, "kind", *Listed.list_filter[1:]]

    @admin.display(description=_("title"), ordering="title_fr")
    def titled(self, event: Event) -> SafeString:
        return format_html('<a href="{}">{}</a>', change_address(event), event.title)

    @admin.display(description=_("reviewed"), boolean=True)
    def is_seen(self, event: Event) -> bool:
        return event.is_reviewed

    def has_import_permission(self, request: HttpRequest) -> bool:
        """A file may hold events of every kind."""
        kinds = [self.admin_site.get_model_admin(kind.model) for kind in KINDS]
        return all(kind.has_add_permission(request) and kind.has_change_permission(request) for kind in kinds)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
