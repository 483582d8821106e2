"""What waits to be done with articles, as a filter of their list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Article
from crisis.ingest.reading.rereading import unread

NOT_READ, NO_DAY = "not-read", "no-day"


class ToDo(admin.SimpleListFilter):
    """Articles that nobody had read yet, and those whose day of publication is not known."""

    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(NOT_READ, _("not read yet")), (NO_DAY, _("day not known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == NOT_READ:
            return queryset.filter(pk__in=unread().values("pk"))
        if self.value() == NO_DAY:
            return queryset.filter(pk__in=Article.objects.without_a_day().values("pk"))
        return queryset
