"""What is new, as feed readers read it."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from crisis.events.models import Event
from crisis.events.past.corrections import Notice
from crisis.events.past.decisions import undo_last
from crisis.events.past.revisions import revising
from crisis.events.review import publish, retract
from crisis.events.vocabulary import Kind, Status
from crisis.events.writing import save_changed
from crisis.public.site import urn_of
from tests.making import (
    make_article,
    make_correction,
    make_editor,
    make_event,
    make_excerpt,
    make_reference,
    make_topic,
    quote_words,
)

pytestmark = pytest.mark.django_db


def read(client: Client, address: str = "/feed.atom") -> Any:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    return feed


def names(feed: Any) -> list[str]:
    return [entry.id for entry in feed.entries]


def link(feed: Any, relation: str) -> list[str]:
    return [one.href for one in feed.links if one.rel == relation]


def shown_long_ago(event: Event, days: int) -> None:
    event.revisions.update(at=timezone.now() - timedelta(days=days))


def test_an_entry_says_what_is_told_with_the_exact_words_and_leads_to_the_permalink(client: Client) -> None:
    article = make_article("Ils se sont vus. <b>Vraiment</b> & tous.", url="https://example.org/a?x=1&y=2")
    event = make_event(
        title_fr="Rencontre <à> Genève",
        support=(make_excerpt(article, "<b>Vraiment</b> & tous."), make_reference("Titre", "Journal")),
        topics=(make_topic(),),
        published=True,
    )

    [entry] = read(client).entries

    assert (entry.id, entry.title, entry.link) == (
        urn_of(event.uid),
        "Rencontre <à> Genève",
        f"http://testserver/e/{event.uid}/",
    )
    assert entry.summary == ("Rencontre (a eu lieu), 18 janvier 2022 — «\u00a0<b>Vraiment</b> & tous.\u00a0»")
    assert [one.href for one in entry.links if one.rel == "via"] == [
        "https://example.org/a?x=1&y=2",
        "https://example.org/",
    ]
    assert [tag.term for tag in entry.tags] == ["meeting", "occurred", "otan"]
    [content] = entry.content
    assert (content.type, content.language) == ("text/html", "fr")
    assert "<p>&lt;b&gt;Vraiment&lt;/b&gt; &amp; tous.</p>" in content.value


def test_passages_of_one_article_stand_apart_and_their_source_once(client: Client) -> None:
    article = make_article("Un. Deux.", title="Dépêche", url="")
    make_event(support=(quote_words(article, "Un."), quote_words(article, "Deux.")), published=True)

    [entry] = read(client).entries

    assert entry.content[0].value.partition("</em></p>")[2].partition("<p><a")[0] == (
        '<blockquote lang="fr"><p>Un.</p></blockquote><blockquote lang="fr"><p>Deux.</p></blockquote>'
        "<p>— Dépêche (Agence d&#x27;essai, 18 janvier 2022)</p>"
    )


def test_a_feed_says_whose_it_is_and_where_else_it_can_be_read(client: Client) -> None:
    make_event(published=True)

    feed = read(client, "/feed.atom?lang=en&kind=meeting&sort=oldest").feed

    assert (feed.language, feed.title) == ("en", "The Ukraine crisis, from the source – meetings")
    assert feed.author == "The Ukraine crisis, from the source"
    assert feed.rights == "The words quoted belong to their publishers."
    assert link(feed, "self") == ["http://testserver/feed.atom?kind=meeting&lang=en"]
    assert link(feed, "alternate") == ["http://testserver/en/?kind=meeting&sort=oldest"]
    assert feed.opensearch_totalresults == "1"


def test_a_correction_comes_first_and_says_what_was_wrong(client: Client) -> None:
    corrected, newer = make_event(published=True), make_event(published=True)
    shown_long_ago(corrected, days=9)
    shown_long_ago(newer, days=2)
    before = names(read(client))

    make_correction(corrected, note_fr="La date était <fausse>.", when="2022-01-19")
    feed = read(client)

    assert before == [urn_of(newer.uid), urn_of(corrected.uid)]
    assert names(feed) == [urn_of(corrected.uid), urn_of(newer.uid)]
    assert feed.entries[0].updated_parsed > feed.entries[0].published_parsed
    assert feed.entries[1].updated_parsed == feed.entries[1].published_parsed
    assert "<span>La date était &lt;fausse&gt;.</span>" in feed.entries[0].content[0].value.replace(' lang="fr"', "")
    assert "<del>18</del><ins>19</ins> janvier 2022" in feed.entries[0].content[0].value


def test_a_draft_published_late_is_new_on_the_day_it_is_published(client: Client) -> None:
    late, early = make_event(), make_event(published=True)
    Event.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(days=30))

    publish(Event.objects.get(pk=late.pk), by=make_editor())

    assert names(read(client)) == [urn_of(late.uid), urn_of(early.uid)]


def test_neither_a_review_nor_a_mended_slip_brings_an_event_back(client: Client) -> None:
    older, newer = make_event(published=True), make_event(published=True)
    shown_long_ago(older, days=2)
    before = read(client)

    publish(Event.objects.get(pk=older.pk), by=make_editor())  # a review
    row = Event.objects.get(pk=older.pk).as_kind
    with revising(row, by=make_editor(), notice=Notice(is_typing_only=True)):
        row.title_fr = "Rencontre, sans faute"
        save_changed(row)
    after = read(client)

    assert names(after) == names(before) == [urn_of(newer.uid), urn_of(older.uid)]
    assert [entry.updated for entry in after.entries] == [entry.updated for entry in before.entries]
    assert after.entries[1].title == "Rencontre, sans faute"


def test_a_publication_undone_is_no_publication(client: Client) -> None:
    event = make_event()
    publish(event, by=make_editor())
    undo_last(Event.objects.get(pk=event.pk), by=make_editor())
    event.revisions.update(at=timezone.now() - timedelta(days=9))
    publish(Event.objects.get(pk=event.pk), by=make_editor())

    [entry] = read(client).entries

    last = event.revisions.exclude(decision="").filter(is_undone=False).get()
    assert entry.published == last.at.isoformat()


@pytest.mark.slow
@pytest.mark.database
def test_pages_together_hold_every_event_once(client: Client) -> None:
    made = [make_event(published=True) for _number in range(51)]
    moment = timezone.now()
    for event in made:
        event.revisions.update(at=moment)  # as when a chronology is loaded
    make_event(Kind.STATEMENT, published=True)

    first = read(client, "/feed.atom?kind=meeting")
    [onward] = link(first.feed, "next")
    second = read(client, onward)

    assert (len(first.entries), len(second.entries), link(second.feed, "next")) == (50, 1, [])
    assert sorted(names(first) + names(second)) == sorted(urn_of(event.uid) for event in made)
    assert first.feed.opensearch_totalresults == second.feed.opensearch_totalresults == "51"
    assert first.feed.id == second.feed.id
    assert link(second.feed, "self") == [onward]


OUTSIDE_THE_CALENDAR = b64encode(b"0001-01-01T00:00:00+23:59|x").decode()


@pytest.mark.parametrize(
    "cursor", ["nothing", "%00", "MjAyMi0wMS0wMXx4", "a" * 300, "_w", "%F0%9F%92%A3", OUTSIDE_THE_CALENDAR]
)
def test_a_cursor_of_nobodys_begins_again(client: Client, cursor: str) -> None:
    event = make_event(published=True)

    assert names(read(client, f"/feed.atom?cursor={cursor}")) == [urn_of(event.uid)]


@pytest.mark.parametrize(
    "query", ["?kind=%00", "?q=%00&q=x", "?lang=xx", "?from=9999-99", "?actor=" + "a" * 5000, "?cursor=&cursor=x"]
)
@pytest.mark.parametrize("address", ["/feed.atom", "/export/events.ics", "/export/events.timelinejs.json"])
def test_a_senseless_address_is_answered(client: Client, address: str, query: str) -> None:
    make_event(published=True)

    answers = [client.get(f"{address}{query}"), client.head(f"{address}{query}")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_what_readers_may_not_see_is_in_no_feed(client: Client) -> None:
    make_event()
    retract(make_event(published=True), by=None, reason="Erreur")

    feed = read(client)

    assert (names(feed), feed.feed.opensearch_totalresults) == ([], "0")


def test_an_imprecise_or_cancelled_event_says_so_in_its_title(client: Client) -> None:
    make_event(title_fr="Sommet", when="2022-01", status=Status.CANCELLED, published=True)

    assert read(client).entries[0].title == "Annulé\u00a0: Sommet (janvier 2022)"


def test_characters_that_xml_may_not_hold_break_nothing(client: Client) -> None:
    make_event(summary_fr="Un \x0b\x1f\ufffe mot ]]> 😀", published=True)

    assert "Un \ufffd\ufffd\ufffd mot ]]&gt; 😀" in read(client).entries[0].content[0].value


def test_who_has_the_feed_is_not_sent_it_again_until_anything_in_it_changes(client: Client) -> None:
    event = make_event(title_fr="Avant", published=True)
    tag = client.get("/feed.atom")["ETag"]

    same = client.get("/feed.atom", headers={"if-none-match": tag})
    head = client.head("/feed.atom")
    Event.objects.filter(pk=event.pk).update(title_fr="Après")  # whatever it is, and however little
    other = client.get("/feed.atom", headers={"if-none-match": tag})

    assert (same.status_code, same.content, same["ETag"], other.status_code) == (304, b"", tag, 200)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)
    assert same["Access-Control-Allow-Origin"] == "*"
    assert "Last-Modified" not in other


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_however_many_events(client: Client, django_assert_num_queries: Any, number: int) -> None:
    for _number in range(number):
        words = "Les ministres se sont vus mardi."
        article = make_article(f"Titre\n\n{words} {_number}", url=f"https://example.org/{_number}")
        make_correction(make_event(support=(quote_words(article, words),), published=True))

    with django_assert_num_queries(9):
        read(client)
