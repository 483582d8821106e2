"""Questions one can ask of articles, and how rows are named across databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from .models import Article, Excerpt, Reference

Row = TypeVar("Row", bound=models.Model)


class SlugManager(models.Manager[Row]):
    """Rows whose natural key is their slug."""

    def get_by_natural_key(self, slug: str) -> Row:
        return self.get(slug=slug)


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, sha256: str) -> Article:
        return self.get(sha256=sha256)

    def newest_first(self) -> Self:
        return self.order_by(F("published_last").desc(nulls_last=True), "-pk")

    def without_a_day(self) -> Self:
        """Those of which nobody knows on which day they were published."""
        return self.exclude(published_first__isnull=False, published_first=F("published_last"))

    def without_excerpts(self) -> Self:
        """Those that nothing was drawn from yet."""
        return self.filter(excerpts=None)


class ExcerptManager(models.Manager["Excerpt"]):
    def get_by_natural_key(self, sha256: str, start: int, end: int) -> Excerpt:
        return self.get(article__sha256=sha256, start=start, end=end)


class ReferenceManager(models.Manager["Reference"]):
    def get_by_natural_key(self, slug: str, title: str, url: str) -> Reference:
        return self.get(source__slug=slug, title=title, url=url)
