"""The desk's one address: GET shows the article with its drafts, POST does one thing and comes back."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from crisis.articles.models import Article

from .answers import Answers


class ReadingDesk(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds the desk to the article's admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.desk)
        return [path("<int:number>/desk/", view, name="articles_article_desk"), *super().get_urls()]

    def desk(self, request: HttpRequest, number: int) -> HttpResponse:
        article = Article.objects.select_related("source", "agency").filter(pk=number).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        page = Answers(request, article)
        return page.answer() if request.method == "POST" else page.show()
