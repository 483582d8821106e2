"""The desk in a real browser, under the strict policy: from the sign-in to the timeline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from crisis.articles.models import Article
from crisis.events.models import Meeting
from crisis.events.vocabulary import Review
from tests.colleagues import PASSWORD, make_colleague
from tests.making import make_actor, make_article, make_event, make_excerpt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Les ministres se sont vus mardi à Genève."
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


@pytest.fixture
def article(transactional_db: None) -> Article:
    """Everything the database must hold is made before the browser opens: its loop forbids asking in this thread."""
    make_colleague()
    make_actor("blinken", name_fr="Antony Blinken", name_en="Antony Blinken")
    return make_article(title="Une dépêche de Genève")


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def draft(article: Article) -> int:
    """The number of a draft with its evidence."""
    return make_event(support=(make_excerpt(article),)).pk


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/")
    page.fill("#id_username", "olena")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def choose(page: Page, field: str, typed: str) -> None:
    """Picks from a list that is searched while typing."""
    page.click(f"#id_{field} + .select2 .select2-selection")
    page.locator(".select2-search__field").last.fill(typed)
    page.locator(".select2-results__option--highlighted", has_text=typed).click()


def test_an_editor_adds_a_meeting_and_sees_it_on_the_timeline(live_server, article, browser):
    page = browser.new_page(locale="fr-FR")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(WATCH)

    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/events/meeting/add/")
    page.fill("#id_title_fr", "Rencontre à Genève")
    page.fill("#id_title_en", "Meeting in Geneva")
    page.fill("#id_when", "2022-01-18")
    choose(page, "evidence-0-article", "dépêche")
    page.fill("#id_evidence-0-words", WORDS)
    page.select_option("#id_participations-0-role", "participant")
    choose(page, "participations-0-actor", "Blinken")
    page.click("[name=_publish] >> nth=0")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    page.goto(f"{live_server.url}/fr/")
    expect(page.locator("#results [data-event]")).to_have_count(1)
    expect(page.locator("#results [data-event]")).to_contain_text("Rencontre à Genève")
    page.close()

    assert complaints == []


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
def test_the_desk_keeps_to_the_strict_policy(live_server, article, draft, browser, address):
    page = browser.new_page(locale="fr-FR")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.add_init_script(WATCH)
    sign_in(page, live_server.url)

    answer = page.goto(f"{live_server.url}/admin/{address.format(event=draft, article=article.pk)}")
    page.wait_for_load_state("networkidle")
    page.close()

    assert answer is not None
    assert (answer.status, complaints) == (200, [])


def test_a_date_is_explained_while_it_is_typed(live_server, article, browser):
    page = browser.new_page(locale="fr-FR")
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/events/meeting/add/")

    page.fill("#id_when", "du 19 au 21 janvier 2022")
    expect(page.locator(".understood")).to_have_text("compris\u00a0: entre le 19 et le 21 janvier 2022")
    page.fill("#id_when", "hier")
    expect(page.locator(".understood")).to_contain_text("dépend du jour où on le lit")
    page.close()


def test_a_paste_that_is_not_in_the_article_comes_back_with_the_reason(live_server, article, browser):
    page = browser.new_page(locale="fr-FR")
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/events/meeting/add/")
    page.fill("#id_title_fr", "Rencontre à Genève")
    page.fill("#id_title_en", "Meeting in Geneva")
    choose(page, "evidence-0-article", "dépêche")
    page.fill("#id_evidence-0-words", "Ces mots n'y sont pas.")
    page.click("[name=_save] >> nth=0")

    expect(page.locator("#evidence-group .errorlist")).to_contain_text("ne figurent pas dans l’article")
    expect(page.locator("#id_evidence-0-words")).to_have_value("Ces mots n'y sont pas.")
    expect(page.locator("#id_title_fr")).to_have_value("Rencontre à Genève")
    page.close()


@pytest.fixture(autouse=True)
def _the_database_holds_what_the_pages_showed(article: Article) -> Iterator[None]:
    """Looked at after the browser has closed."""
    yield
    assert set(Meeting.objects.values_list("review", flat=True)) <= {Review.PUBLISHED, Review.DRAFT}
