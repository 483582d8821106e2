"""The article's page at the desk: pasting one, dating it, having it read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crisis.articles.forms import HTTPS, ArticleForm
from crisis.articles.history import HistoryAdmin
from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article, save_new_article
from crisis.events.models import Event

from .article_filters import ToDo
from .intake import read_again

READ_BUTTON = "_read"


@admin.register(Article)
class ArticleAdmin(HistoryAdmin):
    form = ArticleForm
    formfield_overrides = HTTPS
    list_display = ["title", "source", "published", "language", "excerpt_count", "created_at"]
    list_select_related = ["source"]
    list_filter = [ToDo, "language", "rights", ("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "source__name", "agency__name", "text"]
    autocomplete_fields = ["source", "agency"]
    ordering = ["-published_last", "-pk"]  # the counting would drop the model's own
    date_hierarchy = "published_first"
    actions = ["read_articles"]
    fieldsets = [
        (None, {"fields": ["title", "source", "agency", "language", "url"]}),
        (_("Date"), {"fields": ["published", "published_why"]}),
        (_("Text"), {"fields": ["rights", "text"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles: QuerySet[Article] = super().get_queryset(request)
        return articles.annotate(excerpt_count=Count("excerpts"))

    @admin.display(description=_("excerpts"), ordering="excerpt_count")
    def excerpt_count(self, article: Any) -> int:
        return int(article.excerpt_count)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        stored = (_("Stored"), {"fields": ["events", "file_name", "sha256", "created_at"]})
        return [*self.fieldsets, stored] if obj else self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["text", "events", "file_name", "sha256", "created_at"] if obj else []

    @admin.display(description=_("events"))
    def events(self, article: Article) -> SafeString:
        """The events that passages of this article support, each with the way to its page at the desk."""
        events = Event.objects.filter(evidence__excerpt__article=article).distinct().order_by("pk")
        if not events:
            return format_html("{}", gettext("none yet"))
        return format_html_join(
            "",
            '<p><a href="{}">{}</a> ({}, {})</p>',
            (
                (
                    reverse(f"admin:events_{event.kind.replace('_', '')}_change", args=[event.pk]),
                    event.title,
                    event.get_kind_display(),
                    event.get_review_display(),
                )
                for event in events
            ),
        )

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool) -> None:
        if change:
            save_changed_article(obj)
        else:
            save_new_article(obj)

    @admin.action(description=_("Read and propose drafts"), permissions=["change"])
    def read_articles(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        for article in queryset.order_by("pk"):
            self._read(request, article)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._after(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._after(request, obj) or super().response_change(request, obj)

    def _after(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """“Save and read” stays with the article, which lists what was found."""
        if READ_BUTTON not in request.POST:
            return None
        self._read(request, article)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _read(self, request: HttpRequest, article: Article) -> None:
        try:
            count = len(read_again(article))
        except ValidationError as refusal:
            self.message_user(request, f"{article}: {' '.join(refusal.messages)}", messages.ERROR)
            return
        if count:
            sentence = ngettext("“%(title)s”: %(count)s new draft.", "“%(title)s”: %(count)s new drafts.", count)
            self.message_user(request, sentence % {"title": article, "count": count}, messages.SUCCESS)
        else:
            sentence = gettext("“%(title)s”: nothing new was found, or its drafts are there already.")
            self.message_user(request, sentence % {"title": article}, messages.INFO)
