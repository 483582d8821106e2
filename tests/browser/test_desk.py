"""The reading desk in a real browser: from a pasted dispatch to published events, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Page, expect

from crisis.articles.models import Article
from crisis.events.models import Event, Statement
from crisis.ingest.reading.rereading import read_again
from tests.browser.conftest import Reader
from tests.browser.desk import signed_in
from tests.colleagues import make_colleague
from tests.making import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Les ministres se voient\r\n\r\n"
    "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\r\n\r\n"
    "😀 « Nous sommes prêts », a ajouté le porte-parole. Rien n'est décidé.\r\n"
)


@pytest.fixture
def olena(transactional_db: None) -> User:
    call_command("load_gazetteer")
    return make_colleague("olena")


@pytest.fixture
def article(olena: User) -> Article:
    article = make_article(TEXT, published="2022-01-18")
    read_again(article)
    return article


def desk(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/desk/"


def select(page: Page, words: str) -> None:
    """Selects words of the article as a mouse would, from wherever to wherever."""
    page.evaluate(
        """(words) => {
          const nodes = [...document.querySelectorAll("#text [data-start]")].map((piece) => piece.firstChild);
          const at = nodes.map((node) => node.data).join("").indexOf(words);
          const place = (unit) => {
            for (const node of nodes) {
              if (unit <= node.length) return [node, unit];
              unit -= node.length;
            }
          };
          document.getSelection().setBaseAndExtent(...place(at), ...place(at + words.length));
        }""",
        words,
    )


def test_words_selected_with_the_mouse_become_a_statement(reader: Reader, article: Article) -> None:
    page = signed_in(reader, desk(article))

    select(page, "« Nous sommes prêts », a ajouté le porte-parole.")
    page.click("#from-selection")
    page.fill("#id_new-described", "un porte-parole")
    page.click("#new-event button.default")
    expect(page.locator(".messagelist .success")).to_have_count(1)

    statement = Statement.objects.latest("pk")
    assert statement.evidence.get().excerpt.words == "« Nous sommes prêts », a ajouté le porte-parole."
    assert statement.quotations.get().excerpt.words == "Nous sommes prêts"


def test_words_are_chosen_and_made_an_event_by_keyboard_alone(reader: Reader, article: Article) -> None:
    page = signed_in(reader, desk(article))

    page.focus("#text")
    for _sentence in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#desk-said")).to_contain_text("porte-parole")
    page.keyboard.press("n")
    expect(page.locator("#id_new-words")).to_have_value("😀 « Nous sommes prêts », a ajouté le porte-parole.")
    page.keyboard.press("Tab")
    page.focus("#id_new-described")
    page.keyboard.type("un porte-parole")
    page.focus("#new-event button.default")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_have_count(1)

    words = Statement.objects.latest("pk").evidence.get().excerpt.words
    assert words == "😀 « Nous sommes prêts », a ajouté le porte-parole."


def test_drafts_are_decided_by_keyboard(reader: Reader, article: Article) -> None:
    drafts = Event.objects.drafts().count()
    page = signed_in(reader, desk(article))

    expect(page.locator(".card:focus")).to_have_count(1)
    page.keyboard.press("a")
    expect(page.locator(".card.is-published")).to_have_count(1)
    expect(page.locator(".card.is-draft:focus")).to_have_count(1)
    page.keyboard.press("r")
    expect(page.locator(".card.is-rejected")).to_have_count(1)

    assert drafts >= 2
    assert Event.objects.drafts().count() == drafts - 2


def test_keys_do_nothing_while_one_types(reader: Reader, article: Article) -> None:
    page = signed_in(reader, desk(article))

    page.click("[data-key=c] >> nth=0")
    page.locator(".correction input[type=text]").first.focus()
    page.keyboard.type("arc")

    expect(page.locator(".card.is-published, .card.is-rejected")).to_have_count(0)


def test_the_desk_works_without_a_script(reader: Reader, article: Article) -> None:
    page = signed_in(reader, desk(article), java_script_enabled=False)

    page.click(".card.is-draft a[data-key=c] >> nth=0")
    page.locator(".correction [name$=title_fr]").fill("Un titre de rédactrice")
    page.click(".correction [name=publish]")
    page.click("#new-event summary")
    page.fill("#id_new-words", "Rien n'est décidé.")
    page.fill("#id_new-described", "le porte-parole")
    page.click("#new-event button.default")
    expect(page.locator(".messagelist .success")).to_have_count(1)

    assert Event.objects.public().get().title_fr == "Un titre de rédactrice"
    assert Statement.objects.latest("pk").evidence.get().excerpt.words == "Rien n'est décidé."


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_cut_off_at_the_desk(reader: Reader, article: Article, width: int) -> None:
    page = signed_in(reader, desk(article), viewport={"width": width, "height": 900})

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_leaving_with_words_not_saved_is_asked_about(reader: Reader, article: Article) -> None:
    page = signed_in(reader, desk(article))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(desk(article))  # nothing typed, nothing asked
    page.locator("[data-key=c]").first.click()
    page.locator(".correction [name$=title_fr]").fill("Des mots qu'on n'a pas enregistrés")
    page.goto("/admin/")

    assert asked == ["beforeunload"]
