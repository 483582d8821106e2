"""Filters of the list of articles: what there is still to do about one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Article


class DayFilter(admin.SimpleListFilter):
    title = _("day of publication")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unknown", _("not known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        missing = Article.objects.without_a_day()
        return queryset.filter(pk__in=missing.values("pk")) if self.value() == "unknown" else queryset


class DrawnFromFilter(admin.SimpleListFilter):
    title = _("events drawn from it")
    parameter_name = "drawn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("nothing", _("none yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        unread = Article.objects.without_excerpts()
        return queryset.filter(pk__in=unread.values("pk")) if self.value() == "nothing" else queryset
