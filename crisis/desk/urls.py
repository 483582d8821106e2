"""What the desk serves outside its models' pages: under /fr/ and /en/, and beside them under /admin/."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from .accounts.activity import activity
from .accounts.sign_in import two_factor
from .events.actions import undo
from .events.admin import preview
from .events.timelinejs import import_timelinejs
from .fields import understand_date

app_name = "desk"

urlpatterns = [
    path("preview/<slug:uid>/", preview, name="preview"),
]


def site_pages(site: AdminSite) -> list[URLPattern]:
    """Pages of the admin that are no model's own."""
    return [
        path("two-factor/", never_cache(two_factor), name="two-factor"),
        path("logout/", never_cache(site.logout), name="logout"),  # also for whoever must enrol first
        path("understand-date/", site.admin_view(understand_date), name="understand-date"),
        path("import-timelinejs/", site.admin_view(import_timelinejs), name="import-timelinejs"),
        path("events/event/activity/", site.admin_view(activity), name="events_activity"),
        path("events/event/undo/", site.admin_view(undo), name="events_undo"),
        re_path("^events/apart/(?P<rest>.*)$", RedirectView.as_view(url="/admin/events/notduplicate/%(rest)s")),
    ]
