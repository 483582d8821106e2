"""What waits to be done with articles, as filters of their list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Article
from crisis.events.models import Event
from crisis.events.vocabulary import Origin

NOT_READ, NO_DAY = "not-read", "no-day"


class ToDo(admin.SimpleListFilter):
    """Articles that gave no draft yet, and those whose day of publication is not known."""

    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(NOT_READ, _("not read yet, or nothing found")), (NO_DAY, _("day not known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == NOT_READ:
            drawn = Event.objects.filter(origin=Origin.EXTRACTED, evidence__excerpt__article=OuterRef("pk"))
            return queryset.filter(~Exists(drawn))
        if self.value() == NO_DAY:
            return queryset.exclude(published_first__isnull=False, published_first=F("published_last"))
        return queryset
