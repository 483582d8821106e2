"""The selection as TimelineJS reads it. That TimelineJS builds it is seen in a browser (`tests/browser`)."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client

from crisis.events.vocabulary import Kind, Status
from tests.making import make_article, make_event, make_excerpt, make_reference

pytestmark = pytest.mark.django_db

ADDRESS = "/export/events.timelinejs.json"


def read(client: Client, query: str = "") -> Any:
    response = client.get(f"{ADDRESS}{query}")
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return orjson.loads(b"".join(response.streaming_content))


def test_an_event_is_a_slide_with_its_words_its_publisher_and_the_way_to_it(client: Client) -> None:
    article = make_article("Ils se sont vus. <b>Tous</b> & vite.", title="Titre <b>", url="https://example.org/a")
    event = make_event(
        Kind.STATEMENT,
        title_fr="Il a dit <script>",
        summary_fr="Résumé & <b>",
        support=(make_excerpt(article, "<b>Tous</b> & vite."), make_reference("Référence", "Journal")),
        published=True,
    )

    [slide] = read(client)["events"]

    assert slide == {
        "start_date": {"year": 2022, "month": 1, "day": 18},
        "display_date": "18 janvier 2022",
        "text": {
            "headline": "Il a dit &lt;script&gt;",
            "text": (
                "<p>Déclaration (a eu lieu), 18 janvier 2022</p><p>Forme : discours direct</p>"
                "<p>Résumé &amp; &lt;b&gt;</p>"
                "<p><em>Pas encore relu</em></p>"
                '<blockquote lang="fr" cite="https://example.org/a"><p>&lt;b&gt;Tous&lt;/b&gt; &amp; vite.</p>'
                "</blockquote>"
                '<p>— <a href="https://example.org/a#:~:text=%3Cb%3ETous%3C%2Fb%3E%20%26%20vite.">Titre &lt;b&gt;</a>'
                " (Agence d&#x27;essai, 18 janvier 2022)</p>"
                '<ul><li><a href="https://example.org/">Référence</a> — Journal</li></ul>'
                f'<p><a href="http://testserver/e/{event.uid}/">L’événement et ce qui l’appuie</a></p>'
            ),
        },
        "group": "Déclaration",
        "unique_id": event.uid,
        "autolink": False,
        "url": f"http://testserver/e/{event.uid}/",
        "edtf": "2022-01-18",
        "status": "occurred",
    }


@pytest.mark.parametrize(
    ("when", "start", "end", "words"),
    [
        ("2022-01", {"year": 2022, "month": 1}, None, "January 2022"),
        ("2022", {"year": 2022}, None, "2022"),
        ("2022-01-21~", {"year": 2022, "month": 1, "day": 21}, None, "around 21 January 2022"),
        (
            "2022-01-19/2022-01-21",
            {"year": 2022, "month": 1, "day": 19},
            {"year": 2022, "month": 1, "day": 21},
            "between 19 and 21 January 2022",
        ),
        ("2021/2022-02", {"year": 2021}, {"year": 2022, "month": 2}, "between 2021 and February 2022"),
        ("../2022-01", {"year": 2022, "month": 1}, None, "by January 2022 at the latest"),
        ("2022-01-18?/..", {"year": 2022, "month": 1, "day": 18}, None, "from 18 January 2022 on"),
        (
            "[2022-01-07,2022-01-14]",
            {"year": 2022, "month": 1, "day": 7},
            {"year": 2022, "month": 1, "day": 14},
            "one of these days: 7 or 14 January 2022",
        ),
    ],
)
def test_a_date_has_no_part_that_nobody_knows(
    client: Client, when: str, start: dict[str, int], end: dict[str, int] | None, words: str
) -> None:
    make_event(when=when, published=True)

    [slide] = read(client, "?lang=en")["events"]

    assert (slide["start_date"], slide.get("end_date"), slide["display_date"]) == (start, end, words)
    assert slide["edtf"] == when


def test_events_without_a_date_stand_beside_the_slides_and_on_the_title(client: Client) -> None:
    dated, undated = make_event(published=True), make_event(title_fr="Un <jour>", when="", published=True)
    make_event()

    timeline = read(client)

    assert [slide["unique_id"] for slide in timeline["events"]] == [dated.uid]
    assert [slide["unique_id"] for slide in timeline["undated"]] == [undated.uid]
    assert "start_date" not in timeline["undated"][0]
    assert timeline["count"] == 2
    assert timeline["title"]["text"]["text"].endswith(
        f'<ul><li><a href="http://testserver/e/{undated.uid}/">Un &lt;jour&gt;</a></li></ul>'
    )


def test_a_cancelled_event_says_so_where_it_is_headed(client: Client) -> None:
    make_event(title_fr="Sommet", status=Status.CANCELLED, published=True)

    [slide] = read(client)["events"]

    assert slide["text"]["headline"] == 'Sommet <span class="status">(Annulé)</span>'


def test_nothing_is_an_empty_timeline(client: Client) -> None:
    timeline = read(client, "?kind=meeting&lang=en")

    assert (timeline["events"], timeline["undated"], timeline["count"]) == ([], [], 0)
    assert timeline["title"]["text"]["headline"] == "The Ukraine crisis, from the source – meetings"
