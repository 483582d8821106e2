"""A TimelineJS moves in, slide by slide, seen before anything is written; and ours moves out and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Reference, Source
from crisis.desk.permissions import DeskRole
from crisis.events.models import Event
from crisis.events.review import reject
from crisis.events.vocabulary import Kind, Origin, Review, Status
from crisis.ingest.timelinejs.reading import read_timeline
from crisis.ingest.timelinejs.storing import Answers, bring_in
from tests.colleagues import said, sign_in
from tests.making import make_editor, make_event, make_excerpt

pytestmark = pytest.mark.django_db

EXAMPLE = Path(__file__).with_name("timelinejs.json").read_bytes()
PAGE = "/admin/import-timelinejs/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def desk(client: Client, in_english: None) -> Client:
    sign_in(client, DeskRole.CONTRIBUTOR)
    return client


def send(desk: Client, data: bytes, **answers: str) -> Any:
    file = SimpleUploadedFile("timeline.json", data)
    return desk.post(PAGE, {"file": file, "language": "en", "kind": "meeting", **answers})


def confirm(desk: Client, preview: Any, **more: str) -> Any:
    form = preview.context["confirm"]
    hidden = {field.html_name: field.value() for field in form.hidden_fields()}
    return desk.post(PAGE, {**hidden, "_confirm": "1", **more})


def slide(**fields: Any) -> dict[str, Any]:
    return {
        "start_date": {"year": 2022},
        "text": {"headline": "Talks", "text": '<a href="https://example.org/a">Paper</a>'},
        **fields,
    }


def written(*slides: Any) -> bytes:
    return orjson.dumps({"events": [*slides]})


def become(preview: Any) -> list[tuple[int, int, int]]:
    arrival = preview.context["arrival"]
    return [(len(arrival.drafts), len(arrival.known), len(arrival.refused))]


def test_the_example_of_the_documentation_becomes_drafts_that_rest_on_its_links(desk: Client) -> None:
    preview = send(desk, EXAMPLE)
    before = (Event.objects.count(), Reference.objects.count(), Source.objects.count())
    done = confirm(desk, preview)

    assert (become(preview), before) == ([(3, 0, 0)], (0, 0, 0))
    assert done["Location"] == "/admin/events/event/?review__exact=draft"
    first, second, third = Event.objects.order_by("pk")
    assert {event.review for event in (first, second, third)} == {Review.DRAFT}
    assert {(event.origin, event.rule) for event in (first, second, third)} == {(Origin.IMPORTED, "timelinejs")}
    assert [(event.kind, event.when) for event in (first, second, third)] == [
        ("meeting", "2022-01-21"),
        ("troop_movement", "2021"),
        ("meeting", "2022-01-10/2022-01"),
    ]
    assert (first.title_fr, first.title_en, first.summary_fr, first.summary_en) == (
        "They meet in Geneva",
        "They meet in Geneva",
        "",
        "The two ministers met in Geneva on 21 January.",
    )
    assert [str(item.reference.url) for item in first.evidence.all() if item.reference] == [
        "https://news.example.org/geneva",
        "https://commons.example.org/wiki/File%3AGeneva.JPG",
    ]
    assert said(desk.get("/admin/")) == ["From the TimelineJS: 3 drafts made."]


def test_the_preview_says_of_every_slide_what_becomes_of_it(desk: Client) -> None:
    here = make_event(published=True)

    preview = send(desk, written(slide(), slide(text={"headline": "Alone"}), slide(unique_id=here.uid), slide(), 7))

    page = preview.content.decode()
    assert become(preview) == [(1, 2, 2)]
    assert "a draft: meeting" in page
    assert "nothing: an earlier slide says the same" in page
    assert f'<a href="/admin/events/meeting/{here.pk}/change/">{here.title_en}</a> (published)' in page
    assert page.count("<strong>refused</strong>") == 2
    assert "This is no slide, but something else." in page


def test_one_refused_slide_refuses_the_file_until_it_is_left_out(desk: Client) -> None:
    preview = send(desk, written(slide(), slide(text={"headline": "Alone"})))

    refused = confirm(desk, preview)
    nothing = Event.objects.count()
    done = confirm(desk, preview, leaves_out="on")

    assert (refused.status_code, nothing) == (200, 0)
    assert "Nothing is imported: some slides are refused." in refused.content.decode()
    assert (done.status_code, Event.objects.count()) == (302, 1)
    assert said(desk.get("/admin/")) == ["From the TimelineJS: 1 draft made, 1 left out."]


def test_a_slide_that_links_to_nothing_rests_on_the_timeline_if_the_editor_says_where_that_is(desk: Client) -> None:
    data = orjson.dumps(
        {
            "title": {"text": {"headline": "A crisis"}},
            "events": [slide(), slide(text={"headline": "Alone"}, media=[1])],
        }
    )
    without = send(desk, data)
    half = send(desk, data, address="https://example.org/timeline")
    told = send(desk, data, address="https://example.org/timeline", publisher="The Example")
    confirm(desk, told)

    [refused] = without.context["arrival"].refused
    assert refused.reasons == (
        "It links to no source, and an event needs one. Add a link, or say where the timeline is published.",
    )
    assert half.context["form"].errors == {"publisher": ["Say who published it."]}
    linked, alone = Event.objects.order_by("pk")
    [reference] = [item.reference for item in alone.evidence.all()]
    assert reference is not None
    assert (reference.source.name, reference.title, reference.url) == (
        "The Example",
        "A crisis",
        "https://example.org/timeline",
    )
    assert [str(item.reference) for item in linked.evidence.all()] != [str(reference)]


def test_the_same_file_is_known_whatever_became_of_its_drafts(desk: Client) -> None:
    confirm(desk, send(desk, EXAMPLE))
    reject(Event.objects.order_by("pk")[0], by=make_editor(), reason="Non")

    again = send(desk, EXAMPLE)

    assert become(again) == [(0, 3, 0)]
    assert "Make the drafts" not in again.content.decode()
    assert confirm(desk, again).status_code == 200
    assert Event.objects.count() == 3


def test_our_own_export_comes_back_as_what_is_here(desk: Client) -> None:
    for when in ("2022-01-18", "2022-01", ""):
        make_event(Kind.STATEMENT, when=when, support=(make_excerpt(),), published=True)
    exported = b"".join(desk.get("/export/events.timelinejs.json").streaming_content)

    assert become(send(desk, exported)) == [(0, 3, 0)]


def test_our_own_export_becomes_the_same_events_elsewhere() -> None:
    told = {"when": "../2022-01-21", "status": Status.CANCELLED, "title_fr": "Sommet & <suite>"}
    event = make_event(Kind.TROOP_MOVEMENT, **told, published=True)
    exported = b"".join(Client().get("/export/events.timelinejs.json").streaming_content)
    Event.objects.all().delete()

    bring_in(read_timeline(exported), Answers(language="fr", kind=Kind.MEETING))

    [back] = Event.objects.all()
    assert (back.kind, back.when, back.status) == (event.kind, event.when, event.status)
    assert back.title_fr == "Sommet & <suite>"
    assert [item.reference.url for item in back.evidence.all() if item.reference] == ["https://example.org/"]


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("Rencontres", Kind.MEETING),
        ("mouvement de TROUPES", Kind.TROOP_MOVEMENT),
        ("troop_movement", Kind.TROOP_MOVEMENT),
        ("<b>Statements</b>", Kind.STATEMENT),
        ("Diplomacy", Kind.STATEMENT),  # none of ours: what the editor chose
        ("", Kind.STATEMENT),
    ],
)
def test_a_group_that_names_a_kind_is_believed(group: str, kind: Kind) -> None:
    arrival = bring_in(read_timeline(written(slide(group=group))), Answers(language="fr", kind=Kind.STATEMENT))

    assert ([one.kind for one in arrival.drafts], Event.objects.get().kind) == ([kind], kind)


def test_what_breaks_a_rule_of_the_house_is_refused_by_the_dry_run_too(desk: Client) -> None:
    preview = send(desk, written(slide(text={"headline": "x" * 301, "text": "https://example.org/"})))

    [outcome] = preview.context["arrival"].refused
    assert outcome.reasons == ("headline: Ensure this value has at most 300 characters (it has 301).",)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Send a file, or paste its text: one of the two."),
        ({"pasted": "{"}, "This is no JSON: line 1, column 2"),
        ({"pasted": '{"events": 1}'}, "This is no TimelineJS: it has no list called “events”."),
        ({"pasted": "x\x00"}, "Null characters are not allowed."),
        ({"pasted": "{}", "kind": "other"}, "Select a valid choice."),
        ({"pasted": "{}", "language": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(desk: Client, sent: dict[str, str], sentence: str) -> None:
    response = desk.post(PAGE, {"language": "en", "kind": "meeting", **sent})

    assert (response.status_code, sentence in response.content.decode()) == (200, True)
    assert Event.objects.count() == 0


def test_it_can_be_pasted_too(desk: Client) -> None:
    preview = desk.post(PAGE, {"pasted": EXAMPLE.decode(), "language": "fr", "kind": "statement"})
    confirm(desk, preview)

    assert sorted(Event.objects.values_list("kind", flat=True)) == ["statement", "statement", "troop_movement"]
    assert Event.objects.exclude(summary_fr="").count() == 3


def test_a_file_waits_for_the_one_who_sent_it_and_for_nobody_else(desk: Client) -> None:
    preview = send(desk, EXAMPLE)
    hidden = {field.html_name: field.value() for field in preview.context["confirm"].hidden_fields()}
    other = Client()
    sign_in(other, DeskRole.EDITOR)

    answers = [
        other.post(PAGE, {**hidden, "_confirm": "1"}),
        desk.post(PAGE, {**hidden, "_confirm": "1", "upload": "../../etc/passwd"}),
        desk.post(PAGE, {"_confirm": "1"}),
    ]

    assert [answer.headers.get("Location") for answer in answers] == [PAGE] * 3
    assert Event.objects.count() == 0


def test_who_may_not_add_events_is_not_offered_it(client: Client) -> None:
    user = sign_in(client, DeskRole.CONTRIBUTOR)
    offered = PAGE in client.get("/admin/").content.decode()
    user.groups.clear()

    assert (offered, PAGE in client.get("/admin/").content.decode()) == (True, False)
    assert (client.get(PAGE).status_code, client.post(PAGE).status_code) == (403, 403)
    assert reverse("admin:import-timelinejs") == PAGE
