"""History at the desk: looked at, never saved from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from .guarding import GuardedAdmin


class HistoryAdmin(GuardedAdmin, SimpleHistoryAdmin):  # type: ignore[misc]
    """As django-simple-history's, without its “Revert”: that asks only for the permission to look, and would
    bring back an event's review with its words, past the one module that decides it."""

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return response
