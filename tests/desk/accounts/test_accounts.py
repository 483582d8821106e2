"""Who looks after people, and how far that goes."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crisis.desk.permissions import DeskRole, role_of
from tests.colleagues import PASSWORD, make_colleague, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LIST = "admin:auth_user_changelist"


def form_of(user: User, **fields) -> dict[str, str]:
    return {"username": user.username, "email": "", "role": role_of(user) or "", "is_active": "on", **fields}


def change(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def test_migrating_makes_every_role_and_sets_it_right():
    Group.objects.get(name="contributor").permissions.add(Permission.objects.get(codename="publish_event"))
    Group.objects.get(name="chief").delete()

    call_command("migrate", verbosity=0)

    held = {
        role.value: set(Group.objects.get(name=role.value).permissions.values_list("codename", flat=True))
        for role in DeskRole
    }
    ours = {"publish_event", "retract_event", "merge_event", "view_activity"}
    assert {name: codes & ours for name, codes in held.items()} == {
        "contributor": set(),
        "editor": {"publish_event"},
        "chief": ours,
    }


def test_a_chief_makes_an_account_with_a_role(client):
    chief = sign_in(client, DeskRole.CHIEF)
    sent = {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "role": "contributor"}

    client.post(reverse("admin:auth_user_add"), sent)

    made = User.objects.get(username="new")
    assert (role_of(made), made.is_staff, made.is_superuser, made.check_password(PASSWORD)) == (
        DeskRole.CONTRIBUTOR,
        True,
        False,
        True,
    )
    assert {entry.user for entry in LogEntry.objects.filter(object_id=made.pk)} == {chief}


def test_a_chief_changes_a_role_and_the_trail_says_who_did(client):
    chief = sign_in(client, DeskRole.CHIEF)
    user = make_colleague("colleague", DeskRole.CONTRIBUTOR)

    client.post(change(user), form_of(user, role="editor"))

    assert [group.name for group in user.groups.all()] == ["editor"]
    assert [(entry.user, entry.change_message) for entry in LogEntry.objects.filter(object_id=user.pk)][-1] == (
        chief,
        "Role: contributor → editor.",
    )


def test_a_chief_can_give_nobody_more_than_a_role(client):
    sign_in(client, DeskRole.CHIEF)
    user = make_colleague("colleague")
    every = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]

    client.post(change(user), form_of(user, is_superuser="on", user_permissions=every, role="superuser"))
    client.post(change(user), form_of(user, is_superuser="on", user_permissions=every))

    user.refresh_from_db()
    assert (user.is_superuser, user.user_permissions.count(), role_of(user)) == (False, 0, DeskRole.EDITOR)


def test_a_chief_cannot_make_herself_more_or_less(client):
    chief = sign_in(client, DeskRole.CHIEF)

    response = client.post(change(chief), form_of(chief, is_superuser="on", is_active="", role="editor"), follow=True)

    chief.refresh_from_db()
    assert (chief.is_superuser, chief.is_active, role_of(chief)) == (False, True, DeskRole.CHIEF)
    assert "Nobody changes their own role." in response.content.decode()


@pytest.mark.parametrize("extra", ["superuser", "permission", "switched off with a permission"])
def test_a_chief_leaves_alone_whoever_may_do_more(client, extra):
    sign_in(client, DeskRole.CHIEF)
    above = make_colleague("above", is_superuser=extra == "superuser", is_active="off" not in extra)
    above.user_permissions.add(Permission.objects.get(codename="delete_user"))
    password = reverse("admin:auth_user_password_change", args=[above.pk])

    answers = [
        client.post(change(above), form_of(above, username="mine")),
        client.post(password, {"password1": "agrafe-pile-cheval", "password2": "agrafe-pile-cheval"}),
    ]
    client.post(reverse(LIST), {"action": "switch_off", "_selected_action": [above.pk]})

    before = above.is_active
    above.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert (above.username, above.is_active, above.check_password(PASSWORD)) == ("above", before, True)


@pytest.mark.parametrize("role", [DeskRole.CONTRIBUTOR, DeskRole.EDITOR])
def test_only_a_chief_looks_after_people(client, role):
    sign_in(client, role)
    user = make_colleague("colleague")

    answers = [client.get(reverse(LIST)), client.get(change(user)), client.post(change(user), form_of(user))]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_nobody_is_deleted_because_the_trail_would_go_with_them(client):
    sign_in(client, DeskRole.CHIEF)
    user = make_colleague("colleague")

    answer = client.post(reverse("admin:auth_user_delete", args=[user.pk]), {"post": "yes"})
    client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_switching_an_account_off_ends_its_session_at_once(client):
    user, theirs = make_colleague("colleague"), Client()
    theirs.force_login(user)
    before = theirs.get(reverse("admin:index"))
    sign_in(client, DeskRole.CHIEF)

    client.post(reverse(LIST), {"action": "switch_off", "_selected_action": [user.pk]})

    assert (before.status_code, theirs.get(reverse("admin:index")).status_code) == (200, 302)
    assert LogEntry.objects.get(object_id=user.pk).change_message == "Switched off."


def test_an_operator_needs_no_role(client):
    operator = User.objects.create_superuser("operator", password=PASSWORD)
    client.force_login(operator)

    client.post(change(operator), form_of(operator, first_name="Olena"))

    operator.refresh_from_db()
    assert (operator.first_name, operator.is_superuser, role_of(operator)) == ("Olena", True, None)


def test_an_account_made_by_a_command_leaves_a_trace(settings):
    settings.CRISIS_EDITOR_PASSWORD = PASSWORD

    with translation.override("en"):
        call_command("create_editor", "olena", role="contributor")

    assert LogEntry.objects.get().change_message == "Made by the operator, as contributor."


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_nine_queries_however_many(client, django_assert_num_queries, count):
    sign_in(client, DeskRole.CHIEF)
    for number in range(count):
        make_colleague(f"colleague{number}")
    client.get(reverse(LIST))

    with django_assert_num_queries(9):
        client.get(reverse(LIST))
