"""Two-factor sign-in: who has it, who must, and the page on which one switches it on or off for oneself."""

from __future__ import annotations

import secrets
from base64 import b32encode
from binascii import hexlify
from typing import Any

import django_otp
import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import devices_for_user, user_has_device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..pages import desk_page
from ..permissions import DeskRole, note, role_of
from .sign_in import device_showing

RECOVERY_CODES = 10
SECRET = "two_factor_secret"  # noqa: S105  # where the session keeps it until a code has shown that the phone has it too


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


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("code the phone shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class EnrolForm(forms.Form):
    code = _code_field()


class SwitchOffForm(forms.Form):
    """Both, so that neither a found phone nor an open session is enough."""

    password = forms.CharField(
        label=gettext_lazy("your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = _code_field()


@sensitive_post_parameters()
def two_factor(request: HttpRequest) -> HttpResponse:
    """On: a picture and a code. Off: the password and a code. The recovery codes are in one answer only."""
    if not AdminSite.has_permission(admin.site, request):  # as for the desk, but for those who must enrol first
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if not isinstance(request.user, User):
        raise PermissionDenied
    if user_has_device(request.user):
        return _off(request, request.user)
    return _on(request, request.user)


def _on(request: HttpRequest, user: User) -> HttpResponse:
    secret = request.session.setdefault(SECRET, new_secret())
    form = EnrolForm(request.POST or None)
    if form.is_valid():
        try:
            device, codes = enrol(user, secret=secret, code=form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            del request.session[SECRET]
            django_otp.login(request, device)
            return _page(request, codes=codes)
    device = phone(user, secret)
    return _page(
        request,
        form=form,
        picture=picture(device.config_url),
        secret=in_fours(b32encode(device.bin_key).decode()),
        is_required=must_enrol(user),
    )


def _off(request: HttpRequest, user: User) -> HttpResponse:
    form = SwitchOffForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data  # asked at the door, so that guessing here leads to the same pause
        known = authenticate(request, username=user.get_username(), password=given["password"])
        if known == user and device_showing(given["code"], user=user, request=request):
            switch_off(user, by=user)
            messages.success(request, _("Two-factor sign-in is off."))
            return HttpResponseRedirect(reverse("admin:two-factor"))
        form.add_error(None, _("The password or the code is not right. Wait for the next code, and try again."))
    return _page(request, form=form, is_on=True)


def picture(text: str) -> SafeString:
    """A QR code as SVG: attributes only, for the policy forbids styles. On white, whatever the theme."""
    drawn: str = segno.make(text, micro=False).svg_inline(scale=5, dark="#000", light="#fff", border=4)
    return mark_safe(drawn)  # noqa: S308  # made of our own numbers


def in_fours(letters: str) -> str:
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    return desk_page(request, "accounts/two_factor", _("Two-factor sign-in"), **context)
