"""What keeps a page as quick with much as with little: the way in which the database is asked."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crisis.events.models import Evidence
from crisis.events.querysets import with_texts, with_windows
from crisis.public.paging import Cursor, page_of
from crisis.public.selection import Selection
from tests.making import make_article, make_event, quote_words

pytestmark = pytest.mark.django_db

WORDS = "Les ministres se sont vus mardi à Genève."
HUGE = f"Titre d'essai\n\n{'Remplissage sans intérêt. ' * 80_000}\n{WORDS}\nFin de l'article, « été » 𝄞 compris."


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    ["/fr/", "/fr/print/", "/embed/", "/api/v1/events", "/export/events.csv", "/export/events.json"],
)
def test_a_list_with_a_long_article_behind_it_never_fetches_its_text(client: Client, address: str) -> None:
    make_event(support=(quote_words(make_article(HUGE), WORDS),), published=True)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content

    whole = [query["sql"] for query in asked if re.search(r'(?<!\()"articles_article"\."text"', query["sql"])]
    assert whole == []
    assert "mardi à Genève" in content.decode() or "Gen\\u00e8ve" in content.decode()


@pytest.mark.parametrize("text", [HUGE, f"{WORDS} Fin.", f"En-tête 𝄞 été\nTitre d'essai\n{WORDS}", WORDS])
def test_a_passage_says_the_same_with_and_without_its_articles_text(text: str) -> None:
    excerpt = quote_words(make_article(text, title="Titre d'essai"), WORDS)
    make_event(support=(excerpt,))

    [light] = with_windows(Evidence.objects.filter(excerpt=excerpt))
    [whole] = with_texts(Evidence.objects.filter(excerpt=excerpt))

    said = [
        (
            item.excerpt.words,
            *(side(length) for side in (item.excerpt.before, item.excerpt.after) for length in (8, 64)),
        )
        for item in (light, whole)
    ]
    has_text = ["text" not in item.excerpt.article.get_deferred_fields() for item in (light, whole)]
    assert said[0] == said[1]
    assert (said[0][0], has_text) == (WORDS, [False, True])


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "sort=oldest"])
def test_a_page_is_read_from_the_index_in_reading_order(query: str) -> None:
    for number in range(60):
        make_event(when=f"2022-01-{number % 28 + 1:02}" if number % 5 else "", published=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    selection = Selection.parse(QueryDict(query))
    cursor_of = Cursor.of(page_of(selection, size=30).events[-1]).beyond(selection.sort == "newest")
    events = selection.events()
    events = events.newest_first() if selection.sort == "newest" else events.oldest_first()

    plan = events.filter(cursor_of)[:10].explain()

    assert "event_in_reading_order" in plan
    assert ("TEMP B-TREE" in plan, "Sort" in plan) == (False, False)


def test_the_undated_stand_last_and_no_page_forgets_them() -> None:
    days = ["2022-01-02", "", "2022-01-01", "", "../2022-01-03"]
    made = {day: [make_event(when=day, published=True).uid for _two in range(2)] for day in dict.fromkeys(days)}

    query, walked = "sort=newest", []
    while query:
        page = page_of(Selection.parse(QueryDict(query)), size=1)
        walked += [event.uid for event in page.events]
        query = page.next or ""

    order = ["../2022-01-03", "2022-01-02", "2022-01-01", ""]
    assert walked == [uid for day in order for uid in sorted(made[day], reverse=True)]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_whoever_loads_much_leaves_statistics() -> None:
    call_command("make_synthetic", events=60, stdout=StringIO())

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'events_event'")
        assert cursor.fetchone()[0] > 0
