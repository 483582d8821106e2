"""Two-factor sign-in: switched on, asked for, switched off, required."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from crisis.desk.permissions import DeskRole
from tests.colleagues import PASSWORD, make_colleague, sign_in
from tests.desk.accounts.signing_in import NOON, code_of, is_inside, log_in, with_phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def olena() -> User:
    return make_colleague()


def test_with_a_phone_the_password_alone_opens_nothing(client, olena):
    with_phone(olena)

    answer = log_in(client)

    assert (answer.status_code, is_inside(client)) == (200, False)
    assert "give the code too" in answer.content.decode()


def test_password_and_code_open_the_desk(client, olena):
    secret, _codes = with_phone(olena)

    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        answer = log_in(client, code=code_of(secret))
        inside = is_inside(client)

    assert (answer.status_code, inside) == (302, True)


def test_a_code_serves_once(olena):
    secret, _codes = with_phone(olena)

    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        answers = [log_in(Client(), code=code_of(secret)).status_code for _attempt in range(2)]

    assert answers == [302, 200]


def test_a_recovery_code_replaces_the_phone_once(olena):
    _secret, codes = with_phone(olena)

    answers = [log_in(Client(), code=code.upper()).status_code for code in (codes[0], codes[0], codes[1])]

    assert answers[:2] == [302, 200]
    assert StaticToken.objects.count() == 9


def test_wrong_codes_count_like_wrong_passwords(client, olena):
    with_phone(olena)

    answers = [log_in(client, code="000000").status_code for _attempt in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert not is_inside(client)


def test_two_factor_is_switched_on_with_a_picture_and_a_code(client, olena):
    client.force_login(olena)
    page = client.get("/admin/two-factor/").content.decode()
    secret = client.session["two_factor_secret"]

    wrong = client.post("/admin/two-factor/", {"code": "nonsense"})
    right = client.post("/admin/two-factor/", {"code": code_of(secret)})

    codes = right.context["codes"]
    shown_again = client.get("/admin/two-factor/").content.decode()
    assert ("<svg" in page, "style=" in page, "<script>" in page) == (True, False, False)
    assert "That code is not right." in wrong.content.decode()
    assert len(codes) == 10
    assert [code for code in codes if code in shown_again] == []
    assert LogEntry.objects.get().change_message == "Two-factor sign-in switched on."


@pytest.mark.parametrize(
    ("password", "code", "is_off"), [(PASSWORD, 0, True), ("wrong", 0, False), (PASSWORD, "000000", False)]
)
def test_two_factor_is_switched_off_with_password_and_code(client, olena, password, code, is_off):
    _secret, codes = with_phone(olena)
    client.force_login(olena)

    client.post("/admin/two-factor/", {"password": password, "code": codes[code] if code == 0 else code})

    assert (log_in(Client()).status_code == 302) == is_off


def test_a_chief_removes_a_lost_phone_and_leaves_a_trace(client, olena):
    with_phone(olena)
    chief = sign_in(client, DeskRole.CHIEF)
    sent = {"action": "remove_two_factor", "_selected_action": [olena.pk]}

    client.post(reverse("admin:auth_user_changelist"), sent)

    last = LogEntry.objects.filter(object_id=olena.pk).first()
    assert log_in(Client()).status_code == 302
    assert (last.user, last.change_message) == (chief, "Two-factor sign-in switched off.")


@pytest.mark.parametrize(
    ("required", "role", "is_sent"),
    [
        ("no", DeskRole.CHIEF, False),
        ("chief", DeskRole.EDITOR, False),
        ("chief", DeskRole.CHIEF, True),
        ("all", DeskRole.CONTRIBUTOR, True),
    ],
)
def test_whoever_must_use_two_factor_is_sent_to_switch_it_on_first(client, settings, required, role, is_sent):
    settings.REQUIRE_TWO_FACTOR = required
    sign_in(client, role)

    answer = client.get(reverse("admin:events_event_changelist"), follow=True)

    assert (answer.request["PATH_INFO"] == "/admin/two-factor/") == is_sent


def test_once_it_is_on_the_desk_is_open(client, settings):
    settings.REQUIRE_TWO_FACTOR = "all"
    sign_in(client)
    client.get("/admin/two-factor/")

    client.post("/admin/two-factor/", {"code": code_of(client.session["two_factor_secret"])})

    assert is_inside(client)


def test_whoever_must_switch_it_on_may_leave_instead(client, settings):
    settings.REQUIRE_TWO_FACTOR = "all"
    sign_in(client)

    client.post(reverse("admin:logout"))

    assert "_auth_user_id" not in client.session


def test_guessing_on_the_page_that_switches_it_off_leads_to_the_same_pause(client, olena):
    _secret, codes = with_phone(olena)
    client.force_login(olena)
    wrong = [{"password": "wrong", "code": codes[0]}, {"password": PASSWORD, "code": "000000"}]

    answers = [client.post("/admin/two-factor/", wrong[number % 2]).status_code for number in range(5)]
    right = client.post("/admin/two-factor/", {"password": PASSWORD, "code": codes[0]})

    assert (answers, right.status_code) == ([200, 200, 200, 200, 429], 429)


def test_a_session_begun_without_a_code_signs_in_again_where_one_is_required(client, olena, settings):
    client.force_login(olena)
    with_phone(olena)
    settings.REQUIRE_TWO_FACTOR = "all"

    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.request["PATH_INFO"] == reverse("admin:login")
