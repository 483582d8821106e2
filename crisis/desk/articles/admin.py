"""The article's page at the desk: pasting one, dating it, having it read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article, save_new_article
from crisis.events.models import Event
from crisis.ingest.models import ArticleReading
from crisis.ingest.reading.rereading import is_outdated

from ..events.deciding import OnceShown, may_publish
from ..guarding.history import HistoryAdmin
from ..people import accounts  # noqa: F401  # the desk finds its pages in modules called admin
from ..reading.corroborating import Corroborating
from ..reading.page import desk_address
from ..reading.telling import say_reread
from ..reading.views import ReadingDesk
from .adding import AddingInSteps, events_told_by, store_new_sources
from .filters import ToDo
from .forms import HTTPS, ArticleForm

READ_BUTTON = "_read"
ADDING = [
    (None, {"fields": ["title", ("source", "new_source"), ("agency", "new_agency"), "language", "url"]}),
    (_("Date"), {"fields": ["published", "published_why"]}),
    (_("Text"), {"fields": ["rights", "text"]}),
]


@admin.register(Article)
class ArticleAdmin(ReadingDesk, Corroborating, AddingInSteps, OnceShown, HistoryAdmin):
    form = ArticleForm
    formfield_overrides: ClassVar[Any] = HTTPS
    list_display = ["title", "at_the_desk", "source", "published", "language", "excerpt_count"]
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
        drafts = Event.objects.drafts().filter(evidence__excerpt__article=OuterRef("pk")).order_by()
        counted = drafts.values("evidence__excerpt__article").annotate(found=Count("pk", distinct=True)).values("found")
        return articles.annotate(excerpt_count=Count("excerpts"), draft_count=Subquery(counted))

    @admin.display(description=_("reading desk"), ordering="draft_count")
    def at_the_desk(self, article: Any) -> SafeString:
        count = article.draft_count or 0
        words = ngettext("%(count)s draft", "%(count)s drafts", count) % {"count": count} if count else _("open it")
        return format_html('<a href="{}">{}</a>', desk_address(article), words)

    @admin.display(description=_("excerpts"), ordering="excerpt_count")
    def excerpt_count(self, article: Any) -> int:
        return int(article.excerpt_count)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ADDING
        return [*self.fieldsets, (_("Stored"), {"fields": ["events", "file_name", "sha256", "created_at"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        stored = ["text", "events", "file_name", "sha256", "created_at"] if obj else []
        return stored if may_publish(request) else ["rights", *stored]  # how much readers see is publishing

    @admin.display(description=_("events"))
    def events(self, article: Article) -> SafeString:
        """The events that passages of this article support, each with the way to its page at the desk."""
        return events_told_by(article)

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool) -> None:
        if change:
            save_changed_article(obj)
        else:
            store_new_sources(obj, form.cleaned_data)
            save_new_article(obj)

    @admin.action(description=_("Read and propose drafts"), permissions=["change"])
    def read_articles(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        for article in queryset.order_by("pk"):
            say_reread(request, article)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._after(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._after(request, obj) or super().response_change(request, obj)

    def _after(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """“Save and propose drafts” goes on to the reading desk. A new date or language reads at once what was read."""
        if READ_BUTTON in request.POST:
            say_reread(request, article)
            return HttpResponseRedirect(desk_address(article))
        if ArticleReading.objects.filter(article=article).exists() and is_outdated(article):
            say_reread(request, article)
        return None
