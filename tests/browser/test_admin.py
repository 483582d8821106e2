"""The desk in a real browser, under the strict policy: from the sign-in to the timeline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from crisis.articles.models import Article
from crisis.events.models import Meeting
from crisis.events.vocabulary import Review
from tests.browser.desk import signed_in
from tests.colleagues import make_colleague
from tests.making import make_actor, make_article, make_event, make_excerpt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Les ministres se sont vus mardi à Genève."


@pytest.fixture
def article(transactional_db: None) -> Article:
    make_colleague()
    make_actor("blinken", name_fr="Antony Blinken", name_en="Antony Blinken")
    return make_article(title="Une dépêche de Genève")


@pytest.fixture
def draft(article: Article) -> int:
    """The number of a draft with its evidence."""
    return make_event(support=(make_excerpt(article),)).pk


def choose(page: Page, field: str, typed: str) -> None:
    """Picks from a list that is searched while typing."""
    page.click(f"#id_{field} + .select2 .select2-selection")
    page.locator(".select2-search__field").last.fill(typed)
    page.locator(".select2-results__option--highlighted", has_text=typed).click()


def test_an_editor_adds_a_meeting_and_sees_it_on_the_timeline(reader, article):
    page = signed_in(reader, "/admin/")
    page.goto("/admin/events/meeting/add/")
    page.fill("#id_title_fr", "Rencontre à Genève")
    page.fill("#id_title_en", "Meeting in Geneva")
    page.fill("#id_when", "2022-01-18")
    choose(page, "evidence-0-article", "dépêche")
    page.fill("#id_evidence-0-words", WORDS)
    page.select_option("#id_participations-0-role", "participant")
    choose(page, "participations-0-actor", "Blinken")
    page.click("[name=_publish] >> nth=0")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    page.goto("/fr/")
    expect(page.locator("#results [data-event]")).to_have_count(1)
    expect(page.locator("#results [data-event]")).to_contain_text("Rencontre à Genève")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "two-factor/",
        "events/event/",
        "events/meeting/",
        "events/meeting/{event}/change/",
        "events/meeting/{event}/history/",
        "articles/article/{article}/change/",
        "articles/article/add/",
        "events/place/add/",
    ],
)
def test_the_desk_keeps_to_the_strict_policy(reader, article, draft, address):
    page = signed_in(reader, "/admin/")

    answer = page.goto(f"/admin/{address.format(event=draft, article=article.pk)}")
    page.wait_for_load_state("networkidle")

    assert answer is not None
    assert answer.status == 200


def test_a_date_is_explained_while_it_is_typed(reader, article):
    page = signed_in(reader, "/admin/")
    page.goto("/admin/events/meeting/add/")

    page.fill("#id_when", "du 19 au 21 janvier 2022")
    expect(page.locator(".understood")).to_have_text("compris\u00a0: entre le 19 et le 21 janvier 2022")
    page.fill("#id_when", "hier")
    expect(page.locator(".understood")).to_contain_text("dépend du jour où on le lit")


def test_a_paste_that_is_not_in_the_article_comes_back_with_the_reason(reader, article):
    page = signed_in(reader, "/admin/")
    page.goto("/admin/events/meeting/add/")
    page.fill("#id_title_fr", "Rencontre à Genève")
    page.fill("#id_title_en", "Meeting in Geneva")
    choose(page, "evidence-0-article", "dépêche")
    page.fill("#id_evidence-0-words", "Ces mots n'y sont pas.")
    page.click("[name=_save] >> nth=0")

    expect(page.locator("#evidence-group .errorlist")).to_contain_text("ne figurent pas dans l’article")
    expect(page.locator("#id_evidence-0-words")).to_have_value("Ces mots n'y sont pas.")
    expect(page.locator("#id_title_fr")).to_have_value("Rencontre à Genève")


@pytest.fixture(autouse=True)
def _the_database_holds_what_the_pages_showed(article: Article) -> Iterator[None]:
    """Looked at when the test has ended."""
    yield
    assert set(Meeting.objects.values_list("review", flat=True)) <= {Review.PUBLISHED, Review.DRAFT}
