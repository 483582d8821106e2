"""“Which day was it?”: the day the known events speak for, with the reasoning, and a button to take it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article
from crisis.ingest.reading.corroboration import publication_days

from .page import desk_address
from .telling import say_reread


class Corroborating:
    """Adds `admin:articles_article_corroborate` to the article's pages."""

    class Media:
        css = {"all": ["css/pairs.css"]}

    def get_urls(self) -> list[URLPattern]:
        view = admin.site.admin_view(self.corroborate_view)
        urls: Any = super().get_urls()  # type: ignore[misc]
        return [path("<int:number>/corroborate/", view, name="articles_article_corroborate"), *urls]

    def corroborate_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """GET shows the proposal; POST `published` takes it, or one of its other days: the article is read again."""
        article = get_object_or_404(Article, pk=number)
        if not self.has_change_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        proposal = publication_days(article)
        if request.method == "POST":
            published = request.POST.get("published", "")
            if proposal is None or not proposal.offers(published):
                messages.error(request, gettext("That day is not proposed any more. Look at the reasons again."))
            else:
                return self._take(request, article, published, proposal.why(published))
        context = {
            **admin.site.each_context(request),
            "title": gettext("Date by corroboration"),
            "subtitle": str(article),
            "article": article,
            "proposal": proposal,
            "opts": Article._meta,
        }
        return TemplateResponse(request, "admin/articles/article/corroborate.html", context)

    def _take(self, request: HttpRequest, article: Article, published: str, why: str) -> HttpResponse:
        article.published, article.published_why = published, why
        try:
            save_changed_article(article)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            sentence = gettext("“%(title)s” is dated %(published)s.")
            messages.success(request, sentence % {"title": article, "published": published})
            say_reread(request, article)
        return HttpResponseRedirect(desk_address(article))
