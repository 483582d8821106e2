"""Selections an editor keeps: saved from a list, found again on top of it, renamed, shared and thrown away here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crisis.events.models import SavedFilter
from crisis.events.models.saved import LONGEST_NAME

from ..guarding.history import HistoryAdmin
from ..saved_filters import save_filter, selection_of
from .deciding import editor_of


class Remembered(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list on top of which stand the selections kept of it, and the means to keep the present one."""

    change_list_template = "admin/events/change_list.html"

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_keep"
        return [path("keep/", self.admin_site.admin_view(self.keep), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        offered = SavedFilter.objects.offered_to(editor_of(request)).filter(listed=self.opts.model_name)
        selection = selection_of(request.GET.urlencode())
        context = {
            "saved_filters": list(offered.select_related("owner")),
            "selection": selection,
            "longest_name": LONGEST_NAME,
            "keep_address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_keep"),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def keep(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        sent = request.POST
        query = sent.get("query", "")
        try:
            kept = save_filter(
                owner=editor_of(request),
                listed=str(self.opts.model_name),
                name=sent.get("name", ""),
                query=query,
                is_shared="is_shared" in sent,
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, gettext("“%(name)s” now stands on top of this list.") % {"name": kept.name})
        return HttpResponseRedirect(
            f"{reverse(f'admin:{self.opts.app_label}_{self.opts.model_name}_changelist')}?{selection_of(query)}"
        )


class NamedForm(ModelForm):  # type: ignore[type-arg]
    """A new name, tested against one's other names: the owner, who is not asked, belongs to that rule."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"owner", "listed"}


@admin.register(SavedFilter)
class SavedFilterAdmin(HistoryAdmin):
    """One's own. They are made on the lists themselves."""

    list_display = ["name", "way_there", "listed", "is_shared", "created_at"]
    list_filter = ["listed", "is_shared"]
    search_fields = ["name"]
    fields = ["name", "is_shared", "listed", "way_there"]
    readonly_fields = ["listed", "way_there"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SavedFilter]:
        return SavedFilter.objects.of(editor_of(request))

    @admin.display(description=_("selection"))
    def way_there(self, kept: SavedFilter) -> SafeString:
        return format_html('<a href="{}">{}</a>', kept.address, gettext("see it"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{**kwargs, "form": NamedForm})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: SavedFilter | None = None) -> bool:
        return self.has_module_permission(request) and (obj is None or obj.owner_id == request.user.pk)

    def has_change_permission(self, request: HttpRequest, obj: SavedFilter | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: SavedFilter | None = None) -> bool:
        return self.has_view_permission(request, obj)
