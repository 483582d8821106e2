"""Every page worth finding, for search engines: in both languages, five thousand a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import override

from crisis.articles.models import Article
from crisis.events.models import Actor, Event, Evidence, Place, Topic
from crisis.events.vocabulary import Review
from crisis.public.site import LANGUAGES

FIXED = (
    *("timeline:timeline", "timeline:about", "sharing:data", "sharing:api"),
    *("timeline:contact", "timeline:legal", "timeline:privacy"),
)
Row = TypeVar("Row", bound=Model)


class InBothLanguages(Sitemap):  # type: ignore[type-arg]
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


class Events(InBothLanguages):
    def items(self) -> QuerySet[Event]:
        return Event.objects.public().only("uid", "kind", "title_fr", "title_en", "changed_at").order_by("pk")

    def neutral(self, item: Event) -> str:
        return reverse("permalink", args=[item.uid])

    def changed(self, item: Event) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = Event.objects.public().aggregate(latest=Max("changed_at"))["latest"]
        return latest


class Articles(InBothLanguages):
    def items(self) -> QuerySet[Article]:
        support = Evidence.objects.filter(excerpt__article=OuterRef("pk"), event__review=Review.PUBLISHED)
        return Article.objects.filter(Exists(support)).only("pk").order_by("pk")


class Subjects(InBothLanguages, Generic[Row]):
    """Those that a public event is about; `path` leads from an event to them."""

    def __init__(self, model: type[Row], path: str) -> None:
        self.model, self.path = model, path

    def items(self) -> QuerySet[Row]:
        events = Event.objects.public().filter(**{self.path: OuterRef("pk")})
        return self.model._default_manager.filter(Exists(events)).order_by("pk")


class Fixed(InBothLanguages):
    def items(self) -> list[str]:
        return list(FIXED)

    def address(self, item: str) -> str:
        return reverse(item)

    def neutral(self, item: str) -> str:
        return reverse("home") if item == "timeline:timeline" else super().neutral(item)


SECTIONS: dict[str, Any] = {
    "pages": Fixed(),
    "events": Events(),
    "articles": Articles(),
    "actors": Subjects(Actor, "participations__actor"),
    "places": Subjects(Place, "place"),
    "topics": Subjects(Topic, "taggings__topic"),
}
