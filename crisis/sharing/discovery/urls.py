"""What crawlers and browsers ask of a site unasked."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from .sitemaps import SECTIONS
from .views import favicon, manifest, robots

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", require_safe(index), {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap-section"}, "sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), {"sitemaps": SECTIONS}, "sitemap-section"),
    path("favicon.ico", favicon, name="favicon"),
    path("manifest.webmanifest", manifest, name="manifest"),
]
