"""What awaits whom, and that each count is the list behind it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from crisis.events.models import Event
from crisis.events.review import publish
from crisis.ingest.awaiting import awaiting
from crisis.ingest.people import DeskRole
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
