"""What awaits whom, and that each count is the list behind it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from crisis.desk.awaiting import awaiting, next_to_read
from crisis.desk.permissions import DeskRole
from crisis.events.models import Event
from crisis.events.review import publish
from tests.colleagues import sign_in
from tests.making import make_article, make_event, make_excerpt, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def work(client) -> None:
    """One draft, two events published by the machine, one by a person, and articles with and without a day."""
    editor = sign_in(Client(), DeskRole.EDITOR)
    dated, undated = make_article(), make_article(published="2022-01")
    make_event(support=(make_excerpt(dated),))
    make_event(support=(make_excerpt(undated),), published=True)
    make_report(make_event(published=True))
    publish(make_event(), by=editor)
    make_article()


def told(user) -> list[str]:
    return [waiting.sentence for waiting in awaiting(user)]


def test_a_chief_is_told_all_there_is_to_do(client, work):
    assert told(sign_in(client, DeskRole.CHIEF)) == [
        "1 reader's report is open",
        "1 draft awaits you",
        "2 events are published without review",
        "1 article has not been read",
        "1 article has no day of publication",
    ]


def test_a_contributor_is_told_only_what_a_contributor_may_do(client, work):
    assert told(sign_in(client, DeskRole.CONTRIBUTOR)) == [
        "1 draft awaits an editor",
        "1 article has not been read",
    ]


def test_whoever_is_nobody_is_told_nothing(work):
    assert awaiting(AnonymousUser()) == ()


def test_every_count_is_that_of_the_list_it_leads_to(client, work):
    user = sign_in(client, DeskRole.CHIEF)

    found = {one.address: (one.count, client.get(one.address).context["cl"].result_count) for one in awaiting(user)}

    assert len(found) == 5
    assert {address: counts for address, counts in found.items() if counts[0] != counts[1]} == {}


def test_the_front_page_says_it_and_leads_there(client, work):
    sign_in(client, DeskRole.CHIEF)

    page = client.get(reverse("admin:index")).content.decode()

    assert f'<a href="{reverse("admin:events_event_changelist")}?review__exact=draft">1 draft awaits you</a>' in page


def test_an_empty_desk_says_so(client):
    sign_in(client)

    assert "Nothing: no draft" in client.get(reverse("admin:index")).content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_seven_queries_however_much_there_is(client, django_assert_num_queries, count):
    user = sign_in(client, DeskRole.CHIEF)
    for _number in range(count):
        make_event()
        make_article(published="2022-01")
        make_report()

    with django_assert_num_queries(7):  # two of them ask what the user may do
        awaiting(user)


def test_the_language_of_the_desk_is_chosen_in_its_header(client):
    sign_in(client)

    client.post(reverse("set_language"), {"language": "fr", "next": reverse("admin:index")})
    page = client.get(reverse("admin:index")).content.decode()

    assert '<html lang="fr"' in page


def test_the_first_page_leads_to_the_newest_article_with_drafts(client):
    sign_in(client, DeskRole.EDITOR)
    older, newer = make_article(published="2022-01-17"), make_article(published="2022-01-19", title="Newer")
    for article in (older, newer, newer):
        make_event(support=(make_excerpt(article),))
    make_event(support=(make_excerpt(make_article(published="2022-01-20")),), published=True)

    page = client.get(reverse("admin:index")).content.decode()

    assert f'href="{reverse("admin:articles_article_desk", args=[newer.pk])}">Read: Newer</a>' in page
    assert next_to_read(after=newer) == older


def test_the_first_page_lists_the_events_first_and_accents_among_their_letters(client):
    sign_in(client, DeskRole.CHIEF)
    client.cookies["django_language"] = "fr"

    apps = client.get(reverse("admin:index")).context["app_list"]

    assert [app["app_label"] for app in apps] == ["events", "articles", "auth"]
    names = [model["name"] for model in apps[0]["models"]]
    assert (names[0], names.index("Déclarations") < names.index("Filtres gardés")) == ("Événements", True)


def test_the_list_of_articles_leads_to_the_reading_desk_and_says_how_many_drafts_wait(client):
    sign_in(client, DeskRole.EDITOR)
    article = make_article()
    excerpt = make_excerpt(article)
    for published in (False, False, True):
        make_event(support=(excerpt, make_excerpt(article, "Le soir, ils sont repartis.")), published=published)
    make_article()

    page = client.get(reverse("admin:articles_article_changelist")).content.decode()

    assert f'<a href="{reverse("admin:articles_article_desk", args=[article.pk])}">2 drafts</a>' in page
    assert page.count('/desk/">open it</a>') == 1
