"""What crawlers and browsers ask of a site unasked: every page worth finding, robots, icons, the manifest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from crisis.articles.models import Article
from crisis.events.models import Actor, Event, Place, Topic
from crisis.public.event.listing import public_articles
from crisis.public.site import LANGUAGES, Site

from .heads import house_description

FIXED = (
    *("timeline:timeline", "timeline:about", "sharing:data", "sharing:api"),
    *("timeline:contact", "timeline:legal", "timeline:privacy"),
)


class InEachLanguage(Sitemap):  # type: ignore[type-arg]
    """Each item once in each language, each time with the addresses of all; no list of them all is ever made."""

    limit = 5000 // len(LANGUAGES)

    def address(self, item: Any) -> str:
        """In the language that is active."""
        path: str = item.get_absolute_url()
        return path

    def neutral(self, item: Any) -> str:
        """The address that leads to the reader's language."""
        with override(LANGUAGES[0]):
            return self.address(item)

    def changed(self, item: Any) -> datetime | None:
        return None

    def get_latest_lastmod(self) -> datetime | None:
        return None

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        site = f"{protocol}://{domain}"
        urls: list[dict[str, Any]] = []
        for item in self.paginator.page(page).object_list:
            alternates = []
            for code in LANGUAGES:
                with override(code):
                    alternates.append({"lang_code": code, "location": site + self.address(item)})
            alternates.append({"lang_code": "x-default", "location": site + self.neutral(item)})
            urls.extend(
                {"item": item, "location": here["location"], "lastmod": self.changed(item), "alternates": alternates}
                for here in alternates[:-1]
            )
        return urls


class EventPages(InEachLanguage):
    def items(self) -> QuerySet[Event]:
        return Event.objects.public().only("uid", "kind", "title_fr", "title_en", "changed_at").order_by("pk")

    def neutral(self, item: Event) -> str:
        return reverse("permalink", args=[item.uid])

    def changed(self, item: Event) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = Event.objects.public().aggregate(latest=Max("changed_at"))["latest"]
        return latest


class ArticlePages(InEachLanguage):
    def items(self) -> QuerySet[Article]:
        return public_articles().only("pk").order_by("pk")


class SubjectPages(InEachLanguage):
    """Those that a public event is about; `path` leads from an event to them."""

    def __init__(self, model: type[Model], path: str) -> None:
        self.model, self.path = model, path

    def items(self) -> QuerySet[Any]:
        events = Event.objects.public().filter(**{self.path: OuterRef("pk")})
        return self.model._default_manager.filter(Exists(events)).order_by("pk")


class FixedPages(InEachLanguage):
    def items(self) -> list[str]:
        return list(FIXED)

    def address(self, item: str) -> str:
        return reverse(item)

    def neutral(self, item: str) -> str:
        return reverse("home") if item == "timeline:timeline" else super().neutral(item)


SECTIONS: dict[str, Any] = {
    "pages": FixedPages(),
    "events": EventPages(),
    "articles": ArticlePages(),
    "actors": SubjectPages(Actor, "participations__actor"),
    "places": SubjectPages(Place, "place"),
    "topics": SubjectPages(Topic, "taggings__topic"),
}


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
            "description": house_description(),
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
