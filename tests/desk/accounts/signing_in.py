"""What the tests of signing in share: somebody who tries it, with a phone or without."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.util import random_hex

from crisis.desk.accounts.sign_in import enrol
from tests.colleagues import PASSWORD

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DESK = "/admin/"


def log_in(client: Client, name: str = "olena", password: str = PASSWORD, code: str = "", **headers):
    form = {"username": name, "password": password, "code": code, "next": DESK}
    return client.post(reverse("admin:login"), form, **headers)


def is_inside(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def with_phone(user: User, at: datetime = NOON) -> tuple[str, list[str]]:
    """The secret of the phone, switched on at that time, and the recovery codes."""
    secret = random_hex(20)
    with time_machine.travel(at, tick=False):
        _device, codes = enrol(user, secret=secret, code=code_of(secret))
    return secret, codes


def code_of(secret: str) -> str:
    return f"{totp(bytes.fromhex(secret)):06d}"
