"""What crawlers and browsers ask of a site unasked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from crisis.public.site import Site

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/figure/
Disallow: /*/suggest/
Disallow: /*/cards/
Disallow: /*/preview/
Disallow: /*/report/
Disallow: /export/*?
Allow: /

Sitemap: {sitemap}
"""
"""Parts of pages, forms, and whole selections as files: nothing is found there that has no page."""
PAPER, INK_BLUE = "#faf8f4", "#1d2b4f"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=Site.of(request).at(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for it at this address, whatever the page says."""
    return HttpResponseRedirect(static("icons/favicon.ico"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the site is called and looks like where somebody keeps it beside their programs."""
    site = Site.of_data(request)
    with override(site.language):
        told = {
            "id": "/",
            "name": _("The Ukraine crisis, from the source"),
            "short_name": _("The Ukraine crisis"),
            "description": _(
                "Meetings, troop movements and statements of 2021–2022, each with the sentence of the article that "
                "reports it."
            ),
            "lang": site.language,
            "dir": "ltr",
            "start_url": reverse("timeline:timeline"),
            "scope": "/",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": INK_BLUE,
            "icons": [
                _icon("favicon.svg", "any", "image/svg+xml"),
                _icon("icon-192.png", "192x192", "image/png"),
                _icon("icon-512.png", "512x512", "image/png"),
                {**_icon("icon-maskable-512.png", "512x512", "image/png"), "purpose": "maskable"},
            ],
        }
    response = JsonResponse(told, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _icon(name: str, sizes: str, media_type: str) -> dict[str, str]:
    return {"src": static(f"icons/{name}"), "sizes": sizes, "type": media_type}
