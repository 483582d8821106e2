"""Pages of the desk that are no model's own."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from . import undo


def pages(site: AdminSite) -> list[URLPattern]:
    return [
        path("undo/", site.admin_view(undo.undo), name="events_undo"),
    ]
