"""The desk's page for excerpts. The article's stands with the ingest room, all others with the events."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Excerpt
from crisis.articles.writing import fingerprint

from ..guarding.history import HistoryAdmin
from .forms import ExcerptForm


@admin.register(Excerpt)
class ExcerptAdmin(HistoryAdmin):
    """Excerpts are added and looked at; one that moved would make its events quote other words."""

    form = ExcerptForm
    list_display = ["__str__", "article", "start", "end"]
    list_select_related = ["article"]
    search_fields = ["article__title", "article__source__name"]
    autocomplete_fields = ["article"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["article", "quoted", "start", "end"] if obj else ["article", "words", "start", "end"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["quoted"] if obj else []

    @admin.display(description=_("exact words"))
    def quoted(self, excerpt: Excerpt) -> str:
        return excerpt.words

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Excerpt, form: ModelForm[Excerpt], change: bool) -> None:
        obj.words_sha256 = fingerprint(obj.words)
        obj.full_clean()
        super().save_model(request, obj, form, change)
