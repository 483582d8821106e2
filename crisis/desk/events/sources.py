"""Publishers and references at the desk: here, because who may change one depends on the events that rest on it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Reference, Source

from ..articles.forms import HTTPS
from ..guarding.history import HistoryAdmin
from .deciding import OnceShown


@admin.register(Source)
class SourceAdmin(OnceShown, HistoryAdmin):
    formfield_overrides = HTTPS
    list_display = ["name", "slug", "url", "article_count"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name"]  # the counting would drop the model's own

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        sources: models.QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(article_count=models.Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        return int(source.article_count)


@admin.register(Reference)
class ReferenceAdmin(OnceShown, HistoryAdmin):
    formfield_overrides = HTTPS
    list_display = ["title", "source", "url"]
    list_select_related = ["source"]
    list_filter = [("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "source__name", "url"]
    autocomplete_fields = ["source"]
