"""The day an article was published, from the days of what it tells; the editor decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from crisis.articles.models import Article
from crisis.desk.permissions import DeskRole
from crisis.events.models import Actor, Event, Place
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part
from crisis.ingest.reading.corroboration import DayProposal, publication_days
from crisis.ingest.reading.drafting import drafted
from tests.colleagues import sign_in
from tests.keeping import Keeper
from tests.making import make_article, make_event, make_excerpt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TEXT = "Un titre\n\nAntony Blinken rencontrera Sergueï Lavrov vendredi à Genève.\n"
ANNOUNCED = f"{TEXT}\n« Nous voulons négocier », a déclaré mardi Vladimir Poutine.\n"


@pytest.fixture(autouse=True)
def _subjects(request: pytest.FixtureRequest, kept: Keeper, db: None) -> None:
    if "load_chronology" not in request.fixturenames:  # which brings them
        kept("gazetteer", lambda: call_command("load_gazetteer", verbosity=0))


def geneva(when: str = "2022-01-21", **fields: Any) -> Event:
    parts = tuple(Part(role=Role.PARTICIPANT, actor=Actor.objects.get(slug=slug)) for slug in ("blinken", "lavrov"))
    given = {
        "place": Place.objects.get(slug="geneva"),
        "title_en": "Geneva",
        "parts": parts,
        "published": True,
        **fields,
    }
    return make_event(given.pop("kind", Kind.MEETING), when=when, **given)


def proposal_for(text: str = TEXT, published: str = "2022-01") -> DayProposal | None:
    return publication_days(make_article(text, published=published))


@pytest.mark.slow
def test_the_seeds_own_day_is_found_from_the_chronology(root, load_chronology):
    load_chronology()
    article = make_article((root / "seeds" / "000_abfe26ca1329c67e.txt").read_text(), published="2022-01")

    proposal = publication_days(article)

    assert (proposal.published, proposal.best.day, proposal.tied) == ("2022-01-18", date(2022, 1, 18), 1)
    assert proposal.best.reasons == [
        "“ce vendredi” would be Friday 21 January 2022, when “Blinken-Lavrov meeting in Geneva” is known to be.",
        "“mercredi” would be Wednesday 19 January 2022, when “Blinken meets Zelensky and Kuleba” is known to be.",
        "“mardi” would be the day itself: agencies name the weekday on which they publish.",
    ]
    assert proposal.best.against == []


def test_days_that_nothing_tells_apart_are_proposed_together():
    geneva()

    proposal = proposal_for()

    days = [candidate.day.day for candidate in proposal.days]
    assert (proposal.published, proposal.tied) == (f"2022-01-{min(days):02}/2022-01-{max(days):02}", len(days))
    assert 14 < min(days) < max(days) <= 21
    assert "nothing tells them apart" in proposal.undecided


def test_news_of_a_tuesday_is_published_on_that_tuesday():
    geneva()

    proposal = proposal_for(ANNOUNCED)

    assert (proposal.published, proposal.undecided) == ("2022-01-18", "")


def test_what_would_agree_on_another_day_speaks_against_this_one():
    geneva()
    geneva("2022-01-11", title_en="Earlier", place=Place.objects.get(slug="vienna"))
    text = f"{TEXT}\nAntony Blinken a rencontré Sergueï Lavrov mardi à Vienne.\n"

    proposal = proposal_for(text)

    assert {against for candidate in proposal.days for against in candidate.against} == {
        "“mardi” would not be Tuesday 11 January 2022, when “Earlier” is known to be.",
        "“vendredi” would not be Friday 21 January 2022, when “Geneva” is known to be.",
    }
    assert proposal.best.against == []


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2022-01"},
        {"when": "2022-01-20/2022-01-21"},
        {"published": False},
        {"kind": Kind.STATEMENT},
        {"parts": (Part(role=Role.PARTICIPANT, description="un ministre"),)},
        {"when": "2022-03-04"},
        {"when": "2022-01-20"},  # no Friday
    ],
    ids=["month", "days", "draft", "statement", "nobody we know", "months away", "a Thursday"],
)
def test_without_a_dated_event_to_lean_on_nothing_is_proposed(other):
    geneva(**other)

    assert proposal_for() is None


def test_an_article_does_not_corroborate_itself():
    article = make_article(TEXT, published="2022-01")
    geneva(support=(make_excerpt(article, "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève."),))

    assert publication_days(article) is None


def test_what_holds_on_any_day_tells_nothing():
    geneva()

    assert proposal_for("Un titre\n\nBlinken et Lavrov se sont rencontrés le 21 janvier 2022 à Genève.\n") is None


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2022-01-18", None),  # known already
        ("2022", None),  # too many days to try
        ("../2022-01-18", None),
        ("", None),  # and no header to say a month
        ("2022-01-12/2022-01-17", "2022-01-15/2022-01-17"),
        ("2022-01-16/2022-01-17", None),  # the event says the same of both
        ("[2022-01-04,2022-01-18]", "2022-01-18"),
        ("2022-02", None),
    ],
)
def test_only_days_that_are_possible_are_proposed(published, expected):
    geneva()

    proposal = proposal_for(published=published)

    assert (proposal.published if proposal else None) == expected


def test_an_article_without_a_date_is_tried_in_the_month_of_its_header():
    geneva()

    assert proposal_for(f" date 2022-01 {ANNOUNCED}", published="").published == "2022-01-18"


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_questions_however_many_events_agree(count, django_assert_num_queries):
    article = make_article(TEXT, published="2022-01")
    for _number in range(count):
        geneva()

    with django_assert_num_queries(7):
        assert publication_days(article) is not None


# At the desk


def address(article: Article) -> str:
    return reverse("admin:articles_article_corroborate", args=[article.pk])


def test_an_editor_takes_the_day_and_the_reasons_are_kept(client):
    user = sign_in(client)
    geneva()
    article = make_article(ANNOUNCED, published="2022-01")
    own_page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    shown = client.get(address(article)).content.decode()

    response = client.post(address(article), {"published": "2022-01-18"})

    article.refresh_from_db()
    assert address(article) in own_page
    assert "“vendredi” would be Friday 21 January 2022, when “Geneva” is known to be." in shown
    assert response["Location"] == reverse("admin:articles_article_desk", args=[article.pk])
    assert (article.published, str(article.published_first)) == ("2022-01-18", "2022-01-18")
    assert article.published_why == (
        "“vendredi” would be Friday 21 January 2022, when “Geneva” is known to be. "
        "“mardi” would be the day itself: agencies name the weekday on which they publish."
    )
    assert article.history.latest().history_user == user
    assert address(article) not in client.get(response["Location"]).content.decode()


def test_an_interval_may_be_taken_and_the_article_still_be_read(client):
    sign_in(client)
    geneva()
    article = make_article(TEXT, published="2022-01")
    proposal = publication_days(article)

    client.post(address(article), {"published": proposal.published})

    article.refresh_from_db()
    assert article.published == proposal.published
    assert "nothing tells them apart" in article.published_why
    assert len(drafted(article)) == 1


@pytest.mark.parametrize("published", ["2022-01-03", "2022-02-01", "x", ""])
def test_a_day_that_is_not_proposed_is_not_taken(client, published):
    sign_in(client)
    geneva()
    article = make_article(TEXT, published="2022-01")

    response = client.post(address(article), {"published": published})

    article.refresh_from_db()
    assert article.published == "2022-01"
    assert "not proposed any more" in response.content.decode()


def test_where_nothing_is_known_the_page_says_so(client):
    sign_in(client)

    response = client.get(address(make_article(TEXT, published="2022-01")))

    assert "No known event says more" in response.content.decode()


def test_a_stranger_is_asked_to_sign_in_and_who_may_not_change_articles_is_refused(client):
    article = make_article(TEXT, published="2022-01")
    outside = client.post(address(article), {"published": "2022-01-18"})
    user = sign_in(client, DeskRole.CONTRIBUTOR)
    user.groups.clear()

    assert (outside.status_code, client.get(address(article)).status_code) == (302, 403)
