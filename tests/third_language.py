"""Walks every public page in Ukrainian and says how each answered. Run by `test_third_language.py`, in a process of its
own: languages are read once, when the settings are."""

from __future__ import annotations

import json
import re
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from crisis.events.kinds import KINDS  # noqa: E402
from crisis.events.vocabulary import Role  # noqa: E402
from crisis.events.writing import Part  # noqa: E402
from tests.making import (  # noqa: E402
    make_actor,
    make_article,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
)

DATES = (
    "2022-01-21",
    "2022-01",
    "../2022-01-18",
    "[2022-01-07,2022-01-14]",
    "2022-01-21~",
    "2022-01-19/2022-01-21",
    "",
)
EXPORTS = ("csv", "excel.csv", "md", "json", "ics", "timelinejs.json", "geojson", "jsonld", "bib")
PAGES = (
    *("", "?kind=meeting&actor=lavrov&from=2022-01&q=ministres", "?lane=actor&sort=oldest", "figure/"),
    *("figure/?from=2022-01", "suggest/?field=actor&term=l", "cards/UID/", "e/UID/-/", "articles/ARTICLE/"),
    *("actors/lavrov/", "places/geneve/", "topics/TOPIC/", "print/", "report/UID/", "about/", "legal/", "privacy/"),
    *("contact/", "data/", "data/api/", "data/notebook.ipynb", "share/", "share/UID/", "nothing/"),
)
DATA = (
    *(f"export/events.{ending}?" for ending in EXPORTS),
    *("feed.atom?", "card.png?", "embed/?", "embed/e/UID/?", "e/UID/card.png?", "manifest.webmanifest?"),
    *("api/v1/events?", "api/v1/facets?", "sitemap-events.xml?", "oembed?url=http://testserver/uk/e/UID/title/"),
    *(f"e/UID/cite.{ending}?" for ending in ("txt", "bib", "ris", "wiki", "json")),
)


def main() -> None:
    call_command("migrate", verbosity=0)
    article, topic = make_article(url="https://example.org/a"), make_topic()
    for when in DATES:
        for kind in KINDS:
            event = make_event(
                kind.code,
                title_fr="Titre",
                title_en="Title",
                when=when,
                place=make_place("geneve"),
                topics=(topic,),
                parts=(Part(role=Role.SPEAKER, actor=make_actor("lavrov")),),
                support=(make_excerpt(article), make_reference()),
                published=True,
            )
    client = Client(raise_request_exception=False, headers={"Accept-Language": "uk"})
    found = {"UID": event.uid, "ARTICLE": str(article.pk), "TOPIC": topic.slug}
    answers = {}
    for address in [*(f"/uk/{page}" for page in PAGES), *(f"/{path}&lang=uk" for path in DATA), "/e/UID/", "/"]:
        answer = client.get(re.sub("UID|ARTICLE|TOPIC", lambda name: found[name[0]], address), follow=True)
        _content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answers[address] = answer.status_code
    answers["report"] = client.post(f"/uk/report/{event.uid}/", {"what": "date", "text": "Ні"}).status_code
    page = client.get(f"/uk/e/{event.uid}/-/", follow=True).content.decode()
    told = {
        "language": re.findall(r'<html lang="(..)', page),
        "title": re.findall(r'<h2 id="excerpt-title"[^>]*>(.*?)<', page),
        "others": re.findall(r'<a lang="(\w\w)"', page),
    }
    json.dump([answers, told], sys.stdout)


if __name__ == "__main__":
    main()
