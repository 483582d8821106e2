"""Pages of the desk that are no model's own."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from . import activity, undo


def pages(site: AdminSite) -> list[URLPattern]:
    return [
        path("activity/", site.admin_view(activity.activity), name="events_activity"),
        path("undo/", site.admin_view(undo.undo), name="events_undo"),
    ]
