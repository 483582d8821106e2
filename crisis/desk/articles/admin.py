"""Articles at the desk: pasting one, dating it, having it read; publishers, references and excerpts."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Article, Excerpt, Reference, Source
from crisis.articles.writing import find_words, fingerprint, save_changed_article, save_new_article
from crisis.events.models import Event
from crisis.ingest.models import ArticleReading
from crisis.ingest.reading.corroboration import publication_days
from crisis.ingest.reading.rereading import is_outdated, unread

from ..awaiting import NO_DAY, NOT_READ
from ..base import DeskAdmin, ToDoFilter
from ..fields import words_field
from ..pages import DeskPage, desk_page, reading_address, saying_refusal
from ..permissions import KEPT_ROWS, SHOWN_ROWS, may_publish, require
from ..reading.page import reading_desk, say_reread
from .adding import ArticleForm, add_in_steps, events_told_by, propose, store_new_sources

READ_BUTTON = "_read"
DATE_AND_TEXT: list[Any] = [
    (_("Date"), {"fields": ["published", "published_why"]}),
    (_("Text"), {"fields": ["rights", "text"]}),
]
ADDING: list[Any] = [
    (None, {"fields": ["title", ("source", "new_source"), ("agency", "new_agency"), "language", "url"]}),
    *DATE_AND_TEXT,
]


class ArticlesToDo(ToDoFilter):
    questions: ClassVar[Any] = {
        NOT_READ: (_("not read yet"), lambda articles, _request: articles.filter(pk__in=unread().values("pk"))),
        NO_DAY: (
            _("day not known"),
            lambda articles, _request: articles.filter(pk__in=Article.objects.without_a_day().values("pk")),
        ),
    }


def corroborate(of: Any, request: HttpRequest, number: int) -> HttpResponse:
    """Known events may tell which day it was: GET shows the proposal; POST `published` takes it, or one of its other
    days, and the article is read again."""
    article = get_object_or_404(Article, pk=number)
    require(of.has_change_permission(request, article))
    proposal = publication_days(article)
    if request.method == "POST":
        published = request.POST.get("published", "")
        if proposal is not None and proposal.offers(published):
            return _take_day(request, article, published, proposal.why(published))
        messages.error(request, gettext("That day is not proposed any more. Look at the reasons again."))
    context: dict[str, Any] = {"subtitle": str(article), "article": article, "proposal": proposal}
    return desk_page(request, "articles/corroborate", gettext("Date by corroboration"), of=of, **context)


def _take_day(request: HttpRequest, article: Article, published: str, why: str) -> HttpResponse:
    article.published, article.published_why = published, why
    with saying_refusal(request):
        save_changed_article(article)
        sentence = gettext("“%(title)s” is dated %(published)s.")
        messages.success(request, sentence % {"title": article, "published": published})
        say_reread(request, article)
    return HttpResponseRedirect(reading_address(article))


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    pages = (
        DeskPage("<int:number>/desk/", "desk", reading_desk),
        DeskPage("<int:number>/corroborate/", "corroborate", corroborate),
    )
    rules = SHOWN_ROWS
    add_form_template = "desk/articles/add_form.html"
    change_form_template = "desk/articles/change_form.html"
    form = ArticleForm
    list_display = ["title", "at_the_desk", "source", "published", "language", "excerpt_count"]
    list_select_related = ["source"]
    list_filter = [ArticlesToDo, "language", "rights", ("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "source__name", "agency__name", "text"]
    autocomplete_fields = ["source", "agency"]
    ordering = ["-published_last", "-pk"]  # the counting would drop the model's own
    date_hierarchy = "published_first"
    actions = ["read_articles"]
    fieldsets = [(None, {"fields": ["title", "source", "agency", "language", "url"]}), *DATE_AND_TEXT]

    class Media:
        css = {"all": ["css/pairs.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles: QuerySet[Article] = super().get_queryset(request)
        drafts = Event.objects.drafts().filter(evidence__excerpt__article=OuterRef("pk")).order_by()
        counted = drafts.values("evidence__excerpt__article").annotate(found=Count("pk", distinct=True)).values("found")
        return articles.annotate(excerpt_count=Count("excerpts"), draft_count=Subquery(counted))

    @admin.display(description=_("reading desk"), ordering="draft_count")
    def at_the_desk(self, article: Any) -> SafeString:
        count = article.draft_count or 0
        drafts = ngettext("%(count)s draft", "%(count)s drafts", count) % {"count": count}
        return format_html('<a href="{}">{}</a>', reading_address(article), drafts if count else gettext("open it"))

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

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return add_in_steps(self, request, super().add_view, extra_context or {})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if add:
            propose(context)
        return super().render_change_form(request, context, add, *args, **kwargs)

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

    def way_on(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """“Save and propose drafts” goes on to the reading desk. A new date or language reads at once what was read."""
        if READ_BUTTON in request.POST:
            say_reread(request, obj)
            return HttpResponseRedirect(reading_address(obj))
        if ArticleReading.objects.filter(article=obj).exists() and is_outdated(obj):
            say_reread(request, obj)
        return None


class ExcerptForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new excerpt, by its words or by its positions."""

    words = words_field()
    start = forms.IntegerField(
        label=_("first character"),
        required=False,
        min_value=0,
        help_text=_("Instead of the words: counted from 0, in Unicode code points."),
    )
    end = forms.IntegerField(
        label=_("end"),
        required=False,
        min_value=1,
        help_text=_("The position after the last character."),
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
    list_display = ["name", "slug", "url", "article_count"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name"]  # the counting would drop the model's own

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        sources: QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        return int(source.article_count)


@admin.register(Reference)
class ReferenceAdmin(DeskAdmin):
    rules = SHOWN_ROWS
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

    @admin.display(description=_("exact words"))
    def quoted(self, excerpt: Excerpt) -> str:
        return excerpt.words

    def save_model(self, request: HttpRequest, obj: Excerpt, form: ModelForm[Excerpt], change: bool) -> None:
        obj.words_sha256 = fingerprint(obj.words)
        obj.full_clean()
        super().save_model(request, obj, form, change)
