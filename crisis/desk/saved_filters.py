"""Selections of a list that an editor keeps: saved on it, found again on top of it, renamed, shared and thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crisis.events.models import SavedFilter
from crisis.events.models.saved import LONGEST_NAME, lists
from crisis.events.writing import save_valid

from .base import DeskAdmin
from .pages import DeskPage, page_address, saying_refusal
from .permissions import editor_of, require

PASSING = ("p", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters")
"""Parameters of a list that say how it is looked at, not what is selected."""


def selection_of(query: str) -> str:
    """The selecting part of a list's address, in one order, so that the same selection is the same text."""
    kept = [(name, value) for name, values in QueryDict(query).lists() for value in values if value]
    selection = QueryDict(mutable=True)
    for name, value in sorted(kept):
        if name not in PASSING:
            selection.appendlist(name, value)
    return selection.urlencode()


@transaction.atomic
def save_filter(*, owner: AbstractBaseUser, listed: str, name: str, query: str, is_shared: bool = False) -> SavedFilter:
    """Keeps the selection. Raises `ValidationError` for one that selects nothing, whose name is taken, or of no list of
    events."""
    if listed not in dict(lists()):
        raise ValidationError(gettext("Only selections of events can be kept."), code="unknown-list")
    kept = SavedFilter(
        owner_id=owner.pk,
        listed=listed,
        name=" ".join(name.split()),
        query=selection_of(query),
        is_shared=is_shared,
    )
    save_valid(kept)
    return kept


def saved_filters(of: Any, request: HttpRequest) -> dict[str, Any]:
    """What the list's template shows of them: those offered, and the means to keep the present selection."""
    offered = SavedFilter.objects.offered_to(editor_of(request)).filter(listed=of.opts.model_name)
    return {
        "saved_filters": list(offered.select_related("owner")),
        "selection": selection_of(request.GET.urlencode()),
        "longest_name": LONGEST_NAME,
        "keep_address": page_address(of, "keep"),
    }


def keep(of: Any, request: HttpRequest) -> HttpResponse:
    require(of.has_view_permission(request))
    sent = request.POST
    query = sent.get("query", "")
    named = {"listed": str(of.opts.model_name), "name": sent.get("name", ""), "query": query}
    with saying_refusal(request):
        kept = save_filter(owner=editor_of(request), is_shared="is_shared" in sent, **named)
        messages.success(request, gettext("“%(name)s” now stands on top of this list.") % {"name": kept.name})
    return HttpResponseRedirect(f"{page_address(of, 'changelist')}?{selection_of(query)}")


KEEP_PAGE = DeskPage("keep/", "keep", keep, methods=("POST",))


class FilterNameForm(ModelForm):  # type: ignore[type-arg]
    """A new name, tested against one's other names: the owner, who is not asked, belongs to that rule."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"owner", "listed"}


@admin.register(SavedFilter)
class SavedFilterAdmin(DeskAdmin):
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
        return super().get_form(request, obj, change, **{**kwargs, "form": FilterNameForm})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: SavedFilter | None = None) -> bool:
        return self.has_module_permission(request) and (obj is None or obj.owner_id == request.user.pk)

    has_change_permission = has_delete_permission = has_view_permission
