"""Signing in: name, password, a code where two-factor is on; a pause after too many wrong ones; the session's end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import time
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from axes.utils import reset
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import match_token, user_has_device
from django_otp.models import Device

from crisis.events.requests import client_ip, client_network

from ..pages import desk_page
from ..permissions import note

PAUSE: timedelta = settings.AXES_COOLOFF_TIME
"""From the last wrong attempt that counted."""
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
