"""What a page says of itself to other sites: its lasting address, its languages, its picture."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from crisis.events.models import EventRevision
from crisis.events.review import retract
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part, save_changed
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic
from tools import icons

pytestmark = pytest.mark.django_db


class Reading(HTMLParser):
    """The tags of a head, as a program that shows links reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.tags.setdefault(given.get("property") or given.get("name", ""), []).append(given.get("content", ""))
        if tag == "link":
            self.links.append(given)

    def one(self, name: str) -> str:
        [value] = self.tags[name]
        return value

    @property
    def canonical(self) -> str:
        [link] = [link["href"] for link in self.links if link["rel"] == "canonical"]
        return link

    @property
    def languages(self) -> dict[str, str]:
        return {link["hreflang"]: link["href"] for link in self.links if "hreflang" in link}


def head_at(client: Client, path: str) -> Reading:
    return Reading(client.get(path).content.decode())


def static_picture(path: str) -> Image.Image:
    """One of the files that are served under /static/."""
    return Image.open(BytesIO(Path(str(finders.find(path.removeprefix("/static/")))).read_bytes()))


def shown(client: Client, address: str) -> tuple[int, int]:
    """The size of the picture at an absolute address of ours."""
    parts = urlsplit(address)
    assert parts.netloc == "testserver"
    return Image.open(BytesIO(client.get(f"{parts.path}?{parts.query}").content)).size


def test_an_event_is_shown_with_its_title_date_words_and_card(client: Client) -> None:
    event = make_event(title_fr="Rencontre à l'« Otan »", support=(make_excerpt(),), published=True)

    head = head_at(client, event.get_absolute_url())

    assert (head.one("og:title"), head.one("og:type"), head.one("twitter:card")) == (
        "Rencontre à l'« Otan »",
        "article",
        "summary_large_image",
    )
    assert head.one("og:description") == (
        "18 janvier 2022. Agence d'essai\u00a0: «\u00a0Les ministres se sont vus mardi à Genève.\u00a0»"
    )
    assert (head.one("og:locale"), head.tags["og:locale:alternate"]) == ("fr_FR", ["en_GB"])
    assert (head.one("og:site_name"), head.one("article:section")) == ("La crise ukrainienne, à la source", "Rencontre")
    assert (head.one("article:published_time"), head.one("article:modified_time")) == (
        EventRevision.objects.filter(event_id=event.pk).exclude(decision="").get().at.isoformat(),
        event.changed_at.isoformat(),
    )
    assert shown(client, head.one("og:image")) == (
        int(head.one("og:image:width")),
        int(head.one("og:image:height")),
    )
    assert head.one("og:image:alt") == f"Rencontre à l'« Otan ». {head.one('og:description')}"


def test_the_address_of_a_card_changes_when_the_card_does(client: Client) -> None:
    event = make_event(published=True)
    before = head_at(client, event.get_absolute_url()).one("og:image")
    same = head_at(client, f"{event.get_absolute_url()}?kind=meeting").one("og:image")
    event.when = "2022-01-20"
    save_changed(event)

    after = head_at(client, event.get_absolute_url()).one("og:image")

    assert (same == before, after == before) == (True, False)
    assert [urlsplit(address).path for address in (before, after)] == [f"/e/{event.uid}/card.png"] * 2


@pytest.mark.parametrize("query", ["", "?kind=meeting&sort=oldest"])
def test_an_event_has_one_lasting_address_in_each_language(client: Client, query: str) -> None:
    event = make_event(title_fr="Rencontre", title_en="Meeting", published=True)

    french = head_at(client, f"/fr/e/{event.uid}/rencontre/{query}")
    english = head_at(client, f"/en/e/{event.uid}/meeting/{query}")

    assert (french.canonical, english.canonical) == (
        f"http://testserver/fr/e/{event.uid}/rencontre/",
        f"http://testserver/en/e/{event.uid}/meeting/",
    )
    assert french.languages == english.languages
    assert french.languages == {
        "fr": french.canonical,
        "en": english.canonical,
        "x-default": f"http://testserver/e/{event.uid}/",
    }
    assert french.one("og:url") == french.canonical


def test_the_version_that_stands_leads_search_engines_to_the_page_itself(client: Client) -> None:
    event = make_event(published=True)

    cited = head_at(client, f"{event.get_absolute_url()}?v={event.version}")
    now = head_at(client, event.get_absolute_url())

    assert (cited.tags.get("robots"), now.tags.get("robots")) == (["noindex"], None)
    assert cited.canonical == now.canonical


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?lane=actor&sort=oldest&cursor=abc&nonsense=1&kind=", ""),
        ("?from=2022-01&kind=statement&kind=meeting&lane=actor", "?kind=meeting&kind=statement&from=2022-01"),
    ],
)
def test_a_selection_has_one_address_whichever_way_it_is_looked_at(client: Client, query: str, canonical: str) -> None:
    head = head_at(client, f"/fr/{query}")

    assert head.canonical == head.one("og:url") == f"http://testserver/fr/{canonical}"
    assert head.languages == {
        "fr": f"http://testserver/fr/{canonical}",
        "en": f"http://testserver/en/{canonical}",
        "x-default": f"http://testserver/{canonical}",
    }


def test_a_selection_is_shown_with_its_sentence_and_its_own_card(client: Client) -> None:
    make_event(parts=(Part(role=Role.PARTICIPANT, actor=make_actor("lavrov")),), published=True)

    head, everything = head_at(client, "/en/?actor=lavrov&kind=meeting"), head_at(client, "/en/")

    assert (head.one("og:title"), everything.one("og:title")) == (
        "1 meeting with Lavrov",
        "The Ukraine crisis, from the source",
    )
    assert head.one("og:image").startswith("http://testserver/card.png?kind=meeting&actor=lavrov&lang=en&v=")
    assert shown(client, head.one("og:image")) == (1200, 630)


def test_a_search_is_not_for_search_engines(client: Client) -> None:
    robots = [head_at(client, path).tags.get("robots") for path in ("/fr/?q=geneve", "/fr/?kind=meeting", "/fr/")]

    assert robots == [["noindex"], None, None]


@pytest.mark.parametrize(
    ("path", "title", "card"),
    [
        ("/fr/actors/lavrov/", "Lavrov", "/card.png?actor=lavrov&v="),
        ("/fr/places/geneve/", "Genève", "/card.png?place=geneve&v="),
        ("/fr/topics/otan/", "Otan", "/card.png?topic=otan&v="),
        ("/fr/about/", "Méthode et sources", "/card.png?v="),
        ("/fr/legal/", "Mentions légales", "/card.png?v="),
        ("/fr/data/", "Utiliser les données", "/card.png?v="),
        ("/fr/data/api/", "L’API", "/card.png?v="),
    ],
)
def test_every_other_page_has_a_name_and_a_card(client: Client, path: str, title: str, card: str) -> None:
    parts = (Part(role=Role.PARTICIPANT, actor=make_actor("lavrov")),)
    make_event(parts=parts, place=make_place(), topics=(make_topic(),), published=True)

    head = head_at(client, path)

    assert (head.one("og:title"), head.one("og:type")) == (title, "website")
    assert head.one("og:image").removeprefix("http://testserver").startswith(card)
    assert (head.canonical, head.languages["x-default"]) == (f"http://testserver{path}",) * 2


def test_an_article_is_shown_under_its_own_title(client: Client) -> None:
    article = make_article(title="Titre d'essai")
    make_event(support=(make_excerpt(article),), published=True)

    head = head_at(client, article.get_absolute_url())

    assert (head.one("og:title"), head.one("og:description").split(". ")[0]) == (
        "Titre d'essai",
        "Agence d'essai, 18 janvier 2022",
    )


def test_what_was_taken_back_is_no_card_elsewhere(client: Client) -> None:
    event = make_event(published=True)
    retract(event, by=None, reason="Faux.")

    head = head_at(client, event.get_absolute_url())

    assert (head.one("robots"), head.tags.get("og:title")) == ("noindex", None)


@pytest.mark.parametrize(("language", "name"), [("fr", "La crise ukrainienne"), ("en", "The Ukraine crisis")])
def test_the_manifest_speaks_the_readers_language_and_its_icons_are_there(
    client: Client, language: str, name: str
) -> None:
    [address] = [link["href"] for link in head_at(client, f"/{language}/").links if link["rel"] == "manifest"]

    answer = client.get(address)
    told = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["short_name"], told["lang"], told["start_url"]) == (name, language, f"/{language}/")
    pictures = [(icon["sizes"], static_picture(icon["src"]).size) for icon in told["icons"] if icon["sizes"] != "any"]
    assert pictures == [("192x192", (192, 192)), ("512x512", (512, 512)), ("512x512", (512, 512))]


def test_icons_for_those_who_take_no_svg(client: Client) -> None:
    touch = [link["href"] for link in head_at(client, "/fr/").links if link["rel"] == "apple-touch-icon"]
    icon = client.get("/favicon.ico")["Location"]

    found = [static_picture(path) for path in (*touch, icon)]

    assert [(picture.format, picture.size) for picture in found] == [("PNG", (180, 180)), ("ICO", (48, 48))]


def test_the_icons_have_the_colours_of_the_drawing(root: Path) -> None:
    drawing = (root / "static/icons/favicon.svg").read_text()
    named = {"#fff": "#ffffff"}

    assert {named.get(colour, colour) for colour in re.findall(r'="(#\w+)"', drawing)} == {
        icons.GROUND,
        icons.LINE,
        icons.LEFT,
        icons.RIGHT,
        icons.NOTE,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_a_head_costs_the_same_however_much_an_event_has(
    client: Client, django_assert_num_queries, number: int
) -> None:
    parts = tuple(Part(role=Role.PARTICIPANT, actor=make_actor(f"acteur{one}")) for one in range(number))
    support = tuple(make_excerpt() for _one in range(number))
    topics = tuple(make_topic(f"sujet{one}") for one in range(number))
    event = make_event(Kind.MEETING, parts=parts, support=support, topics=topics, published=True)

    with django_assert_num_queries(24):
        client.get(event.get_absolute_url())


def test_a_page_announces_the_feed_of_its_selection_and_how_it_is_embedded(client: Client) -> None:
    event = make_event(title_en="Meeting", published=True)

    selection, own = (
        head_at(client, "/en/?kind=meeting&sort=oldest"),
        head_at(client, f"/en/e/{event.uid}/meeting/?kind=meeting"),
    )

    announced = [
        {link["type"]: link["href"] for link in head.links if link.get("type", "").startswith("application/")}
        for head in (selection, own)
    ]
    assert announced == [
        {
            "application/atom+xml": "http://testserver/feed.atom?kind=meeting&lang=en",
            "application/json+oembed": "http://testserver/oembed?url=http%3A%2F%2Ftestserver%2Fen%2F%3Fkind%3Dmeeting",
        },
        {
            "application/atom+xml": "http://testserver/feed.atom?lang=en",
            "application/json+oembed": f"http://testserver/oembed?url=http%3A%2F%2Ftestserver%2Fen%2Fe%2F{event.uid}%2Fmeeting%2F",
        },
    ]
