"""The site, as a map."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from crisis.sharing.urls import readers_pages
from crisis.timeline.urls import without_language

urlpatterns = [
    path("admin/", admin.site.urls),
    path("language/", set_language, name="set_language"),  # of the desk; readers have it in the address
    path("", include("crisis.sharing.urls")),
    path("", include(without_language)),
    *i18n_patterns(
        path("", include(readers_pages)),
        path("", include("crisis.desk.urls")),
        path("", include("crisis.timeline.urls")),
    ),
]
