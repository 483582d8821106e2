"""The desk's door: what it asks, when it stays shut, how a session ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from tests.colleagues import PASSWORD, make_colleague, sign_in
from tests.desk.accounts.signing_in import DESK, NOON, is_inside, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def olena() -> User:
    return make_colleague()


def test_name_and_password_open_the_desk(client, olena):
    response = log_in(client)

    assert (response.status_code, response["Location"], is_inside(client)) == (302, DESK, True)


@pytest.mark.parametrize("name", ["olena", "nobody"])
def test_after_too_many_wrong_passwords_a_name_is_paused_whether_it_exists_or_not(client, olena, name):
    with time_machine.travel(NOON, tick=False):
        answers = [log_in(client, name, "wrong").status_code for _attempt in range(5)]
        right = log_in(client, name)

    page = right.content.decode()
    assert answers == [200, 200, 200, 200, 429]
    assert (right.status_code, right["Retry-After"], is_inside(client)) == (429, "900", False)
    assert ("Try again in 15 minutes" in page, "at 12:15 UTC" in page, name in page) == (True, True, False)


def test_the_pause_is_told_in_french_too(client, olena):
    client.cookies["django_language"] = "fr"

    answers = [log_in(client, password="wrong") for _attempt in range(5)]

    assert "Réessayez dans 15" in answers[-1].content.decode()


def test_the_pause_ends_when_it_said_it_would(client, olena):
    with time_machine.travel(NOON, tick=False):
        for _attempt in range(5):
            log_in(client, password="wrong")
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        during = log_in(client).status_code
    with time_machine.travel(NOON + timedelta(minutes=15, seconds=1), tick=False):
        after = log_in(client).status_code

    assert (during, after) == (429, 302)


def test_elsewhere_one_may_still_sign_in(client, olena):
    for _attempt in range(5):
        log_in(client, password="wrong", REMOTE_ADDR="192.0.2.1")

    assert log_in(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_who_changes_address_within_a_network_of_ones_own_is_paused_all_the_same(client, olena):
    for number in range(5):
        log_in(client, password="wrong", REMOTE_ADDR=f"2001:db8:1:2::{number:x}")

    same = log_in(client, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code
    mapped = [log_in(Client(), password="wrong", REMOTE_ADDR="::ffff:192.0.2.7").status_code for _attempt in range(5)]

    assert same == 429
    assert log_in(client, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302
    assert (mapped[-1], log_in(Client(), REMOTE_ADDR="192.0.2.7").status_code) == (429, 429)


def test_behind_a_proxy_it_is_the_address_the_proxy_wrote_that_counts(client, olena, settings):
    settings.HTTPS = True
    for number in range(5):
        log_in(client, password="wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 192.0.2.1")

    there = log_in(client, HTTP_X_FORWARDED_FOR="192.0.2.1").status_code
    elsewhere = log_in(client, HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2").status_code
    from_nowhere = log_in(Client(), HTTP_X_FORWARDED_FOR="unknown").status_code

    assert (there, elsewhere, from_nowhere) == (429, 302, 302)


def test_signing_in_forgets_the_attempts_before(client, olena):
    for _round in range(2):
        for _attempt in range(4):
            log_in(client, password="wrong")
        answer = log_in(client)

    assert answer.status_code == 302


def test_a_chief_unlocks_a_colleague_and_leaves_a_trace(client, olena):
    theirs = Client()
    for _attempt in range(5):
        log_in(theirs, password="wrong")
    chief = sign_in(client, DeskRole.CHIEF)
    people = reverse("admin:auth_user_changelist")
    paused = [user.is_paused for user in client.get(people).context["cl"].result_list if user == olena]

    client.post(people, {"action": "unlock_sign_in", "_selected_action": [olena.pk]})

    assert (paused, log_in(theirs).status_code) == ([True], 302)
    assert [(entry.user, entry.change_message) for entry in LogEntry.objects.filter(object_id=olena.pk)] == [
        (chief, "Sign-in unlocked.")
    ]


def test_a_command_may_ask_for_a_user_without_a_request(client, olena):
    assert client.login(username="olena", password=PASSWORD)


def test_a_session_ends_after_twelve_hours_without_use(client, olena):
    with time_machine.travel(NOON, tick=False):
        log_in(client)
    with time_machine.travel(NOON + timedelta(hours=11), tick=False):
        used = is_inside(client)
    with time_machine.travel(NOON + timedelta(hours=22), tick=False):
        used_again = is_inside(client)
    with time_machine.travel(NOON + timedelta(hours=34, minutes=1), tick=False):
        left_alone = is_inside(client)

    assert (used, used_again, left_alone) == (True, True, False)


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(client, olena):
    cookie = log_in(client).cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 43200)


def test_pages_for_all_set_no_session_cookie(client, olena):
    log_in(client)

    assert "sessionid" not in client.get("/fr/").cookies


def test_a_new_password_ends_the_other_sessions(client, olena):
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)
    new = {"old_password": PASSWORD, "new_password1": "agrafe-pile-cheval", "new_password2": "agrafe-pile-cheval"}

    client.post(reverse("admin:password_change"), new)

    assert (is_inside(client), is_inside(elsewhere)) == (True, False)


@pytest.mark.parametrize(("password", "refusals"), [("agrafe-chev", 1), ("agrafe-cheva", 0), ("283746501928", 1)])
def test_a_password_has_twelve_characters_and_not_only_figures(password, refusals):
    try:
        validate_password(password)
        found = 0
    except ValidationError as refusal:
        found = len(refusal.messages)

    assert found == refusals


def test_the_door_has_no_complaint_at_the_start():
    call_command("check", "--fail-level", "WARNING", "--tag", "security", "--tag", "compatibility")
