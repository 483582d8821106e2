"""Who did what, for the chiefs: on a page and in a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crisis.desk.permissions import DeskRole
from crisis.events.models import Meeting
from crisis.events.past.revisions import revising
from crisis.events.vocabulary import Role
from crisis.events.writing import Part, save_changed
from tests.colleagues import sign_in
from tests.making import make_actor, make_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def activity(client: Client, **asked: Any) -> Any:
    return client.get(reverse("admin:events_activity"), asked)


@pytest.mark.parametrize("role", list(DeskRole))
def test_only_chiefs_see_who_did_what(client: Client, role: DeskRole) -> None:
    sign_in(client, role)

    assert activity(client).status_code == (200 if role == DeskRole.CHIEF else 403)
    assert activity(client, csv="1").status_code == (200 if role == DeskRole.CHIEF else 403)


def test_what_was_done_is_listed_newest_first_with_its_fields(client: Client) -> None:
    user = sign_in(client, DeskRole.CHIEF)
    event = make_event(title_fr="Avant")
    row = Meeting.objects.get(pk=event.pk)
    with revising(row, by=user, why="relu"):
        row.title_fr = "Après"
        save_changed(row)

    lines = activity(client).context["lines"]

    assert [(line.who, line.label, line.row, line.what, line.fields, line.reason) for line in lines[:2]] == [
        ("chief", "meeting", f"{event.uid} Après", "changed", ("Title in French",), "relu"),
        ("", "meeting", f"{event.uid} Avant", "added", (), ""),
    ]


def test_the_activity_is_narrowed_by_person_model_and_days(client: Client) -> None:
    user = sign_in(client, DeskRole.CHIEF)
    other = User.objects.create_user("autre")
    for person in (user, other):
        actor = make_actor(person.username)
        actor._history_user = person
        actor.save()
    make_event()
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()

    found = {
        name: [(line.who, line.label, line.what) for line in activity(client, **asked).context["lines"]]
        for name, asked in {
            "person": {"person": other.pk},
            "model": {"model": "events.meeting"},
            "both": {"person": user.pk, "model": "events.actor"},
            "future": {"since": tomorrow},
            "beyond": {"page": "9" * 18, "person": "9" * 18},
            "nonsense": {"since": "2022-99-99", "until": "gestern", "person": "x", "model": "y", "page": "-1"},
        }.items()
    }

    assert found["person"] == [("autre", "actor", "changed")]
    assert found["model"] == [("", "meeting", "added")]
    assert found["both"] == [("chief", "actor", "changed")]
    assert (found["future"], found["beyond"]) == ([], [])
    assert len(found["nonsense"]) > 5


def test_the_file_holds_every_line_and_no_formula(client: Client) -> None:
    sign_in(client, DeskRole.CHIEF)
    event = Meeting.objects.get(pk=make_event(title_fr="Avant").pk)
    event.title_fr = "Après"
    with revising(event, why="=HYPERLINK(1)"):
        save_changed(event)

    answer = activity(client, csv="1", model="events.meeting")
    told = b"".join(answer.streaming_content).decode()
    [heads, line, _added] = csv.reader(io.StringIO(told.removeprefix("\ufeff")))

    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("text/csv; charset=utf-8", True)
    assert heads == ["time", "who", "model", "row", "what", "fields", "reason"]
    assert line[2:] == ["meeting", f"{event.uid} Après", "changed", "Title in French", "'=HYPERLINK(1)"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_activity_costs_the_same_however_much_was_done(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    sign_in(client, DeskRole.CHIEF)
    for _number in range(rows):
        make_event(parts=(Part(role=Role.HOST, description="la Suisse"),))
    activity(client)

    with django_assert_num_queries(9):
        activity(client)
