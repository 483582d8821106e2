"""What axe finds on the desk's own pages, in both themes; and that nothing runs off a narrow screen or a tablet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import Page, expect

from crisis.articles.models import Article
from crisis.desk.permissions import DeskRole
from crisis.events.models import Actor, Event, Meeting, Place
from crisis.events.review import publish, reject
from crisis.events.vocabulary import Role
from crisis.events.writing import Part, save_changed
from crisis.ingest.reading.rereading import read_again
from tests.browser.conftest import Reader, violations
from tests.browser.desk import signed_in
from tests.colleagues import make_colleague
from tests.making import make_article, make_event, make_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLES, EVENTS = "/admin/articles/article", "/admin/events"
TEXT = (
    "Les ministres se voient\r\n\r\n"
    "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\r\n\r\n"
    "« Nous sommes prêts », a ajouté le porte-parole. "
    "Mercredi, Antony Blinken rencontrera Volodymyr Zelensky à Kiev.\r\n"
)
TIMELINEJS = """{"title": {}, "eras": [1], "events": [
    {"start_date": {"year": 2022}, "text": {"headline": "Talks", "text": "https://example.org/talks"}}, 7]}"""
REFUSED = b"slug,name_fr,name_en,latitude,longitude\nmoulins,Moulins,Moulins,200,3.3\n"


@dataclass(frozen=True, slots=True)
class Newsroom:
    """One of everything the desk shows."""

    fresh: Article
    decided: Article
    empty: Article
    undated: Article
    draft: Event
    pair: tuple[Meeting, Meeting]


@pytest.fixture
def newsroom(transactional_db: None, settings: LazySettings, tmp_path: Path) -> Newsroom:
    settings.DATA_DIR = tmp_path  # where what is imported waits
    call_command("load_gazetteer")
    olena = make_colleague("olena", DeskRole.CHIEF)
    pair = (_geneva("Rencontre à Genève"), _geneva("Blinken et Lavrov se voient"))
    fresh, decided = make_article(TEXT, published="2022-01-18"), make_article(TEXT + "AFP\r\n", published="2022-01-18")
    undated, empty = make_article(TEXT + "Reuters\r\n", published="2022-01"), make_article("Il neige.\r\n")
    for article in (fresh, decided, undated, empty):
        read_again(article)
    first, *others = Event.objects.filter(evidence__excerpt__article=decided).distinct()
    publish(first, by=olena)
    make_report(first)
    for other in others:
        reject(other, by=olena, reason="Doublon")
    meeting = first.as_kind
    meeting.when = "2022-01-20"
    save_changed(meeting)
    read_again(decided)  # says otherwise than the editor
    draft = Event.objects.filter(evidence__excerpt__article=fresh, kind="meeting").distinct()[0]
    return Newsroom(fresh, decided, empty, undated, draft, pair)


def _geneva(title: str) -> Meeting:
    parts = tuple(Part(role=Role.PARTICIPANT, actor=Actor.objects.get(slug=slug)) for slug in ("blinken", "lavrov"))
    event = make_event(
        title_fr=title, when="2022-01-21", place=Place.objects.get(slug="geneva"), parts=parts, published=True
    )
    assert isinstance(event, Meeting)
    return event


def _add_again(page: Page, room: Newsroom) -> None:
    page.goto(f"{ARTICLES}/add/")
    page.fill("#id_text", f"{TEXT}Une phrase de plus.")
    page.click("[name=_guess]")
    expect(page.locator("#likenesses")).to_be_visible()


def _new_event_refused(page: Page, room: Newsroom) -> None:
    page.goto(f"{ARTICLES}/{room.empty.pk}/desk/")
    page.locator("#new-event summary").click()
    page.locator("#new-event form").evaluate("form => { form.noValidate = true; }")
    page.click("#new-event button.default")
    expect(page.locator("#new-event .errorlist").first).to_be_visible()


def _merge(page: Page, room: Newsroom) -> None:
    page.goto(f"{EVENTS}/meeting/")
    for event in room.pair:
        page.check(f".action-select[value='{event.pk}']")
    page.select_option("select[name=action]", "merge_events")
    page.click("button[name=index]")
    expect(page.locator("#merge")).to_be_visible()


def _conflict(page: Page, room: Newsroom) -> None:
    page.goto(f"{EVENTS}/meeting/{room.draft.pk}/change/")
    theirs = Meeting.objects.get(pk=room.draft.pk)
    theirs.title_fr, theirs.summary_fr = f"{theirs.title_fr} (autrement)", "Un résumé"
    save_changed(theirs)
    page.fill("#id_title_fr", "Le mien")
    page.locator("[name=_save]").first.click()
    expect(page.locator("#conflict")).to_be_visible()


def _version(page: Page, room: Newsroom) -> None:
    page.goto(f"{EVENTS}/meeting/{room.draft.pk}/history/")
    page.locator("#change-history a").last.click()
    expect(page.locator("[type=submit].default")).to_be_visible()


def _import_refused(page: Page, room: Newsroom) -> None:
    page.goto(f"{EVENTS}/place/import/")
    file = {"name": "places.csv", "mimeType": "text/csv", "buffer": REFUSED}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.click(".submit-row .default")
    expect(page.locator("#refused")).to_be_visible()


def _timelinejs_seen(page: Page, room: Newsroom) -> None:
    page.goto("/admin/import-timelinejs/")
    page.fill("#id_pasted", TIMELINEJS)
    page.select_option("#id_kind", "meeting")
    page.click(".submit-row .default")
    expect(page.locator("#preview")).to_be_visible()


def _at(address: str) -> Callable[[Page, Newsroom], None]:
    def visit(page: Page, room: Newsroom) -> None:
        page.goto(address.format(room=room))

    return visit


PAGES: dict[str, Callable[[Page, Newsroom], None]] = {
    "first page": _at("/admin/"),
    "adding": _at(f"{ARTICLES}/add/"),
    "importing a TimelineJS": _at("/admin/import-timelinejs/"),
    "importing a TimelineJS, seen": _timelinejs_seen,
    "adding what is known": _add_again,
    "reading desk": _at(f"{ARTICLES}/{{room.fresh.pk}}/desk/"),
    "reading desk, correcting": _at(f"{ARTICLES}/{{room.fresh.pk}}/desk/?correct={{room.draft.pk}}"),
    "reading desk, decided": _at(f"{ARTICLES}/{{room.decided.pk}}/desk/"),
    "reading desk, refused": _new_event_refused,
    "corroboration": _at(f"{ARTICLES}/{{room.undated.pk}}/corroborate/"),
    "articles": _at(f"{ARTICLES}/"),
    "events": _at(f"{EVENTS}/event/?q=Blinken"),
    "event": _at(f"{EVENTS}/meeting/{{room.pair[0].pk}}/change/"),
    "merging": _merge,
    "conflict": _conflict,
    "history": _at(f"{EVENTS}/meeting/{{room.draft.pk}}/history/"),
    "version": _version,
    "activity": _at(f"{EVENTS}/event/activity/"),
    "import": _at(f"{EVENTS}/place/import/"),
    "import, refused": _import_refused,
    "export": _at(f"{EVENTS}/place/export/"),
    "two-factor": _at("/admin/two-factor/"),
}


NAMED = """() => [...document.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])")].every((field) =>
  field.nextElementSibling?.querySelector("[aria-labelledby*=naming]"))"""
DJANGOS_OWN = [
    [".select2-selection__rendered"],  # list: a button to clear all stands among the items of its list
    [".tabular th.original"],  # empty-table-header: the column of a row's name has none
    ["#searchbar"],  # label-title-only: a search field whose label is a picture
]
"""What is left out, by rule: markup of Django and of the autocomplete it brings."""
WIDTHS = (768, 390)


def at_the_desk(page: Page) -> list[tuple[str, list[str]]]:
    page.wait_for_function(NAMED)
    return violations(page, exclude=DJANGOS_OWN)


def test_axe_finds_nothing_at_the_desk_in_either_theme(reader: Reader, newsroom: Newsroom) -> None:
    door = reader.page()
    door.goto("/admin/login/")
    found = {"sign-in": at_the_desk(door)}
    page = signed_in(reader, "/admin/")
    page.on("dialog", lambda dialog: dialog.accept())

    for name, visit in PAGES.items():
        visit(page, newsroom)
        found[name] = at_the_desk(page)

    assert found == {name: [] for name in found}


def test_nothing_at_the_desk_runs_off_the_screen(reader: Reader, newsroom: Newsroom) -> None:
    page = signed_in(reader, "/admin/", viewport={"width": WIDTHS[0], "height": 800})
    page.on("dialog", lambda dialog: dialog.accept())
    widths = {}

    for name, visit in PAGES.items():
        visit(page, newsroom)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            widths[name, width] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == {(name, width): width for name in PAGES for width in WIDTHS}


@pytest.mark.parametrize(("visit", "where"), [(_conflict, "#conflict"), (_import_refused, "#refused")])
def test_the_focus_goes_where_the_work_goes_on(
    reader: Reader, newsroom: Newsroom, visit: Callable[[Page, Newsroom], None], where: str
) -> None:
    page = signed_in(reader, "/admin/")

    visit(page, newsroom)
    expect(page.locator(where)).to_be_focused()
    page.keyboard.press("Tab")

    followed = page.evaluate(
        "where => document.activeElement.compareDocumentPosition(document.querySelector(where))", where
    )
    assert followed & (8 | 2)  # within it, or after it


def test_autocompletes_and_rows_of_tables_have_names(reader: Reader, newsroom: Newsroom) -> None:
    page = signed_in(reader, "/admin/")

    page.goto(f"{EVENTS}/meeting/{newsroom.pair[0].pk}/change/")

    expect(page.get_by_role("combobox", name="Lieu")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Ou tel que décrit")).to_have_count(3)  # two actors, and a row to add one
