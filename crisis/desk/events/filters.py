"""What waits to be done, as the first of the filters of every list of events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.events.querysets import EventQuerySet

from .deciding import editor_of

DAY, WEEK = timedelta(days=1), timedelta(days=7)

Question = Callable[[EventQuerySet, HttpRequest], EventQuerySet]
QUESTIONS: dict[str, tuple[Promise, Question]] = {
    "drafts": (_("all drafts"), lambda events, _request: events.drafts()),
    "old-drafts": (
        _("drafts older than a day"),
        lambda events, _request: events.drafts().made_before(timezone.now() - DAY),
    ),
    "unreviewed": (_("published without review"), lambda events, _request: events.unreviewed()),
    "reports": (_("with open readers' reports"), lambda events, _request: events.with_open_reports()),
    "words": (_("evidence whose words changed"), lambda events, _request: events.quoting_other_words()),
    "no-place": (_("without a place"), lambda events, _request: events.at_work().without_place()),
    "no-date": (_("date not known"), lambda events, _request: events.at_work().undated()),
    "mine": (
        _("mine of the last week"),
        lambda events, request: events.touched_by(editor_of(request), timezone.now() - WEEK),
    ),
}


class ToDo(admin.SimpleListFilter):
    """Questions an editor asks every morning."""

    title = _("to do")
    parameter_name = "todo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, str(title)) for name, (title, _question) in QUESTIONS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in QUESTIONS or not isinstance(queryset, EventQuerySet):
            return queryset
        return QUESTIONS[self.value() or ""][1](queryset, request)
