"""What the browser tests of the desk share: who is there, and how one signs in."""

from __future__ import annotations

from django.contrib.auth.models import User
from playwright.sync_api import Page

from crisis.ingest.people import DeskRole, group_of
from tests.browser.conftest import Reader

PASSWORD = "cheval-pile-agrafe"


def make_colleague(name: str, role: DeskRole = DeskRole.EDITOR) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(group_of(role))
    return user


def signed_in(reader: Reader, path: str, name: str = "olena", **options: object) -> Page:
    """A page of the desk, after the sign-in that leads to it."""
    page = reader.page(**options)
    page.goto(f"/admin/login/?next={path}")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"**{path}")
    return page
