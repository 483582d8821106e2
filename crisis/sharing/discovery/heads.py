"""What a page says of itself to machines: its lasting address, its languages, its picture, its content as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.dates import date_in_words
from crisis.articles.models import Article
from crisis.articles.passage import snippet
from crisis.public.event.public_event import PublicEvent
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, Site, extended

from ..cards.content import event_card_address, selection_card_address
from ..exports.feed import feed_address
from .schema_org import dataset_of, page_about, thing_of

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
"""The country whose usage a language follows here; of one that names none, the language stands alone."""
DESCRIPTION_LENGTH = 200
WITH_DATASET = ("about", "data")
"""Pages that tell of the whole data set."""

_TITLES = {
    "about": gettext_lazy("Method and sources"),
    "contact": gettext_lazy("Contact"),
    "legal": gettext_lazy("Legal notice"),
    "privacy": gettext_lazy("Privacy"),
    "data": gettext_lazy("Using the data"),
    "api": gettext_lazy("The API"),
}
_DESCRIPTIONS = {
    "data": gettext_lazy("The events as CSV, JSON and other formats, an API, and examples in curl, Python and R."),
    "api": gettext_lazy("Every operation of the API, its parameters, an example, and how it refuses."),
}
"""By the name of the page; every other is described as the site is."""


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in a language, or in the reader's own (`x-default`)."""

    code: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    canonical: str
    languages: tuple[Language, ...]
    title: str
    description: str
    picture: str
    picture_words: str
    """What stands on it, for who does not see it."""
    language: str
    feed: str
    is_indexed: bool = True
    event: PublicEvent | None = None
    oembed: str = ""
    data: tuple[dict[str, Any], ...] = ()

    @property
    def locale(self) -> str:
        return LOCALES.get(self.language, self.language)

    @property
    def other_locales(self) -> list[str]:
        return [LOCALES.get(language, language) for language in LANGUAGES if language != self.language]


def head_of_event(request: HttpRequest, event: PublicEvent) -> Head:
    """Without the selection it is looked at from: that is the reader's, not the event's.

    Asks nothing of the database where the event was fetched `with_everything`.
    """
    site = Site.of_page(request)
    page = site.page_of(event)
    title, description = event.title.in_(site.language), _description(event, site.language)
    return Head(
        canonical=page,
        languages=_in_each(lambda language: site.speaking(language).page_of(event), site.permalink(event.uid)),
        title=title,
        description=description,
        picture=event_card_address(event, site),
        picture_words=f"{title}. {description}",
        is_indexed="v" not in request.GET,  # an earlier version is no page of its own
        event=event,
        feed=feed_address(Selection(), site),
        oembed=_oembed(site, page),
        data=(thing_of(event, site, page),),
        language=site.language,
    )


def head_of_selection(request: HttpRequest, selection: Selection, sentence: str) -> Head:
    """The timeline; another selection is another page, whichever order or lanes it is read in."""
    site = Site.of_page(request)
    core = selection.core
    is_all = not core.pairs()
    canonical = site.timeline(core)
    title = _("The Ukraine crisis, from the source") if is_all else capfirst(sentence)
    return Head(
        canonical=canonical,
        languages=_in_each(
            lambda language: site.speaking(language).timeline(core), core.behind(site.at(reverse("home")))
        ),
        title=title,
        description=house_description(),
        picture=selection_card_address(core, site, sentence),
        picture_words=capfirst(sentence) or title,
        is_indexed=not core.q,  # a search is no page to be found
        feed=feed_address(core, site),
        oembed=_oembed(site, canonical),
        language=site.language,
    )


def head_of_article(request: HttpRequest, article: Article) -> Head:
    """What one article reports, under its own title."""
    head = head_of_page(request, article.title)
    dated = date_in_words(article.days)
    published = ", ".join(filter(None, [article.source.name, dated]))
    return replace(head, description=f"{published}. {house_description()}", data=(page_about(article, head.canonical),))


def head_of_page(request: HttpRequest, title: str = "", selection: Selection | None = None, sentence: str = "") -> Head:
    """Any other page; an actor, a place or a topic brings its selection."""
    site = Site.of_page(request)
    house = _("The Ukraine crisis, from the source")
    chosen = selection.core if selection else Selection()
    name = request.resolver_match.url_name if request.resolver_match else ""
    title = title or str(_TITLES.get(name or "", house))
    description = str(_DESCRIPTIONS.get(name or "", "")) or house_description()
    return Head(
        canonical=site.at(request.path),
        languages=_in_each(
            lambda language: site.at(translate_url(request.path, language)),
            site.at(translate_url(request.path, LANGUAGES[0])),
        ),
        title=title,
        description=f"{capfirst(sentence)}. {description}" if sentence else description,
        picture=selection_card_address(chosen, site, sentence),
        picture_words=f"{title}. {capfirst(sentence)}" if sentence else title,
        feed=feed_address(chosen, site),
        data=(dataset_of(site),) if name in WITH_DATASET else (),
        language=site.language,
    )


def _in_each(address: Callable[[str], str], neutral: str) -> tuple[Language, ...]:
    return *(Language(code, address(code)) for code in LANGUAGES), Language("x-default", neutral)


def house_description() -> str:
    return _(
        "Meetings, troop movements and statements of 2021–2022, each with the sentence of the article that reports it."
    )


def _description(event: PublicEvent, code: str) -> str:
    """When, then the summary, else the words themselves and whose paper they are from."""
    told = event.summary.in_(code)
    passage = event.words
    if not told and passage:
        told = _("%(publisher)s: “%(words)s”") % {
            "publisher": passage.publisher,
            "words": snippet(passage.words, DESCRIPTION_LENGTH),
        }
    return f"{capfirst(event.date)}. {told}".strip()


def _oembed(site: Site, page: str) -> str:
    return extended(site.at(reverse("oembed")), [("url", page)])
