"""Export and import at the desk: who may, what a page shows before anything is written, and what a refusal says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from crisis.desk.events.subjects import ActorSheet
from crisis.desk.exchange.files import read_file
from crisis.desk.permissions import DeskRole
from crisis.events.models import Actor, Event, Meeting
from crisis.events.vocabulary import Kind
from tests.colleagues import said, sign_in
from tests.desk.exchange.sheets import exported, file_of, new_row, rows_of
from tests.events.versions import revisions
from tests.making import make_actor, make_event, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LISTS = ["event", "actor", "place", "topic"]


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def address(model: str, verb: str) -> str:
    return reverse(f"admin:events_{model}_{verb}")


def send(client: Client, content: bytes, model: str = "event", name: str = "essai.csv") -> Any:
    return client.post(address(model, "import"), {"import_file": SimpleUploadedFile(name, content)})


def confirm(client: Client, shown: Any, model: str = "event", **changed: str) -> Any:
    sent = {**shown.context["confirm"].initial, **changed}
    return client.post(address(model, "process_import"), sent, follow=True)


def uids(answer: Any) -> list[str]:
    return [row["uid"] for _number, row in read_file(answer.content).rows]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_shown_and_then_imported(client: Client, form: str) -> None:
    user = sign_in(client)
    event = make_event(title_fr="Avant")
    content = file_of([{**rows_of()[0], "title_fr": "Après"}, new_row()], form)

    shown = send(client, content, name=f"essai.{form}")
    before = Event.objects.count()
    done = confirm(client, shown)

    event.refresh_from_db()
    assert [(row.number, row.what, row.changes) for row in shown.context["outcome"].touched] == [
        (2, "changed", [("title_fr", "Avant", "Après")]),
        (3, "new", []),
    ]
    assert (before, Event.objects.count(), event.title_fr) == (1, 2, "Après")
    assert said(done) == ["Imported: 1 row added, 1 changed, 0 as they were."]
    [_made, change] = revisions(event)
    assert (change.by, change.why) == (user, f"import of essai.{form}")
    assert sorted(LogEntry.objects.values_list("action_flag", flat=True)) == [1, 2]


def test_the_page_of_a_refused_file_names_row_and_column_and_offers_no_import(client: Client) -> None:
    sign_in(client)

    shown = send(client, file_of([new_row(), new_row(date="hier")]))

    page = shown.content.decode()
    assert shown.context["confirm"] is None
    assert "<td>3</td><td><code>date</code></td><td>“hier” is not a date" in page
    assert Event.objects.count() == 0


def test_what_is_wrong_with_the_whole_file_is_said_at_the_file(client: Client) -> None:
    sign_in(client)

    empty = send(client, b"uid\r\n")
    cp1252 = send(client, "uid\r\nGenève".encode("cp1252"))
    headless = send(client, b"uid,titre\r\na,b")

    assert empty.context["form"].errors == {"import_file": ["The file has no rows under its header."]}
    assert cp1252.context["form"].errors["import_file"][0].startswith("The file is not in UTF-8.")
    assert [sentence[:34] for sentence in headless.context["outcome"].faults] == [
        "These columns are missing: kind, s",
        "These columns are not known: titre",
    ]


def test_a_change_between_the_page_and_the_word_imports_nothing(client: Client) -> None:
    sign_in(client)
    event = make_event(title_fr="Avant")
    shown = send(client, file_of([{**rows_of()[0], "title_fr": "De la file"}, new_row()]))
    Event.objects.filter(pk=event.pk).update(version=2)

    done = confirm(client, shown)

    event.refresh_from_db()
    assert (event.title_fr, Event.objects.count(), said(done)) == ("Avant", 1, [])
    assert "This event was changed since the export: it is at version 2. Export it again." in done.content.decode()


def test_a_file_is_imported_once_and_by_who_sent_it(client: Client) -> None:
    sign_in(client)
    shown = send(client, file_of([new_row()]))
    colleague = Client()
    colleague.cookies["django_language"] = "en"
    sign_in(colleague, DeskRole.CHIEF)

    theirs = confirm(colleague, shown)
    confirm(client, shown)
    again = confirm(client, shown)

    assert "The file no longer waits to be imported. Send it again." in theirs.content.decode()
    assert said(again) == ["The file no longer waits to be imported. Send it again."]
    assert Event.objects.count() == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 32, ""])
def test_no_other_file_of_the_machine_is_named(client: Client, name: str) -> None:
    sign_in(client)
    shown = send(client, file_of([new_row()]))

    answer = confirm(client, shown, upload=name)

    assert (answer.status_code, Event.objects.count()) == (200, 0)


@pytest.mark.parametrize("role", list(DeskRole))
@pytest.mark.parametrize("model", LISTS)
def test_everybody_at_the_desk_exports_and_imports_drafts(client: Client, role: DeskRole, model: str) -> None:
    sign_in(client, role)

    answers = [client.get(address(model, verb)) for verb in ("changelist", "export", "import")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (answers[0].context["has_import_permission"], answers[0].context["has_export_permission"]) == (True, True)


@pytest.mark.parametrize("model", LISTS)
def test_who_may_only_look_imports_nothing(client: Client, model: str) -> None:
    user = User.objects.create_user("lecteur", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)

    answers = [client.get(address(model, verb)) for verb in ("export", "import")]
    answers += [send(client, file_of([new_row()]), model), client.post(address(model, "process_import"))]

    assert [answer.status_code for answer in answers] == [200, 403, 403, 403]


@pytest.mark.parametrize("model", LISTS)
def test_who_may_not_look_exports_nothing(client: Client, model: str) -> None:
    client.force_login(User.objects.create_user("personne", is_staff=True))

    assert client.get(address(model, "export")).status_code == 403


def test_a_contributor_publishes_nothing_by_import(client: Client) -> None:
    sign_in(client, DeskRole.CONTRIBUTOR)
    draft, public = make_event(title_fr="Avant"), make_event(published=True)
    rows = {row["uid"]: row for row in rows_of()}

    forbidden = [
        [{**rows[draft.uid], "review": "published"}],
        [new_row(review="published")],
        [rows[public.uid]],
        [{**rows[public.uid], "title_fr": "Autre"}],
    ]
    refused = [send(client, file_of(file)) for file in forbidden]
    confirm(client, send(client, file_of([{**rows[draft.uid], "title_fr": "Après"}])))

    draft.refresh_from_db()
    assert [answer.context["outcome"].is_refused for answer in refused] == [True] * 4
    assert (draft.title_fr, draft.review) == ("Après", "draft")
    assert list(Event.objects.public()) == [public.event_ptr]


def test_the_list_is_exported_as_filtered_and_searched(client: Client) -> None:
    sign_in(client)
    draft, public = make_event(title_fr="À Genève"), make_event(title_fr="À Genève", published=True)
    make_event(title_fr="À Minsk", published=True)

    answers = [
        client.post(address("event", "export") + query, {"format": "csv"})
        for query in ("?todo=drafts", "?q=geneve&review__exact=published", "?kind__exact=statement")
    ]

    assert [uids(answer) for answer in answers[:2]] == [[draft.uid], [public.uid]]
    assert answers[2].content.count(b"\r\n") == 1
    assert answers[0]["Content-Type"] == "text/csv"


@pytest.mark.parametrize("model", ["event", "meeting"])
def test_the_selected_rows_are_exported(client: Client, model: str) -> None:
    sign_in(client)
    first, _second, third = make_event(), make_event(), make_event()
    chosen = {"action": "export_selected", "_selected_action": [first.pk, third.pk]}

    asked = client.post(address(model, "changelist"), chosen)
    answer = client.post(asked.context["export_url"], {"format": "xlsx", "export_items": [first.pk, third.pk]})

    assert len(asked.context["ticked"]) == 2
    assert sorted(uids(answer)) == sorted([first.uid, third.uid])


def test_all_of_a_list_is_exported_by_its_address(client: Client) -> None:
    sign_in(client)
    event = make_event()
    chosen = {"action": "export_selected", "_selected_action": [event.pk], "select_across": "1"}

    answer = client.post(address("event", "changelist") + "?todo=drafts", chosen)

    assert (answer.status_code, answer["Location"]) == (302, address("event", "export") + "?todo=drafts")


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(client: Client) -> None:
    sign_in(client)

    answer = client.get(address("event", "export") + "?status__gibtsnicht=1")

    assert (answer.status_code, answer["Location"]) == (302, address("event", "changelist") + "?e=1")


def test_the_export_of_a_kind_is_read_by_the_import_of_events(client: Client) -> None:
    sign_in(client)
    make_event(Kind.STATEMENT), make_event(Kind.MEETING)

    answer = client.post(address("statement", "export"), {"format": "xlsx"})
    shown = send(client, answer.content, name="x.xlsx")

    assert (shown.context["outcome"].is_refused, shown.context["outcome"].counts["unchanged"]) == (False, 1)


def test_actors_go_round_over_the_desk(client: Client) -> None:
    sign_in(client)
    make_actor("lavrov", aliases="=S. Lavrov\nM. Non")
    first = client.post(address("actor", "export"), {"format": "xlsx"}).content

    done = confirm(client, send(client, first, "actor", "a.xlsx"), "actor")

    assert said(done) == ["Imported: 0 rows added, 0 changed, 1 as they were."]
    assert read_file(exported("xlsx", ActorSheet, Actor.objects.all())).rows == read_file(first).rows
    assert Actor.history.count() == 1


@pytest.mark.parametrize("verb", ["export", "import"])
@pytest.mark.parametrize("model", LISTS)
def test_no_page_carries_a_script_or_a_style_of_its_own(client: Client, model: str, verb: str) -> None:
    sign_in(client)
    make_place()
    pages = [client.get(address(model, verb)).content.decode()]
    if verb == "import":
        pages.append(send(client, file_of([new_row()]), model).content.decode())

    for page in pages:
        assert " style=" not in page
        assert " onchange=" not in page
        assert "<style" not in page
        assert "<script>" not in page


def test_files_that_nobody_imported_are_thrown_away_after_a_day(client: Client, tmp_path: Path) -> None:
    sign_in(client)
    send(client, file_of([new_row()]))
    [waiting] = (tmp_path / "uploads").iterdir()
    os.utime(waiting, (0, 0))

    send(client, file_of([new_row()]))

    assert waiting not in list((tmp_path / "uploads").iterdir())
    assert Meeting.objects.count() == 0
