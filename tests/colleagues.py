"""Who works at the desk in the tests, and what the desk answers them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from crisis.desk.permissions import DeskRole, group_of

PASSWORD = "cheval-pile-agrafe"


def make_colleague(name: str = "olena", role: DeskRole = DeskRole.EDITOR, **fields: Any) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **fields)
    user.groups.add(group_of(role))
    return user


def sign_in(client: Client, role: DeskRole = DeskRole.EDITOR) -> User:
    """Somebody of that role, named after it."""
    user = make_colleague(role.value, role)
    client.force_login(user)
    return user


def said(response: Any) -> list[str]:
    """The messages on the page that came back."""
    return [str(message) for message in response.context["messages"]]
