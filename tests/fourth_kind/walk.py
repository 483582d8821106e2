"""What a fourth kind of event is put through, under settings that have one: run by `test_fourth_kind.py`.

pytest --ds tests.fourth_kind.settings tests/fourth_kind/walk.py
"""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from crisis.events.kinds import KINDS, kind_of
from crisis.events.models import Event
from crisis.events.review import merge
from tests.colleagues import sign_in
from tests.fourth_kind.app.models import Sanction
from tests.making import make_article, make_editor, make_event, make_place, make_topic, quote_words
from tests.sharing.test_nothing_hidden_leaves import ROUTES, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

MEASURE = "gel des avoirs de la banque"


def make_sanction(measure: str = MEASURE, *, published: bool = True, **fields: Any) -> Any:
    excerpt = quote_words(make_article(), "Les ministres se sont vus mardi à Genève.")
    return make_event("sanction", measure=measure, support=(excerpt,), published=published, **fields)  # type: ignore[arg-type]


@pytest.fixture
def world() -> World:
    event = make_sanction(topics=(make_topic(),), place=make_place())
    [evidence] = event.evidence.all()
    return World(event, {"sanction": Event.objects.get(pk=event.pk)}, evidence.excerpt.article_id)


def body_of(client: Client, address: str) -> tuple[int, str]:
    answer: Any = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content.decode("utf-8", "ignore")


@pytest.mark.parametrize("route", sorted(set(ROUTES) - {"api/v1/^"}))
def test_every_route_answers(route: str, world: World, client: Client) -> None:
    begin, endings = ROUTES[route]
    asked = [begin + ending for ending in endings(world) if "cache" not in ending and "denied" not in ending]

    answers = {address: body_of(client, address)[0] for address in [*asked, begin + "?kind=sanction"]}

    assert {address: status for address, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("ending", ["csv", "excel.csv", "json", "jsonld", "geojson", "ics", "timelinejs.json", "md"])
def test_every_export_tells_what_only_the_kind_says(ending: str, world: World, client: Client) -> None:
    status, body = body_of(client, f"/export/events.{ending}?kind=sanction")

    assert (status, MEASURE in body.replace("\r\n ", "")) == (200, True)


@pytest.mark.parametrize("address", ["/fr/e/{uid}/x/", "/en/e/{uid}/x/", "/api/v1/events/{uid}", "/embed/e/{uid}/"])
def test_a_reader_is_told_what_only_the_kind_says(address: str, world: World, client: Client) -> None:
    with override(address[1:3]):
        slug = world.public.slug
    status, body = body_of(client, address.format(uid=world.public.uid).replace("/x/", f"/{slug}/"))

    assert (status, MEASURE in body or address.startswith("/embed")) == (200, True)


def test_the_timeline_counts_draws_and_names_it(world: World, client: Client) -> None:
    page = body_of(client, "/en/?kind=sanction")[1]
    figure = client.get("/en/figure/?kind=sanction").json()
    facets = client.get("/api/v1/facets").json()

    assert "1 sanction" in page
    assert [trace["customdata"] for trace in figure["data"] if trace.get("mode") == "markers"] == [[world.public.uid]]
    assert {item["value"]: item["count"] for item in facets["kind"]}["sanction"] == 1


def test_the_description_of_the_api_knows_it(client: Client) -> None:
    described = body_of(client, "/api/v1/openapi.json")[1]

    assert ('"measure"' in described, '"sanction"' in described) == (True, True)


def form_of(page: Any) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    context = page.context
    forms = [
        context["adminform"].form,
        *(
            one
            for inline in context["inline_admin_formsets"]
            for one in [inline.formset.management_form, *inline.formset.forms]
        ),
    ]
    sent = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            widget = bound.field.widget
            parts = getattr(widget, "widgets_names", None)
            if parts is not None:
                values = widget.decompress(value)
                sent |= {bound.html_name + name: str(one or "") for name, one in zip(parts, values, strict=True)}
            else:
                sent[bound.html_name] = "" if value is None else str(value)
    return {**sent, "read_version": str(context.get("read_version", ""))}


def test_an_editor_changes_it_and_every_version_can_be_read_again(client: Client) -> None:
    sign_in(client)
    event = make_sanction("gel des avoirs")
    before = event.version
    address = reverse("admin:fourth_kind_sanction_change", args=[event.pk])
    sent = form_of(client.get(address))

    answer = client.post(address, {**sent, "measure": "interdiction de visa", "note_en": "The measure was another."})

    event.refresh_from_db()
    assert (answer.status_code, event.measure) == (302, "interdiction de visa")
    old = body_of(client, f"/en/e/{event.uid}/{event.slug}/?v={before}")[1]
    new = body_of(client, f"/en/e/{event.uid}/{event.slug}/")[1]
    assert ("gel des avoirs" in old, "interdiction de visa" in new, "The measure was another." in new) == (True,) * 3
    assert client.get(reverse("admin:fourth_kind_sanction_history", args=[event.pk])).status_code == 200


def test_the_desk_lists_adds_and_previews_it(client: Client) -> None:
    sign_in(client)
    event = make_sanction(published=False)

    pages = [
        reverse("admin:fourth_kind_sanction_changelist"),
        reverse("admin:fourth_kind_sanction_add"),
        reverse("admin:events_event_changelist"),
        reverse("desk:preview", args=[event.uid]),
    ]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert MEASURE in body_of(client, reverse("desk:preview", args=[event.uid]))[1]


def test_what_leaves_in_a_file_comes_back(client: Client) -> None:
    sign_in(client)
    event = make_sanction("gel des avoirs", published=False)
    answer = client.post(reverse("admin:events_event_export"), {"format": "csv", "resource": "0"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    [row] = rows
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow({**row, "measure": "interdiction de visa"})

    shown = client.post(
        reverse("admin:events_event_import"),
        {"import_file": SimpleUploadedFile("a.csv", out.getvalue().encode()), "resource": "0"},
    )
    client.post(reverse("admin:events_event_process_import"), shown.context["confirm"].initial, follow=True)

    event.refresh_from_db()
    assert (row["measure"], event.measure) == ("gel des avoirs", "interdiction de visa")


def test_a_merger_leaves_it_to_the_survivor() -> None:
    survivor, merged = make_sanction(""), make_sanction()

    merge(Event.objects.get(pk=merged.pk), into=Event.objects.get(pk=survivor.pk), by=make_editor())

    survivor.refresh_from_db()
    assert survivor.measure == MEASURE


def test_two_kinds_cannot_be_called_the_same() -> None:
    with pytest.raises(ValueError, match="already"):
        KINDS.register(kind_of("sanction"))
    assert Sanction.objects.count() == 0
