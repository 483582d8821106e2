"""Two-factor sign-in: who has it, who must, how it is switched on and off."""

from __future__ import annotations

import secrets
from binascii import hexlify
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django_otp import devices_for_user
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from .roles import DeskRole, note, role_of

RECOVERY_CODES = 10


def must_enrol(user: Any) -> bool:
    """Whether the operator wants a code from this user, and the session began without one."""
    if settings.REQUIRE_TWO_FACTOR == "no" or user.is_verified():
        return False
    return settings.REQUIRE_TWO_FACTOR == "all" or user.is_superuser or role_of(user) == DeskRole.CHIEF


def has_two_factor() -> Exists:
    """Of users: whether signing in asks for a code."""
    return Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


def new_secret() -> str:
    """Twenty random bytes, in hexadecimal."""
    return hexlify(secrets.token_bytes(20)).decode()


def phone(user: User, secret: str) -> TOTPDevice:
    """What the user's phone will be, not stored."""
    return TOTPDevice(user=user, key=secret, name="phone", confirmed=True)


@transaction.atomic
def enrol(user: User, *, secret: str, code: str) -> tuple[TOTPDevice, list[str]]:
    """Stores the phone that shows `code` for `secret`, and gives ten recovery codes, which nobody can show again.

    Raises `ValidationError` (code `wrong-code`) if the code is not of this moment or of the half minutes beside it.
    """
    device = phone(user, secret)
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits)
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal() and clock.verify(int(digits), device.tolerance)):
        raise ValidationError(
            _("That code is not right. Is the phone's clock? Wait for the next code."), code="wrong-code"
        )
    _remove(user)
    device.last_t = clock.t()  # a code serves once
    device.save()
    paper = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=token) for token in codes)
    note(user, _("Two-factor sign-in switched on."), by=user)
    return device, codes


@transaction.atomic
def switch_off(user: User, *, by: User) -> bool:
    """Removes the user's phone and recovery codes; says whether there were any."""
    if not _remove(user):
        return False
    note(user, _("Two-factor sign-in switched off."), by=by)
    return True


def _remove(user: User) -> bool:
    devices = list(devices_for_user(user, confirmed=None))
    for device in devices:
        device.delete()
    return bool(devices)
