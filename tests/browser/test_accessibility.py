"""What axe finds on the reader's pages, in both themes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.making import make_actor, make_article, make_event, make_excerpt

from .conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "page_of", ["timeline", "event", "article", "actor", "about", "nowhere", "report", "privacy", "print"]
)
def test_axe_finds_nothing(reader: Reader, theme: str, page_of: str) -> None:
    article = make_article()
    event = make_event(support=(make_excerpt(article),), published=True)
    make_event(published=True, when="")
    make_actor("lavrov")
    path = {
        "timeline": "/fr/?kind=meeting&colour=red",
        "event": f"/en/e/{event.uid}/{event.slug}/",
        "article": f"/fr/articles/{article.pk}/",
        "actor": "/en/actors/lavrov/",
        "about": "/fr/about/",
        "nowhere": "/fr/nowhere/",
        "report": f"/fr/report/{event.uid}/",
        "privacy": "/fr/privacy/",
        "print": "/en/print/",
    }[page_of]
    page = reader.page(color_scheme=theme)

    page.goto(path)
    if page_of in {"timeline", "event"}:
        page.wait_for_selector("#timeline[data-ready]")
    report = Axe().run(page)

    if page_of == "nowhere":
        reader.complaints.clear()  # a browser reports the 404 it was asked for
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in report.response["violations"]] == []
