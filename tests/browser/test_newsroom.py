"""A day at the desk, in a real browser: from a pasted dispatch to what readers see, and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, Meeting
from crisis.events.vocabulary import Review
from tests.browser.conftest import Reader
from tests.browser.desk import signed_in
from tests.colleagues import make_colleague
from tests.desk.exchange.sheets import file_of, rows_of
from tests.making import make_event, make_excerpt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/admin/articles/article/add/"
EVENTS = "/admin/events/event/"


@pytest.fixture
def newsroom(transactional_db: None) -> None:
    call_command("load_gazetteer")
    make_colleague("olena")
    make_colleague("ivan")
    make_colleague("claire", DeskRole.CHIEF)
    make_colleague("noe", DeskRole.CONTRIBUTOR)


@pytest.fixture
def dispatch(root: Path) -> str:
    """The seed, as an editor would have it on the clipboard."""
    [path] = (root / "seeds").glob("*.txt")
    return path.read_text()


class Hands:
    """Does what a person does, and counts it: each field filled, each button or key pressed is one action."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def fill(self, where: str, words: str) -> None:
        self.actions += 1
        self.page.fill(where, words)

    def click(self, where: str) -> None:
        self.actions += 1
        self.page.click(where)

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)


def paste(hands: Hands, words: str) -> None:
    """To the drafts at the reading desk, in three actions."""
    hands.fill("#id_text", words)
    hands.click("[name=_guess]")
    hands.click("[name=_read]")
    hands.page.wait_for_url("**/desk/**")


def test_a_pasted_dispatch_is_corrected_rejected_published_and_read(
    reader: Reader, newsroom: None, dispatch: str
) -> None:
    page = signed_in(reader, ADD)
    paste(Hands(page), dispatch)
    drafts = page.locator(".card.is-draft").count()

    page.locator("[data-key=c]").first.click()
    page.locator(".correction [name$=title_fr]").fill("Blinken et Lavrov se verront à Genève")
    page.locator(".correction [name$='-when']").fill("21 janvier 2022")
    page.click(".correction [name=publish]")
    expect(page.locator(".card.is-published")).to_have_count(1)
    page.locator(".card.is-draft [data-key=r]").first.click()
    expect(page.locator(".card.is-rejected")).to_have_count(1)
    page.click("[value=accept_all]")
    expect(page.locator(".card.is-published")).to_have_count(drafts - 1)
    words = page.locator(".card.is-published blockquote").first.inner_text()
    timeline = reader.timeline("/fr/")
    timeline.locator("#results li[data-event] a", has_text="Blinken et Lavrov se verront à Genève").first.click()

    expect(timeline.locator("#excerpt-title")).to_contain_text("Blinken et Lavrov se verront à Genève")
    marks = [" ".join(mark.split()) for mark in timeline.locator("#excerpt mark").all_inner_texts()]
    assert drafts >= 8
    assert words in marks
    assert timeline.locator("#results li[data-event]").count() == drafts - 1
    assert Meeting.objects.get(title_fr="Blinken et Lavrov se verront à Genève").when == "2022-01-21"


def test_from_a_pasted_dispatch_to_six_published_events_it_takes_at_most_twelve_actions(
    reader: Reader, newsroom: None, dispatch: str
) -> None:
    page = signed_in(reader, ADD)
    hands = Hands(page)

    paste(hands, dispatch)
    for published in range(1, 7):
        expect(page.locator(".card.is-draft:focus")).to_have_count(1)
        hands.press("a")
        expect(page.locator(".card.is-published")).to_have_count(published)

    assert Event.objects.public().count() == 6
    assert hands.actions <= 12


def test_two_editors_of_one_event_see_both_versions_and_neither_is_lost(reader: Reader, newsroom: None) -> None:
    event = make_event(title_fr="Avant", support=(make_excerpt(),))
    address = f"/admin/events/meeting/{event.pk}/change/"
    first, second = signed_in(reader, address, "olena"), signed_in(reader, address, "ivan")

    first.fill("#id_title_fr", "Ce qu'écrit Olena")
    first.click("[name=_save] >> nth=0")
    expect(first.locator(".messagelist .success")).to_have_count(1)
    second.fill("#id_title_fr", "Ce qu'écrit Ivan")
    second.click("[name=_save] >> nth=0")
    conflict = second.locator("#conflict")
    expect(conflict).to_contain_text("Ce qu'écrit Olena")
    expect(conflict).to_contain_text("Ce qu'écrit Ivan")
    expect(conflict).to_contain_text("Avant")
    stored = Event.objects.get(pk=event.pk).title_fr
    second.check("[name=choice-title_fr][value=mine]")
    second.click("#conflict [name=_save]")
    expect(second.locator(".messagelist .success")).to_have_count(1)

    assert stored == "Ce qu'écrit Olena"
    assert Event.objects.get(pk=event.pk).title_fr == "Ce qu'écrit Ivan"


def by_form(page: Page, event: Event) -> None:
    page.goto(f"/admin/events/meeting/{event.pk}/change/")
    assert page.locator("[name=_publish]").count() == 0
    page.fill("#id_title_en", "Changed by a contributor")
    with page.expect_navigation():
        page.evaluate("""() => {
          const save = document.querySelector("[name=_save]");
          save.name = "_publish";
          save.click();
        }""")
    assert Event.objects.get(pk=event.pk).title_en == "Changed by a contributor"  # it arrived, and was saved as a draft


def by_action(page: Page, event: Event) -> None:
    page.goto(EVENTS)
    page.check(f"[name=_selected_action][value='{event.pk}']")
    assert page.locator("[name=action] option[value=publish_events]").count() == 0
    page.evaluate("""() => {
      const actions = document.querySelector("select[name=action]");
      actions.add(new Option("Publier", "publish_events"));
      actions.value = "publish_events";
    }""")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.click("[name=index]")


def by_address(page: Page, event: Event) -> None:
    article = event.evidence.get().excerpt.article_id
    page.goto(f"/admin/articles/article/{article}/desk/")
    assert page.locator("[value=accept], [value=accept_all]").count() == 0
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(
        page.url, form={"csrfmiddlewaretoken": token, "what": "accept", "event": str(event.pk), "version": "1"}
    )
    assert answer.status == 403


def by_import(page: Page, event: Event) -> None:
    page.goto(f"{EVENTS}import/")
    [row] = rows_of()  # a whole file, in which nothing else is wrong
    file = file_of([{**row, "review": "published"}])
    page.set_input_files("[name=import_file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": file})
    page.locator("#content-main [type=submit], #content [type=submit]").last.click()
    expect(page.locator("#refused td code")).to_have_text("review")
    assert page.locator("[name=upload]").count() == 0


@pytest.mark.parametrize("way", [by_form, by_action, by_address, by_import])
def test_a_contributor_publishes_nothing(reader: Reader, newsroom: None, way) -> None:
    event = make_event(support=(make_excerpt(),))
    page = signed_in(reader, EVENTS, "noe")

    way(page, Event.objects.get(pk=event.pk))

    assert Event.objects.get(pk=event.pk).review == Review.DRAFT


def test_after_a_merger_both_permalinks_lead_to_the_survivor(reader: Reader, newsroom: None) -> None:
    kept = make_event(published=True, title_fr="Celle qui reste", support=(make_excerpt(),))
    gone = make_event(published=True, title_fr="La même, ailleurs", support=(make_excerpt(),))
    page = signed_in(reader, EVENTS, "claire")

    for event in (kept, gone):
        page.check(f"[name=_selected_action][value='{event.pk}']")
    page.select_option("[name=action]", "merge_events")
    page.click("[name=index]")
    page.check(f"[name=survivor][value='{kept.pk}']")
    page.click("#merge [type=submit]")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    addresses = []
    for event in (kept, gone):
        page.goto(f"/e/{event.uid}/")
        addresses.append(page.url)
        expect(page.locator("#excerpt-title")).to_contain_text("Celle qui reste")

    assert addresses[0] == addresses[1]
    assert f"/e/{kept.uid}/" in addresses[0]


def test_what_is_retracted_answers_410_with_the_reason_until_that_is_undone(reader: Reader, newsroom: None) -> None:
    event = make_event(published=True, title_fr="Retirée", support=(make_excerpt(),))
    page = signed_in(reader, EVENTS, "claire")

    page.check(f"[name=_selected_action][value='{event.pk}']")
    page.select_option("[name=action]", "retract_events")
    page.click("[name=index]")
    page.fill("#reason", "L'agence a annulé sa dépêche.")
    page.click("#content [type=submit]")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    gone = page.request.get(f"/e/{event.uid}/")
    page.locator(".messagelist .success a").click()
    page.click("#content [type=submit]")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    back = page.request.get(f"/e/{event.uid}/")

    assert (gone.status, re.search("L.{1,6}agence a annulé sa dépêche", gone.text()) is not None) == (410, True)
    assert back.status == 200
