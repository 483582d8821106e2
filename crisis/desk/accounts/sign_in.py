"""Signing in: name, password, a code; the page of two-factor; the pause after too many tries; the session's end."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from datetime import timedelta
from textwrap import wrap
from time import time
from typing import Any

import django_otp
import segno
from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from axes.utils import reset
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import SESSION_KEY, authenticate
from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import devices_for_user, match_token, user_has_device
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from crisis.events.requests import client_ip, client_network

from ..pages import desk_page
from ..permissions import DeskRole, note, role_of

PAUSE: timedelta = settings.AXES_COOLOFF_TIME
"""From the last wrong attempt that counted."""
RECOVERY_CODES = 10
SECRET = "two_factor_secret"  # noqa: S105  # where the session keeps it until a code has shown that the phone has it too
USED = "used_at"
USE_NOTED_EVERY = 300
"""Seconds, so that reading a page hardly ever writes a session."""


class Throttle(AxesStandaloneBackend):  # type: ignore[misc]
    """Refuses whoever is paused. Where no request is there to be told from another (a command), it has no opinion."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


class SignInForm(AdminAuthenticationForm):
    """A wrong code counts like a wrong password, and its session begins only after both."""

    code = forms.CharField(
        label=gettext_lazy("Code from your phone, or a recovery code"),
        help_text=gettext_lazy("Only if you have switched two-factor sign-in on."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not user_has_device(user):
            return
        code = self.cleaned_data.get("code", "")
        if not code:
            raise ValidationError(_("Two-factor sign-in is on for this account: give the code too."), code="no-code")
        device = device_showing(code, user=user, request=self.request)
        if device is None:
            raise ValidationError(
                _("That code is not right, or was used already. Wait for the next one; or use a recovery code."),
                code="wrong-code",
            )
        user.otp_device = device  # the session will know that it was asked


def device_showing(code: str, *, user: AbstractBaseUser, request: HttpRequest | None) -> Device | None:
    """The user's phone or recovery codes that the code is from, which it then is no more; a wrong one is counted."""
    device: Device | None = match_token(user, "".join(code.split()).lower())
    if device is None:
        user_login_failed.send(sender=User, credentials={"username": user.get_username()}, request=request)
    return device


def address_for_locks(request: HttpRequest) -> str | None:
    """The sender's household as the database can keep it; those without an address share one allowance a name."""
    return client_network(client_ip(request)) or None


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page for whoever is paused: the same whether the name exists or not."""
    attempts = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username"), ip_address=address_for_locks(request)
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until = last + PAUSE
    left = max(until - timezone.now(), timedelta(minutes=1))
    context: dict[str, Any] = {"until": until, "minutes": -(-left // timedelta(minutes=1))}
    context["attempts"] = settings.AXES_FAILURE_LIMIT
    response = desk_page(request, "accounts/locked_out", _("Signing in is paused"), status=429, **context).render()
    response["Retry-After"] = str(int(left.total_seconds()))
    return response


def is_paused() -> Exists:
    """Of users: whether somebody may not sign in under that name for now, from one address at least."""
    attempts = (
        AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gt=timezone.now() - PAUSE)
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return Exists(attempts)


def unlock(user: User, *, by: AbstractBaseUser) -> bool:
    """Forgets the wrong attempts under that name, from wherever they came."""
    reset(username=user.get_username())
    note(user, _("Sign-in unlocked."), by=by)
    return True


def begin_session(*, request: HttpRequest, **_signal: Any) -> None:
    """Signing in is the first use; noted with the session itself, which is saved then anyway."""
    request.session[USED] = int(time())


class SlidingSession:
    """Notes, with every page that looked at the session of somebody signed in, that it is in use.

    Saving it moves its end. Django's own setting for that would put cookies on public pages that caches keep.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session and time() - session.get(USED, 0) > USE_NOTED_EVERY:
            session[USED] = int(time())
        return response


# Two-factor: who has it, who must, and the page on which one switches it on or off for oneself.


def must_enrol(user: Any) -> bool:
    """Whether the operator wants a code from this user, and the session began without one."""
    if settings.REQUIRE_TWO_FACTOR == "no" or user.is_verified():
        return False
    return settings.REQUIRE_TWO_FACTOR == "all" or user.is_superuser or role_of(user) == DeskRole.CHIEF


def has_two_factor() -> Exists:
    """Of users: whether signing in asks for a code."""
    return Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


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
def remove_two_factor(user: User, *, by: AbstractBaseUser) -> bool:
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


class EnrolForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("code the phone shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class SwitchOffForm(EnrolForm):
    """Both, so that neither a found phone nor an open session is enough."""

    password = forms.CharField(
        label=gettext_lazy("your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "code")


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
    secret = request.session.setdefault(SECRET, random_hex(20))
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
    # As SVG with attributes only, for the policy forbids styles; on white, whatever the theme.
    drawn = segno.make(device.config_url, micro=False).svg_inline(scale=5, dark="#000", light="#fff", border=4)
    shown = {"picture": mark_safe(drawn), "secret": " ".join(wrap(b32encode(device.bin_key).decode(), 4))}  # noqa: S308
    return _page(request, form=form, is_required=must_enrol(user), **shown)


def _off(request: HttpRequest, user: User) -> HttpResponse:
    form = SwitchOffForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data  # asked at the door, so that guessing here leads to the same pause
        known = authenticate(request, username=user.get_username(), password=given["password"])
        if known == user and device_showing(given["code"], user=user, request=request):
            remove_two_factor(user, by=user)
            messages.success(request, _("Two-factor sign-in is off."))
            return HttpResponseRedirect(reverse("admin:two-factor"))
        form.add_error(None, _("The password or the code is not right. Wait for the next code, and try again."))
    return _page(request, form=form, is_on=True)


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    return desk_page(request, "accounts/two_factor", _("Two-factor sign-in"), **context)
