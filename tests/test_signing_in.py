"""The desk's door: what it asks, when it stays shut, how a session ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken

from crisis.ingest.people import DeskRole, group_of
from crisis.ingest.two_factor import enrol, new_secret
from tests.events.desk import sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "cheval-pile-agrafe"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DESK = "/admin/"


@pytest.fixture(autouse=True)
def _in_english(client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def olena() -> User:
    user = User.objects.create_user("olena", password=PASSWORD, is_staff=True)
    user.groups.add(group_of(DeskRole.EDITOR))
    return user


def knock(client: Client, name: str = "olena", password: str = PASSWORD, code: str = "", **headers):
    form = {"username": name, "password": password, "code": code, "next": DESK}
    return client.post(reverse("admin:login"), form, **headers)


def is_inside(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def with_phone(user: User, at: datetime = NOON) -> tuple[str, list[str]]:
    """The secret of the phone, switched on at that time, and the recovery codes."""
    secret = new_secret()
    with time_machine.travel(at, tick=False):
        _device, codes = enrol(user, secret=secret, code=code_of(secret))
    return secret, codes


def code_of(secret: str) -> str:
    return f"{totp(bytes.fromhex(secret)):06d}"


def test_name_and_password_open_the_desk(client, olena):
    response = knock(client)

    assert (response.status_code, response["Location"], is_inside(client)) == (302, DESK, True)


@pytest.mark.parametrize("name", ["olena", "nobody"])
def test_after_too_many_wrong_passwords_a_name_is_paused_whether_it_exists_or_not(client, olena, name):
    with time_machine.travel(NOON, tick=False):
        answers = [knock(client, name, "wrong").status_code for _attempt in range(5)]
        right = knock(client, name)

    page = right.content.decode()
    assert answers == [200, 200, 200, 200, 429]
    assert (right.status_code, right["Retry-After"], is_inside(client)) == (429, "900", False)
    assert ("Try again in 15 minutes" in page, "at 12:15 UTC" in page, name in page) == (True, True, False)


def test_the_pause_is_told_in_french_too(client, olena):
    client.cookies["django_language"] = "fr"

    answers = [knock(client, password="wrong") for _attempt in range(5)]

    assert "Réessayez dans 15" in answers[-1].content.decode()


def test_the_pause_ends_when_it_said_it_would(client, olena):
    with time_machine.travel(NOON, tick=False):
        for _attempt in range(5):
            knock(client, password="wrong")
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        during = knock(client).status_code
    with time_machine.travel(NOON + timedelta(minutes=15, seconds=1), tick=False):
        after = knock(client).status_code

    assert (during, after) == (429, 302)


def test_elsewhere_one_may_still_sign_in(client, olena):
    for _attempt in range(5):
        knock(client, password="wrong", REMOTE_ADDR="192.0.2.1")

    assert knock(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_behind_a_proxy_it_is_the_address_the_proxy_wrote_that_counts(client, olena, settings):
    settings.HTTPS = True
    for number in range(5):
        knock(client, password="wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 192.0.2.1")

    there = knock(client, HTTP_X_FORWARDED_FOR="192.0.2.1").status_code
    elsewhere = knock(client, HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2").status_code
    from_nowhere = knock(Client(), HTTP_X_FORWARDED_FOR="unknown").status_code

    assert (there, elsewhere, from_nowhere) == (429, 302, 302)


def test_signing_in_forgets_the_attempts_before(client, olena):
    for _round in range(2):
        for _attempt in range(4):
            knock(client, password="wrong")
        answer = knock(client)

    assert answer.status_code == 302


def test_a_chief_unlocks_a_colleague_and_leaves_a_trace(client, olena):
    theirs = Client()
    for _attempt in range(5):
        knock(theirs, password="wrong")
    chief = sign_in(client, DeskRole.CHIEF)
    people = reverse("admin:auth_user_changelist")
    paused = [user.is_paused for user in client.get(people).context["cl"].result_list if user == olena]

    client.post(people, {"action": "unlock_sign_in", "_selected_action": [olena.pk]})

    assert (paused, knock(theirs).status_code) == ([True], 302)
    assert [(entry.user, entry.change_message) for entry in LogEntry.objects.filter(object_id=olena.pk)] == [
        (chief, "Sign-in unlocked.")
    ]


def test_a_command_may_ask_for_a_user_without_a_request(client, olena):
    assert client.login(username="olena", password=PASSWORD)


def test_with_a_phone_the_password_alone_opens_nothing(client, olena):
    with_phone(olena)

    answer = knock(client)

    assert (answer.status_code, is_inside(client)) == (200, False)
    assert "give the code too" in answer.content.decode()


def test_password_and_code_open_the_desk(client, olena):
    secret, _codes = with_phone(olena)

    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        answer = knock(client, code=code_of(secret))
        inside = is_inside(client)

    assert (answer.status_code, inside) == (302, True)


def test_a_code_serves_once(olena):
    secret, _codes = with_phone(olena)

    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        answers = [knock(Client(), code=code_of(secret)).status_code for _attempt in range(2)]

    assert answers == [302, 200]


def test_a_recovery_code_replaces_the_phone_once(olena):
    _secret, codes = with_phone(olena)

    answers = [knock(Client(), code=code.upper()).status_code for code in (codes[0], codes[0], codes[1])]

    assert answers[:2] == [302, 200]
    assert StaticToken.objects.count() == 9


def test_wrong_codes_count_like_wrong_passwords(client, olena):
    with_phone(olena)

    answers = [knock(client, code="000000").status_code for _attempt in range(5)]

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

    assert (knock(Client()).status_code == 302) == is_off


def test_a_chief_removes_a_lost_phone_and_leaves_a_trace(client, olena):
    with_phone(olena)
    chief = sign_in(client, DeskRole.CHIEF)
    sent = {"action": "remove_two_factor", "_selected_action": [olena.pk]}

    client.post(reverse("admin:auth_user_changelist"), sent)

    last = LogEntry.objects.filter(object_id=olena.pk).first()
    assert knock(Client()).status_code == 302
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


def test_a_session_ends_after_twelve_hours_without_use(client, olena):
    with time_machine.travel(NOON, tick=False):
        knock(client)
    with time_machine.travel(NOON + timedelta(hours=11), tick=False):
        used = is_inside(client)
    with time_machine.travel(NOON + timedelta(hours=22), tick=False):
        used_again = is_inside(client)
    with time_machine.travel(NOON + timedelta(hours=34, minutes=1), tick=False):
        left_alone = is_inside(client)

    assert (used, used_again, left_alone) == (True, True, False)


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(client, olena):
    cookie = knock(client).cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 43200)


def test_pages_for_all_set_no_session_cookie(client, olena):
    knock(client)

    assert "sessionid" not in client.get("/fr/").cookies


def test_a_new_password_ends_the_other_sessions(client, olena):
    elsewhere = Client()
    knock(elsewhere)
    knock(client)
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
