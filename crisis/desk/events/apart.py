"""The pairs kept apart: looked at, and forgotten where that was a mistake."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from crisis.events.models import Apart
from crisis.events.pairing import forget_apart

from ..guarding.history import HistoryAdmin


@admin.register(Apart)
class ApartAdmin(HistoryAdmin):
    list_display = ["first", "second", "by", "at"]
    list_select_related = ["first", "second", "by"]
    list_filter = ["by"]
    search_fields = ["first__title_fr", "first__title_en", "second__title_fr", "second__title_en"]
    fields = ["first", "second", "by", "at"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Apart) -> None:
        forget_apart(obj.first, obj.second)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Apart]) -> None:
        for pair in queryset:
            forget_apart(pair.first, pair.second)
