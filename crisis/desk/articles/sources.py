"""Publishers, references and excerpts at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from crisis.articles.models import Excerpt, Reference, Source
from crisis.articles.writing import find_words, fingerprint

from ..base import DeskAdmin
from ..fields import words_field
from ..permissions import KEPT_ROWS, SHOWN_ROWS
from .adding import HTTPS


class ExcerptForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new excerpt, by its words or by its positions."""

    words = words_field()
    start = forms.IntegerField(
        label=gettext_lazy("first character"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Instead of the words: counted from 0, in Unicode code points."),
    )
    end = forms.IntegerField(
        label=gettext_lazy("end"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("The position after the last character."),
    )

    class Meta:
        model = Excerpt
        fields = ["article", "words", "start", "end"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        article, words = cleaned.get("article"), cleaned.get("words")
        if self.errors or article is None:
            return cleaned
        if words:
            try:
                cleaned["start"], cleaned["end"] = find_words(article, words)
            except ValidationError as refusal:
                self.add_error("words", refusal)
                return cleaned
        elif cleaned.get("start") is None or cleaned.get("end") is None:
            raise ValidationError(gettext("Paste the words, or give both positions."), code="incomplete")
        if not (start := cleaned["start"]) < (end := cleaned["end"]):
            self.add_error("end", ValidationError(gettext("An excerpt ends after it starts."), code="order"))
        elif Excerpt.objects.filter(article=article, start=start, end=end).exists():
            raise ValidationError(gettext("This passage is already an excerpt."), code="stored")
        return cleaned


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    rules = SHOWN_ROWS
    formfield_overrides = HTTPS
    list_display = ["name", "slug", "url", "article_count"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name"]  # the counting would drop the model's own

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        sources: models.QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(article_count=models.Count("articles"))

    @admin.display(description=gettext_lazy("articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        return int(source.article_count)


@admin.register(Reference)
class ReferenceAdmin(DeskAdmin):
    rules = SHOWN_ROWS
    formfield_overrides = HTTPS
    list_display = ["title", "source", "url"]
    list_select_related = ["source"]
    list_filter = [("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "source__name", "url"]
    autocomplete_fields = ["source"]


@admin.register(Excerpt)
class ExcerptAdmin(DeskAdmin):
    """Excerpts are added and looked at; one that moved would make its events quote other words."""

    rules = KEPT_ROWS
    form = ExcerptForm
    list_display = ["__str__", "article", "start", "end"]
    list_select_related = ["article"]
    search_fields = ["article__title", "article__source__name"]
    autocomplete_fields = ["article"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["article", "quoted", "start", "end"] if obj else ["article", "words", "start", "end"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["quoted"] if obj else []

    @admin.display(description=gettext_lazy("exact words"))
    def quoted(self, excerpt: Excerpt) -> str:
        return excerpt.words

    def save_model(self, request: HttpRequest, obj: Excerpt, form: ModelForm[Excerpt], change: bool) -> None:
        obj.words_sha256 = fingerprint(obj.words)
        obj.full_clean()
        super().save_model(request, obj, form, change)
